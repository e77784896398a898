// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/query/join.h"

#include "engine/analysis/function_word.h"
#include "engine/analysis/token.h"
#include "engine/query/group.h"

#include <algorithm>
#include <iterator>

namespace broadsheet::query {

namespace {

/// From so many words on a query reads like a question.
constexpr std::size_t long_query_words = 6;

/// Those of the leaves that are function words, by the language that most of them belong to: "war" is one in German,
/// but not in an English question.
std::vector<Node*> function_words_among(const std::vector<Node*>& words, const std::vector<std::string>& stem_codes) {
    std::vector<Node*> most;
    for (const std::string& code : stem_codes) {
        std::vector<Node*> found;
        for (Node* node : words) {
            const auto tokens = tokenize(node->text);
            if (tokens.size() == 1 && is_function_word(tokens.front().text, code)) found.push_back(node);
        }
        if (found.size() > most.size()) most = std::move(found);
    }
    return most;
}

/// Function words hold a question together and say little about what it is after: among other words, those of op=or
/// and those of long queries needn't be found.
void free_function_words(std::vector<std::vector<Node>>& runs, const ParseOptions& options,
                         std::vector<Warning>& warnings) {
    std::vector<Node*> words;
    for (auto& run : runs) {
        for (Node& node : run) {
            if (node.kind == NodeKind::words && !node.excluded) words.push_back(&node);
        }
    }
    if (!options.any_word && words.size() < long_query_words) return;
    const std::vector<Node*> common = function_words_among(words, options.stem_codes);
    if (common.empty() || common.size() == words.size()) return;
    std::string list;
    for (Node* node : common) {
        node->optional = true;
        list += (list.empty() ? "" : ", ") + node->text;
    }
    if (!options.any_word)
        warnings.push_back({common.front()->position, "Too common to be required in a long query: " + list + '.'});
}

Node combine(std::vector<std::vector<Node>> runs, bool any_word) {
    std::vector<Node> required, alternatives;
    for (auto& run : runs) {
        const bool single = run.size() == 1;
        const bool filter = single && (run.front().excluded || is_filter(run.front()));
        if (!any_word || filter) {
            std::move(run.begin(), run.end(), std::back_inserter(required));
        } else {
            alternatives.push_back(group_of(NodeKind::all_of, std::move(run)));
        }
    }
    Node any = group_of(NodeKind::any_of, std::move(alternatives));
    if (any.kind != NodeKind::nothing) required.insert(required.begin(), std::move(any));
    return group_of(NodeKind::all_of, std::move(required));
}

const std::vector<FieldId>& fields_of(const Node& node) {
    return node.kind == NodeKind::any_of ? fields_of(node.children.front()) : node.fields;
}

}  // namespace

Node side_by_side(std::vector<std::vector<Node>> runs, const ParseOptions& options, std::vector<Warning>& warnings) {
    free_function_words(runs, options, warnings);
    return combine(std::move(runs), options.any_word);
}

Node near_of(Node left, Node right, const Item& near, std::vector<Warning>& warnings) {
    if (left.kind == NodeKind::nothing || right.kind == NodeKind::nothing) {
        return group_of(NodeKind::all_of, {std::move(left), std::move(right)});
    }
    const bool chained = left.kind == NodeKind::near && left.nearness == near.nearness;
    const Node& first = chained ? left.children.front() : left;
    if (!has_positions(first) || !has_positions(right) || fields_of(first) != fields_of(right)) {
        warnings.push_back(
            {near.position, "NEAR stands between words or phrases of one field; searched for both anywhere."});
        return group_of(NodeKind::all_of, {std::move(left), std::move(right)});
    }
    if (chained) {
        left.distance = std::max(left.distance, near.distance);
        left.children.push_back(std::move(right));
        return left;
    }
    std::vector<Node> operands;
    operands.push_back(std::move(left));
    operands.push_back(std::move(right));
    return near_node(std::move(operands), near);
}

Node near_node(std::vector<Node> operands, const Item& near) {
    Node node;
    node.kind = NodeKind::near;
    node.nearness = near.nearness;
    node.distance = near.distance;
    node.fields = fields_of(operands.front());
    node.children = std::move(operands);
    return node;
}

}  // namespace broadsheet::query
