// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/match/word_run.h"

#include "engine/match/ranking.h"
#include "engine/match/term_cursor.h"

#include <algorithm>
#include <cmath>

namespace broadsheet::match {

namespace {

constexpr std::size_t words_max = 32;
/// With fewer documents than one in so many, going from one to the next is quicker than looking at all bits.
constexpr std::size_t documents_share = 64;
constexpr std::size_t windows_between_looks = 16;
constexpr std::size_t block_words = block_documents / word_documents;
/// Far more than sums of a few weights are off.
constexpr float rounding = 1e-5F;

bool is_plain_word(const Plan& plan) {
    return plan.kind == Plan::Kind::word && plan.word.sought.empty() && !plan.word.always;
}

bool is_clause(const Plan& plan) {
    return is_plain_word(plan) || (plan.kind == Plan::Kind::any && std::ranges::all_of(plan.children, is_plain_word));
}

bool is_words_alone(const Plan& plan) {
    if (plan.kind != Plan::Kind::all) return is_clause(plan);
    return !plan.children.empty() && plan.dates.empty() && plan.checks.empty() && plan.weights.empty() &&
           std::ranges::all_of(plan.children, is_clause) && std::ranges::all_of(plan.unwanted, is_clause);
}

std::size_t count_bits(const Window& window) {
    std::size_t bits = 0;
    for (const std::uint64_t word : window.bits) bits += match::count_bits(word);
    return bits;
}

std::size_t count_words(const Plan& plan) {
    std::size_t words = plan.kind == Plan::Kind::word ? 1 : 0;
    for (const auto* parts : {&plan.children, &plan.unwanted})
        for (const Plan& part : *parts) words += count_words(part);
    return words;
}

}  // namespace

std::size_t WordRun::Clause::documents() const {
    std::size_t sum = 0;
    for (const Place& place : places) sum += place.postings->size();
    return sum;
}

std::unique_ptr<WordRun> WordRun::open(const Plan& plan, const Scope& scope, Sink& sink) {
    if (!is_words_alone(plan) || count_words(plan) > words_max) return nullptr;
    std::unique_ptr<WordRun> run(new WordRun(scope, sink));
    if (is_clause(plan)) {
        run->add_clause(plan, true);
    } else {
        for (const Plan& child : plan.children) run->add_clause(child, true);
    }
    for (const Clause& clause : run->clauses_) {
        if (clause.documents() * documents_share < run->part_.arrays->documents()) return nullptr;
        run->wanted_words_ += clause.places.size();
    }
    for (const Plan& child : plan.unwanted) run->add_clause(child, false);
    return run;
}

WordRun::WordRun(const Scope& scope, Sink& sink) : scope_(scope), part_(scope_.arrays()), sink_(sink) {}

void WordRun::add_clause(const Plan& plan, bool wanted) {
    Clause& clause = clauses_.emplace_back();
    clause.wanted = wanted;
    const auto add = [&](const Word& word) {
        Place& place = clause.places.emplace_back();
        place.postings = scope_.reader.postings(scope_.part, word.terms);
        if (wanted) place.factor = factor_of(word, scope_);
    };
    if (plan.kind == Plan::Kind::word) return add(plan.word);
    for (const Plan& child : plan.children) add(child.word);
}

void WordRun::run() {
    by_words_ = counts_by_words();
    if (by_words_)
        for (const Place& place : clauses_[0].places) sink_.count_all(*place.postings);
    const bool exact = by_words_ && wanted_words_ == 1 && clauses_.size() == 1 && !part_.dead_set();
    const std::size_t windows = (part_.arrays->documents() + batch_max - 1) / batch_max;
    for (std::size_t i = 0; i < windows; ++i) {
        if (i % windows_between_looks == 0 && scope_.stop.stopped()) return;
        const std::size_t window = sink_.wants_last_first() ? windows - 1 - i : i;
        const auto begin = static_cast<std::uint32_t>(window * batch_max);
        if (exact && !may_hold_kept(begin)) continue;
        open_window(begin);
        match_window();
        if (!exact) count_window();
        const std::size_t blocks = (window_words_ + block_words - 1) / block_words;
        for (std::size_t block = 0; block < blocks; ++block)
            keep_block((sink_.wants_last_first() ? blocks - 1 - block : block) * block_words);
    }
}

/// Whether to count all documents of each word, and take back those that don't match or have been counted before.
bool WordRun::counts_by_words() const {
    const bool alternatives = wanted_words_ == clauses_[0].places.size() && wanted_words_ <= combined_words_max;
    return alternatives && sink_.can_uncount() && (wanted_words_ == 1 || sink_.looks_at_counted());
}

void WordRun::count_window() {
    if (by_words_) return uncount_window();
    if (const std::size_t matches = count_bits(window_)) sink_.count(window_, matches);
}

void WordRun::uncount_window() {
    std::array<Window, combined_words_max> levels;  // documents with at least one, two, … of the words
    std::size_t count = 0;
    for (const Place& place : clauses_[0].places) {
        levels[count].bits.fill(0);
        for (std::size_t level = count; level > 0; --level)
            for (std::size_t word = 0; word < window_words_; ++word)
                levels[level].bits[word] |= levels[level - 1].bits[word] & place.bits[word];
        for (std::size_t word = 0; word < window_words_; ++word) levels[0].bits[word] |= place.bits[word];
        ++count;
    }
    for (std::size_t word = 0; word < window_words_; ++word) levels[0].bits[word] &= ~window_.bits[word];
    for (std::size_t level = 0; level < count; ++level) {
        levels[level].begin = window_.begin;
        levels[level].end = window_.end;
        if (const std::size_t documents = count_bits(levels[level])) sink_.uncount(levels[level], documents);
    }
}

/// Of one word: false if no document of the window can be among the best.
bool WordRun::may_hold_kept(std::uint32_t begin) const {
    const Place& place = clauses_[0].places[0];
    if (!place.postings->has_bits()) return true;
    const std::uint32_t end = std::min<std::uint32_t>(begin + batch_max, part_.arrays->documents());
    for (; begin < end; begin += block_documents)
        if (bound_of(place, begin) >= sink_.least_weight({begin, std::min(begin + block_documents, end)})) return true;
    return false;
}

void WordRun::open_window(std::uint32_t begin) {
    window_.begin = begin;
    window_.end = std::min<std::uint32_t>(begin + batch_max, part_.arrays->documents());
    window_words_ = (window_.end - begin + word_documents - 1) / word_documents;
    for (Clause& clause : clauses_)
        for (Place& place : clause.places) {
            if (!place.postings->has_bits()) {
                open_list(place);
            } else {
                place.bits = &place.postings->bits[begin / word_documents];
            }
        }
}

void WordRun::open_list(Place& place) const {
    const std::vector<std::uint32_t>& documents = place.postings->documents;
    const auto at = [&](std::size_t posting) { return documents.begin() + static_cast<std::ptrdiff_t>(posting); };
    // The window before this one lies on one of its sides.
    const bool onwards = place.end > 0 && documents[place.end - 1] < window_.begin;
    const bool back = place.begin < documents.size() && documents[place.begin] >= window_.end;
    const auto first = std::lower_bound(onwards ? at(place.end) : documents.begin(),
                                        back ? at(place.begin) : documents.end(), window_.begin);
    place.begin = static_cast<std::size_t>(first - documents.begin());
    place.own_bits.fill(0);
    for (place.end = place.begin; place.end < documents.size() && documents[place.end] < window_.end; ++place.end)
        set_bit(place.own_bits.data(), documents[place.end] - window_.begin);
    place.bits = place.own_bits.data();
}

/// Leaves in the window's bits the living documents that match.
void WordRun::match_window() {
    std::fill_n(window_.bits.begin(), window_words_, ~std::uint64_t{0});
    std::fill(window_.bits.begin() + static_cast<std::ptrdiff_t>(window_words_), window_.bits.end(), 0);
    for (const Clause& clause : clauses_) {
        for (std::size_t word = 0; word < window_words_; ++word) {
            std::uint64_t any = 0;
            for (const Place& place : clause.places) any |= place.bits[word];
            window_.bits[word] &= clause.wanted ? any : ~any;
        }
    }
    if (const DeadSet* dead = part_.dead_set())
        for (std::size_t word = 0; word < window_words_; ++word)
            window_.bits[word] &= ~dead->bits(window_.begin / word_documents + word);
}

void WordRun::keep_block(std::size_t first_word) {
    const std::uint32_t document = window_.begin + static_cast<std::uint32_t>(first_word) * word_documents;
    set_bounds(document);
    least_weight_ = sink_.least_weight({document, std::min(document + block_documents, window_.end)});
    // Bounds are added up in the order in which weights are: rounded alike, no weight comes out above its bound.
    float bound = 0;
    for (const Clause& clause : clauses_)
        for (const Place& place : clause.places) bound += place.bound;
    if (bound < least_weight_) return;
    take_hopeful(first_word, std::min(first_word + block_words, window_words_));
    weigh_batch();
    if (batch_.size != 0) sink_.keep(batch_);
}

void WordRun::set_bounds(std::uint32_t document) {
    for (Clause& clause : clauses_)
        for (Place& place : clause.places) place.bound = bound_of(place, document);
}

float WordRun::bound_of(const Place& place, std::uint32_t document) const {
    if (place.factor == 0) return 0;
    const Postings& postings = *place.postings;
    const auto best_of = [&](const Postings::Block& block) {
        if (block.frequency_max == 0) return 0.0F;
        const auto length = static_cast<float>(length_part(block.length_min, scope_.reader.snapshot().average_length));
        return weight_of(block.frequency_max, place.factor, length);
    };
    if (postings.has_bits()) return best_of(postings.blocks[document / block_documents]);
    float best = 0;
    for (std::size_t i = place.begin; i < place.end; i += block_postings - i % block_postings)
        best = std::max(best, best_of(postings.blocks[i / block_postings]));
    return best;
}

/// Fills the batch with the documents of the block that may be among the best.
void WordRun::take_hopeful(std::size_t first_word, std::size_t end_word) {
    batch_.size = 0;
    const bool alternatives = wanted_words_ > 1 && clauses_.front().places.size() == wanted_words_;
    ways_.clear();
    if (alternatives && scope_.scored) choose_ways();
    for (std::size_t word = first_word; word < end_word; ++word)
        for_each_bit(hopeful(word), window_.begin + static_cast<std::uint32_t>(word) * word_documents,
                     [this](std::uint32_t document) {
                         __builtin_prefetch(&part_.length_parts[document]);
                         batch_.documents[batch_.size++] = document;
                     });
}

/// The smallest sets of words that may weigh enough together.
void WordRun::choose_ways() {
    const std::vector<Place>& places = clauses_.front().places;
    if (places.size() > combined_words_max) return;
    const auto is_enough = [&](std::uint32_t way) {
        float bound = 0;
        for (std::size_t i = 0; i < places.size(); ++i)
            if ((way >> i & 1) != 0) bound += places[i].bound;
        return bound >= least_weight_;
    };
    for (std::uint32_t way = 1; way < std::uint32_t{1} << places.size(); ++way) {
        if (!is_enough(way)) continue;
        bool smallest = true;
        for (std::size_t i = 0; i < places.size(); ++i) {
            const std::uint32_t less = way & ~(std::uint32_t{1} << i);
            smallest = smallest && (less == way || less == 0 || !is_enough(less));
        }
        if (smallest) ways_.push_back(way);
    }
}

std::uint64_t WordRun::hopeful(std::size_t word) const {
    if (ways_.empty() || window_.bits[word] == 0) return window_.bits[word];
    const std::vector<Place>& places = clauses_.front().places;
    std::uint64_t any = 0;
    for (const std::uint32_t way : ways_) {
        std::uint64_t all = window_.bits[word];
        for (std::size_t i = 0; i < places.size(); ++i)
            if ((way >> i & 1) != 0) all &= places[i].bits[word];
        any |= all;
    }
    return any;
}

void WordRun::weigh_batch() {
    std::fill_n(batch_.weights.begin(), batch_.size, 0.0F);
    std::array<float, words_max + 1> rest;  // of the bounds, behind each word
    std::array<const Place*, words_max> places;
    std::size_t words = 0;
    for (const Clause& clause : clauses_)
        for (const Place& place : clause.places)
            if (place.factor != 0) places[words++] = &place;
    rest[words] = 0;
    for (std::size_t word = words; word-- > 0;) rest[word] = rest[word + 1] + places[word]->bound;
    for (std::size_t word = 0; word < words && batch_.size != 0; ++word) {
        add_weights(*places[word]);
        leave_hopeful(rest[word + 1]);
    }
}

/// Drops what can't be kept even if it weighs so much more. (Added in another order than weights, so a little is left
/// to rounding.)
void WordRun::leave_hopeful(float more) {
    const float least = least_weight_ - more - std::abs(least_weight_) * rounding;
    std::size_t kept = 0;
    for (std::size_t i = 0; i < batch_.size; ++i) {
        batch_.documents[kept] = batch_.documents[i];
        batch_.weights[kept] = batch_.weights[i];
        kept += batch_.weights[i] >= least ? 1 : 0;
    }
    batch_.size = kept;
}

void WordRun::add_weights(const Place& place) {
    const Postings& postings = *place.postings;
    const float* length_parts = part_.length_parts.data();
    const std::uint8_t* frequencies = postings.frequencies.data();
    const auto add = [&](std::size_t i, std::size_t posting) {
        batch_.weights[i] += weight_of(frequencies[posting], place.factor, length_parts[batch_.documents[i]]);
    };
    if (postings.has_bits()) {
        const std::uint64_t* bits = postings.bits.data();
        const std::uint32_t* before = postings.before.data();
        const std::size_t last = postings.size() - 1;
        for (std::size_t i = 0; i < batch_.size; ++i) {
            // Whether a document has the word is anybody's guess: what is worked out for those that haven't is nothing.
            const std::uint32_t document = batch_.documents[i], word = document / word_documents;
            const std::size_t posting = before[word] + count_bits(bits_before(bits[word], document));
            const auto has = static_cast<std::uint8_t>(bits[word] >> document % word_documents & 1);
            const auto frequency = static_cast<float>(frequencies[std::min(posting, last)] * has);
            batch_.weights[i] += weight_of(frequency, place.factor, length_parts[document]);
        }
        return;
    }
    const std::uint32_t* documents = postings.documents.data();
    for (std::size_t i = 0, posting = place.begin; i < batch_.size; ++i) {
        while (posting < place.end && documents[posting] < batch_.documents[i]) ++posting;
        if (posting < place.end && documents[posting] == batch_.documents[i]) add(i, posting);
    }
}

}  // namespace broadsheet::match
