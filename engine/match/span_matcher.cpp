// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/match/span_matcher.h"

#include <algorithm>
#include <iterator>

#include <string.h>

namespace broadsheet {

namespace {

/// Ways to write a run that are sought one by one as bytes; more are quicker found by reading every word.
constexpr std::size_t needles_max = 4;

/// True if `needle` stands in `words` at the beginning of a code.
bool contains_codes(std::string_view words, std::string_view needle) {
    const char *at = words.data(), *end = at + words.size();
    while (at < end) {
        const auto* found =
            static_cast<const char*>(::memmem(at, static_cast<std::size_t>(end - at), needle.data(), needle.size()));
        if (!found) return false;
        if (found == words.data() || static_cast<unsigned char>(found[-1]) < 0x80) return true;
        at = found + 1;
    }
    return false;
}

}  // namespace

SpanMatcher::SpanMatcher(std::shared_ptr<const SpanPattern> pattern, const Generation::Part& part)
    : pattern_(std::move(pattern)), tokens_(part.segment.files->tokens.tokens()) {
    for (const auto& runs : pattern_->operands) {
        auto& operand = operands_.emplace_back();
        for (const query::Run& run : runs) {
            PlacedRun placed{&run, {}};
            bool known = true;
            for (const query::Slot& slot : run) {
                placed.places.push_back(place_of(slot));
                known = known && (slot.empty() || !placed.places.back().words.empty());
            }
            if (known) operand.push_back(std::move(placed));
        }
        hopeless_ = hopeless_ || operand.empty();
    }
    if (hopeless_) return;
    prepare_bytes();
    if (needles_.empty()) watch();
}

SpanMatcher::Place SpanMatcher::place_of(const query::Slot& slot) const {
    Place place;
    for (const std::string& word : slot) {
        const bool plain = query::is_plain_writing(word);
        const std::string bare = plain ? word.substr(1) : word;
        const auto rank = tokens_.words.find(bare);
        if (rank) place.words.push_back(tokens_.words.numbers[*rank]);
        if (!rank || !plain) continue;
        add_written(accented_prefix(bare), place.not_written);
        add_written(compound_prefix(bare), place.not_written);
    }
    return place;
}

void SpanMatcher::add_written(const std::string& prefix, std::vector<std::uint32_t>& words) const {
    const WordTable::Range range = tokens_.words.starting_with(prefix);
    for (std::uint32_t rank = range.begin; rank < range.end; ++rank) words.push_back(tokens_.words.numbers[rank]);
}

/// Words in a row stand in a row in the stream, too, so that most phrases are found without reading single words.
void SpanMatcher::prepare_bytes() {
    if (operands_.size() != 1) return;
    for (const PlacedRun& run : operands_[0]) {
        if (append_bytes(run)) continue;
        needles_.clear();
        return;
    }
}

/// False if the run can't be said in few rows of bytes.
bool SpanMatcher::append_bytes(const PlacedRun& run) {
    std::vector<std::string> ways = {""};
    for (const Place& place : run.places) {
        const auto is_beside = [this](std::uint32_t word) {
            return tokens_.words.counts[tokens_.words.ranks[word]].writings != 0;
        };
        if (place.words.empty() || !place.not_written.empty() || std::ranges::any_of(place.words, is_beside))
            return false;
        std::vector<std::string> longer;
        for (const std::string& way : ways) {
            for (const std::uint32_t word : place.words) {
                longer.push_back(way);
                append_varint(longer.back(), word + word_code_first);
            }
        }
        ways = std::move(longer);
        if (needles_.size() + ways.size() > needles_max) return false;
    }
    needles_.insert(needles_.end(), ways.begin(), ways.end());
    return true;
}

void SpanMatcher::watch() {
    for (const auto& runs : operands_)
        for (const PlacedRun& run : runs)
            for (const Place& place : run.places)
                for (const auto* words : {&place.words, &place.not_written})
                    for (const std::uint32_t word : *words) watched_.push_back({word, {}});
    std::ranges::sort(watched_, {}, &Watched::word);
    watched_.erase(std::unique(watched_.begin(), watched_.end(), [](auto& a, auto& b) { return a.word == b.word; }),
                   watched_.end());
    for (const Watched& watched : watched_) maybe_watched_[watched.word % maybe_watched_.size()] = true;
}

bool SpanMatcher::looks_into(TextPart part, const TokenStream& stream) const {
    if (pattern_->field == FieldId::title) return part == TextPart::title;
    if (pattern_->field == FieldId::author) return part == TextPart::author;
    if (part == TextPart::body) return true;
    return pattern_->first_position == 0 && !(part == TextPart::title && stream.title_repeats_body());
}

bool SpanMatcher::has_bytes(const TokenStream& stream) const {
    for (const TextPart part : {TextPart::body, TextPart::title, TextPart::author}) {
        if (!looks_into(part, stream)) continue;
        for (const std::string& needle : needles_)
            if (contains_codes(stream.words(part), needle)) return true;
    }
    return false;
}

void SpanMatcher::see(std::uint32_t position, std::uint32_t word) {
    if (!maybe_watched_[word % maybe_watched_.size()]) return;
    const auto watched = std::ranges::lower_bound(watched_, word, {}, &Watched::word);
    if (watched != watched_.end() && watched->word == word) watched->positions.push_back(position);
}

/// Positions are those of the shared row, whatever the field: they only have to tell what is near what.
void SpanMatcher::read(const TokenStream& stream) {
    for (Watched& watched : watched_) watched.positions.clear();
    for (const TextPart part : {TextPart::title, TextPart::author, TextPart::body}) {
        if (!looks_into(part, stream)) continue;
        const std::uint32_t base = base_position(part);
        const std::uint32_t limit = pattern_->field ? position_limit(TextPart::body) : position_limit(part);
        TokenStream::for_each_word(stream.words(part), base, [&](std::uint32_t position, std::uint32_t word) {
            if (position - base < limit) see(position, word);
        });
    }
    stream.for_each_writing([&](std::uint32_t position, std::uint32_t word) {
        const TextPart part = position >= body_position     ? TextPart::body
                              : position >= author_position ? TextPart::author
                                                            : TextPart::title;
        if (looks_into(part, stream)) see(position, word);
    });
}

const std::vector<std::uint32_t>& SpanMatcher::positions_of(std::uint32_t word) const {
    return std::ranges::lower_bound(watched_, word, {}, &Watched::word)->positions;
}

std::vector<std::uint32_t> SpanMatcher::positions_of(const Place& place) const {
    std::vector<std::uint32_t> positions;
    for (const std::uint32_t word : place.words) std::ranges::copy(positions_of(word), std::back_inserter(positions));
    std::ranges::sort(positions);  // a word's own positions don't ascend if it stands among words and writings
    for (const std::uint32_t writing : place.not_written)
        std::erase_if(positions,
                      [&](std::uint32_t position) { return std::ranges::count(positions_of(writing), position) != 0; });
    return positions;
}

std::vector<query::Span> SpanMatcher::places_of(const std::vector<PlacedRun>& runs) const {
    std::vector<query::Span> places;
    for (const PlacedRun& placed : runs) {
        std::vector<std::vector<std::uint32_t>> positions;
        for (std::size_t i = 0; i < placed.places.size(); ++i) {
            positions.push_back(positions_of(placed.places[i]));
            if (positions.back().empty() && !(*placed.run)[i].empty()) break;
        }
        if (positions.size() != placed.places.size() || (positions.back().empty() && !placed.run->back().empty()))
            continue;
        std::ranges::copy(query::places_of_run(*placed.run, positions), std::back_inserter(places));
    }
    std::ranges::sort(places);
    const auto repeated = std::ranges::unique(places);
    places.erase(repeated.begin(), repeated.end());
    return places;
}

bool SpanMatcher::matches(std::uint32_t document) {
    if (hopeless_) return false;
    const TokenStream stream = tokens_.stream(document);
    if (!needles_.empty()) return has_bytes(stream);
    read(stream);
    std::vector<std::vector<query::Span>> operands;
    for (const auto& runs : operands_) {
        operands.push_back(places_of(runs));
        if (operands.back().empty()) return false;
    }
    if (operands.size() < 2) return true;
    std::vector<std::uint32_t> breaks;
    if (pattern_->nearness != query::Nearness::words && !pattern_->field) {
        const bool sentence = pattern_->nearness == query::Nearness::sentence;
        stream.for_each_break([&](std::uint32_t position, bool paragraph) {
            if (sentence || paragraph) breaks.push_back(position);
        });
    }
    const query::NearRule rule{pattern_->nearness, pattern_->distance, breaks};
    return !query::near_stretches(operands, rule, true).empty();
}

}  // namespace broadsheet
