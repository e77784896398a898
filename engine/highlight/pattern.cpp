// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/highlight/pattern.h"

#include "engine/analysis/fold.h"
#include "engine/analysis/sentence.h"
#include "engine/analysis/stem.h"
#include "engine/analysis/term.h"
#include "engine/query/expand.h"
#include "engine/query/near.h"

#include <algorithm>
#include <array>
#include <optional>

namespace broadsheet {

namespace {

using query::Nearness;
using query::Node;
using query::NodeKind;

std::size_t first_byte(const std::string& word) {
    return static_cast<unsigned char>(word.front());
}

/// Most stemmers only take endings off, so that words which begin otherwise than the stem sought need no stemming.
bool keeps_first_letter(std::string_view code) {
    constexpr std::array<std::string_view, 4> prefix_strippers = {"ar", "ga", "id", "ta"};
    return std::find(prefix_strippers.begin(), prefix_strippers.end(), code) == prefix_strippers.end();
}

/// True if one of the compounds that `word` excludes begins with the token: they stand before their parts.
bool begins_compound(const PatternText& text, std::size_t index, const std::string& word) {
    if (text.tokens[index].kind != TokenKind::part) return false;
    const std::vector<std::string> compounds = query::unwanted_compounds(word);
    for (std::size_t i = index; i-- > 0 && text.tokens[i].position == text.tokens[index].position;)
        if (std::ranges::count(compounds, text.tokens[i].text) != 0) return true;
    return false;
}

/// True if the token is the word in the writing that the slot asks for.
bool is_written(const PatternText& text, std::size_t index, const std::string& word) {
    const Token& token = text.tokens[index];
    const bool hyphenated_only = word.starts_with("XH"), accented_only = word.front() == '\'';
    if (!hyphenated_only && !accented_only && !query::is_plain_writing(word)) return token.text == word;
    if (token.text != query::folded_word(word)) return false;
    if (hyphenated_only)
        return token.kind == TokenKind::closed && compound_term(token.text, hyphenated(text.tokens, index)) == word;
    const std::string accented = accented_form(text.text.substr(token.begin, token.end - token.begin));
    if (accented_only) return !accented.empty() && accented_term(token.text, accented) == word;
    return accented.empty() && token.kind != TokenKind::closed && !begins_compound(text, index, word);
}

/// The token at `position` that is written in one of the ways of the slot; `from` moves on to it.
const Token* token_at(const PatternText& text, std::size_t& from, std::uint32_t position, const query::Slot& slot) {
    const std::vector<Token>& tokens = text.tokens;
    while (from < tokens.size() && tokens[from].position < position) ++from;
    const Token* any = nullptr;
    for (std::size_t i = from; i < tokens.size() && tokens[i].position == position; ++i) {
        const auto written = [&](const std::string& word) { return is_written(text, i, word); };
        if (std::any_of(slot.begin(), slot.end(), written)) return &tokens[i];
        any = &tokens[i];
    }
    return slot.empty() ? any : nullptr;
}

struct RunEnd {
    std::uint32_t byte;
    std::uint32_t position;
};

/// Where the run ends if it stands behind the token `at`. The text may be known in part only, so that a slot for any
/// word may find nothing; the next one must.
std::optional<RunEnd> end_of_run(const PatternText& text, std::size_t at, const std::vector<query::Slot>& more_slots) {
    RunEnd end{text.tokens[at].end, text.tokens[at].position};
    std::size_t from = at + 1;
    for (const query::Slot& slot : more_slots) {
        const Token* token = token_at(text, from, ++end.position, slot);
        if (!token && !slot.empty()) return std::nullopt;
        if (token) end.byte = std::max(end.byte, token->end);
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
    if (node.excluded || node.optional) return;
    if (node.kind == NodeKind::near) return add_near(node, search_in);
    for (const Node& child : node.children) add_node(child, search_in);
    if (node.stems.empty() && node.runs.empty()) return;
    const std::uint32_t leaf = add_leaf(node.fields.empty() ? search_in : node.fields);
    for (const query::Stem& stem : node.stems) add_stem(stem, leaf);
    for (const query::Run& run : node.runs) add_run(run, leaf);
}

void PatternSet::add_near(const Node& node, const std::vector<FieldId>& search_in) {
    const bool within = node.nearness != Nearness::words;
    breaks_matter_ = breaks_matter_ || within;
    const std::vector<FieldId> body = {FieldId::body};
    const auto& fields = !node.fields.empty() ? node.fields : within ? body : search_in;
    near_groups_.push_back({node.nearness, node.distance, node.children.size()});
    for (std::size_t i = 0; i < node.children.size(); ++i) {
        const std::uint32_t leaf = add_leaf(fields);
        leaves_[leaf].near_group = static_cast<std::uint32_t>(near_groups_.size());
        leaves_[leaf].operand = static_cast<std::uint32_t>(i);
        add_operand(node.children[i], leaf);
    }
}

void PatternSet::add_operand(const Node& node, std::uint32_t leaf) {
    for (const Node& child : node.children) add_operand(child, leaf);
    for (const query::Stem& stem : node.stems) add_stem(stem, leaf);
    for (const query::Run& run : node.runs) add_run(run, leaf);
}

std::uint32_t PatternSet::add_leaf(const std::vector<FieldId>& fields) {
    Leaf& leaf = leaves_.emplace_back();
    for (const FieldId field : fields) leaf.fields.set(static_cast<std::size_t>(field));
    return static_cast<std::uint32_t>(leaves_.size() - 1);
}

void PatternSet::add_stem(const query::Stem& stem, std::uint32_t leaf) {
    if (stem.text.empty()) return;
    stem_first_[first_byte(stem.text)] = true;
    wanted_['.'] = true;  // an acronym may be a word in capitals
    wanted_[first_byte(stem.text)] = true;
    stems_[stem.code][stem.text].push_back({leaf, "", {}});
}

void PatternSet::add_run(const query::Run& run, std::uint32_t leaf) {
    if (run.empty()) return;
    for (const query::Slot& slot : run) {
        for (const std::string& word : slot) wanted_[first_byte(query::folded_word(word))] = true;
        // Hyphenation shows in the parts, whatever they begin with.
        for (const std::string& word : slot) all_wanted_ = all_wanted_ || word.starts_with("XH");
    }
    for (const std::string& word : run.front()) {
        const std::string folded = query::folded_word(word);
        word_first_[first_byte(folded)] = true;
        words_[folded].push_back({leaf, word, {run.begin() + 1, run.end()}});
    }
}

bool PatternSet::applies_to(FieldId field) const {
    const auto bit = static_cast<std::size_t>(field);
    return std::any_of(leaves_.begin(), leaves_.end(), [&](const Leaf& leaf) { return leaf.fields.test(bit); });
}

bool PatternSet::needs_all_tokens(std::string_view code) const {
    return breaks_matter_ || all_wanted_ || (!keeps_first_letter(code) && stems_.contains(std::string(code)));
}

std::vector<Match> PatternSet::find(std::string_view text, FieldId field, std::string_view language) const {
    std::vector<Match> matches;
    if (!applies_to(field)) return matches;
    thread_local std::vector<Token> tokens;
    const PatternText source{text, tokens};
    const std::string code(stem_code(language));
    const bool any_first = !keeps_first_letter(code);
    if (needs_all_tokens(code)) {
        tokenize(text, tokens);
    } else {
        tokenize(text, wanted_, tokens);
    }
    const auto stems_of = [&](const std::string& of) {
        const auto found = stems_.find(of);
        return found == stems_.end() ? nullptr : &found->second;
    };
    const Uses* inflected = stems_of(code);
    const Uses* unstemmed = stems_of(std::string(unstemmed_code));
    Stemmer& stemmer = Stemmer::of(code);
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        const Token& token = tokens[i];
        const std::size_t first = first_byte(token.text);
        if (word_first_[first]) {
            const auto uses = words_.find(token.text);
            if (uses != words_.end()) match_uses(uses->second, source, i, field, matches);
        }
        const bool stem_wanted = stem_first_[first] || any_first || token.text.front() == '.';
        if (!stem_wanted || !carries_stem(token)) continue;
        const bool own = code == unstemmed_code || stem_code_of(token.text, code) != code;
        if (const Uses* stems = own ? unstemmed : inflected) {
            const auto uses = stems->find(own ? token.text : stemmer.stem(token.text));
            if (uses != stems->end()) match_uses(uses->second, source, i, field, matches);
        }
        if (inflected && is_also_word(token.text, code)) {
            const auto uses = inflected->find(token.text.substr(1));
            if (uses != inflected->end()) match_uses(uses->second, source, i, field, matches);
        }
    }
    if (!near_groups_.empty()) keep_near(text, tokens, matches);
    std::stable_sort(matches.begin(), matches.end(), in_text_order);
    return matches;
}

void PatternSet::match_uses(const std::vector<Use>& uses, const PatternText& text, std::size_t at, FieldId field,
                            std::vector<Match>& matches) const {
    const Token& first = text.tokens[at];
    for (const Use& use : uses) {
        if (!leaves_[use.leaf].fields.test(static_cast<std::size_t>(field))) continue;
        if (!use.first_word.empty() && !is_written(text, at, use.first_word)) continue;
        if (const auto end = end_of_run(text, at, use.more_slots))
            matches.push_back({first.begin, end->byte, first.position, end->position, use.leaf});
    }
}

/// Takes away matches of NEAR's operands that stand too far from the others.
void PatternSet::keep_near(std::string_view text, const std::vector<Token>& tokens, std::vector<Match>& matches) const {
    const Breaks breaks = breaks_matter_ ? breaks_of(text, tokens) : Breaks{};
    std::vector<std::vector<query::Span>> stretches;
    for (std::size_t g = 0; g < near_groups_.size(); ++g) {
        const NearGroup& group = near_groups_[g];
        std::vector<std::vector<query::Span>> operands(group.operands);
        for (const Match& match : matches) {
            const Leaf& leaf = leaves_[match.leaf];
            if (leaf.near_group == g + 1) operands[leaf.operand].push_back({match.position, match.last_position});
        }
        for (auto& spans : operands) std::sort(spans.begin(), spans.end());
        const auto& parting = group.nearness == Nearness::sentence ? breaks.sentences : breaks.paragraphs;
        stretches.push_back(query::near_stretches(operands, {group.nearness, group.distance, parting}, false));
    }
    std::erase_if(matches, [&](const Match& match) {
        const std::uint32_t group = leaves_[match.leaf].near_group;
        if (group == 0) return false;
        const auto& near = stretches[group - 1];
        return std::none_of(near.begin(), near.end(), [&](const query::Span& stretch) {
            return stretch.begin <= match.position && match.last_position <= stretch.end;
        });
    });
}

}  // namespace broadsheet
