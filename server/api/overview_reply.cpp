// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/overview_reply.h"

#include "server/api/json_writer.h"

#include <algorithm>

namespace broadsheet {
namespace {

constexpr std::size_t sources_a_page = 100;

std::string month_text(MonthNumber month) {
    const CivilDay day = civil_day(first_day_of(month));
    return to_iso({std::int64_t{day_number(day)} * seconds_per_day, DatePrecision::month, DateSource::none, {}});
}

void write_source(const std::string& id, const std::string& name, JsonWriter& json) {
    json.key("source");
    if (id.empty()) {
        json.null();
        return;
    }
    json.begin_object();
    json.string_member("id", id);
    json.string_member("name", name);
    json.end_object();
}

void write_or_null(std::string_view name, std::string_view text, JsonWriter& json) {
    json.key(name);
    json.string_or_null(text);
}

void write_months(const SourceMonths& source, JsonWriter& json) {
    json.begin_object();
    write_source(source.id, source.name, json);
    json.number_member("articles", source.articles);
    json.number_member("undated", source.undated);
    write_or_null("from", to_iso(source.first), json);
    write_or_null("to", to_iso(source.last), json);
    json.key("months");
    json.begin_array();
    for (const auto& month : source.months) {
        json.begin_object();
        json.string_member("month", month_text(month.month));
        json.number_member("count", month.articles);
        json.end_object();
    }
    json.end_array();
    json.end_object();
}

void write_article(std::string_view name, const std::optional<StoredArticle>& article, JsonWriter& json) {
    json.key(name);
    if (!article) {
        json.null();
        return;
    }
    json.begin_object();
    json.number_member("id", article->id.value);
    json.string_member("title", article->title);
    write_or_null("url", article->url, json);
    write_or_null("publishedAt", to_iso(article->published), json);
    write_or_null("datePrecision", name_of(article->published.precision), json);
    write_or_null("dateSource", name_of(article->published.source), json);
    json.end_object();
}

void write_query(const SearchParameters& search, const FirstMentions& mentions, JsonWriter& json) {
    json.key("query");
    json.begin_object();
    json.string_member("q", search.request.text);
    json.string_member("understood", mentions.understood);
    json.key("warnings");
    json.begin_array();
    for (const auto& warning : mentions.warnings) json.string(warning.message);
    json.end_array();
    json.end_object();
}

}  // namespace

std::string path_end(const std::string& path) {
    constexpr int parts = 3;
    std::size_t at = path.size();
    for (int part = 0; part < parts; ++part) {
        if (at == 0) return path;
        at = path.rfind('/', at - 1);
        if (at == std::string::npos) return path;
    }
    return "…" + path.substr(at);
}

std::string problems_json(const ProblemList& list, std::uint32_t page, std::size_t page_size) {
    JsonWriter json;
    json.begin_object();
    json.string_member("status", "ok");
    json.number_member("total", list.total);
    json.number_member("page", page);
    json.number_member("pageSize", page_size);
    json.key("problems");
    json.begin_array();
    for (const Problem& problem : list.problems) {
        json.begin_object();
        json.string_member("file", path_end(problem.path));
        write_or_null("location", problem.location, json);
        json.string_member("stage", problem.stage);
        json.string_member("reason", problem.reason);
        json.string_member("seenAt", to_iso_utc(problem.seen_s));
        json.end_object();
    }
    json.end_array();
    json.end_object();
    return json.take();
}

std::string coverage_json(const Coverage& coverage, std::uint32_t page) {
    JsonWriter json;
    json.begin_object();
    json.string_member("status", "ok");
    json.number_member("generation", coverage.generation);
    json.number_member("totalSources", coverage.sources.size());
    json.number_member("page", page);
    json.number_member("pageSize", sources_a_page);
    json.key("sources");
    json.begin_array();
    const std::size_t begin = std::min(coverage.sources.size(), std::size_t{page - 1} * sources_a_page);
    const std::size_t end = std::min(coverage.sources.size(), begin + sources_a_page);
    for (std::size_t i = begin; i < end; ++i) write_months(coverage.sources[i], json);
    json.end_array();
    json.end_object();
    return json.take();
}

std::string first_json(const SearchParameters& search, const FirstMentions& mentions) {
    JsonWriter json;
    json.begin_object();
    json.string_member("status", "ok");
    write_query(search, mentions, json);
    json.number_member("totalResults", mentions.articles);
    json.string_member("totalRelation", mentions.complete ? "eq" : "gte");
    json.number_member("undated", mentions.undated);
    json.number_member("totalSources", mentions.sources);
    json.key("first");
    json.begin_array();
    for (const SourceFirst& first : mentions.first) {
        json.begin_object();
        write_source(first.id, first.name, json);
        json.number_member("articles", first.articles);
        json.number_member("undated", first.undated);
        write_article("article", first.article, json);
        write_article("byFileDate", first.by_file_date, json);
        json.end_object();
    }
    json.end_array();
    json.end_object();
    return json.take();
}

}  // namespace broadsheet
