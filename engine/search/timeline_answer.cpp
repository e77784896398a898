// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/index/index_error.h"
#include "engine/query/expand.h"
#include "engine/query/parser.h"
#include "engine/search/peak_reasons.h"
#include "engine/search/peaks.h"
#include "engine/search/searcher.h"
#include "engine/search/vocabulary.h"

#include <algorithm>

namespace broadsheet {

namespace {

/// Counting one query takes no longer; what has been counted by then is said to be a part.
constexpr std::chrono::milliseconds counting_time{500};

DayCounts days_of(const match::Snapshot& snapshot) {
    DayCounts all;
    const auto& days = snapshot.generation->days();
    if (!days) return all;
    all.first = days->first;
    all.counts.resize(static_cast<std::size_t>(days->last - days->first) + 1);
    for (const match::Snapshot::Part& part : snapshot.parts) {
        const auto published_s = part.columns().published_s;
        for (std::uint32_t document = 0; document < published_s.size(); ++document) {
            if (published_s[document] == no_date || part.generation_part->segment.is_dead(document)) continue;
            ++all.counts[static_cast<std::size_t>(day_of(published_s[document]) - all.first)];
        }
    }
    return all;
}

SearchRequest for_text(SearchRequest request, const std::string& text) {
    request.text = text;
    request.facets.clear();
    request.year_facet = false;
    request.timeline = true;
    request.sort = SortOrder::newest;
    request.group = GroupBy::none;
    return request;
}

/// One of the queries.
class Counted {
public:
    Counted(Session& session, const FacetDictionary& dictionary, const SearchRequest& asked, const std::string& text)
        : request_(for_text(asked, text)),
          vocabulary_(*session.generation),
          parsed_(query::parse(request_.text,
                               {request_.any_word, request_.exact, request_.now_s, vocabulary_.stem_codes()})),
          matcher_(session, dictionary, request_),
          root_(parsed_.root) {
        query::expand(root_, vocabulary_);
        told_.text = text;
        told_.understood = query::to_text(parsed_.root);
        Deadline counting(counting_time, request_.abandoned);
        matcher_.set_deadline(&counting);
        days_ = matcher_.days(root_, told_.total);
        told_.complete = !counting.was_missed();
        matcher_.set_deadline(nullptr);
    }

    const DayCounts& days() const { return days_; }

    /// What is told of it within the span that all queries share.
    QueryTimeline told(Session& session, const DaySpan& span, Interval interval, const DayCounts& all) {
        told_.timeline = timeline_of(days_, span, interval);
        add_coverage(told_.timeline, all, request_.published);
        if (!request_.peaks || !told_.complete) return told_;
        told_.timeline.peaks = peaks_of(told_.timeline, all, request_.published);
        Deadline explaining(allowed_in(session.generation->documents(), reasons_time), request_.abandoned,
                            Deadline::Budget::work);
        matcher_.set_deadline(&explaining);
        add_reasons(root_, matcher_, session, told_.total, explaining, told_.timeline);
        return told_;
    }

    QueryTimeline empty() const { return told_; }

private:
    const SearchRequest request_;
    const IndexVocabulary vocabulary_;
    const query::ParsedQuery parsed_;
    Matcher matcher_;
    query::Node root_;
    DayCounts days_;
    QueryTimeline told_;
};

std::optional<DaySpan> common_span(const std::vector<std::unique_ptr<Counted>>& counted, const DateRange& asked) {
    std::optional<DaySpan> common;
    for (const auto& one : counted) {
        const std::optional<DaySpan> span = shown_span(one->days(), asked);
        if (!span) continue;
        common = common ? DaySpan{std::min(common->first, span->first), std::max(common->last, span->last)} : *span;
    }
    return common;
}

}  // namespace

std::shared_ptr<const DayCounts> Searcher::State::day_counts(const match::Snapshot& snapshot) {
    const std::uint64_t generation_number = snapshot.generation->manifest().generation;
    const std::lock_guard lock(day_counts_mutex);
    if (!known_day_counts || known_day_counts->first != generation_number)
        known_day_counts = {generation_number, std::make_shared<const DayCounts>(days_of(snapshot))};
    return known_day_counts->second;
}

TimelineReply Searcher::timeline(const TimelineRequest& request) try {
    Lease session(*state_);
    TimelineReply reply;
    reply.index = state_of(*session->generation);
    std::vector<std::unique_ptr<Counted>> counted;
    for (const std::string& text : request.texts)
        counted.push_back(std::make_unique<Counted>(*session, state_->dictionary, request.search, text));
    const std::optional<DaySpan> span = common_span(counted, request.search.published);
    reply.interval = request.search.interval.value_or(span ? fitting_interval(span->days()) : Interval::month);
    if (span) {
        const std::uint64_t buckets = bucket_count(reply.interval, *span);
        if (buckets > request.buckets_max) reply.too_many = {buckets, finest_within(request.buckets_max, *span)};
    }
    const auto all = state_->day_counts(session->reader->snapshot());
    for (const auto& one : counted) {
        const bool shown = span && !reply.too_many;
        reply.queries.push_back(shown ? one->told(*session, *span, reply.interval, *all) : one->empty());
    }
    return reply;
} catch (const Xapian::Error& error) {
    throw index_error(error);
}

}  // namespace broadsheet
