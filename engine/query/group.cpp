// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/query/group.h"

#include "engine/analysis/token.h"

#include <algorithm>
#include <iterator>

namespace broadsheet::query {

bool is_text_leaf(const Node& node) {
    return node.kind == NodeKind::words || node.kind == NodeKind::exact || node.kind == NodeKind::prefix;
}

bool is_single_word(const Node& node) {
    if (!is_text_leaf(node)) return false;
    const auto tokens = tokenize(node.text);
    if (tokens.empty()) return false;
    return tokens.size() == 1 ||
           (tokens.front().kind == TokenKind::closed && tokens.size() == std::size_t{1} + tokens.front().parts);
}

bool is_filter(const Node& node) {
    if (node.kind == NodeKind::keyword || node.kind == NodeKind::dates) return true;
    const bool group = node.kind == NodeKind::any_of || node.kind == NodeKind::all_of;
    return group && std::all_of(node.children.begin(), node.children.end(), is_filter);
}

Node group_of(NodeKind kind, std::vector<Node> nodes) {
    Node group;
    group.kind = kind;
    for (Node& node : nodes) {
        if (node.kind == NodeKind::nothing) continue;
        if (node.kind == kind && !node.excluded) {
            std::move(node.children.begin(), node.children.end(), std::back_inserter(group.children));
        } else {
            group.children.push_back(std::move(node));
        }
    }
    if (group.children.empty()) return {};
    if (group.children.size() > 1 || group.children.front().excluded) return group;
    Node only = std::move(group.children.front());
    return only;
}

}  // namespace broadsheet::query
