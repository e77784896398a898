// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/query/group.h"

#include <algorithm>
#include <iterator>

namespace broadsheet::query {

bool is_text_leaf(const Node& node) {
    switch (node.kind) {
        case NodeKind::words:
        case NodeKind::exact:
        case NodeKind::written:
        case NodeKind::prefix:
        case NodeKind::similar:
            return true;
        default:
            return false;
    }
}

bool has_positions(const Node& node) {
    if (node.excluded) return false;
    if (is_text_leaf(node)) return true;
    if (node.kind != NodeKind::any_of) return false;
    const auto same = [&](const Node& child) {
        return has_positions(child) && child.fields == node.children.front().fields;
    };
    return std::all_of(node.children.begin(), node.children.end(), same);
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

std::string folded_word(const std::string& word) {
    const bool compound = word.starts_with("XH");
    const std::size_t mark = compound ? 2 : word.front() == '\'' || is_plain_writing(word) ? 1 : 0;
    return mark == 0 ? word : word.substr(mark, word.find_first_of("=|", mark) - mark);
}

std::vector<std::string> unwanted_compounds(const std::string& word) {
    std::vector<std::string> compounds;
    for (std::size_t bar = is_plain_writing(word) ? word.find('|') : std::string::npos; bar != std::string::npos;) {
        const std::size_t next = word.find('|', bar + 1);
        compounds.push_back(word.substr(bar + 1, next - bar - 1));
        bar = next;
    }
    return compounds;
}

}  // namespace broadsheet::query
