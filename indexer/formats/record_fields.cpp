// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/formats/record_fields.h"

#include "indexer/extract/byline.h"
#include "indexer/input/clean_text.h"

#include <algorithm>
#include <charconv>
#include <unordered_set>
#include <utility>

namespace broadsheet {
namespace {

/// A number alone is seconds or milliseconds since 1970, except for a year and for a compact day.
std::optional<Date> date_of(std::string_view text, DayOrder order) {
    text = trimmed(text);
    double number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool is_number = error == std::errc() && end == text.data() + text.size();
    if (is_number && text.size() >= 9) return read_epoch(number);
    return read_date(text, order);
}

Date date_field(std::string_view text, DateSource source, DayOrder order) {
    auto date = date_of(text, order);
    if (!date) return {};
    date->source = source;
    return *date;
}

}  // namespace

void RecordFields::offer(const Alias& alias, std::vector<std::string> values) {
    std::erase_if(values, [](const std::string& value) { return trimmed(value).empty(); });
    if (values.empty()) return;
    const auto index = static_cast<std::size_t>(alias.field);
    if (!values_[index].empty() && ranks_[index] <= alias.rank) return;
    values_[index] = std::move(values);
    ranks_[index] = alias.rank;
}

bool RecordFields::offer(std::string_view name, std::string value) {
    const auto alias = find_alias(name);
    if (!alias) return false;
    std::vector<std::string> values;
    values.push_back(std::move(value));
    offer(*alias, std::move(values));
    return true;
}

std::string_view RecordFields::first(InputField field) const {
    return at(field).empty() ? std::string_view() : std::string_view(at(field).front());
}

std::vector<std::string> RecordFields::lines(InputField field) const {
    std::vector<std::string> clean;
    for (const std::string& value : at(field)) clean.push_back(clean_line_of_html(value));
    return clean;
}

Article RecordFields::article(DateSource date_source, DayOrder order) const {
    Article article;
    article.key = clean_line(first(InputField::key));
    article.url = clean_line(first(InputField::url));
    article.title = clean_line_of_html(first(InputField::title));
    article.subtitle = clean_line_of_html(first(InputField::subtitle));
    article.source = clean_line_of_html(first(InputField::source));
    article.agency = clean_line_of_html(first(InputField::agency));
    article.section = clean_line_of_html(first(InputField::section));
    article.language = clean_line(first(InputField::language));
    article.place = clean_line_of_html(first(InputField::place));
    for (const std::string& byline : at(InputField::authors))
        for (std::string& name : split_byline(byline, article.source)) article.authors.push_back(std::move(name));
    article.tags = split_tags(lines(InputField::tags));
    article.published = date_field(first(InputField::published), date_source, order);
    article.modified = date_field(first(InputField::modified), date_source, order);
    article.seen = date_field(first(InputField::seen), date_source, order);
    for (const std::string& part : at(InputField::body)) article.body += (article.body.empty() ? "" : "\n\n") + part;
    return article;
}

std::vector<std::string> split_tags(const std::vector<std::string>& values) {
    std::vector<std::string> tags;
    std::unordered_set<std::string> known;
    for (const std::string& value : values) {
        std::string_view rest = value;
        while (!rest.empty()) {
            const std::size_t end = std::min(rest.find_first_of(values.size() == 1 ? ",;|" : ";|"), rest.size());
            std::string tag = clean_line(rest.substr(0, end));
            rest.remove_prefix(std::min(end + 1, rest.size()));
            if (tag.empty() || tag.size() > 100) continue;
            if (known.insert(tag).second) tags.push_back(std::move(tag));
        }
    }
    return tags;
}

}  // namespace broadsheet
