// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/json_reply.h"

#include "server/api/article_member.h"

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
Json hit_of(const Hit& hit, const SearchParameters& search) {
    Json json = Json::object();
    const auto add = [&](std::string_view name) {
        json[std::string(name)] = article_member(hit.article, hit.kinship, &hit, name);
    };
    if (search.fields.empty()) {
        for (const auto name : usual_hit_members) add(name);
    }
    for (const auto& name : search.fields) add(name);
    if (search.request.group != GroupBy::none) add("moreInGroup");
    if (search.request.explain) add("explanation");
    return json;
}

Json warnings_of(const SearchParameters& search, const SearchReply& reply) {
    Json warnings = Json::array();
    for (const auto& warning : reply.warnings) {
        warnings.push_back({{"message", warning.message}, {"position", warning.position}});
    }
    if (search.cursor && search.cursor->generation != reply.index.generation) {
        warnings.push_back(
            {{"message", "The archive has changed since the cursor was made; an article may be missing or come twice."},
             {"position", nullptr}});
    }
    return warnings;
}

Json suggestion_of(const std::optional<Suggestion>& suggestion) {
    if (!suggestion) return nullptr;
    return {{"query", suggestion->query}, {"reason", suggestion->reason}, {"articles", suggestion->articles}};
}

Json meanings_of(const std::vector<Meaning>& meanings) {
    Json list = Json::array();
    for (const auto& meaning : meanings) {
        list.push_back({{"acronym", meaning.acronym},
                        {"longForm", meaning.long_form},
                        {"articles", meaning.articles},
                        {"with", meaning.with},
                        {"only", meaning.only}});
    }
    return list;
}

Json query_of(const SearchParameters& search, const SearchReply& reply) {
    Json forms = Json::array();
    for (const auto& form : reply.forms) forms.push_back({{"form", form.form}, {"articles", form.articles}});
    return {{"q", search.request.text},
            {"understood", reply.understood},
            {"warnings", warnings_of(search, reply)},
            {"didYouMean", reply.did_you_mean ? Json(reply.did_you_mean->query) : Json(nullptr)},
            {"suggestion", suggestion_of(reply.did_you_mean)},
            {"forms", std::move(forms)},
            {"meanings", meanings_of(reply.meanings)}};
}

Json facets_of(const std::vector<Facet>& facets) {
    Json json = Json::object();
    for (const auto& facet : facets) {
        Json values = Json::array();
        for (const auto& value : facet.values) {
            values.push_back({{"value", value.value}, {"label", value.label}, {"count", value.count}});
        }
        json[facet.name] = std::move(values);
    }
    return json;
}

std::string_view name_of(Interval interval) {
    switch (interval) {
        case Interval::day:
            return "day";
        case Interval::month:
            return "month";
        case Interval::year:
            break;
    }
    return "year";
}

Json timeline_of(const std::optional<Timeline>& timeline) {
    if (!timeline) return nullptr;
    Json buckets = Json::array();
    for (const auto& bucket : timeline->buckets) {
        const Date from{bucket.from * seconds_per_day, DatePrecision::day, DateSource::none, std::nullopt};
        buckets.push_back({{"from", to_iso(from)}, {"count", bucket.count}});
    }
    return {{"interval", name_of(timeline->interval)}, {"buckets", std::move(buckets)}};
}

Json index_of(const IndexState& index) {
    return {{"generation", index.generation},
            {"articles", index.articles},
            {"updatedAt", index.updated_s == 0 ? Json(nullptr) : Json(to_iso_utc(index.updated_s))}};
}

Json next_cursor_of(const SearchRequest& request, const SearchReply& reply) {
    const std::uint64_t next = std::uint64_t{request.offset} + reply.hits.size();
    if (reply.hits.empty() || next >= reply.total) return nullptr;
    return to_text(Cursor{static_cast<std::uint32_t>(next), reply.index.generation});
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
    Json articles = Json::array();
    for (const auto& hit : reply.hits) articles.push_back(hit_of(hit, search));
    Json json = {{"status", "ok"}, {"query", query_of(search, reply)}};
    json["totalResults"] = reply.total;
    json["totalArticles"] = reply.articles;
    json["totalRelation"] = reply.complete ? "eq" : "gte";
    json["page"] = search.page();
    json["pageSize"] = search.request.limit;
    json["nextCursor"] = next_cursor_of(search.request, reply);
    json["tookMs"] = std::llround(took_ms);
    json["index"] = index_of(reply.index);
    if (search.article && explanation) {
        json["explanation"] = {{"id", search.article->value}};
        json["explanation"].update(explanation_json(*explanation));
    }
    json["articles"] = std::move(articles);
    json["facets"] = facets_of(reply.facets);
    json["timeline"] = timeline_of(reply.timeline);
    return text_of(json);
}

std::string article_json(const StoredArticle& article, const Kinship& kinship, const std::vector<std::string>& fields) {
    constexpr std::string_view of_hits[] = {"titleHtml", "authorsHtml", "snippets",   "matchedIn",
                                            "score",     "explanation", "moreInGroup"};
    Json json = Json::object();
    const auto wanted = [&](std::string_view name) {
        if (fields.empty()) return std::find(std::begin(of_hits), std::end(of_hits), name) == std::end(of_hits);
        return std::find(fields.begin(), fields.end(), name) != fields.end();
    };
    for (const auto name : article_members()) {
        if (wanted(name)) json[std::string(name)] = article_member(article, kinship, nullptr, name);
    }
    if (fields.empty() && !article.origins.empty()) json["origins"] = origins_of(article);
    if (fields.empty()) json["provenance"] = provenance_of(article);
    return text_of(json);
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
