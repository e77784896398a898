// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/record/row.h"

#include <array>

namespace broadsheet {

namespace {

/// In the order in which BoundFields binds and read_fields reads.
constexpr std::array<std::string_view, field_columns> names = {"key",
                                                               "url",
                                                               "title",
                                                               "subtitle",
                                                               "authors",
                                                               "agency",
                                                               "section",
                                                               "tags",
                                                               "language",
                                                               "place",
                                                               "published_s",
                                                               "published_precision",
                                                               "published_source",
                                                               "published_offset",
                                                               "modified_s",
                                                               "modified_precision",
                                                               "modified_source",
                                                               "modified_offset",
                                                               "seen_s",
                                                               "seen_precision",
                                                               "seen_source",
                                                               "seen_offset",
                                                               "revision",
                                                               "partial",
                                                               "withdrawn",
                                                               "origins"};
constexpr int text_columns = 10;
constexpr int date_columns = 4;

template <typename One>
std::string joined(const One& one) {
    std::string all;
    for (int i = 0; i < field_columns; ++i) {
        if (i != 0) all += ',';
        all += one(i);
    }
    return all;
}

void bind_date(sqlite::Statement& statement, int first, const Date& date) {
    statement.bind(first, date.utc_s);
    statement.bind(first + 1, static_cast<std::int64_t>(date.precision));
    statement.bind(first + 2, static_cast<std::int64_t>(date.source));
    if (date.offset_minutes)
        statement.bind(first + 3, std::int64_t{*date.offset_minutes});
    else
        statement.bind_null(first + 3);
}

Date date_at(const sqlite::Statement& row, int column) {
    Date date;
    date.utc_s = row.integer(column);
    date.precision = static_cast<DatePrecision>(row.integer(column + 1));
    date.source = static_cast<DateSource>(row.integer(column + 2));
    if (!row.is_null(column + 3)) date.offset_minutes = static_cast<std::int16_t>(row.integer(column + 3));
    return date;
}

}  // namespace

std::string join_list(const std::vector<std::string>& values) {
    std::string joined;
    for (const auto& value : values) {
        if (!joined.empty()) joined += '\n';
        joined += value;
    }
    return joined;
}

std::vector<std::string> split_list(std::string_view joined) {
    std::vector<std::string> values;
    while (!joined.empty()) {
        const std::size_t end = joined.find('\n');
        values.emplace_back(joined.substr(0, end));
        if (end == std::string_view::npos) break;
        joined.remove_prefix(end + 1);
    }
    return values;
}

std::string field_names(std::string_view prefix) {
    return joined([prefix](int i) { return std::string(prefix) + std::string(names[static_cast<std::size_t>(i)]); });
}

std::string field_parameters(int first) {
    return joined([first](int i) { return "?" + std::to_string(first + i); });
}

std::string field_assignments(int first) {
    std::string text;
    for (const std::string_view name : names) text += "," + std::string(name) + "=?" + std::to_string(first++);
    return text;
}

BoundFields::BoundFields(sqlite::Statement& statement, int first, const Article& article)
    : authors_(join_list(article.authors)), tags_(join_list(article.tags)) {
    const std::array<std::string_view, text_columns> texts = {
        article.key,    article.url,     article.title, article.subtitle, authors_,
        article.agency, article.section, tags_,         article.language, article.place};
    for (const std::string_view text : texts) statement.bind(first++, text);
    for (const Date* date : {&article.published, &article.modified, &article.seen}) {
        bind_date(statement, first, *date);
        first += date_columns;
    }
    statement.bind(first, std::int64_t{article.revision});
    statement.bind(first + 1, std::int64_t{article.partial});
    statement.bind(first + 2, std::int64_t{article.withdrawn});
    statement.bind(first + 3, std::string_view(article.origins));
}

Standing standing_at(std::int64_t removed) {
    if ((removed & taken_down_by_somebody) != 0) return Standing::taken_down;
    return removed == 0 ? Standing::shown : Standing::unheld;
}

void read_fields(const sqlite::Statement& row, int first, Article& article) {
    for (std::string* text : {&article.key, &article.url, &article.title, &article.subtitle}) *text = row.text(first++);
    article.authors = split_list(row.text(first++));
    article.agency = row.text(first++);
    article.section = row.text(first++);
    article.tags = split_list(row.text(first++));
    article.language = row.text(first++);
    article.place = row.text(first++);
    for (Date* date : {&article.published, &article.modified, &article.seen}) {
        *date = date_at(row, first);
        first += date_columns;
    }
    article.revision = static_cast<std::uint32_t>(row.integer(first));
    article.partial = row.integer(first + 1) != 0;
    article.withdrawn = row.integer(first + 2) != 0;
    article.origins = row.text(first + 3);
}

}  // namespace broadsheet
