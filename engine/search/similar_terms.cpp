// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/search/similar_terms.h"

#include "engine/analysis/utf8.h"
#include "engine/search/deadline.h"

#include <algorithm>
#include <utility>

namespace broadsheet {

namespace {

/// Longer words are not looked up: names of files, rubbish.
constexpr std::size_t characters_max = 40;
/// Segments with a smaller part of all documents than one in so many aren't looked at.
constexpr std::uint32_t small_share = 16;
/// Terms touched in one look-up, so that no word takes long in a large archive.
constexpr std::size_t touched_max = 30'000;

/// Where each character ends goes into `ends`.
void decode(std::string_view text, std::u32string& characters, std::vector<std::size_t>& ends) {
    characters.clear();
    ends.clear();
    for (std::size_t at = 0; at < text.size();) {
        const Decoded decoded = decode_utf8(text, at);
        characters += decoded.character;
        at += decoded.bytes;
        ends.push_back(at);
    }
}

/// The rows of the distance table for one term after the other; neighbours in order share the rows of what they begin
/// with alike.
class Distances {
public:
    Distances(std::u32string word, std::size_t edits_max) : word_(std::move(word)), edits_max_(edits_max) {
        rows_.emplace_back(word_.size() + 1);
        for (std::size_t j = 0; j <= word_.size(); ++j) rows_[0][j] = j;
    }

    /// How many characters of the term were read before it was too far off; all of them if it never was.
    std::size_t read(const std::u32string& term) {
        std::size_t shared = 0;
        while (shared < std::min(term.size(), term_.size()) && term[shared] == term_[shared]) ++shared;
        shared = std::min(shared, read_);
        term_ = term;
        for (read_ = shared; read_ < term.size();) {
            add_row(read_++);
            if (*std::ranges::min_element(rows_[read_]) > edits_max_) return read_;
        }
        return read_;
    }

    bool too_far() const { return rows_[read_].back() > edits_max_; }
    std::size_t edits() const { return rows_[read_].back(); }

private:
    void add_row(std::size_t i) {
        rows_.resize(std::max(rows_.size(), i + 2));
        rows_[i + 1].resize(word_.size() + 1);
        const auto& above = rows_[i];
        auto& row = rows_[i + 1];
        row[0] = i + 1;
        for (std::size_t j = 1; j <= word_.size(); ++j) {
            row[j] = std::min({above[j] + 1, row[j - 1] + 1, above[j - 1] + (term_[i] == word_[j - 1] ? 0 : 1)});
            if (i > 0 && j > 1 && term_[i] == word_[j - 2] && term_[i - 1] == word_[j - 1])
                row[j] = std::min(row[j], rows_[i - 1][j - 2] + 1);
        }
    }

    const std::u32string word_;
    const std::size_t edits_max_;
    std::u32string term_;
    std::size_t read_ = 0;
    std::vector<std::vector<std::size_t>> rows_;
};

/// The first text in order behind all that begin with `prefix`; empty if there is none.
std::string behind(std::string prefix) {
    while (!prefix.empty() && static_cast<unsigned char>(prefix.back()) == 0xFF) prefix.pop_back();
    if (!prefix.empty()) prefix.back() = static_cast<char>(prefix.back() + 1);
    return prefix;
}

/// Adds what lies near the word among the words of one segment from `begin` to before `end` (empty: to the last).
void look_between(const WordTable& words, const std::string& word, std::size_t edits_max, const std::string& begin,
                  const std::string& end, Deadline& deadline, std::vector<SimilarTerm>& found) {
    std::u32string characters, read;
    std::vector<std::size_t> ends;
    decode(word, characters, ends);
    Distances distances(characters, edits_max);
    const std::uint32_t last = end.empty() ? words.size() : words.lower_bound(end);
    std::uint32_t rank = words.lower_bound(begin);
    for (std::size_t touched = 0; rank < last && touched < touched_max && !deadline.expired(); ++touched) {
        const std::string_view text = words.word(rank);
        decode(text, read, ends);
        const std::size_t depth = distances.read(read);
        if (depth < read.size() || (distances.too_far() && read.size() > characters.size() + edits_max)) {
            const std::string next = behind(std::string(text.substr(0, ends[depth - 1])));
            if (next.empty()) break;
            rank = words.lower_bound(next, rank + 1);
            continue;
        }
        if (!distances.too_far() && text != word)
            found.push_back({std::string(text), static_cast<std::uint32_t>(distances.edits()), 0});
        ++rank;
    }
}

}  // namespace

std::vector<SimilarTerm> similar_terms(const Generation& generation, const Lexicon& lexicon, const std::string& word,
                                       std::size_t edits_max, std::size_t limit, Deadline& deadline) {
    std::vector<SimilarTerm> found;
    const std::size_t characters = count_characters(word);
    if (characters < 2 || characters > characters_max) return found;
    const std::string first(word, 0, decode_utf8(word, 0).bytes);
    const bool letter = first.front() >= 'a' && first.front() <= 'z';
    for (const Generation::Part& part : generation.parts()) {
        // What only few of the newest articles write will be found when their segment has been merged.
        if (part.segment.entry.documents * small_share < generation.documents()) continue;
        const WordTable& words = part.segment.files->tokens.tokens().words;
        if (edits_max > 1 || !letter) look_between(words, word, edits_max, first, behind(first), deadline, found);
        if (letter) look_between(words, word, 1, "a", "{", deadline, found);
    }
    std::ranges::sort(found, {}, [](const SimilarTerm& similar) { return std::pair(similar.term, similar.edits); });
    const auto again = std::ranges::unique(found, {}, &SimilarTerm::term);
    found.erase(again.begin(), again.end());
    for (SimilarTerm& similar : found) similar.articles = lexicon.counts(similar.term).articles;
    const std::size_t kept = std::min(limit, found.size());
    std::ranges::partial_sort(found, found.begin() + static_cast<std::ptrdiff_t>(kept), [](auto& a, auto& b) {
        return a.edits != b.edits ? a.edits < b.edits : a.articles > b.articles;
    });
    found.resize(kept);
    return found;
}

}  // namespace broadsheet
