// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/query/phrase.h"

#include "engine/query/expand.h"
#include "engine/query/writing.h"

#include <algorithm>

namespace broadsheet::query {

namespace {

/// Longer phrases are searched only as written: each pair costs a look into the archive's compounds.
constexpr std::size_t paired_words_max = 12;

/// Each further word at a place is looked up in every candidate.
constexpr std::size_t phrase_expansion_max = 32;

/// A stretch of the run that may also be written as one word.
struct Closing {
    std::size_t begin;
    std::size_t count;
    std::string word;
};

class PhraseReader {
public:
    explicit PhraseReader(const Vocabulary& vocabulary) : vocabulary_(vocabulary), writing_(vocabulary) {}

    std::vector<Run> read(std::string_view text) {
        read_slots(text);
        while (!run_.empty() && run_.back().empty()) run_.pop_back();
        if (run_.empty()) return {};
        std::vector<Run> runs = {run_};
        if (run_.size() == 1) return runs;
        close_pairs(runs);
        if (run_.size() <= paired_words_max) {
            const std::size_t whole = runs.size();
            for (std::size_t i = 0; i < whole; ++i) add_split(Run(runs[i]), runs);
        }
        if (runs.size() > phrase_runs_max) runs.resize(phrase_runs_max);
        return runs;
    }

private:
    /// Between stars the text is analysed whole; a star alone is any word, one behind a word any ending.
    void read_slots(std::string_view text) {
        while (!text.empty()) {
            const std::size_t star = std::min(text.find('*'), text.size());
            add_words(text.substr(0, star));
            if (star == text.size()) return;
            const bool ends_word = star > 0 && !run_.empty() && ends_in_word(text.substr(0, star));
            text.remove_prefix(star + 1);
            if (ends_word) {
                widen_last();
            } else if (!run_.empty()) {
                run_.emplace_back();
            }
        }
    }

    static bool ends_in_word(std::string_view text) {
        const auto tokens = tokenize(text);
        return !tokens.empty() && tokens.back().end == text.size();
    }

    void add_words(std::string_view text) {
        const std::vector<Token> tokens = tokenize(text);
        for (std::size_t i = 0, slot = run_.size(); i < tokens.size(); ++i) {
            if (tokens[i].kind == TokenKind::closed) {
                closings_.push_back({slot, tokens[i].parts, tokens[i].text});
            } else if (tokens[i].kind != TokenKind::tag) {
                ++slot;
            }
        }
        for (const std::string& word : spaced_words(tokens)) run_.push_back(writing_.slot_of(word));
    }

    void widen_last() {
        Slot& slot = run_.back();
        const std::string prefix = slot.front();
        for (std::string& word : vocabulary_.words_with_prefix({}, prefix, phrase_expansion_max)) {
            if (word != prefix) slot.push_back(std::move(word));
        }
    }

    bool is_plain(const Run& run, std::size_t i) const { return !run[i].empty() && !is_acronym(run[i].front()); }

    void close_pairs(std::vector<Run>& runs) {
        find_closings();
        // From the back, so that the places of earlier stretches stay what they are.
        for (auto closing = closings_.rbegin(); closing != closings_.rend(); ++closing) {
            const std::size_t known = runs.size();
            for (std::size_t i = 0; i < known && runs.size() < phrase_runs_max; ++i) {
                if (Run run = closed_up(runs[i], *closing); !run.empty()) runs.push_back(std::move(run));
            }
        }
    }

    /// Empty if the stretch is no longer there because a later one that overlaps has been closed.
    Run closed_up(const Run& run, const Closing& closing) const {
        const auto begin = run_.begin() + static_cast<std::ptrdiff_t>(closing.begin);
        const auto count = static_cast<std::ptrdiff_t>(closing.count);
        if (run.size() < closing.begin + closing.count) return {};
        const auto at = run.begin() + static_cast<std::ptrdiff_t>(closing.begin);
        if (!std::equal(begin, begin + count, at)) return {};
        Run closed(run.begin(), at);
        closed.push_back({closing.word});
        closed.insert(closed.end(), at + count, run.end());
        return closed;
    }

    void find_closings() {
        for (std::size_t i = 0; i + 1 < run_.size() && run_.size() <= paired_words_max; ++i) {
            if (!is_plain(run_, i) || !is_plain(run_, i + 1)) continue;
            const std::string word = run_[i].front() + run_[i + 1].front();
            const auto same = [&](const Closing& closing) { return closing.begin == i && closing.word == word; };
            if (std::any_of(closings_.begin(), closings_.end(), same)) continue;
            if (is_hyphenated(word, run_[i].front() + '-' + run_[i + 1].front())) closings_.push_back({i, 2, word});
        }
        std::stable_sort(closings_.begin(), closings_.end(),
                         [](const Closing& left, const Closing& right) { return left.begin < right.begin; });
    }

    /// Only what someone has hyphenated is one word: "the rapist" is not "therapist".
    bool is_hyphenated(const std::string& closed, const std::string& hyphenated) const {
        const auto known = vocabulary_.compounds(closed);
        return std::find(known.begin(), known.end(), hyphenated) != known.end();
    }

    void add_split(const Run& run, std::vector<Run>& runs) const {
        for (std::size_t i = 0; i < run.size(); ++i) {
            if (!is_plain(run, i)) continue;
            for (const std::string& hyphenated : vocabulary_.compounds(run[i].front())) {
                const auto at = run.begin() + static_cast<std::ptrdiff_t>(i);
                Run split(run.begin(), at);
                for (const std::string& part : spaced_words(tokenize(hyphenated)))
                    split.push_back(writing_.slot_of(part));
                split.insert(split.end(), at + 1, run.end());
                if (std::find(runs.begin(), runs.end(), split) == runs.end()) runs.push_back(std::move(split));
            }
        }
    }

    const Vocabulary& vocabulary_;
    const Writing writing_;
    Run run_;
    std::vector<Closing> closings_;
};

}  // namespace

std::vector<Run> runs_of_phrase(std::string_view text, const Vocabulary& vocabulary) {
    return PhraseReader(vocabulary).read(text);
}

}  // namespace broadsheet::query
