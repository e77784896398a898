// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/json_reply.h"

#include "engine/article/field.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>

namespace broadsheet {
namespace {

using Json = nlohmann::ordered_json;

/// What an article of a search reply has unless `fields` says otherwise.
constexpr std::string_view usual_hit_members[] = {
    "id",       "key",         "title",         "titleHtml",  "url",      "source", "authors", "section",   "tags",
    "language", "publishedAt", "datePrecision", "dateSource", "snippets", "score",  "story",   "duplicates"};

std::string text_of(const Json& json) {
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Json or_null(std::string_view text) {
    return text.empty() ? Json(nullptr) : Json(text);
}

/// The source's own key, else the address, else file and place in it, as the record tells articles apart.
std::string key_of(const StoredArticle& article) {
    if (!article.key.empty()) return article.key;
    if (!article.url.empty()) return article.url;
    const auto& [path, location, format] = article.provenance;
    return location.empty() ? path : path + "#" + location;
}

Json source_of(const StoredArticle& article) {
    return {{"id", or_null(article.source_id)}, {"name", or_null(article.source)}};
}

Json provenance_of(const StoredArticle& article) {
    const auto& provenance = article.provenance;
    return {{"path", provenance.path}, {"location", provenance.location}, {"format", provenance.format}};
}

Json ranges_of(const std::vector<TextRange>& marks) {
    Json ranges = Json::array();
    for (const auto& mark : marks) ranges.push_back({mark.begin, mark.end});
    return ranges;
}

/// Fragments carry a dot dot dot where something was cut, in their html only: `text` is the source text itself.
Json snippets_of(const std::vector<Fragment>& fragments) {
    Json snippets = Json::array();
    for (const auto& fragment : fragments) {
        std::string html = marked_html(fragment.text, fragment.marks);
        if (fragment.cut_before) html.insert(0, "… ");
        if (fragment.cut_after) html += " …";
        snippets.push_back({{"field", field(fragment.field).name},
                            {"html", std::move(html)},
                            {"text", fragment.text},
                            {"ranges", ranges_of(fragment.marks)}});
    }
    return snippets;
}

/// One member of an article by its name in REST. `hit` is null for an article that no search found.
Json member_of(const StoredArticle& article, const Hit* hit, std::string_view name) {
    if (name == "id") return article.id.value;
    if (name == "key") return key_of(article);
    if (name == "title") return article.title;
    if (name == "titleHtml") return marked_html(article.title, hit ? hit->title_marks : std::vector<TextRange>{});
    if (name == "subtitle") return or_null(article.subtitle);
    if (name == "url") return or_null(article.url);
    if (name == "source") return source_of(article);
    if (name == "authors") return article.authors;
    if (name == "agency") return or_null(article.agency);
    if (name == "section") return or_null(article.section);
    if (name == "tags") return article.tags;
    if (name == "language") return or_null(article.language);
    if (name == "place") return or_null(article.place);
    if (name == "publishedAt") return or_null(to_iso(article.published));
    if (name == "datePrecision") return or_null(name_of(article.published.precision));
    if (name == "dateSource") return or_null(name_of(article.published.source));
    if (name == "modifiedAt") return or_null(to_iso(article.modified));
    if (name == "seenAt") return or_null(to_iso(article.seen));
    if (name == "snippets") return hit ? snippets_of(hit->fragments) : Json::array();
    if (name == "score") return hit ? Json(std::round(hit->score * 1000) / 1000) : Json(nullptr);
    if (name == "duplicates") return 0;
    if (name == "body") return article.body;
    return nullptr;  // story: stories aren't told yet
}

Json hit_of(const Hit& hit, const std::vector<std::string>& fields) {
    Json json = Json::object();
    if (fields.empty()) {
        for (const auto name : usual_hit_members) json[std::string(name)] = member_of(hit.article, &hit, name);
    }
    for (const auto& name : fields) json[name] = member_of(hit.article, &hit, name);
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

Json query_of(const SearchParameters& search, const SearchReply& reply) {
    Json forms = Json::array();
    for (const auto& form : reply.forms) forms.push_back({{"form", form.form}, {"articles", form.articles}});
    return {{"q", search.request.text},
            {"understood", reply.understood},
            {"warnings", warnings_of(search, reply)},
            {"didYouMean", nullptr},
            {"forms", std::move(forms)}};
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

std::string search_json(const SearchParameters& search, const SearchReply& reply, double took_ms) {
    Json articles = Json::array();
    for (const auto& hit : reply.hits) articles.push_back(hit_of(hit, search.fields));
    Json json = {{"status", "ok"}, {"query", query_of(search, reply)}};
    json["totalResults"] = reply.total;
    json["totalRelation"] = "eq";
    json["page"] = search.page();
    json["pageSize"] = search.request.limit;
    json["nextCursor"] = next_cursor_of(search.request, reply);
    json["tookMs"] = std::llround(took_ms);
    json["index"] = index_of(reply.index);
    json["articles"] = std::move(articles);
    json["facets"] = facets_of(reply.facets);
    json["timeline"] = timeline_of(reply.timeline);
    return text_of(json);
}

std::string article_json(const StoredArticle& article, const std::vector<std::string>& fields) {
    Json json = Json::object();
    const auto wanted = [&](std::string_view name) {
        if (fields.empty()) return name != "titleHtml" && name != "snippets" && name != "score";
        return std::find(fields.begin(), fields.end(), name) != fields.end();
    };
    for (const auto name : article_members()) {
        if (wanted(name)) json[std::string(name)] = member_of(article, nullptr, name);
    }
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
