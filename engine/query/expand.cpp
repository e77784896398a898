// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/query/expand.h"

#include "engine/analysis/fold.h"
#include "engine/query/group.h"
#include "engine/query/phrase.h"
#include "engine/query/writing.h"

#include <algorithm>
#include <iterator>

namespace broadsheet::query {

namespace {

/// Neighbours shorter than this are no halves of a closed word: "in form".
constexpr std::size_t half_bytes_min = 3;

/// Words of up to so many letters may be one edit off, longer ones two.
constexpr std::size_t one_edit_bytes_max = 5;

void add_run(Node& leaf, Run run) {
    if (std::find(leaf.runs.begin(), leaf.runs.end(), run) == leaf.runs.end()) leaf.runs.push_back(std::move(run));
}

bool is_figures(std::string_view word) {
    return !word.empty() && std::all_of(word.begin(), word.end(), [](char c) { return c >= '0' && c <= '9'; });
}

class Expander {
public:
    explicit Expander(const Vocabulary& vocabulary) : vocabulary_(vocabulary), writing_(vocabulary) {}

    void expand(Node& node) const {
        for (Node& child : node.children) expand(child);
        if (node.kind == NodeKind::all_of || node.kind == NodeKind::any_of) join_neighbours(node.children);
        if (!is_text_leaf(node)) return;
        node.stems.clear();
        node.runs.clear();
        node.forms.clear();
        node.weights.clear();
        const std::string text = compose(node.text);
        const std::vector<Token> tokens = tokenize(text);
        if (tokens.empty()) {
            node.kind = NodeKind::nothing;
        } else if (node.kind == NodeKind::words) {
            expand_words(tokens, node);
        } else if (node.kind == NodeKind::exact) {
            node.runs = runs_of_phrase(text, vocabulary_);
        } else if (node.kind == NodeKind::written) {
            expand_written(text, tokens, node);
        } else if (node.kind == NodeKind::prefix) {
            expand_prefix(tokens, node);
        } else {
            expand_similar(tokens, node);
        }
        // A word typed as one weighs as one, however the archive writes it.
        if (node.kind != NodeKind::words || tokens.size() > 1) add_weights(node);
    }

private:
    static bool is_compound(const std::vector<Token>& tokens) {
        const Token& first = tokens.front();
        return first.kind == TokenKind::closed && tokens.size() == std::size_t{1} + first.parts;
    }

    /// "=open-source" is the hyphen alone, "=resume" no "résumé", "=\"open source\"" neither hyphen nor one word.
    void expand_written(std::string_view text, const std::vector<Token>& tokens, Node& leaf) const {
        const bool everywhere = leaf.fields.empty();
        Run run;
        for (std::size_t i = 0; i < tokens.size(); ++i) {
            if (tokens[i].kind != TokenKind::closed) {
                run.push_back({everywhere ? written_word(text, tokens, i) : tokens[i].text});
                if (tokens[i].kind == TokenKind::tag) ++i;
            } else if (everywhere) {
                run.push_back({compound_term(tokens[i].text, hyphenated(tokens, i))});
                if (is_compound(tokens)) break;
                ++i;  // the compound stands where its first part does
            }
        }
        add_run(leaf, std::move(run));
    }

    std::string written_word(std::string_view text, const std::vector<Token>& tokens, std::size_t i) const {
        const Token& token = tokens[i];
        if (token.ideograph || token.kind == TokenKind::tag) return token.text;
        const std::string accented = accented_form(text.substr(token.begin, token.end - token.begin));
        if (!accented.empty()) return accented_term(token.text, accented);
        const std::string hyphenations = other_compounds(tokens, i);
        const bool otherwise = !hyphenations.empty() ||
                               !vocabulary_.words_with_prefix({}, accented_prefix(token.text), 1).empty() ||
                               !vocabulary_.compounds(token.text).empty();
        return otherwise ? '=' + token.text + hyphenations : token.text;
    }

    /// What the words from `i` on are hyphenated to by someone, each behind a bar.
    std::string other_compounds(const std::vector<Token>& tokens, std::size_t i) const {
        std::string closed = tokens[i].text, compounds;
        const std::size_t end = std::min(tokens.size(), i + compound_parts_max);
        for (std::size_t next = i + 1; next < end && tokens[i].kind == TokenKind::word; ++next) {
            if (tokens[next].kind != TokenKind::word || closed.size() > compound_bytes_max) break;
            closed += is_acronym(tokens[next].text) ? tokens[next].text.substr(1) : tokens[next].text;
            if (!vocabulary_.compounds(closed).empty()) compounds += '|' + closed;
        }
        return compounds;
    }

    Run run_of(const std::vector<std::string>& words) const {
        Run run;
        for (const std::string& word : words) run.push_back(writing_.slot_of(word));
        return run;
    }

    void expand_words(const std::vector<Token>& tokens, Node& leaf) const {
        const Token& first = tokens.front();
        const bool compound = is_compound(tokens);
        const bool alone = tokens.size() == 1 && !first.ideograph;
        if (!alone && !compound) return add_run(leaf, run_of(spaced_words(tokens)));
        writing_.add_word(first.text, leaf);
        if (compound) add_spaced(spaced_words(tokens), leaf);
        for (const std::string& hyphenated : vocabulary_.compounds(first.text))
            add_spaced(spaced_words(tokenize(hyphenated)), leaf);
        if (!compound) add_before_figures(first.text, leaf);
    }

    /// The parts as a run, the last one in its forms: "year old" and "year olds".
    void add_spaced(const std::vector<std::string>& parts, Node& leaf) const {
        if (parts.size() < 2) return;
        // "a company" is no spelling of "A-Company".
        if (std::find(parts.begin(), parts.end(), "a") != parts.end()) return;
        Run run = run_of(parts);
        for (std::string& form : writing_.forms_of(parts.back())) {
            Slot& last = run.back();
            if (std::find(last.begin(), last.end(), form) == last.end()) last.push_back(std::move(form));
        }
        add_run(leaf, std::move(run));
    }

    /// A run weighs as its words do, each together with what else may stand at its place.
    void add_weights(Node& leaf) const {
        const auto longest = std::max_element(leaf.runs.begin(), leaf.runs.end(),
                                              [](const Run& a, const Run& b) { return a.size() < b.size(); });
        if (longest == leaf.runs.end()) return;
        const bool single = longest->size() == 1;
        if (single && leaf.kind == NodeKind::words && !leaf.stems.empty()) return;
        for (const Slot& slot : *longest) {
            std::vector<Stem> group;
            for (const std::string& word : slot) add_stems_of(word, group);
            if (!group.empty()) leaf.weights.push_back(std::move(group));
        }
    }

    void add_stems_of(const std::string& word, std::vector<Stem>& group) const {
        const std::string folded = folded_word(word);
        if (writing_.is_function(folded) || tokenize(folded).empty() || tokenize(folded).front().ideograph) return;
        for (Stem& stem : writing_.stems_of(folded)) {
            if (std::find(group.begin(), group.end(), stem) == group.end()) group.push_back(std::move(stem));
        }
    }

    /// "covid19" is also "covid 19", hyphenated by someone or not.
    void add_before_figures(const std::string& word, Node& leaf) const {
        const std::size_t figures = word.find_last_not_of("0123456789") + 1;
        if (figures < 2 || figures == word.size() || is_acronym(word)) return;
        const std::string letters = word.substr(0, figures);
        if (std::any_of(letters.begin(), letters.end(), [](char c) { return c >= '0' && c <= '9'; })) return;
        add_run(leaf, run_of({letters, word.substr(figures)}));
    }

    /// Words side by side in the query that the archive also closes up: each of them is found by the closed word, too,
    /// so that both together are.
    void join_neighbours(std::vector<Node>& nodes) const {
        for (std::size_t i = 0; i + 1 < nodes.size(); ++i) {
            Node& left = nodes[i];
            Node& right = nodes[i + 1];
            if (left.kind != NodeKind::words || right.kind != NodeKind::words || left.excluded || right.excluded ||
                left.fields != right.fields)
                continue;
            const std::string first = single_word(left), second = single_word(right);
            if (first.empty() || second.empty() || !closes_up(first, second)) continue;
            writing_.add_word(first + second, left);
            writing_.add_word(first + second, right);
        }
    }

    /// Empty for anything but one plain word.
    static std::string single_word(const Node& leaf) {
        const std::vector<Token> tokens = tokenize(compose(leaf.text));
        if (tokens.size() != 1 || tokens[0].ideograph) return "";
        return is_acronym(tokens[0].text) ? tokens[0].text.substr(1) : tokens[0].text;
    }

    bool closes_up(const std::string& first, const std::string& second) const {
        const std::string closed = first + second;
        const auto known = vocabulary_.compounds(closed);
        if (std::find(known.begin(), known.end(), first + '-' + second) != known.end()) return true;
        const bool figures = is_figures(second) && !is_figures(first);
        const bool halves = first.size() >= half_bytes_min && second.size() >= half_bytes_min && !is_figures(first) &&
                            !is_figures(second) && !writing_.is_function(first) && !writing_.is_function(second);
        return (figures || halves) && vocabulary_.articles_with(closed) > 0;
    }

    void expand_prefix(const std::vector<Token>& tokens, Node& leaf) const {
        if (is_compound(tokens)) add_prefixed({}, tokens.front().text, leaf);
        std::vector<std::string> before = spaced_words(tokens);
        const std::string prefix = std::move(before.back());
        before.pop_back();
        add_prefixed(before, prefix, leaf);
    }

    void add_prefixed(const std::vector<std::string>& before, const std::string& prefix, Node& leaf) const {
        Run run = run_of(before);
        Slot& last = run.emplace_back(Slot{prefix});
        const TextField field =
            leaf.fields.size() == 1 && leaf.fields[0] != FieldId::body ? TextField(leaf.fields[0]) : std::nullopt;
        for (std::string& word : vocabulary_.words_with_prefix(field, prefix, prefix_expansion_max)) {
            if (word != prefix) last.push_back(std::move(word));
        }
        const std::string letters = is_acronym(prefix) ? prefix.substr(1) : '.' + prefix;
        if (before.empty() && vocabulary_.articles_with(letters) > 0) last.push_back(letters);
        add_run(leaf, std::move(run));
    }

    void expand_similar(const std::vector<Token>& tokens, Node& leaf) const {
        const Token& first = tokens.front();
        if (tokens.size() > 1 && !is_compound(tokens)) return add_run(leaf, run_of(spaced_words(tokens)));
        if (tokens.size() > 1) add_run(leaf, run_of(spaced_words(tokens)));
        const std::string word = is_acronym(first.text) ? first.text.substr(1) : first.text;
        const std::size_t edits = leaf.distance > 0 ? leaf.distance : word.size() <= one_edit_bytes_max ? 1 : 2;
        Slot slot = writing_.slot_of(first.text);
        for (std::string& similar : vocabulary_.similar_words(word, edits, similar_words_max))
            slot.push_back(std::move(similar));
        add_run(leaf, {std::move(slot)});
    }

    const Vocabulary& vocabulary_;
    const Writing writing_;
};

}  // namespace

void expand(Node& root, const Vocabulary& vocabulary) {
    Expander(vocabulary).expand(root);
}

std::vector<Run> positional_runs(const Node& node) {
    std::vector<Run> runs = node.runs;
    if (!node.forms.empty()) runs.push_back({node.forms});
    for (const Node& child : node.children) {
        std::vector<Run> more = positional_runs(child);
        std::move(more.begin(), more.end(), std::back_inserter(runs));
    }
    return runs;
}

}  // namespace broadsheet::query
