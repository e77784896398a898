// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/match/span_matcher.h"

#include <algorithm>
#include <cstring>
#include <iterator>
#include <limits>

namespace broadsheet {

namespace {

/// Words that are sought one by one as bytes; more are quicker found by reading every word.
constexpr std::size_t needles_max = 4;

constexpr std::size_t first_bytes = sizeof(std::uint64_t);

/// Up to eight bytes as a number, in whatever order the processor has them.
std::uint64_t number_of(const char* bytes, std::size_t count) {
    std::uint64_t number = 0;
    std::memcpy(&number, bytes, std::min(count, first_bytes));
    return number;
}

/// Calls see(place) for each place where the needle's bytes stand, until it says true. Streams are short: comparing at
/// each place costs less than what memmem() needs to begin with.
template <typename See>
bool find_bytes(std::string_view bytes, const std::string& needle, See&& see) {
    if (needle.size() > bytes.size()) return false;
    const std::uint64_t mask = number_of("\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF", needle.size());
    const std::uint64_t first = number_of(needle.data(), needle.size());
    const char* const last = bytes.data() + (bytes.size() - needle.size());
    const char* const last_whole = bytes.data() + bytes.size() - std::min(bytes.size(), first_bytes);
    const auto is_here = [&](const char* at) { return std::memcmp(at, needle.data(), needle.size()) == 0 && see(at); };
    const bool short_needle = needle.size() <= first_bytes;
    const char* at = bytes.data();
    for (const char* end = std::min(last, last_whole); at < end; ++at)
        if (((number_of(at, first_bytes) ^ first) & mask) == 0 && (short_needle ? see(at) : is_here(at))) return true;
    for (; at <= last; ++at)
        if (is_here(at)) return true;
    return false;
}

bool may_be(std::uint32_t code, const std::vector<std::uint32_t>& words) {
    return code >= word_code_first && (words.empty() || std::ranges::count(words, code - word_code_first) != 0);
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
    watch();
    prepare_bytes();
    single_words_ =
        operands_.size() == 1 && std::ranges::all_of(operands_[0], [](const PlacedRun& run) {
            return run.places.size() == 1 && !run.places[0].words.empty() && run.places[0].not_written.empty();
        });
}

SpanMatcher::Place SpanMatcher::place_of(const query::Slot& slot) const {
    Place place;
    for (const std::string& word : slot) {
        const bool plain = query::is_plain_writing(word);
        const std::string bare = plain ? query::folded_word(word) : word;
        const auto rank = tokens_.words.find(bare);
        if (rank) place.words.push_back(tokens_.words.numbers[*rank]);
        if (!rank || !plain) continue;
        add_written(accented_prefix(bare), place.not_written);
        add_written(compound_prefix(bare), place.not_written);
        for (const std::string& compound : query::unwanted_compounds(word))
            add_written(compound_prefix(compound), place.not_written);
    }
    return place;
}

void SpanMatcher::add_written(const std::string& prefix, std::vector<std::uint32_t>& words) const {
    const WordTable::Range range = tokens_.words.starting_with(prefix);
    for (std::uint32_t rank = range.begin; rank < range.end; ++rank) words.push_back(tokens_.words.numbers[rank]);
}

/// Words in a row mostly stand in a row in the stream, too: most phrases are found by the bytes of their rarest word.
void SpanMatcher::prepare_bytes() {
    if (operands_.size() != 1) return;
    for (const PlacedRun& run : operands_[0]) {
        if (append_needles(run)) continue;
        needles_.clear();
        break;
    }
    const auto is_written_beside = [this](std::uint32_t word) {
        return tokens_.words.counts[tokens_.words.ranks[word]].writings != 0;
    };
    const auto may_stand_beside = [&](const Place& place) {
        return std::ranges::any_of(place.words, is_written_beside);
    };
    bytes_tell_all_ = !needles_.empty() && std::ranges::none_of(operands_[0], [&](const PlacedRun& run) {
        return std::ranges::any_of(run.places, may_stand_beside);
    });
    bytes_are_proof_ = std::ranges::none_of(operands_[0], [](const PlacedRun& run) {
        return std::ranges::any_of(run.places, [](const Place& place) { return !place.not_written.empty(); });
    });
}

/// False if the run can't be found by few codes.
bool SpanMatcher::append_needles(const PlacedRun& run) {
    if (run.places.empty()) return false;
    const auto articles = [this](const Place& place) {
        std::uint64_t sum = 0;
        for (const std::uint32_t word : place.words) sum += tokens_.words.counts[tokens_.words.ranks[word]].articles;
        return place.words.empty() ? std::numeric_limits<std::uint64_t>::max() : sum;
    };
    const auto rarest = std::ranges::min_element(run.places, {}, articles);
    if (rarest->words.empty() || needles_.size() + rarest->words.size() > needles_max) return false;
    for (const std::uint32_t word : rarest->words) {
        Needle& needle = needles_.emplace_back(Needle{&run, static_cast<std::size_t>(rarest - run.places.begin())});
        append_varint(needle.code, word + word_code_first);
    }
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

/// The parts lie side by side, so that one look goes through all of them.
bool SpanMatcher::has_bytes(const TokenStream& stream) const {
    const std::string_view title = stream.words(TextPart::title), body = stream.words(TextPart::body);
    const std::string_view all(title.data(), static_cast<std::size_t>(body.data() + body.size() - title.data()));
    return std::ranges::any_of(needles_, [&](const Needle& needle) {
        return find_bytes(all, needle.code, [&](const char* at) { return is_run_around(stream, at, needle); });
    });
}

/// True if the bytes are a code of a part that counts, with the other words of the run on both sides.
bool SpanMatcher::is_run_around(const TokenStream& stream, const char* at, const Needle& needle) const {
    for (const TextPart part : {TextPart::title, TextPart::author, TextPart::body}) {
        const std::string_view words = stream.words(part);
        const char *const begin = words.data(), *const end = begin + words.size();
        if (at < begin || at + needle.code.size() > end) continue;
        if (at != begin && static_cast<unsigned char>(at[-1]) >= 0x80) return false;
        return looks_into(part, stream) && goes_on(needle, at + needle.code.size(), end) && began(needle, at, begin);
    }
    return false;
}

bool SpanMatcher::goes_on(const Needle& needle, const char* at, const char* end) {
    for (std::size_t place = needle.place + 1; place < needle.run->places.size(); ++place)
        if (at == end || !may_be(take_varint(at, end), needle.run->places[place].words)) return false;
    return true;
}

bool SpanMatcher::began(const Needle& needle, const char* at, const char* begin) {
    for (std::size_t place = needle.place; place-- > 0;) {
        if (at == begin) return false;
        const char* const end = at--;
        while (at != begin && static_cast<unsigned char>(at[-1]) >= 0x80) --at;
        const char* code = at;
        if (!may_be(take_varint(code, end), needle.run->places[place].words)) return false;
    }
    return true;
}

bool SpanMatcher::is_watched(std::uint32_t word) const {
    return maybe_watched_[word % maybe_watched_.size()] &&
           std::ranges::binary_search(watched_, word, {}, &Watched::word);
}

/// Whether any watched word stands anywhere.
bool SpanMatcher::has_word(const TokenStream& stream) const {
    for (const TextPart part : {TextPart::body, TextPart::title, TextPart::author}) {
        if (!looks_into(part, stream)) continue;
        const std::string_view words = stream.words(part);
        for (const char *at = words.data(), *end = at + words.size(); at < end;) {
            const std::uint32_t code = take_varint(at, end);
            if (code >= word_code_first && is_watched(code - word_code_first)) return true;
        }
    }
    return has_writing(stream);
}

/// Whether a watched word is written beside another.
bool SpanMatcher::has_writing(const TokenStream& stream) const {
    bool found = false;
    stream.for_each_writing([&](std::uint32_t position, std::uint32_t word) {
        found = found || (is_watched(word) && looks_into(part_at(position), stream));
    });
    return found;
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
        if (looks_into(part_at(position), stream)) see(position, word);
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
    if (!needles_.empty()) {
        const bool found = has_bytes(stream);
        if (found && bytes_are_proof_) return true;
        if (!found && (bytes_tell_all_ || !has_writing(stream))) return false;
    }
    if (single_words_) return has_word(stream);
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
