// SPDX-License-Identifier: GPL-3.0-or-later
// Plain text: optional header lines, a title, the body.
#include "indexer/extract/address_date.h"
#include "indexer/extract/byline.h"
#include "indexer/extract/text_heading.h"
#include "indexer/formats/readers.h"
#include "indexer/formats/record_fields.h"
#include "indexer/input/clean_text.h"

#include <algorithm>
#include <cctype>
#include <utility>

namespace broadsheet {
namespace {

/// Takes lines from the front of a text.
class Lines {
public:
    explicit Lines(std::string_view text) : rest_(text) {}

    bool at_end() const { return rest_.empty(); }
    std::string_view peek() const { return without_return(rest_.substr(0, rest_.find('\n'))); }
    std::string_view rest() const { return rest_; }
    void set_rest(std::string_view rest) { rest_ = rest; }
    void pop() { rest_.remove_prefix(std::min(rest_.find('\n'), rest_.size() - 1) + 1); }
    void pop_empty() {
        while (!at_end() && trimmed(peek()).empty()) pop();
    }
    std::string_view after_next() const {
        Lines copy = *this;
        if (!copy.at_end()) copy.pop();
        return copy.at_end() ? std::string_view() : copy.peek();
    }

private:
    static std::string_view without_return(std::string_view line) {
        return line.ends_with('\r') ? line.substr(0, line.size() - 1) : line;
    }
    std::string_view rest_;
};

struct HeaderLine {
    std::string_view name;
    std::string_view value;
};

std::optional<HeaderLine> header_line(std::string_view line) {
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos || colon == 0 || colon > 30) return {};
    const std::string_view name = trimmed(line.substr(0, colon));
    const bool plain = std::all_of(name.begin(), name.end(), [](char c) {
        return std::isalnum(static_cast<unsigned char>(c)) || c == '-' || c == '_' || c == ' ' || (c & 0x80);
    });
    if (!plain || name.empty() || line.substr(colon).starts_with("://")) return {};
    return HeaderLine{name, trimmed(line.substr(colon + 1))};
}

bool starts_header(std::string_view line) {
    const auto header = header_line(line);
    if (!header || line.starts_with(' ')) return false;
    const auto alias = find_alias(header->name);
    return alias && alias->rank <= 2 && alias->field != InputField::body;
}

/// Reads "Name: value" lines to the first empty line; indented lines continue the one before.
void take_headers(Lines& lines, RecordFields& fields) {
    if (!starts_header(lines.peek())) return;
    std::string name;
    std::string value;
    while (!lines.at_end() && !trimmed(lines.peek()).empty()) {
        const std::string_view line = lines.peek();
        const auto header = header_line(line);
        if (line.front() == ' ' || line.front() == '\t') {
            value += ' ' + std::string(trimmed(line));
        } else if (header) {
            fields.offer(name, std::exchange(value, std::string(header->value)));
            name = header->name;
        } else {
            break;
        }
        lines.pop();
        if (const auto alias = find_alias(name); alias && alias->field == InputField::body) break;
    }
    fields.offer(name, std::move(value));
}

/// "date 2025-01-28" at the start of a line; what follows belongs to the body.
std::optional<Date> take_leading_date(Lines& lines) {
    std::string_view line = trimmed(lines.peek());
    if (line.size() < 15 || !equals_blind(line.substr(0, 5), "date ")) return {};
    line.remove_prefix(5);
    line = trimmed(line);
    auto date = parse_iso_date(line.substr(0, 10));
    if (!date || (line.size() > 10 && line[10] != ' ' && line[10] != '\t')) return {};
    date->source = DateSource::text;
    const auto offset = static_cast<std::size_t>(line.data() - lines.rest().data()) + 10;
    lines.set_rest(lines.rest().substr(offset));
    return date;
}

bool is_byline(std::string_view line) {
    if (line.size() < 6 || line.size() > 120 || !equals_blind(line.substr(0, 3), "by ") || line.ends_with('.'))
        return false;
    const auto first = static_cast<unsigned char>(line[3]);
    return std::isupper(first) || first >= 0x80;
}

/// Between title and text: a line that is a date, a line that is a byline.
void take_credits(Lines& lines, Article& article) {
    for (int i = 0; i < 3; ++i) {
        lines.pop_empty();
        const std::string line = clean_line(lines.peek());
        if (article.authors.empty() && is_byline(line)) {
            article.authors = split_byline(line, article.source);
        } else if (auto date = article.published.known() ? std::nullopt : read_date(line);
                   date && date->precision >= DatePrecision::day) {
            date->source = DateSource::text;
            article.published = *date;
        } else {
            return;
        }
        lines.pop();
    }
}

void take_title(Lines& lines, Article& article) {
    const std::string_view raw = lines.peek();
    const std::string_view next = lines.after_next();
    if (!is_heading(clean_line(raw), trimmed(next).empty(), next)) return;
    Lines after = lines;
    after.pop();
    after.pop_empty();
    if (after.at_end()) return;  // a text of one line is a body
    article.title = clean_line_of_html(raw);
    lines = after;
}

}  // namespace

void read_plain_text(ByteStream& stream, const InputInfo& info, ArticleSink& sink) {
    const auto text = read_whole_text(stream, sink, info.charset);
    if (!text) return;
    Lines lines(*text);
    lines.pop_empty();
    RecordFields fields;
    take_headers(lines, fields);
    lines.pop_empty();
    const bool english = equals_blind(fields.first(InputField::language).substr(0, 2), "en");
    Article article = fields.article(DateSource::header, english ? DayOrder::month_first : DayOrder::unknown);
    if (const auto date = article.published.known() ? std::nullopt : take_leading_date(lines)) {
        article.published = *date;
        lines.pop_empty();
        if (!trimmed(lines.peek()).empty() && lines.rest().front() == ' ')
            lines.set_rest(lines.rest().substr(lines.rest().find_first_not_of(' ')));
    }
    if (article.title.empty()) {
        take_title(lines, article);
        if (!article.title.empty()) take_credits(lines, article);
    } else if (clean_line(lines.peek()) == article.title) {
        lines.pop();
    }
    if (!article.body.empty() && !lines.at_end()) article.body += "\n";
    article.body += without_page_remains(trimmed(lines.rest()));
    if (!article.published.known()) article.published = date_in_file_name(info.path).value_or(Date{});
    deliver(std::move(article), "", info, sink);
}

}  // namespace broadsheet
