// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/search/query_cost.h"

#include "engine/query/group.h"

#include <algorithm>

namespace broadsheet {

namespace {

using query::Node;
using query::NodeKind;

constexpr std::size_t slot_words_max = 8;
constexpr std::size_t parts_max = 3;
constexpr std::size_t leaves_max = 10;

std::size_t count_leaves(const Node& node) {
    std::size_t leaves = query::is_text_leaf(node) && !node.optional ? 1 : 0;
    for (const Node& child : node.children) leaves += count_leaves(child);
    return leaves;
}

std::size_t count_phrases(const Node& node) {
    const bool phrase = std::ranges::any_of(node.runs, [](const query::Run& run) { return run.size() > 1; });
    std::size_t phrases = phrase ? 1 : 0;
    for (const Node& child : node.children) phrases += count_phrases(child);
    return phrases;
}

/// Any word at a place, more than slot_words_max at one, or a writing that only positions tell.
bool is_open(const query::Run& run) {
    return std::ranges::any_of(run, [&](const query::Slot& slot) {
        const bool wide = run.size() > 1 && slot.size() > slot_words_max;
        return wide || slot.empty() || query::is_plain_writing(slot.front());
    });
}

bool looks_into_articles(const Node& node) {
    const bool wide = node.kind == NodeKind::near || node.kind == NodeKind::prefix || node.kind == NodeKind::similar ||
                      std::ranges::count(node.fields, FieldId::body) > 0;
    return wide || std::ranges::any_of(node.runs, is_open) || std::ranges::any_of(node.children, looks_into_articles);
}

/// Alternatives, or more than parts_max parts.
bool has_many_ways(const Node& root) {
    return root.kind == NodeKind::any_of || root.children.size() > parts_max;
}

}  // namespace

bool is_costly(const Node& root) {
    const std::size_t phrases = count_phrases(root);
    return looks_into_articles(root) || phrases > 1 || (phrases == 1 && has_many_ways(root)) ||
           count_leaves(root) > leaves_max;
}

}  // namespace broadsheet
