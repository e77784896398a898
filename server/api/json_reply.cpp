// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/json_reply.h"

#include "server/api/article_member.h"
#include "server/api/json_writer.h"
#include "server/api/timeline_parameters.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>

namespace broadsheet {
namespace {

using Json = nlohmann::ordered_json;

/// What an article of a search reply has unless `fields` says otherwise.
constexpr std::string_view usual_hit_members[] = {
    "id",      "key",   "title",      "titleHtml",   "url",           "source",     "authors",  "authorsHtml",
    "section", "tags",  "language",   "publishedAt", "datePrecision", "dateSource", "snippets", "matchedIn",
    "score",   "story", "duplicates", "versions",    "withdrawn",     "partial"};

std::string text_of(const Json& json) {
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

/// The explanation is there whenever it was asked for, whatever `fields` says.
void write_hit(JsonWriter& json, const Hit& hit, const SearchParameters& search) {
    const auto add = [&](std::string_view name) {
        json.key(name);
        write_article_member(json, hit.article, hit.kinship, &hit, name);
    };
    const auto named = [&](std::string_view name) {
        return std::ranges::find(search.fields, name) != search.fields.end();
    };
    json.begin_object();
    if (search.fields.empty()) std::ranges::for_each(usual_hit_members, add);
    std::ranges::for_each(search.fields, add);
    if (search.request.group != GroupBy::none && !named("moreInGroup")) add("moreInGroup");
    if (search.request.explain && !named("explanation")) add("explanation");
    json.end_object();
}

void write_warnings(JsonWriter& json, const SearchParameters& search, const SearchReply& reply) {
    json.begin_array();
    const auto add = [&json](std::string_view message, std::optional<std::size_t> position) {
        json.begin_object();
        json.string_member("message", message);
        json.key("position");
        position ? json.number(*position) : json.null();
        json.end_object();
    };
    for (const auto& warning : reply.warnings) add(warning.message, warning.position);
    if (search.cursor && search.cursor->generation != reply.index.generation)
        add("The archive has changed since the cursor was made; an article may be missing or come twice.", {});
    json.end_array();
}

void write_suggestion(JsonWriter& json, const std::optional<Suggestion>& suggestion) {
    if (!suggestion) return json.null();
    json.begin_object();
    json.string_member("query", suggestion->query);
    json.string_member("reason", suggestion->reason);
    json.number_member("articles", suggestion->articles);
    json.end_object();
}

void write_meanings(JsonWriter& json, const std::vector<Meaning>& meanings) {
    json.begin_array();
    for (const auto& meaning : meanings) {
        json.begin_object();
        json.string_member("acronym", meaning.acronym);
        json.string_member("longForm", meaning.long_form);
        json.number_member("articles", meaning.articles);
        json.string_member("with", meaning.with);
        json.string_member("only", meaning.only);
        json.end_object();
    }
    json.end_array();
}

void write_query(JsonWriter& json, const SearchParameters& search, const SearchReply& reply) {
    json.begin_object();
    json.string_member("q", search.request.text);
    json.string_member("understood", reply.understood);
    json.key("warnings");
    write_warnings(json, search, reply);
    json.key("didYouMean");
    reply.did_you_mean ? json.string(reply.did_you_mean->query) : json.null();
    json.key("suggestion");
    write_suggestion(json, reply.did_you_mean);
    json.key("forms");
    json.begin_array();
    for (const auto& form : reply.forms) {
        json.begin_object();
        json.string_member("form", form.form);
        json.number_member("articles", form.articles);
        json.end_object();
    }
    json.end_array();
    json.key("meanings");
    write_meanings(json, reply.meanings);
    json.end_object();
}

void write_facets(JsonWriter& json, const std::vector<Facet>& facets) {
    json.begin_object();
    for (const auto& facet : facets) {
        json.key(facet.name);
        json.begin_array();
        for (const auto& value : facet.values) {
            json.begin_object();
            json.string_member("value", value.value);
            json.string_member("label", value.label);
            json.number_member("count", value.count);
            json.end_object();
        }
        json.end_array();
    }
    json.end_object();
}

std::string_view name_of(CompletionKind kind) {
    switch (kind) {
        case CompletionKind::source:
            return "source";
        case CompletionKind::section:
            return "section";
        case CompletionKind::author:
            return "author";
        case CompletionKind::word:
            break;
    }
    return "word";
}

void write_timeline(JsonWriter& json, const std::optional<Timeline>& timeline) {
    if (!timeline) return json.null();
    json.begin_object();
    json.string_member("interval", name_of(timeline->interval));
    json.key("buckets");
    json.begin_array();
    for (const auto& bucket : timeline->buckets) {
        if (bucket.count == 0) continue;
        const Date from{bucket.from * seconds_per_day, DatePrecision::day, DateSource::none, std::nullopt};
        json.begin_object();
        json.string_member("from", to_iso(from));
        json.number_member("count", bucket.count);
        json.end_object();
    }
    json.end_array();
    json.end_object();
}

void write_index(JsonWriter& json, const IndexState& index) {
    json.begin_object();
    json.number_member("generation", index.generation);
    json.number_member("articles", index.articles);
    json.key("updatedAt");
    json.string_or_null(index.updated_s == 0 ? std::string() : to_iso_utc(index.updated_s));
    json.end_object();
}

Json index_of(const IndexState& index) {
    JsonWriter json;
    write_index(json, index);
    return Json::parse(json.take());
}

std::string next_cursor_of(const SearchRequest& request, const SearchReply& reply) {
    const std::uint64_t next = std::uint64_t{request.offset} + reply.hits.size();
    if (reply.hits.empty() || next >= reply.total) return {};
    return to_text(Cursor{static_cast<std::uint32_t>(next), reply.index.generation, reply.next});
}

Json time_of(const std::optional<std::int64_t>& utc_s) {
    return utc_s ? Json(to_iso_utc(*utc_s)) : Json(nullptr);
}

Json run_of(const std::optional<ReindexRun>& run) {
    if (!run) return nullptr;
    Json json = {{"startedAt", to_iso_utc(run->started_s)}, {"finishedAt", time_of(run->finished_s)}};
    json["exitCode"] = run->exit_code ? Json(*run->exit_code) : Json(nullptr);
    json["message"] = or_null(run->message);
    json["counts"] = nullptr;
    if (!run->counts) return json;
    const auto& counts = *run->counts;
    json["counts"] = {{"scanned", counts.scanned},     {"added", counts.added},     {"updated", counts.updated},
                      {"unchanged", counts.unchanged}, {"removed", counts.removed}, {"rejected", counts.rejected}};
    return json;
}

}  // namespace

std::string search_json(const SearchParameters& search, const SearchReply& reply, double took_ms,
                        const std::optional<Explanation>& explanation) {
    constexpr std::size_t usual_bytes = 1024, usual_hit_bytes = 2048;
    JsonWriter json(usual_bytes + reply.hits.size() * usual_hit_bytes);
    json.begin_object();
    json.string_member("status", "ok");
    json.key("query");
    write_query(json, search, reply);
    json.number_member("totalResults", reply.total);
    json.number_member("totalArticles", reply.articles);
    json.string_member("totalRelation", reply.complete ? "eq" : "gte");
    json.number_member("page", search.page());
    json.number_member("pageSize", search.request.limit);
    json.key("nextCursor");
    json.string_or_null(next_cursor_of(search.request, reply));
    json.number_member("tookMs", std::llround(took_ms));
    json.key("index");
    write_index(json, reply.index);
    if (search.article && explanation) {
        json.key("explanation");
        json.begin_object();
        json.number_member("id", search.article->value);
        write_explanation(json, *explanation);
        json.end_object();
    }
    json.key("articles");
    json.begin_array();
    for (const auto& hit : reply.hits) write_hit(json, hit, search);
    json.end_array();
    json.key("facets");
    write_facets(json, reply.facets);
    json.key("timeline");
    write_timeline(json, reply.timeline);
    json.end_object();
    return json.take();
}

std::string article_json(const StoredArticle& article, const Kinship& kinship, const std::vector<std::string>& fields) {
    constexpr std::string_view of_hits[] = {"titleHtml", "authorsHtml", "snippets",   "matchedIn",
                                            "score",     "explanation", "moreInGroup"};
    const auto wanted = [&](std::string_view name) {
        if (fields.empty()) return std::ranges::find(of_hits, name) == std::end(of_hits);
        return std::ranges::find(fields, name) != fields.end();
    };
    JsonWriter json(article.body.size() + 2048);
    json.begin_object();
    for (const auto name : article_members()) {
        if (!wanted(name)) continue;
        json.key(name);
        write_article_member(json, article, kinship, nullptr, name);
    }
    if (fields.empty()) {
        json.key("provenance");
        write_provenance(json, article);
    }
    json.end_object();
    return json.take();
}

std::string suggest_json(std::string_view begun, const std::vector<Completion>& completions) {
    JsonWriter json;
    json.begin_object();
    json.string_member("status", "ok");
    json.string_member("q", begun);
    json.key("suggestions");
    json.begin_array();
    for (const auto& completion : completions) {
        json.begin_object();
        json.string_member("text", completion.text);
        json.string_member("kind", name_of(completion.kind));
        json.number_member("articles", completion.articles);
        json.string_member("query", completion.query);
        json.end_object();
    }
    json.end_array();
    json.end_object();
    return json.take();
}

std::string sources_json(const std::vector<SourceCount>& sources) {
    Json list = Json::array();
    for (const auto& source : sources) {
        list.push_back({{"id", source.id},
                        {"name", source.name},
                        {"articles", source.articles},
                        {"from", or_null(to_iso(source.first))},
                        {"to", or_null(to_iso(source.last))}});
    }
    return text_of({{"status", "ok"}, {"totalResults", sources.size()}, {"sources", std::move(list)}});
}

std::string status_json(const ArchiveOverview& overview, const ReindexReport& reindex) {
    const Json archive = {{"articles", overview.articles},
                          {"removed", overview.removed},
                          {"bodyBytes", overview.body_bytes},
                          {"problems", overview.problems},
                          {"sources", overview.sources},
                          {"lag", overview.lag},
                          {"from", or_null(to_iso(overview.first))},
                          {"to", or_null(to_iso(overview.last))}};
    const Json runs = {{"scheduled", reindex.scheduled},
                       {"running", run_of(reindex.running)},
                       {"last", run_of(reindex.last)},
                       {"nextAt", time_of(reindex.next_s)}};
    return text_of({{"status", "ok"},
                    {"version", BROADSHEET_VERSION},
                    {"index", index_of(overview.index)},
                    {"archive", archive},
                    {"reindex", runs}});
}

}  // namespace broadsheet
