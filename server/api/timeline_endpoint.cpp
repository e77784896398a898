// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/timeline_endpoint.h"

#include "engine/search/peaks.h"
#include "server/api/entity_tag.h"
#include "server/api/replies.h"
#include "server/api/search_links.h"
#include "server/api/timeline_parameters.h"
#include "server/api/timeline_reply.h"
#include "server/pages/compare_page.h"

#include <algorithm>
#include <utility>

namespace broadsheet {
namespace {

/// All that a reply depends on besides the index.
std::string subject_of(const TimelineParameters& timeline) {
    return url_of("", write_timeline_parameters(timeline)) + (timeline.peaks ? "#peaks" : "#") +
           (timeline.csv ? "csv" : "") + std::to_string(day_of(timeline.search.request.now_s));
}

ParameterFault too_many_buckets(const TimelineReply& reply) {
    const std::string fitting(name_of(reply.too_many->fitting));
    const std::string asked(name_of(reply.interval));
    const std::string much = "interval=" + asked + " would make " + std::to_string(reply.too_many->buckets) +
                             " buckets of this time, and at most " + std::to_string(TimelineRequest{}.buckets_max) +
                             " are given";
    if (fitting == asked) return {400, "too-many-buckets", "from", much + "; narrow it with 'from' and 'to'.", {}};
    return {400, "too-many-buckets", "interval",
            much + "; take interval=" + fitting + " or narrow it with 'from' and 'to'.", fitting};
}

bool is_complete(const TimelineReply& reply) {
    return std::ranges::all_of(
        reply.queries, [](const QueryTimeline& query) { return query.complete && is_explained(query.timeline); });
}

HttpResponse csv_reply(std::string body, std::string tag) {
    HttpResponse response = json_reply(std::move(body), std::move(tag));
    response.content_type = "text/csv; charset=utf-8; header=present";
    response.headers.emplace_back("Content-Disposition", "inline; filename=\"timeline.csv\"");
    return response;
}

/// More points than this can't be told apart.
constexpr std::uint64_t drawn_max = 500;

TimelineRequest page_request(const TimelineParameters& compared) {
    TimelineRequest request = compared.request();
    request.buckets_max = drawn_max;
    return request;
}

/// How a timeline is answered: from what `made` makes of the engine's reply, unless the client has it or we have.
using Make = std::function<HttpResponse(const TimelineParameters&, const TimelineReply&, std::string tag)>;

HttpResponse answered(const ArchiveAccess& access, ReplyCache& replies, const HttpRequest& request,
                      const TimelineParameters& timeline, std::string_view kind, const Make& make) {
    const std::string subject = subject_of(timeline);
    std::string tag = entity_tag(access.index_state(), kind, subject);
    if (client_has(request, tag)) return not_modified(std::move(tag));
    return replies.get(tag + subject, [&]() -> ReplyCache::Made {
        TimelineRequest asked = kind == "timeline" ? timeline.request() : page_request(timeline);
        asked.search.abandoned = request.client_gone;
        const TimelineReply reply = access.timeline(asked);
        const bool complete = is_complete(reply);
        const bool given_up = !complete && request.client_gone && request.client_gone();
        HttpResponse response = make(timeline, reply, tag);
        const bool refused = response.status >= 400;
        return {std::move(response), complete && !refused, !given_up && !refused};
    });
}

/// A reader who asked for too much detail gets as much as can be drawn, and is told.
HttpResponse coarser_page(const ArchiveAccess& access, const TimelineParameters& compared, const TimelineReply& refused,
                          const std::function<ArchiveOverview(std::uint64_t)>& overview) {
    TimelineParameters coarser = compared;
    coarser.interval = refused.too_many->fitting;
    const TimelineReply reply = access.timeline(page_request(coarser));
    if (reply.too_many) return refusal(too_many_buckets(reply));
    return page_reply(compare_page(coarser, reply, overview(reply.index.generation), refused.interval));
}

}  // namespace

HttpResponse timeline_reply(const ArchiveAccess& access, ReplyCache& replies, const HttpRequest& request) {
    const auto read = read_timeline_parameters(request.parameters, access.now_s(), TimelineReader::program);
    if (const auto* fault = std::get_if<ParameterFault>(&read)) return refusal(*fault);
    return answered(access, replies, request, std::get<TimelineParameters>(read), "timeline",
                    [](const TimelineParameters& timeline, const TimelineReply& reply, std::string tag) {
                        if (reply.too_many) return refusal(too_many_buckets(reply));
                        return timeline.csv ? csv_reply(timeline_csv(reply), std::move(tag))
                                            : json_reply(timeline_json(reply), std::move(tag));
                    });
}

HttpResponse compare_page_reply(const ArchiveAccess& access, ReplyCache& replies, const HttpRequest& request,
                                const std::function<ArchiveOverview(std::uint64_t)>& overview) {
    auto read = read_timeline_parameters(request.parameters, access.now_s(), TimelineReader::page);
    if (const auto* fault = std::get_if<ParameterFault>(&read)) return refusal(*fault);
    auto& timeline = std::get<TimelineParameters>(read);
    if (timeline.texts.empty()) {
        const IndexState state = access.index_state();
        return page_reply(compare_page(timeline, {}, overview(state.generation)),
                          entity_tag(state, "compare.html", subject_of(timeline)));
    }
    timeline.peaks = true;
    return answered(access, replies, request, timeline, "compare.html",
                    [&](const TimelineParameters& compared, const TimelineReply& reply, std::string tag) {
                        if (reply.too_many) return coarser_page(access, compared, reply, overview);
                        return page_reply(compare_page(compared, reply, overview(reply.index.generation)),
                                          std::move(tag));
                    });
}

}  // namespace broadsheet
