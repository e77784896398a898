// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/timeline_reply.h"

#include "server/api/article_csv.h"
#include "server/api/json_writer.h"
#include "server/api/timeline_parameters.h"

#include <cmath>
#include <cstdio>

namespace broadsheet {
namespace {

constexpr std::string_view line_end = "\r\n";

/// To a millionth: more digits say nothing, and fewer would lose single articles of large archives.
double share_of(std::uint32_t count, std::uint32_t all) {
    constexpr double parts = 1e6;
    return std::round(parts * count / all) / parts;
}

std::string share_text(std::uint32_t count, std::uint32_t all) {
    char text[32];
    std::snprintf(text, sizeof text, "%.6f", share_of(count, all));
    return text;
}

void write_figures(JsonWriter& json, Interval interval, DayNumber from, std::uint32_t count, std::uint32_t all) {
    json.string_member("from", iso_day(from));
    json.string_member("to", last_day_of(interval, from));
    json.number_member("count", count);
    json.number_member("all", all);
    json.key("share");
    all == 0 ? json.null() : json.number(share_of(count, all));
}

void write_telling(JsonWriter& json, const std::optional<Peak::Telling>& telling) {
    json.key("story");
    if (telling && telling->story != 0) {
        json.begin_object();
        json.number_member("id", telling->story);
        json.number_member("size", telling->story_size);
        json.string_member("title", telling->title);
        json.end_object();
    } else {
        json.null();
    }
    json.key("article");
    if (!telling) return json.null();
    json.begin_object();
    json.number_member("id", telling->id.value);
    json.string_member("title", telling->title);
    json.end_object();
}

void write_peak(JsonWriter& json, Interval interval, const Peak& peak) {
    constexpr double tenths = 10;
    json.begin_object();
    write_figures(json, interval, peak.from, peak.count, peak.all);
    json.number_member("score", std::round(peak.score * tenths) / tenths);
    json.key("terms");
    json.begin_array();
    for (const std::string& term : peak.terms) json.string(term);
    json.end_array();
    write_telling(json, peak.telling);
    json.end_object();
}

void write_query(JsonWriter& json, Interval interval, const QueryTimeline& query) {
    json.begin_object();
    json.string_member("query", query.text);
    json.string_member("understood", query.understood);
    json.number_member("total", query.total);
    json.string_member("totalRelation", query.complete ? "eq" : "gte");
    json.key("buckets");
    json.begin_array();
    for (const Timeline::Bucket& bucket : query.timeline.buckets) {
        json.begin_object();
        write_figures(json, interval, bucket.from, bucket.count, bucket.all);
        json.end_object();
    }
    json.end_array();
    json.key("peaks");
    json.begin_array();
    for (const Peak& peak : query.timeline.peaks) write_peak(json, interval, peak);
    json.end_array();
    json.end_object();
}

}  // namespace

std::string timeline_json(const TimelineReply& reply) {
    JsonWriter json;
    json.begin_object();
    json.string_member("status", "ok");
    json.string_member("interval", name_of(reply.interval));
    json.key("queries");
    json.begin_array();
    for (const QueryTimeline& query : reply.queries) write_query(json, reply.interval, query);
    json.end_array();
    json.key("index");
    json.begin_object();
    json.number_member("generation", reply.index.generation);
    json.number_member("articles", reply.index.articles);
    json.key("updatedAt");
    json.string_or_null(reply.index.updated_s == 0 ? std::string() : to_iso_utc(reply.index.updated_s));
    json.end_object();
    json.end_object();
    return json.take();
}

std::string timeline_csv(const TimelineReply& reply) {
    std::string csv = "from,to,all";
    for (const QueryTimeline& query : reply.queries) {
        const std::string name = query.text.empty() ? "articles" : query.text;
        csv += "," + csv_cell(name) + "," + csv_cell(name + " (share)");
    }
    csv += line_end;
    const std::size_t buckets = reply.queries.empty() ? 0 : reply.queries.front().timeline.buckets.size();
    for (std::size_t i = 0; i < buckets; ++i) {
        const Timeline::Bucket& shared = reply.queries.front().timeline.buckets[i];
        csv += iso_day(shared.from) + "," + last_day_of(reply.interval, shared.from) + "," + std::to_string(shared.all);
        for (const QueryTimeline& query : reply.queries) {
            const Timeline::Bucket& bucket = query.timeline.buckets[i];
            csv += "," + std::to_string(bucket.count) + ",";
            if (bucket.all != 0) csv += share_text(bucket.count, bucket.all);
        }
        csv += line_end;
    }
    return csv;
}

}  // namespace broadsheet
