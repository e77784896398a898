// SPDX-License-Identifier: GPL-3.0-or-later
// The idea of scoring containers by the paragraphs in them is that of Readability (Arc90, 2009); the weights are our
// own.
#include "indexer/extract/content_score.h"

#include "indexer/extract/html_blocks.h"
#include "indexer/extract/html_words.h"
#include "indexer/input/clean_text.h"

#include <algorithm>
#include <unordered_map>

namespace broadsheet {
namespace {

constexpr std::size_t paragraph_bytes_min = 25;
constexpr std::size_t container_bytes_min = 200;

struct Measure {
    double score = 0;       ///< of the paragraphs close below
    std::size_t text = 0;   ///< bytes of prose below
    std::size_t links = 0;  ///< of them in links
};

double score_of(const Block& block) {
    const auto commas = std::count(block.text.begin(), block.text.end(), ',');
    const double length = std::min(static_cast<double>(block.text.size()) / 100.0, 4.0);
    const double linked = static_cast<double>(block.link_bytes) / static_cast<double>(block.text.size());
    return (1.0 + static_cast<double>(std::min<std::ptrdiff_t>(commas, 6)) * 0.5 + length) *
           (1.0 - std::min(linked, 1.0));
}

double name_weight(const xmlNode* node) {
    const std::string names = class_and_id(node);
    if (ascii_lower(attribute(node, "itemprop")).find("articlebody") != std::string::npos) return 1.6;
    if (names_body(names)) return 1.4;
    if (has_tag(node, {"article", "main"}) || ascii_lower(attribute(node, "role")) == "main") return 1.25;
    if (names_boilerplate(names)) return 0.6;
    return has_word(names, {"content", "article", "story", "post", "entry", "main", "text", "body"}) ? 1.15 : 1.0;
}

class Scores {
public:
    explicit Scores(xmlNode* root) {
        for (const Block& block : blocks_of(root)) take(block);
    }

    /// The container with the best score, paragraphs nearby counting most.
    xmlNode* best() const {
        xmlNode* best = nullptr;
        double best_score = 0;
        for (const auto& [node, measure] : measures_) {
            if (has_tag(node, {"html", "p", "a", "span", "h1", "h2", "h3", "h4", "li", "ul"})) continue;
            const double linked =
                measure.text == 0 ? 1.0 : static_cast<double>(measure.links) / static_cast<double>(measure.text);
            const double score = measure.score * (1.0 - linked) * name_weight(node);
            if (score > best_score || (score == best_score && best && node < best)) {
                best_score = score;
                best = const_cast<xmlNode*>(node);
            }
        }
        return best;
    }

    std::size_t text_of(const xmlNode* node) const {
        const auto found = measures_.find(node);
        return found == measures_.end() ? 0 : found->second.text - std::min(found->second.text, found->second.links);
    }

private:
    void take(const Block& block) {
        if (block.text.size() < paragraph_bytes_min || block.kind == BlockKind::heading) return;
        const double score = score_of(block);
        double share = block.kind == BlockKind::paragraph || block.kind == BlockKind::quotation ? 1.0 : 0.5;
        // A div that is itself a paragraph of text counts as one of its parent's paragraphs.
        int level = 0;
        for (const xmlNode* node = block.element; node && node->type == XML_ELEMENT_NODE; node = node->parent) {
            Measure& measure = measures_[node];
            measure.text += block.text.size();
            measure.links += block.link_bytes;
            if (level == 0)
                measure.score += 0.6 * score * share;
            else if (level <= 5)
                measure.score += score * share, share *= 0.75;
            ++level;
        }
    }

    std::unordered_map<const xmlNode*, Measure> measures_;
};

/// Elements that say they are the article's body and hold enough of it, outermost ones only.
std::vector<xmlNode*> declared_bodies(xmlNode* root, const Scores& scores) {
    std::vector<xmlNode*> items;
    std::vector<xmlNode*> named;
    for_each_element(root, [&](xmlNode* node) {
        const std::string property = ascii_lower(attribute(node, "itemprop"));
        if (property.find("articlebody") != std::string::npos && scores.text_of(node) >= container_bytes_min) {
            items.push_back(node);
            return false;
        }
        return true;
    });
    if (!items.empty()) return items;
    for_each_element(root, [&](xmlNode* node) {
        if (has_tag(node, {"html", "body", "p"}) || !names_body(class_and_id(node))) return true;
        if (scores.text_of(node) < container_bytes_min) return true;
        named.push_back(node);
        return false;
    });
    return named;
}

std::vector<xmlNode*> articles(xmlNode* root, const Scores& scores) {
    std::vector<xmlNode*> found;
    for_each_element(root, [&](xmlNode* node) {
        if (tag_of(node) != "article") return true;
        if (scores.text_of(node) >= container_bytes_min) found.push_back(node);
        return false;
    });
    return found;
}

std::size_t text_of_all(const std::vector<xmlNode*>& nodes, const Scores& scores) {
    std::size_t text = 0;
    for (const xmlNode* node : nodes) text += scores.text_of(node);
    return text;
}

/// Lists of teasers have many bodies of a like size; an article has one that outweighs the rest.
std::vector<xmlNode*> keep_largest(std::vector<xmlNode*> nodes, const Scores& scores) {
    const auto largest = std::max_element(nodes.begin(), nodes.end(),
                                          [&](auto* a, auto* b) { return scores.text_of(a) < scores.text_of(b); });
    if (largest == nodes.end()) return nodes;
    xmlNode* const parent = (*largest)->parent;
    xmlNode* const first = *largest;
    std::erase_if(nodes, [&](const xmlNode* node) { return node != first && node->parent != parent; });
    return nodes;
}

bool contains(const xmlNode* outer, const xmlNode* inner) {
    for (; inner; inner = inner->parent)
        if (inner == outer) return true;
    return false;
}

}  // namespace

std::vector<xmlNode*> find_content(xmlNode* root) {
    const Scores scores(root);
    xmlNode* const best = scores.best();
    if (!best) return {};
    const std::size_t best_text = scores.text_of(best);
    const auto enough = [&](const std::vector<xmlNode*>& nodes) {
        return text_of_all(nodes, scores) * 10 >= best_text * 6;
    };
    std::vector<xmlNode*> declared = keep_largest(declared_bodies(root, scores), scores);
    if (!declared.empty() && enough(declared)) return declared;
    const std::vector<xmlNode*> own = articles(root, scores);
    if (own.size() == 1 && enough(own))
        return contains(own.front(), best) && best_text * 10 >= scores.text_of(own.front()) * 8
                   ? std::vector<xmlNode*>{best}
                   : own;
    return {best};
}

}  // namespace broadsheet
