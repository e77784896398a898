// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/query/expand.h"

#include "engine/analysis/fold.h"
#include "engine/analysis/stem.h"
#include "engine/analysis/token.h"
#include "engine/analysis/utf8.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <span>

namespace broadsheet::query {

namespace {

constexpr std::array<FieldId, 3> default_fields = {FieldId::body, FieldId::title, FieldId::author};

/// Shorter beginnings are shared by too many words to look through for forms of one.
constexpr std::size_t form_prefix_bytes_min = 3;

/// Enough for the endings of one word in a few languages.
constexpr std::size_t forms_max = 24;

/// Longer phrases are searched only as written: each pair costs a look into the archive's compounds.
constexpr std::size_t paired_words_max = 12;

using Words = std::vector<std::string>;

void add(std::vector<Variant>& variants, Variant variant) {
    if (std::find(variants.begin(), variants.end(), variant) == variants.end()) variants.push_back(std::move(variant));
}

/// The words of the text in reading order: compounds as their parts.
Words spaced_words(std::span<const Token> tokens) {
    Words words;
    for (const Token& token : tokens) {
        if (token.kind != TokenKind::closed) words.push_back(token.text);
    }
    return words;
}

/// The parts of a written compound, "open-source".
Words parts_of(const std::string& hyphenated) {
    return spaced_words(tokenize(hyphenated));
}

class Expander {
public:
    explicit Expander(const Vocabulary& vocabulary) : vocabulary_(vocabulary) {}

    void expand(Node& node) {
        for (Node& child : node.children) expand(child);
        if (node.kind == NodeKind::near) {
            for (Node& child : node.children) keep_single_words(child);
        }
        const bool text = node.kind == NodeKind::words || node.kind == NodeKind::exact || node.kind == NodeKind::prefix;
        if (!text) return;
        node.variants.clear();
        const std::vector<Token> tokens = tokenize(compose(node.text));
        if (tokens.empty()) {
            node.kind = NodeKind::nothing;
        } else if (node.kind == NodeKind::words) {
            expand_words(tokens, node);
        } else if (node.kind == NodeKind::exact) {
            expand_exact(tokens, node.variants);
        } else {
            expand_prefix(tokens, node);
        }
    }

private:
    void expand_words(const std::vector<Token>& tokens, Node& node) const {
        const Token& first = tokens.front();
        const bool closed = first.kind == TokenKind::closed && tokens.size() == std::size_t{1} + first.parts;
        if (tokens.size() > 1 && !closed) return add(node.variants, {spaced_words(tokens), false});
        add_stems(first.text, node.variants);
        if (closed) add_spaced(spaced_words(tokens), node);
        for (const std::string& hyphenated : vocabulary_.compounds(first.text)) add_spaced(parts_of(hyphenated), node);
    }

    /// The parts as a run, the last one in its forms: "year old" and "year olds".
    void add_spaced(Words parts, Node& node) const {
        if (parts.size() < 2) return;
        const Words last_forms = forms_of(parts.back(), node);
        for (const std::string& form : last_forms) {
            parts.back() = form;
            add(node.variants, {parts, false});
        }
    }

    void add_stems(const std::string& word, std::vector<Variant>& variants) const {
        for (const std::string& language : vocabulary_.languages()) {
            add(variants, {{Stemmer::of(language).stem(word)}, true});
        }
        // In articles of no known language every word is its own stem.
        add(variants, {{word}, true});
    }

    /// Nearness is judged by positions, which stems have not: a word stands for its forms in the archive, a run for
    /// nothing.
    void keep_single_words(Node& leaf) const {
        if (leaf.kind == NodeKind::words) {
            const std::vector<Token> tokens = tokenize(compose(leaf.text));
            if (!tokens.empty()) {
                for (std::string& form : forms_of(tokens.front().text, leaf))
                    add(leaf.variants, {{std::move(form)}, false});
            }
        }
        std::erase_if(leaf.variants, [](const Variant& v) { return v.stemmed || v.words.size() != 1; });
    }

    /// The word and others of the archive that share a stem with it in one of its languages.
    Words forms_of(const std::string& word, const Node& leaf) const {
        Words forms = {word};
        std::vector<std::pair<std::string, Words>> looked_up;  // languages mostly share the beginning
        for (const std::string& language : vocabulary_.languages()) {
            Stemmer& stemmer = Stemmer::of(language);
            const std::string stem = stemmer.stem(word);
            const std::string prefix(common_prefix(stem, word));
            if (prefix.size() < form_prefix_bytes_min) continue;
            auto known =
                std::find_if(looked_up.begin(), looked_up.end(), [&](auto& entry) { return entry.first == prefix; });
            if (known == looked_up.end()) known = looked_up.insert(known, {prefix, words_with_prefix(prefix, leaf)});
            for (const std::string& form : known->second) {
                const bool same = stemmer.stem(form) == stem;
                if (same && std::find(forms.begin(), forms.end(), form) == forms.end()) forms.push_back(form);
            }
        }
        if (forms.size() > forms_max) forms.resize(forms_max);
        return forms;
    }

    Words words_with_prefix(const std::string& prefix, const Node& leaf) const {
        Words words;
        for (const FieldId field : fields_of(leaf)) {
            Words found = vocabulary_.words_with_prefix(field, prefix, prefix_expansion_max);
            words.insert(words.end(), std::make_move_iterator(found.begin()), std::make_move_iterator(found.end()));
        }
        return words;
    }

    static std::string_view common_prefix(std::string_view left, std::string_view right) {
        std::size_t bytes = 0;
        while (bytes < std::min(left.size(), right.size()) && left[bytes] == right[bytes]) ++bytes;
        return utf8_prefix(left, bytes);
    }

    static std::span<const FieldId> fields_of(const Node& leaf) {
        if (leaf.fields.empty()) return default_fields;
        return leaf.fields;
    }

    void expand_exact(const std::vector<Token>& tokens, std::vector<Variant>& variants) const {
        const Words words = spaced_words(tokens);
        add(variants, {words, false});
        if (words.size() == 1) return;
        for (const Words& closed : with_pairs_closed(words, tokens)) add(variants, {closed, false});
        if (words.size() > paired_words_max) return;
        const std::size_t whole = variants.size();
        for (std::size_t i = 0; i < whole; ++i) add_split(Words(variants[i].words), variants);
        if (variants.size() > phrase_variants_max) variants.resize(phrase_variants_max);
    }

    /// A stretch of the run that may also be written as one word.
    struct Closing {
        std::size_t begin;
        std::size_t count;
        std::string word;
    };

    std::vector<Words> with_pairs_closed(const Words& words, const std::vector<Token>& tokens) const {
        std::vector<Words> runs = {words};
        // From the back, so that the places of earlier stretches stay what they are.
        auto closings = closings_of(words, tokens);
        std::reverse(closings.begin(), closings.end());
        for (const Closing& closing : closings) {
            const std::size_t known = runs.size();
            for (std::size_t i = 0; i < known && runs.size() < phrase_variants_max; ++i) {
                if (auto run = closed_up(runs[i], words, closing); !run.empty()) runs.push_back(std::move(run));
            }
        }
        return runs;
    }

    /// Empty if the stretch is no longer there because a later one that overlaps has been closed.
    static Words closed_up(const Words& run, const Words& words, const Closing& closing) {
        const auto begin = words.begin() + static_cast<std::ptrdiff_t>(closing.begin);
        const auto count = static_cast<std::ptrdiff_t>(closing.count);
        if (run.size() < closing.begin + closing.count) return {};
        const auto at = run.begin() + static_cast<std::ptrdiff_t>(closing.begin);
        if (!std::equal(begin, begin + count, at)) return {};
        Words closed(run.begin(), at);
        closed.push_back(closing.word);
        closed.insert(closed.end(), at + count, run.end());
        return closed;
    }

    std::vector<Closing> closings_of(const Words& words, const std::vector<Token>& tokens) const {
        std::vector<Closing> closings;
        std::size_t index = 0;
        for (const Token& token : tokens) {
            if (token.kind != TokenKind::closed) {
                ++index;
            } else {
                closings.push_back({index, token.parts, token.text});
            }
        }
        for (std::size_t i = 0; i + 1 < words.size() && words.size() <= paired_words_max; ++i) {
            const std::string word = words[i] + words[i + 1];
            const auto same = [&](const Closing& closing) { return closing.begin == i && closing.word == word; };
            if (std::any_of(closings.begin(), closings.end(), same)) continue;
            if (is_hyphenated(word, words[i] + '-' + words[i + 1])) closings.push_back({i, 2, word});
        }
        std::stable_sort(closings.begin(), closings.end(),
                         [](const Closing& left, const Closing& right) { return left.begin < right.begin; });
        return closings;
    }

    /// Only what someone has hyphenated is one word: "the rapist" is not "therapist".
    bool is_hyphenated(const std::string& closed, const std::string& hyphenated) const {
        const auto known = vocabulary_.compounds(closed);
        return std::find(known.begin(), known.end(), hyphenated) != known.end();
    }

    void add_split(const Words& run, std::vector<Variant>& variants) const {
        for (std::size_t i = 0; i < run.size(); ++i) {
            for (const std::string& hyphenated : vocabulary_.compounds(run[i])) {
                const Words parts = parts_of(hyphenated);
                const auto at = run.begin() + static_cast<std::ptrdiff_t>(i);
                Words split(run.begin(), at);
                split.insert(split.end(), parts.begin(), parts.end());
                split.insert(split.end(), at + 1, run.end());
                add(variants, {std::move(split), false});
            }
        }
    }

    void expand_prefix(const std::vector<Token>& tokens, Node& node) const {
        const Token& first = tokens.front();
        const bool closed = first.kind == TokenKind::closed && tokens.size() == std::size_t{1} + first.parts;
        if (closed) add_prefixed({}, first.text, node);
        Words before = spaced_words(tokens);
        const std::string prefix = std::move(before.back());
        before.pop_back();
        add_prefixed(before, prefix, node);
    }

    void add_prefixed(const Words& before, const std::string& prefix, Node& node) const {
        const auto add_word = [&](const std::string& word) {
            Words run = before;
            run.push_back(word);
            add(node.variants, {std::move(run), false});
        };
        add_word(prefix);
        const std::size_t limit = node.variants.size() + prefix_expansion_max;
        for (const std::string& word : words_with_prefix(prefix, node)) {
            if (node.variants.size() < limit) add_word(word);
        }
    }

    const Vocabulary& vocabulary_;
};

}  // namespace

void expand(Node& root, const Vocabulary& vocabulary) {
    Expander(vocabulary).expand(root);
}

}  // namespace broadsheet::query
