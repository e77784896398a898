// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/highlight/pattern.h"

#include "engine/analysis/stem.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

namespace broadsheet {

namespace {

using query::Node;
using query::NodeKind;

std::size_t first_byte(const std::string& word) {
    return static_cast<unsigned char>(word.front());
}

/// Most stemmers only take endings off, so that words which begin otherwise than the stem sought need no stemming.
bool keeps_first_letter(std::string_view language) {
    constexpr std::array<std::string_view, 4> prefix_strippers = {"ar", "ga", "id", "ta"};
    return std::find(prefix_strippers.begin(), prefix_strippers.end(), language) == prefix_strippers.end();
}

/// The token at `position` that is written as `word`; `from` moves on to it.
const Token* token_at(const std::vector<Token>& tokens, std::size_t& from, std::uint32_t position,
                      const std::string& word) {
    while (from < tokens.size() && tokens[from].position < position) ++from;
    for (std::size_t i = from; i < tokens.size() && tokens[i].position == position; ++i) {
        if (tokens[i].text == word) return &tokens[i];
    }
    return nullptr;
}

/// Where the run ends in bytes if it stands behind the token `at`.
std::optional<std::uint32_t> end_of_run(const std::vector<Token>& tokens, std::size_t at,
                                        const std::vector<std::string>& more_words) {
    std::uint32_t end = tokens[at].end;
    std::uint32_t position = tokens[at].position;
    std::size_t from = at + 1;
    for (const std::string& word : more_words) {
        const Token* token = token_at(tokens, from, ++position, word);
        if (!token) return std::nullopt;
        end = std::max(end, token->end);
    }
    return end;
}

bool in_text_order(const Match& left, const Match& right) {
    return left.begin != right.begin ? left.begin < right.begin : left.end < right.end;
}

}  // namespace

PatternSet::PatternSet(const Node& root, const std::vector<FieldId>& search_in) {
    add_node(root, search_in);
}

void PatternSet::add_node(const Node& node, const std::vector<FieldId>& search_in) {
    if (node.excluded) return;
    switch (node.kind) {
        case NodeKind::words:
        case NodeKind::exact:
        case NodeKind::prefix:
            add_leaf(node, node.fields.empty() ? search_in : node.fields, 0);
            break;
        case NodeKind::near:
            add_near(node, search_in);
            break;
        default:
            for (const Node& child : node.children) add_node(child, search_in);
    }
}

void PatternSet::add_near(const Node& node, const std::vector<FieldId>& search_in) {
    NearGroup group;
    group.operands = node.children.size();
    // As the index counts: "within n words" of two words, and room for each further word between them.
    group.span = node.distance + static_cast<std::uint32_t>(std::max<std::size_t>(group.operands, 2) - 2);
    near_groups_.push_back(group);
    const auto number = static_cast<std::uint32_t>(near_groups_.size());
    for (const Node& child : node.children) add_leaf(child, node.fields.empty() ? search_in : node.fields, number);
}

void PatternSet::add_leaf(const Node& node, const std::vector<FieldId>& fields, std::uint32_t near_group) {
    Leaf leaf;
    for (const FieldId field : fields) leaf.fields.set(static_cast<std::size_t>(field));
    leaf.near_group = near_group;
    const auto number = static_cast<std::uint32_t>(leaves_.size());
    leaves_.push_back(leaf);
    for (const query::Variant& variant : node.variants) {
        if (variant.words.empty() || variant.words.front().empty()) continue;
        const std::string& first = variant.words.front();
        (variant.stemmed ? stem_first_ : surface_first_)[first_byte(first)] = true;
        for (const std::string& word : variant.words) {
            if (!word.empty()) wanted_[first_byte(word)] = true;
        }
        Use use{number, {variant.words.begin() + 1, variant.words.end()}};
        (variant.stemmed ? stems_ : surface_)[first].push_back(std::move(use));
    }
}

bool PatternSet::applies_to(FieldId field) const {
    const auto bit = static_cast<std::size_t>(field);
    return std::any_of(leaves_.begin(), leaves_.end(), [&](const Leaf& leaf) { return leaf.fields.test(bit); });
}

std::vector<Match> PatternSet::find(std::string_view text, FieldId field, std::string_view language) const {
    std::vector<Match> matches;
    if (!applies_to(field)) return matches;
    thread_local std::vector<Token> tokens;
    const bool any_first = !keeps_first_letter(language) && !stems_.empty();
    if (any_first) {
        tokenize(text, tokens);
    } else {
        tokenize(text, wanted_, tokens);
    }
    Stemmer& stemmer = Stemmer::of(language);
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        const Token& token = tokens[i];
        const std::size_t first = first_byte(token.text);
        if (surface_first_[first]) {
            const auto uses = surface_.find(token.text);
            if (uses != surface_.end()) match_uses(uses->second, tokens, i, field, matches);
        }
        if ((stem_first_[first] || any_first) && carries_stem(token)) {
            const auto uses = stems_.find(stemmer.stem(token.text));
            if (uses != stems_.end()) match_uses(uses->second, tokens, i, field, matches);
        }
    }
    if (!near_groups_.empty()) keep_near(matches);
    std::stable_sort(matches.begin(), matches.end(), in_text_order);
    return matches;
}

void PatternSet::match_uses(const std::vector<Use>& uses, const std::vector<Token>& tokens, std::size_t at,
                            FieldId field, std::vector<Match>& matches) const {
    for (const Use& use : uses) {
        if (!leaves_[use.leaf].fields.test(static_cast<std::size_t>(field))) continue;
        if (const auto end = end_of_run(tokens, at, use.more_words)) {
            matches.push_back({tokens[at].begin, *end, tokens[at].position, use.leaf});
        }
    }
}

/// Takes away matches of NEAR's words that stand too far from the others.
void PatternSet::keep_near(std::vector<Match>& matches) const {
    std::vector<Match> kept;
    std::map<std::uint32_t, std::vector<Match>> by_group;
    for (const Match& match : matches) {
        const std::uint32_t group = leaves_[match.leaf].near_group;
        if (group == 0) {
            kept.push_back(match);
        } else {
            by_group[group].push_back(match);
        }
    }
    for (auto& [number, candidates] : by_group) {
        const auto near = near_matches(std::move(candidates), near_groups_[number - 1]);
        kept.insert(kept.end(), near.begin(), near.end());
    }
    matches = std::move(kept);
}

/// Slides over the positions; each stretch no longer than the span that holds all the group's leaves keeps its matches.
std::vector<Match> PatternSet::near_matches(std::vector<Match> candidates, const NearGroup& group) const {
    std::stable_sort(candidates.begin(), candidates.end(),
                     [](const Match& left, const Match& right) { return left.position < right.position; });
    std::vector<Match> kept;
    std::map<std::uint32_t, std::size_t> leaves, positions;  // how many of each are in the stretch
    std::size_t first = 0, kept_until = 0;
    const auto leave = [](auto& counts, std::uint32_t key) {
        if (--counts[key] == 0) counts.erase(key);
    };
    for (std::size_t last = 0; last < candidates.size(); ++last) {
        ++leaves[candidates[last].leaf];
        ++positions[candidates[last].position];
        for (; candidates[last].position - candidates[first].position > group.span; ++first) {
            leave(leaves, candidates[first].leaf);
            leave(positions, candidates[first].position);
        }
        if (leaves.size() < group.operands || positions.size() < group.operands) continue;
        for (std::size_t i = std::max(first, kept_until); i <= last; ++i) kept.push_back(candidates[i]);
        kept_until = last + 1;
    }
    return kept;
}

}  // namespace broadsheet
