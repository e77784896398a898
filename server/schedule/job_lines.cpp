// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/schedule/job_lines.h"

#include <nlohmann/json.hpp>

namespace broadsheet {

namespace {

using Json = nlohmann::json;

template <typename Number>
Number number(const Json& object, const char* name) {
    const auto member = object.find(name);
    return member != object.end() && member->is_number() ? member->get<Number>() : Number{};
}

std::string text(const Json& object, const char* name) {
    const auto member = object.find(name);
    return member != object.end() && member->is_string() ? member->get<std::string>() : std::string();
}

JobCounts counts_of(const Json& json) {
    using Count = std::uint64_t;
    return {number<Count>(json, "scanned"),   number<Count>(json, "added"),   number<Count>(json, "updated"),
            number<Count>(json, "unchanged"), number<Count>(json, "removed"), number<Count>(json, "rejected")};
}

JobProgress progress_of(const Json& json) {
    JobProgress progress;
    progress.files = number<std::int64_t>(json, "files");
    progress.files_total = number<std::int64_t>(json, "filesTotal");
    progress.bytes = number<std::int64_t>(json, "bytes");
    progress.bytes_total = number<std::int64_t>(json, "bytesTotal");
    progress.articles = number<std::int64_t>(json, "articles");
    progress.seconds = number<double>(json, "seconds");
    return progress;
}

RequestDone request_of(const Json& json) {
    RequestDone done;
    done.id = number<std::int64_t>(json, "id");
    done.counts = counts_of(json);
    if (const auto articles = json.find("articles"); articles != json.end() && articles->is_array())
        for (const Json& id : *articles)
            if (id.is_number_unsigned()) done.articles.push_back(id.get<std::uint32_t>());
    if (const auto problems = json.find("problems"); problems != json.end() && problems->is_array())
        for (const Json& problem : *problems)
            if (problem.is_object()) done.problems.push_back({text(problem, "location"), text(problem, "reason")});
    return done;
}

}  // namespace

ChildLine read_child_line(std::string_view line) {
    if (!line.starts_with('{')) return {};
    const Json json = Json::parse(line, nullptr, false);
    if (!json.is_object()) return {};
    const auto object = [&json](const char* name) {
        const auto member = json.find(name);
        return member != json.end() && member->is_object() ? &*member : nullptr;
    };
    if (json.contains("waiting")) return ChildWaits{};
    if (const Json* progress = object("progress")) return progress_of(*progress);
    if (const Json* request = object("request")) return request_of(*request);
    if (json.contains("added")) return counts_of(json);
    return {};
}

}  // namespace broadsheet
