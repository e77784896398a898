// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/manual.h"

#include "engine/article/field.h"
#include "server/api/query_operators.h"

#include <algorithm>
#include <string_view>
#include <utility>

namespace broadsheet::cli {

namespace {

/// As text of roff: no blank, stroke or dot of it is a command.
std::string roff(std::string_view text) {
    std::string escaped;
    for (const char c : text) {
        if (c == '\\')
            escaped += "\\e";
        else if (c == '-')
            escaped += "\\-";
        else if (c == '\n')
            escaped += ' ';
        else
            escaped += c;
    }
    return escaped.starts_with('.') || escaped.starts_with('\'') ? "\\&" + escaped : escaped;
}

/// As a paragraph: in lines of at most 78 signs, which roff fills anew.
std::string filled(std::string_view text) {
    constexpr std::size_t line_max = 78;
    std::string lines, line;
    const std::string escaped = roff(text);
    const auto end_line = [&] {
        lines += (line.starts_with('.') || line.starts_with('\'') ? "\\&" : "") + line + '\n';
        line.clear();
    };
    for (std::string_view rest = escaped; !rest.empty();) {
        const auto word = rest.substr(0, rest.find(' '));
        if (!line.empty() && line.size() + 1 + word.size() > line_max) end_line();
        if (!word.empty()) line.append(line.empty() ? "" : " ").append(word);
        rest.remove_prefix(std::min(word.size() + 1, rest.size()));
    }
    if (!line.empty()) end_line();
    return lines;
}

std::string bold(std::string_view text) {
    return "\\fB" + roff(text) + "\\fR";
}

std::string italic(std::string_view text) {
    return "\\fI" + roff(text) + "\\fR";
}

class Page {
public:
    void section(std::string_view name) { text_.append(".SH ").append(name).append("\n"); }
    void subsection(std::string_view name) { text_.append(".SS ").append(roff(name)).append("\n"); }
    /// A head, and its text beneath it, set in.
    void entry(const std::string& head, std::string_view text) {
        text_.append(".TP\n").append(head).append("\n").append(filled(text));
    }
    void raw(std::string_view lines) { text_.append(lines); }

    std::string take() { return std::move(text_); }

private:
    std::string text_;
};

std::string head_of(const FlagDescription& flag) {
    std::string head;
    for (const auto& name : flag.names) head += (head.empty() ? "" : ", ") + bold(name);
    return flag.value.empty() ? head : head + " " + italic(flag.value);
}

std::string synopsis_of(const CommandDescription& command) {
    std::string line = bold("broadsheet") + " " + bold(command.name) + " [" + italic("FLAG") + " ...]";
    for (const auto& argument : command.arguments)
        line += " " + italic(argument.names.front()) + (argument.repeats ? " ..." : "");
    return line;
}

std::string text_of(const FlagDescription& flag) {
    std::string text = flag.help;
    if (!text.ends_with('.')) text += '.';
    return flag.usual.empty() ? text : text + " Usually " + flag.usual + ".";
}

void add_command(Page& page, const CommandDescription& command) {
    page.subsection(command.name);
    page.raw(synopsis_of(command) + "\n");
    page.raw(".PP\n" + filled(command.help + "."));
    for (const auto& argument : command.arguments) page.entry(italic(argument.names.front()), text_of(argument));
    for (const auto& flag : command.flags) {
        if (flag.names.back() != "--help") page.entry(head_of(flag), text_of(flag));
    }
    if (!command.footer.empty()) page.raw(".PP\n" + filled(command.footer));
}

void add_query_language(Page& page) {
    page.section("QUERIES");
    page.raw(filled(
        "Words find articles that have all of them, in any of their forms. Nothing that is typed is an error: what "
        "can't be understood is searched as words, and a note says so. The shell wants quotation marks around what it "
        "would take for its own."));
    for (const auto& [group, example, help] : query_operators()) page.entry(bold(example), help);
    for (const auto& entry : fields()) page.entry(bold(entry.example), entry.help);
}

void add_surroundings(Page& page) {
    page.section("\"EXIT STATUS\"");
    page.entry(bold("0"), "Done; for a search also if nothing was found.");
    page.entry(bold("1"), "Failed; standard error says why.");
    page.entry(bold("2"), "Wrong usage: an unknown command or flag, or a value that can't be.");
    page.entry(bold("3"), "Done, but some input was rejected and --strict was given.");
    page.section("ENVIRONMENT");
    page.entry(bold("BROADSHEET_ARCHIVE"), "The archive where --archive isn't given.");
    page.entry(bold("BROADSHEET_CONFIG"), "The file of settings where --config isn't given.");
    page.entry(bold("BROADSHEET_COMMAND_FLAG"),
               "Any other setting, such as BROADSHEET_SERVE_LISTEN; broadsheet config show lists them. A flag goes "
               "before the environment, the environment before the file.");
    page.entry(bold("NO_COLOR"), "If it is set and not empty, results have no colours unless --color always is given.");
    page.entry(bold("PAGER"),
               "What shows results that are longer than the screen: less -FRX unless set, nothing if empty.");
    page.entry(bold("TERM"), "A dumb terminal gets neither colours nor a pager.");
    page.section("FILES");
    page.entry(italic("archive/articles.db"), "The record: every article, and where it came from. Back it up.");
    page.entry(italic("archive/index/"),
               "What makes it quick to search; broadsheet rebuild makes it again from the record.");
}

void add_examples(Page& page) {
    page.section("EXAMPLES");
    constexpr std::pair<std::string_view, std::string_view> examples[] = {
        {"broadsheet index ~/news",
         "Take in all articles below a folder; run it again whenever the folder has changed."},
        {"broadsheet search open-source", "Finds open-source, open source and opensource."},
        {"broadsheet search '\"city council\" tram -bus' --from 2024 --sort-by newest",
         "A phrase and a word without another one, from 2024 on, the newest first."},
        {"broadsheet search ferry --format csv --page-size 200 > ferry.csv", "The first 200 for a spreadsheet."},
        {"broadsheet search ferry --facets source,year --page-size 1", "Who wrote about it, and when."},
        {"broadsheet export --query ferry --format ris > ferry.ris", "All of them for a citation manager."},
        {"broadsheet serve --source ~/news --watch", "The search page, always up to date."}};
    for (const auto& [command, help] : examples) page.entry(bold(command), help);
}

}  // namespace

std::string manual_page(const CommandDescription& program, const std::vector<CommandDescription>& commands) {
    Page page;
    page.raw(".\\\" Made by `broadsheet manual`.\n.TH BROADSHEET 1 \"\" \"Broadsheet " BROADSHEET_VERSION
             "\" \"User Commands\"\n");
    page.section("NAME");
    page.raw("broadsheet \\- search your news archive\n");
    page.section("SYNOPSIS");
    page.raw(bold("broadsheet") + " [" + bold("--archive") + " " + italic("DIR") + "] " + italic("COMMAND") + " [" +
             italic("FLAG") + " ...] [" + italic("ARGUMENT") + " ...]\n");
    page.section("DESCRIPTION");
    page.raw(filled(
        "Broadsheet takes articles from files of many formats into an archive, a folder, and finds them by their "
        "words, "
        "at the terminal, on pages and through REST. It tells new, changed, removed and unchanged articles apart and "
        "keeps earlier texts. Results go to standard output, progress and notes to standard error."));
    page.section("OPTIONS");
    for (const auto& flag : program.flags) page.entry(head_of(flag), text_of(flag));
    page.section("COMMANDS");
    for (const auto& command : commands) add_command(page, command);
    add_query_language(page);
    add_surroundings(page);
    add_examples(page);
    return page.take();
}

}  // namespace broadsheet::cli
