// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/highlight/highlight.h"

#include "engine/analysis/sentence.h"
#include "engine/highlight/pattern.h"

#include <algorithm>
#include <bit>

namespace broadsheet {

namespace {

/// More sentences than this are not compared; the first ones of an article say what it is about.
constexpr std::size_t compared_sentences_max = 256;

/// Shorter rests of a sentence are shown rather than cut off.
constexpr std::size_t short_rest_bytes = 24;

/// A stretch of the body that might be shown, and the matches inside it.
struct Stretch {
    std::size_t begin = 0;
    std::size_t end = 0;
    std::size_t first = 0;  ///< matches [first, last)
    std::size_t last = 0;
    std::uint64_t leaves = 0;  ///< one bit for each leaf that it shows
};

std::uint64_t bit_of(const Match& match) {
    return std::uint64_t{1} << (match.leaf % 64);
}

std::vector<TextRange> joined_ranges(const std::vector<Match>& matches) {
    std::vector<TextRange> ranges;
    for (const Match& match : matches) {
        if (!ranges.empty() && match.begin <= ranges.back().end) {
            ranges.back().end = std::max<std::size_t>(ranges.back().end, match.end);
        } else {
            ranges.push_back({match.begin, match.end});
        }
    }
    return ranges;
}

class FragmentPicker {
public:
    FragmentPicker(std::string_view body, const std::vector<Match>& matches, const FragmentOptions& options)
        : body_(body), matches_(matches), options_(options) {}

    std::vector<Fragment> run() {
        find_stretches();
        pick();
        std::sort(picked_.begin(), picked_.end(), [](auto& left, auto& right) { return left.begin < right.begin; });
        for (std::size_t i = 0; i < picked_.size(); ++i) widen(i);
        std::vector<Fragment> fragments;
        for (const Stretch& stretch : picked_) fragments.push_back(fragment_of(stretch));
        return fragments;
    }

private:
    std::size_t bytes_max() const { return options_.bytes + options_.bytes / 2; }

    /// Sentences that hold matches, each together with the next ones as far as there is room.
    void find_stretches() {
        std::vector<Stretch> sentences;
        for (std::size_t i = 0; i < matches_.size() && sentences.size() < compared_sentences_max; ++i) {
            const Match& match = matches_[i];
            if (sentences.empty() || match.end > sentences.back().end) {
                const bool overlaps = !sentences.empty() && match.begin < sentences.back().end;
                Stretch& sentence = overlaps ? sentences.back() : sentences.emplace_back();
                if (!overlaps) sentence.begin = begin_of_sentence(sentences, match);
                if (!overlaps) sentence.first = i;
                sentence.end = sentence_end(body_, match.end - 1);
            }
            sentences.back().last = i + 1;
            sentences.back().leaves |= bit_of(match);
        }
        for (std::size_t i = 0; i < sentences.size(); ++i) stretches_.push_back(with_following(sentences, i));
    }

    std::size_t begin_of_sentence(const std::vector<Stretch>& sentences, const Match& match) const {
        const std::size_t begin = sentence_begin(body_, match.begin);
        // The last one may have been cut for its length in the midst of this one.
        const std::size_t shown = sentences.size() > 1 ? sentences[sentences.size() - 2].end : 0;
        return begin >= shown ? begin : word_begin_after(body_, shown, match.begin);
    }

    Stretch with_following(const std::vector<Stretch>& sentences, std::size_t index) const {
        Stretch stretch = sentences[index];
        if (stretch.end - stretch.begin > bytes_max()) return cut(stretch);
        for (std::size_t i = index + 1; i < sentences.size(); ++i) {
            const Stretch& next = sentences[i];
            if (next.end - stretch.begin > options_.bytes || paragraph_between(stretch.end, next.begin)) break;
            stretch.end = next.end;
            stretch.last = next.last;
            stretch.leaves |= next.leaves;
        }
        return stretch;
    }

    bool paragraph_between(std::size_t begin, std::size_t end) const {
        int lines = 0;
        for (std::size_t i = begin; i < end && lines < 2; ++i) {
            const char c = body_[i];
            if (c == '\n') ++lines;
            if (c != '\n' && c != ' ' && c != '\r' && c != '\t') lines = 0;
        }
        return lines >= 2;
    }

    /// Of a sentence that is too long, the piece with most different matches, from a little before them.
    Stretch cut(const Stretch& sentence) const {
        Stretch best;
        for (std::size_t i = sentence.first; i < sentence.last; ++i) {
            const Stretch piece = piece_from(sentence, i);
            if (best.end == 0 || std::popcount(piece.leaves) > std::popcount(best.leaves)) best = piece;
            if (best.leaves == sentence.leaves) break;
        }
        return best;
    }

    Stretch piece_from(const Stretch& sentence, std::size_t index) const {
        const std::size_t match_begin = matches_[index].begin;
        const std::size_t before = std::min(options_.bytes / 4, match_begin - sentence.begin);
        Stretch piece;
        piece.begin = match_begin - before;
        if (piece.begin - sentence.begin < short_rest_bytes) piece.begin = sentence.begin;
        if (piece.begin > sentence.begin) piece.begin = word_begin_after(body_, piece.begin, match_begin);
        piece.first = piece.last = index;
        const std::size_t room_end = piece.begin + options_.bytes;
        std::size_t shown_until = match_begin;
        while (piece.last < sentence.last && (matches_[piece.last].end <= room_end || piece.last == index)) {
            shown_until = std::max<std::size_t>(shown_until, matches_[piece.last].end);
            piece.leaves |= bit_of(matches_[piece.last++]);
        }
        piece.end = std::max(shown_until, std::min(room_end, sentence.end));
        if (sentence.end - std::min(piece.end, sentence.end) < short_rest_bytes) piece.end = sentence.end;
        if (piece.end < sentence.end) piece.end = word_end_before(body_, piece.end, shown_until);
        return piece;
    }

    void pick() {
        std::uint64_t shown = 0;
        while (picked_.size() < options_.count_max) {
            const Stretch* best = nullptr;
            for (const Stretch& stretch : stretches_) {
                if (!overlaps_picked(stretch) && (!best || better(stretch, *best, shown))) best = &stretch;
            }
            if (!best) break;
            shown |= best->leaves;
            picked_.push_back(*best);
        }
    }

    bool overlaps_picked(const Stretch& stretch) const {
        return std::any_of(picked_.begin(), picked_.end(), [&](const Stretch& other) {
            return stretch.begin < other.end && other.begin < stretch.end;
        });
    }

    bool better(const Stretch& left, const Stretch& right, std::uint64_t shown) const {
        const int left_new = std::popcount(left.leaves & ~shown), right_new = std::popcount(right.leaves & ~shown);
        if (left_new != right_new) return left_new > right_new;
        const int left_all = std::popcount(left.leaves), right_all = std::popcount(right.leaves);
        if (left_all != right_all) return left_all > right_all;
        if (left_all > 1) return spread(left) < spread(right);
        return false;  // the earlier one stays
    }

    std::size_t spread(const Stretch& stretch) const {
        return matches_[stretch.last - 1].begin - matches_[stretch.first].begin;
    }

    /// Gives a short fragment the sentences around it for context.
    void widen(std::size_t index) {
        Stretch& stretch = picked_[index];
        const std::size_t room_end = index + 1 < picked_.size() ? picked_[index + 1].begin : body_.size();
        while (stretch.end < room_end && continues_after(body_, stretch.end)) {
            const std::size_t next = word_begin_after(body_, stretch.end, room_end);
            if (next >= room_end) break;
            const std::size_t end = sentence_end(body_, next);
            if (end > room_end || end - stretch.begin > options_.bytes) break;
            stretch.end = end;
        }
        const std::size_t room_begin = index > 0 ? picked_[index - 1].end : 0;
        while (stretch.end - stretch.begin < options_.bytes / 2 && stretch.begin > room_begin &&
               continues_before(body_, stretch.begin)) {
            const std::size_t last = word_end_before(body_, stretch.begin - 1, room_begin);
            if (last <= room_begin) break;
            const std::size_t begin = sentence_begin(body_, last - 1);
            if (begin < room_begin || begin >= stretch.begin || stretch.end - begin > options_.bytes) break;
            stretch.begin = begin;
        }
    }

    Fragment fragment_of(const Stretch& stretch) const {
        Fragment fragment;
        fragment.text = body_.substr(stretch.begin, stretch.end - stretch.begin);
        fragment.cut_before = continues_before(body_, stretch.begin);
        fragment.cut_after = continues_after(body_, stretch.end);
        std::vector<Match> shown;
        for (Match match : matches_) {
            if (match.end <= stretch.begin || match.begin >= stretch.end) continue;
            match.begin = static_cast<std::uint32_t>(std::max<std::size_t>(match.begin, stretch.begin) - stretch.begin);
            match.end = static_cast<std::uint32_t>(std::min<std::size_t>(match.end, stretch.end) - stretch.begin);
            shown.push_back(match);
        }
        fragment.marks = joined_ranges(shown);
        return fragment;
    }

    std::string_view body_;
    const std::vector<Match>& matches_;
    const FragmentOptions& options_;
    std::vector<Stretch> stretches_;
    std::vector<Stretch> picked_;
};

}  // namespace

Highlighter::Highlighter(const query::Node& root, const std::vector<FieldId>& search_in)
    : patterns_(std::make_shared<PatternSet>(root, search_in)) {}

std::vector<TextRange> Highlighter::marks(std::string_view text, FieldId field, std::string_view language) const {
    return joined_ranges(patterns_->find(text, field, language));
}

std::vector<Fragment> Highlighter::fragments(std::string_view body, std::string_view language,
                                             const FragmentOptions& options) const {
    const std::vector<Match> matches = patterns_->find(body, FieldId::body, language);
    if (matches.empty() || options.count_max == 0) return {};
    return FragmentPicker(body, matches, options).run();
}

Fragment lead_of(std::string_view body, std::size_t bytes) {
    Fragment lead;
    const std::size_t begin = body.find_first_not_of(" \t\r\n\v\f");
    if (begin == std::string_view::npos) return lead;
    std::size_t end = sentence_end(body, begin);
    while (continues_after(body, end)) {
        const std::size_t next = sentence_end(body, word_begin_after(body, end, body.size()));
        if (next - begin > bytes) break;
        end = next;
    }
    if (end - begin > bytes + bytes / 2) end = word_end_before(body, begin + bytes, begin);
    lead.text = body.substr(begin, end - begin);
    lead.cut_after = continues_after(body, end);
    return lead;
}

}  // namespace broadsheet
