// SPDX-License-Identifier: GPL-3.0-or-later
// The command line as a person at a terminal meets it: what search shows, completions, the manual.
#include "tests/support/program.h"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <initializer_list>
#include <sstream>

#include <pty.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace broadsheet::test;
using Json = nlohmann::json;

namespace {

/// An archive with an article whose text would like to steer the terminal.
class Desk {
public:
    Desk() {
        const Json hostile = {
            {"id", "a"},
            {"url",
             "https://news.example/ferry?a=1\x07"
             "b"},
            {"title",
             "The ferry \x1b]0;owned\x07 and \x1b[2Jthe \xC2\x9B"
             "31mbell"},
            {"text",
             "A ferry with \u202egnp.exe, \x1b[31mred\x1b[0m paint and a very long sentence that goes "
             "on and on, so that no terminal of eighty columns shows it in a single line of text."},
            {"source", "Harbour\x1bWire"},
            {"date", "2025-01-28"}};
        temp_.write("in/a.jsonl", hostile.dump() + "\n");
        for (int i = 0; i < 30; ++i) {
            const Json article = {{"id", "b" + std::to_string(i)},
                                  {"title", "Tram number " + std::to_string(i)},
                                  {"text", "A tram returns to line " + std::to_string(i) + "."}};
            temp_.write("in/tram" + std::to_string(i) + ".json", article.dump());
        }
        REQUIRE(run({"index", (temp_ / "in").string()}).exit_code == 0);
    }

    Ended run(std::vector<std::string> arguments) const { return run_program(with_archive(std::move(arguments))); }

    const TempDir& folder() const { return temp_; }

    /// What a terminal of so many columns and 24 lines would be sent.
    std::string in_terminal(std::vector<std::string> arguments, std::uint16_t columns, int exit_code = 0) const {
        arguments = with_archive(std::move(arguments));
        winsize size{24, columns, 0, 0};
        int terminal = -1;
        const pid_t child = ::forkpty(&terminal, nullptr, nullptr, &size);
        REQUIRE(child >= 0);
        if (child == 0) {
            std::vector<char*> raw = {const_cast<char*>(BROADSHEET_PROGRAM)};
            for (auto& argument : arguments) raw.push_back(argument.data());
            raw.push_back(nullptr);
            ::execv(raw[0], raw.data());
            ::_exit(127);
        }
        std::string sent;
        char bytes[4096];
        for (ssize_t got = 0; (got = ::read(terminal, bytes, sizeof bytes)) > 0;)
            sent.append(bytes, static_cast<std::size_t>(got));
        ::close(terminal);
        int status = 0;
        ::waitpid(child, &status, 0);
        CHECK(WIFEXITED(status));
        CHECK(WEXITSTATUS(status) == exit_code);
        return sent;
    }

private:
    std::vector<std::string> with_archive(std::vector<std::string> arguments) const {
        arguments.insert(arguments.begin() + 1, {"--archive", (temp_ / "archive").string()});
        return arguments;
    }

    TempDir temp_;
};

/// Sets a variable of the environment as long as it lives.
class Environment {
public:
    Environment(const char* name, const char* value) : name_(name) { ::setenv(name, value, 1); }
    ~Environment() { ::unsetenv(name_); }
    Environment(const Environment&) = delete;
    Environment& operator=(const Environment&) = delete;

private:
    const char* name_;
};

bool has(const std::string& text, std::string_view part) {
    return text.find(part) != text.npos;
}

/// Without colours: ESC [ … m.
std::string without_colours(const std::string& text) {
    std::string plain;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] == '\x1b' && at + 1 < text.size() && text[at + 1] == '[') {
            at = text.find('m', at);
            if (at == text.npos) break;
        } else {
            plain += text[at];
        }
    }
    return plain;
}

std::size_t longest_line(const std::string& text) {
    std::istringstream lines(text);
    std::size_t longest = 0;
    for (std::string line; std::getline(lines, line);) {
        const auto columns = std::count_if(line.begin(), line.end(), [](char c) {
            return c != '\r' && (static_cast<unsigned char>(c) & 0xC0) != 0x80;
        });
        longest = std::max(longest, static_cast<std::size_t>(columns));
    }
    return longest;
}

}  // namespace

TEST_CASE("terminal: nothing of an article steers it, whatever is asked for") {
    const Desk desk;
    for (const char* colours : {"never", "always"}) {
        const std::string out = without_colours(desk.run({"search", "ferry", "--color", colours}).out);
        CAPTURE(colours);
        CHECK(has(out, "ferry"));
        CHECK(std::ranges::none_of(out, [](char c) { return static_cast<unsigned char>(c) < 0x20 && c != '\n'; }));
        CHECK_FALSE(has(out, "\xC2\x9B"));
        CHECK_FALSE(has(out, "\u202e"));
    }
    const std::string linked = desk.run({"search", "ferry", "--hyperlinks", "always"}).out;
    CHECK(has(linked, "\x1b]8;;https://news.example/ferry"));
    CHECK(has(linked, "\x1b]8;;\x1b\\"));
    CHECK_FALSE(has(linked, "\x07"));
    CHECK_FALSE(has(desk.run({"search", "ferry"}).out, "\x1b"));
}

TEST_CASE(
    "terminal: no name of a file, reason, argument or text for programs steers it, and none makes a second line") {
    const Desk desk;
    const std::string evil =
        "\x1b]52;c;b3duZWQ=\x07\x1b[2J\xC2\x9B"
        "31m\u202e\x08\r\nbroadsheet: all is well\xFF";
    desk.folder().write("evil/" + evil + ".jsonl", "{\"title\": \"Half");
    desk.folder().write("evil/" + evil + ".csv", "\"" + evil + "\",b\n1,2\n");
    desk.folder().write("evil/" + evil + ".txt", "title: Bell\n\nA bell rang.\n");
    const std::string folder = (desk.folder() / "evil").string();
    const std::string file = folder + "/" + evil;
    const Environment pager("PAGER", "");
    // The name of a file is the whole of an unknown argument, too.
    const std::vector<std::pair<std::vector<std::string>, int>> commands = {{{"index", folder}, 0},
                                                                            {{"index", folder, "--dry-run"}, 0},
                                                                            {{"problems"}, 0},
                                                                            {{"problems", "--json"}, 0},
                                                                            {{"search", "bell", "--json"}, 0},
                                                                            {{"search", "bell " + evil}, 0},
                                                                            {{"search", evil, "--json"}, 0},
                                                                            {{"export"}, 0},
                                                                            {{"export", "--format", "csv"}, 0},
                                                                            {{"export", "--format", "ris"}, 0},
                                                                            {{"show", "32"}, 0},
                                                                            {{"show", "32", "--json"}, 0},
                                                                            {{"stats"}, 0},
                                                                            {{"extract", file + ".jsonl"}, 1},
                                                                            {{"extract", file + ".csv"}, 1},
                                                                            {{"extract", file + ".txt"}, 0},
                                                                            {{"extract", file}, 1},
                                                                            {{"index", file}, 2},
                                                                            {{"show", "1", "--format", evil}, 2},
                                                                            {{"search", "bell", "--sort-by", evil}, 2},
                                                                            {{"search", "bell", "--from", evil}, 2},
                                                                            {{"search", "bell", "--" + evil}, 2},
                                                                            {{"show", evil}, 2}};
    for (const auto& [arguments, exit_code] : commands) {
        std::string sent = without_colours(desk.in_terminal(arguments, 80, exit_code));
        std::erase(sent, '\r');  // the terminal's own, before each line end
        for (std::size_t bar = 0; (bar = sent.find("\x1b[K", bar)) != sent.npos;) sent.erase(bar, 3);
        std::string command;
        for (const auto& word : arguments) command += word + ' ';
        CAPTURE(command);
        CAPTURE(sent);
        CHECK(std::ranges::none_of(
            sent, [](char c) { return (static_cast<unsigned char>(c) < 0x20 && c != '\n') || c == 0x7f; }));
        for (const char* part : {"\xC2\x9B", "\u202e", "\xFF"}) CHECK_FALSE(has(sent, part));
        // A cell of a table may have lines: it is the text itself.
        if (arguments.back() != "csv") CHECK_FALSE(has(sent, "\nbroadsheet: all is well"));
    }
    // Programs get what is there.
    CHECK(Json::parse(desk.run({"show", "32", "--json"}).out)["provenance"]["path"].get<std::string>().find(
              "\x1b]52;c;") > 0);
}

TEST_CASE("terminal: colours are for terminals, unless NO_COLOR, a dumb terminal or a flag says otherwise") {
    const Desk desk;
    const Environment term("TERM", "xterm");
    const Environment pager("PAGER", "");
    CHECK_FALSE(has(desk.run({"search", "tram"}).out, "\x1b["));
    CHECK(has(desk.run({"search", "tram", "--color", "always"}).out, "\x1b[1;33mTram\x1b[0"));
    CHECK(has(desk.run({"search", "tram"}).out, "*Tram* number"));
    CHECK(has(desk.in_terminal({"search", "tram"}, 80), "\x1b[1;33mTram"));
    CHECK_FALSE(has(desk.in_terminal({"search", "tram", "--color=never"}, 80), "\x1b"));
    {
        const Environment no_color("NO_COLOR", "1");
        CHECK_FALSE(has(desk.in_terminal({"search", "tram"}, 80), "\x1b"));
        CHECK(has(desk.in_terminal({"search", "tram", "--color=always"}, 80), "\x1b[1;33m"));
    }
    const Environment dumb("TERM", "dumb");
    CHECK_FALSE(has(desk.in_terminal({"search", "tram"}, 80), "\x1b"));
}

TEST_CASE("terminal: lines end before its edge, and files get whole paragraphs") {
    const Desk desk;
    const Environment pager("PAGER", "");
    for (const std::uint16_t columns : std::initializer_list<std::uint16_t>{40, 80, 120}) {
        const std::string sent = without_colours(desk.in_terminal({"search", "ferry", "--explain"}, columns));
        CAPTURE(columns);
        CHECK(has(sent, "ferry"));
        CHECK(longest_line(sent) <= columns);
        CHECK(longest_line(sent) > columns / 2U);
    }
    CHECK(longest_line(desk.run({"search", "ferry"}).out) > 120);
}

TEST_CASE("terminal: a pager shows what is longer than the screen, if it is wanted and there") {
    const Desk desk;
    const Environment term("TERM", "xterm");
    const Environment pager("PAGER", "sed 's/^/| /'");
    CHECK(has(desk.in_terminal({"search", "tram"}, 80), "| "));
    CHECK_FALSE(has(desk.in_terminal({"search", "ferry"}, 80), "| "));
    CHECK_FALSE(has(desk.in_terminal({"search", "tram", "--no-pager"}, 80), "| "));
    CHECK_FALSE(has(desk.run({"search", "tram"}).out, "| "));
    const Environment missing("PAGER", "there-is-no-such-pager 2>/dev/null");
    CHECK(has(without_colours(desk.in_terminal({"search", "tram"}, 80)), "30 articles in"));
}

TEST_CASE("cli: search writes articles for other programs, and counts when asked") {
    const Desk desk;
    const Ended csv = desk.run({"search", "tram", "--format", "csv", "--page-size", "3"});
    CHECK(csv.exit_code == 0);
    CHECK(csv.out.starts_with("id,key,"));
    CHECK(std::ranges::count(csv.out, '\n') == 4);
    CHECK(has(csv.out, "A tram returns to line"));
    CHECK(desk.run({"search", "ferry", "--format", "ris"}).out.starts_with("TY  - NEWS"));
    CHECK(Json::parse(desk.run({"search", "ferry", "--format", "json"}).out)["totalResults"] == 1);
    CHECK(Json::parse(desk.run({"search", "ferry", "--format", "jsonl"}).out)["body"].get<std::string>().starts_with(
        "A ferry"));
    const Ended unknown = desk.run({"search", "ferry", "--format", "bibtec"});
    CHECK(unknown.exit_code == 2);
    CHECK(has(unknown.err, "Did you mean bibtex?"));
    CHECK(has(desk.run({"search", "ferry", "--facets", "year,timeline"}).out, "year: 2025 1"));
    CHECK_FALSE(has(desk.run({"search", "ferry"}).out, "year: "));
    CHECK(has(desk.run({"search", "tram", "--offset", "28"}).out, "30 articles in"));
    CHECK(has(desk.run({"search", "--exact", "trams"}).out, "0 articles in"));
    CHECK(has(desk.run({"search", "--exact", "0", "trams"}).out, "30 articles in"));
}

TEST_CASE("cli: what is mistyped is named, with what was meant") {
    const Desk desk;
    const std::vector<std::pair<std::vector<std::string>, std::string>> slips = {
        {{"serach", "tram"}, "no command 'serach'. Did you mean search?"},
        {{"search", "tram", "--sortby", "newest"}, "no flag --sortby. Did you mean --sort-by?"},
        {{"search", "tram", "--sort-by", "newst"}, "--sort-by can't be \"newst\""},
        {{"search", "tram", "--page-size", "1000"}, "--page-size can't be"},
        {{"search", "tram", "--page", "2", "--offset", "3"}, "Only one of --page, --offset and --cursor"},
        {{"search", "tram", "--color", "alway"}, "Did you mean always?"}};
    for (const auto& [arguments, words] : slips) {
        const Ended ended = desk.run(arguments);
        CAPTURE(words);
        CAPTURE(ended.err);
        CHECK(ended.exit_code == 2);
        CHECK(ended.out == "");
        CHECK(has(ended.err, words));
    }
}

TEST_CASE("cli: the manual has every command and flag, and man finds nothing wrong with it") {
    const std::string manual = run_program({"manual"}).out;
    CHECK(manual.starts_with(".\\\""));
    for (const char* part :
         {".SS search", ".SS completions", "\\-\\-sort\\-by", "\\-\\-watch", "BROADSHEET_ARCHIVE", "NEAR/"})
        CHECK(has(manual, part));
    std::istringstream lines(manual);
    for (std::string line; std::getline(lines, line);) {
        CAPTURE(line);
        CHECK_FALSE(line.empty());
        const bool command = line.starts_with(".TH ") || line.starts_with(".S") || line.starts_with(".TP") ||
                             line.starts_with(".PP") || line.starts_with(".\\\"");
        CHECK((command || !line.starts_with(".")));
    }
}

TEST_CASE("cli: completions offer commands, flags and their values") {
    for (const char* shell : {"bash", "zsh", "fish"}) {
        const Ended ended = run_program({"completions", shell});
        CAPTURE(shell);
        CHECK(ended.exit_code == 0);
        for (const char* part : {"search", "completions", "sort-by", "newest", "no-pager"}) CHECK(has(ended.out, part));
    }
    CHECK(run_program({"completions", "tcsh"}).exit_code == 2);
    CHECK(run_program({"completions"}).exit_code == 2);

    const TempDir temp;
    temp.write("complete.bash", run_program({"completions", "bash"}).out +
                                    "COMP_WORDS=(\"$@\") COMP_CWORD=$(($# - 1))\ncompopt() { :; }\n_broadsheet\n"
                                    "echo \"${COMPREPLY[*]}\"\n");
    const auto completed = [&temp](const std::string& words) {
        std::FILE* pipe = ::popen(("bash " + (temp / "complete.bash").string() + " " + words).c_str(), "r");
        REQUIRE(pipe);
        std::string out;
        for (int c = 0; (c = std::fgetc(pipe)) != EOF;) out += static_cast<char>(c);
        CHECK(::pclose(pipe) == 0);
        return out;
    };
    CHECK(completed("broadsheet sea") == "search\n");
    CHECK(completed("broadsheet search --sort-b") == "--sort-by\n");
    CHECK(completed("broadsheet search --sort-by n") == "newest\n");
    CHECK(completed("broadsheet search --color = al") == "always\n");
    CHECK(completed("broadsheet search --facets source,ye") == "source,year\n");
    CHECK(completed("broadsheet completions z") == "zsh\n");
    CHECK(completed("broadsheet search --from 2") == "\n");
}
