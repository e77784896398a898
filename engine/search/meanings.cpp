// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/analysis/stem.h"
#include "engine/analysis/token.h"
#include "engine/query/group.h"
#include "engine/query/parser.h"
#include "engine/search/query_notes.h"

#include <algorithm>

namespace broadsheet {

namespace {

using query::Node;
using query::NodeKind;

/// Meanings of one acronym that are told; the rest is mistakes and rarities.
constexpr std::size_t meanings_max = 6;
constexpr std::size_t acronyms_max = 3;

/// "federal reserves" and "federal reserve" are one long form.
std::string stems_of(const std::string& long_form) {
    std::string stems;
    for (const Token& token : tokenize(long_form)) stems += Stemmer::of("en").stem(token.text) + ' ';
    return stems;
}

using Counted = std::vector<std::pair<std::string, std::uint32_t>>;

/// Long forms that differ only in their endings together, under the most frequent of them.
Counted merged(const Counted& definitions) {
    Counted long_forms;
    std::vector<std::string> keys;
    for (const auto& [long_form, articles] : definitions) {
        const std::string key = stems_of(long_form);
        const auto known = std::find(keys.begin(), keys.end(), key);
        if (known != keys.end()) {
            long_forms[static_cast<std::size_t>(known - keys.begin())].second += articles;
        } else {
            keys.push_back(key);
            long_forms.emplace_back(long_form, articles);
        }
    }
    std::stable_sort(long_forms.begin(), long_forms.end(), [](auto& a, auto& b) { return a.second > b.second; });
    if (long_forms.size() > meanings_max) long_forms.resize(meanings_max);
    return long_forms;
}

/// Lower-case letters if the leaf is one short word, else empty.
std::string acronym_of(const Node& leaf) {
    if (leaf.excluded || (leaf.kind != NodeKind::words && leaf.kind != NodeKind::written)) return "";
    const auto tokens = tokenize(leaf.text);
    if (tokens.size() != 1 || tokens[0].ideograph) return "";
    return is_acronym(tokens[0].text) ? tokens[0].text.substr(1) : tokens[0].text;
}

/// The tree with the leaf `target`, counted down from 0, joined with a phrase.
Node joined_with(const Node& node, const Node& target, NodeKind kind, const std::string& phrase) {
    if (&node == &target) {
        Node exact;
        exact.kind = NodeKind::exact;
        exact.text = phrase;
        exact.fields = node.fields;
        return query::group_of(kind, {node, std::move(exact)});
    }
    Node copy = node;
    std::vector<Node> children;
    for (const Node& child : node.children) children.push_back(joined_with(child, target, kind, phrase));
    if (node.kind == NodeKind::near || node.children.empty()) {
        copy.children = std::move(children);
        return copy;
    }
    Node group = query::group_of(node.kind, std::move(children));
    group.excluded = node.excluded;
    return group;
}

void visit(const Node& node, const std::function<void(const Node&)>& see) {
    if (node.excluded || node.kind == NodeKind::near) return;
    see(node);
    for (const Node& child : node.children) visit(child, see);
}

}  // namespace

std::string capitals(std::string letters) {
    for (char& c : letters) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 0x20) : c;
    return letters;
}

std::vector<Meaning> meanings_of(const Node& root, const IndexVocabulary& vocabulary) {
    std::vector<Meaning> meanings;
    std::size_t acronyms = 0;
    visit(root, [&](const Node& leaf) {
        const std::string acronym = acronym_of(leaf);
        if (acronym.empty() || acronyms == acronyms_max) return;
        const Counted long_forms = merged(vocabulary.definitions(acronym));
        if (!long_forms.empty()) ++acronyms;
        for (const auto& [long_form, articles] : long_forms) {
            meanings.push_back({capitals(acronym), long_form, articles,
                                query::to_text(joined_with(root, leaf, NodeKind::any_of, long_form)),
                                query::to_text(joined_with(root, leaf, NodeKind::all_of, long_form))});
        }
    });
    return meanings;
}

}  // namespace broadsheet
