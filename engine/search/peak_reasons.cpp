// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/search/peak_reasons.h"

#include "engine/search/significant_terms.h"

#include <algorithm>
#include <cctype>
#include <limits>
#include <map>
#include <tuple>
#include <unordered_map>

namespace broadsheet {

namespace {

/// Articles that are read for the words of a peak, and for those of the query at all times.
constexpr std::size_t peak_sample_max = 80;
constexpr std::size_t sample_max = 160;
/// Articles of a peak whose stories are looked up.
constexpr std::size_t stories_asked_max = 120;
constexpr std::size_t terms_shown_max = 4;
/// Terms that choose the article which says best what happened.
constexpr std::size_t terms_max = 12;
constexpr double title_factor = 3;

constexpr std::uint8_t no_peak = std::numeric_limits<std::uint8_t>::max();

/// Sorts matches by peak; of all together it keeps every so many.
class PeakSink : public match::Sink {
public:
    PeakSink(const match::Snapshot& snapshot, const Timeline& timeline, std::uint64_t matches)
        : snapshot_(snapshot),
          stride_(std::max<std::uint64_t>(1, matches / sample_max)),
          in_peaks_(timeline.peaks.size()) {
        if (timeline.peaks.empty()) return;
        first_day_ = timeline.peaks.front().from;
        for (std::size_t i = 0; i < timeline.peaks.size(); ++i) {
            const DayNumber from = timeline.peaks[i].from;
            const auto end = static_cast<std::size_t>(start_after(timeline.interval, from) - first_day_);
            peak_of_day_.resize(static_cast<std::size_t>(from - first_day_), no_peak);
            peak_of_day_.resize(end, static_cast<std::uint8_t>(i));
        }
    }

    void begin(std::size_t part) override { part_ = part; }
    void take(const match::Batch& matches) override {
        for (std::size_t i = 0; i < matches.size; ++i) see(matches.documents[i]);
    }
    void count(const match::Window& matches, std::size_t) override {
        matches.for_each([this](std::uint32_t document) { see(document); });
    }
    float least_weight(match::SegmentArrays::DocumentRange) const override {
        return std::numeric_limits<float>::infinity();
    }

    std::uint8_t peak_of(const PlacedDocument& place) const { return peak_at(place.part, place.document); }
    const std::vector<PlacedDocument>& in_peak(std::size_t peak) const { return in_peaks_[peak]; }
    const std::vector<PlacedDocument>& everywhere() const { return everywhere_; }

private:
    std::uint8_t peak_at(std::size_t part, std::uint32_t document) const {
        const std::int64_t published_s = snapshot_.parts[part].columns().published_s[document];
        if (published_s == no_date) return no_peak;
        const DayNumber day = day_of(published_s) - first_day_;
        return day >= 0 && static_cast<std::size_t>(day) < peak_of_day_.size()
                   ? peak_of_day_[static_cast<std::size_t>(day)]
                   : no_peak;
    }

    void see(std::uint32_t document) {
        const PlacedDocument place{static_cast<std::uint32_t>(part_), document};
        if (seen_++ % stride_ == 0) everywhere_.push_back(place);
        const std::uint8_t peak = peak_at(part_, document);
        if (peak != no_peak) in_peaks_[peak].push_back(place);
    }

    const match::Snapshot& snapshot_;
    const std::uint64_t stride_;
    DayNumber first_day_ = 0;
    std::vector<std::uint8_t> peak_of_day_;  ///< after first_day_
    std::vector<std::vector<PlacedDocument>> in_peaks_;
    std::vector<PlacedDocument> everywhere_;
    std::uint64_t seen_ = 0;
    std::size_t part_ = 0;
};

/// At most so many, from all over.
std::vector<PlacedDocument> spread(const std::vector<PlacedDocument>& documents, std::size_t most) {
    if (documents.size() <= most) return documents;
    std::vector<PlacedDocument> chosen;
    for (std::size_t i = 0; i < most; ++i) chosen.push_back(documents[i * documents.size() / most]);
    return chosen;
}

/// The reasons of one peak after the other, with what they share.
class Reasons {
public:
    Reasons(const query::Node& root, Session& session, const PeakSink& sink, std::size_t peaks, Deadline& deadline)
        : session_(session), sink_(sink), deadline_(deadline), reader_(*session.generation, root) {
        for (std::size_t i = 0; i < peaks; ++i)
            in_peaks_.push_back(sample_of(spread(sink.in_peak(i), peak_sample_max), true, reader_, deadline_));
        everywhere_ = sample_of(sink.everywhere(), false, reader_, deadline_);
    }

    void explain(std::size_t number, Peak& peak) {
        const std::vector<PlacedDocument>& documents = sink_.in_peak(number);
        if (documents.empty() || deadline_.expired_now()) return;
        const TermSample& here = in_peaks_[number];
        const std::vector<SignificantTerm> terms = significant_terms(here, without(number), reader_, terms_max);
        for (const SignificantTerm& term : terms) add_shown(reader_.shown(term.number), peak.terms);
        peak.telling = telling(documents, here, terms);
    }

private:
    /// An acronym and the word that it is otherwise are one to readers.
    static void add_shown(std::string term, std::vector<std::string>& terms) {
        if (terms.size() == terms_shown_max) return;
        const auto is_same = [&term](const std::string& other) {
            return std::ranges::equal(term, other, [](unsigned char a, unsigned char b) {
                return a == b || (a < 0x80 && b < 0x80 && std::tolower(a) == std::tolower(b));
            });
        };
        if (std::ranges::none_of(terms, is_same)) terms.push_back(std::move(term));
    }

    std::uint32_t article_of(const PlacedDocument& place) const {
        return session_.generation->parts()[place.part].segment.files->columns.ids[place.document];
    }
    /// The sample of all times less that of one peak.
    TermSample without(std::size_t peak) const {
        TermSample rest;
        rest.counts = everywhere_.counts;
        for (std::size_t i = 0; i < everywhere_.documents.size(); ++i) {
            if (sink_.peak_of(everywhere_.documents[i]) != peak) {
                rest.documents.push_back(everywhere_.documents[i]);
                continue;
            }
            for (const TermReader::Term& term : everywhere_.terms[i]) --rest.counts[term.number];
        }
        return rest;
    }

    using Stories = std::vector<std::pair<std::uint32_t, std::uint32_t>>;  ///< article and its story

    /// Asked of the record one by one: a few hundred are quicker than all groups of the archive, which may be new.
    Stories stories_of(const std::vector<PlacedDocument>& documents) {
        const RecordReader::Moment moment(session_.record);
        Stories stories;
        for (const PlacedDocument& place : spread(documents, stories_asked_max)) {
            if (deadline_.expired_now()) break;
            const std::uint32_t article = article_of(place);
            if (const std::uint32_t story = session_.record.grouping({article}).story; story != 0)
                stories.emplace_back(article, story);
        }
        return stories;
    }

    /// The story with most articles among these, of equals the first; 0 if none has two.
    static std::uint32_t largest_of(const Stories& stories) {
        std::map<std::uint32_t, std::uint32_t> sizes;
        for (const auto& [article, story] : stories) ++sizes[story];
        std::uint32_t largest = 0, most = 1;
        for (const auto& [story, size] : sizes) {
            if (size > most) std::tie(largest, most) = std::pair(story, size);
        }
        return largest;
    }

    /// Of the largest story, or of all articles if there is none, the one with most of the terms.
    Peak::Telling telling(const std::vector<PlacedDocument>& documents, const TermSample& here,
                          const std::vector<SignificantTerm>& terms) {
        const Stories stories = stories_of(documents);
        const std::uint32_t story = largest_of(stories);
        const auto tells_it = [&](std::uint32_t article) {
            return story == 0 || std::ranges::find(stories, std::pair(article, story)) != stories.end();
        };
        std::unordered_map<std::uint32_t, double> weights;
        for (const SignificantTerm& term : terms) weights[term.number] = term.weight;
        std::uint32_t best = story == 0 ? article_of(documents.front())
                                        : std::ranges::find(stories, story, &Stories::value_type::second)->first;
        double best_weight = 0;
        for (std::size_t i = 0; i < here.documents.size(); ++i) {
            const std::uint32_t article = article_of(here.documents[i]);
            const double weight = weight_of(here.terms[i], weights);
            if (weight > best_weight && tells_it(article)) std::tie(best, best_weight) = std::pair(article, weight);
        }
        return told_of(best, story);
    }

    static double weight_of(const std::vector<TermReader::Term>& terms,
                            const std::unordered_map<std::uint32_t, double>& weights) {
        double weight = 0;
        for (const TermReader::Term& term : terms) {
            const auto known = weights.find(term.number);
            if (known != weights.end()) weight += known->second * (term.in_title ? title_factor : 1);
        }
        return weight;
    }

    Peak::Telling told_of(std::uint32_t article, std::uint32_t story) {
        Peak::Telling told;
        told.id = {article};
        for (const auto& [stored, kin] : session_.record.listed_articles(std::span(&told.id, 1), false)) {
            told.title = stored.title;
            if (story == 0 || kin.story != story || kin.story_articles < 2) continue;
            told.story = story;
            told.story_size = kin.story_articles;
        }
        return told;
    }

    Session& session_;
    const PeakSink& sink_;
    Deadline& deadline_;
    TermReader reader_;
    std::vector<TermSample> in_peaks_;
    TermSample everywhere_;
};

}  // namespace

void add_reasons(const query::Node& root, const Matcher& matcher, Session& session, std::uint64_t matches,
                 Deadline& deadline, Timeline& timeline) {
    if (timeline.peaks.empty()) return;
    PeakSink sink(session.reader->snapshot(), timeline, matches);
    matcher.visit(root, sink);
    Reasons reasons(root, session, sink, timeline.peaks.size(), deadline);
    for (std::size_t i = 0; i < timeline.peaks.size(); ++i) reasons.explain(i, timeline.peaks[i]);
}

}  // namespace broadsheet
