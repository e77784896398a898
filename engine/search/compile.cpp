// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/search/compile.h"

#include "engine/analysis/term.h"
#include "engine/index/generation.h"
#include "engine/search/live_source.h"

#include <xapian.h>

namespace broadsheet {

namespace {

using query::Node;
using query::NodeKind;
using query::Variant;

/// Matches every document. (Query::MatchAll is a shared object whose reference count isn't safe between threads.)
Xapian::Query everything() {
    return Xapian::Query(std::string());
}

Xapian::Query joined(Xapian::Query::op op, const std::vector<Xapian::Query>& queries) {
    if (queries.size() == 1) return queries[0];
    return Xapian::Query(op, queries.begin(), queries.end());
}

Xapian::Query variant_query(const Variant& variant, FieldId field) {
    if (variant.stemmed) return Xapian::Query(stem_term(field, variant.words[0]));
    std::vector<Xapian::Query> words;
    for (const std::string& word : variant.words) words.emplace_back(surface_term(field, word));
    if (words.size() == 1) return words[0];
    return Xapian::Query(Xapian::Query::OP_PHRASE, words.begin(), words.end(),
                         static_cast<Xapian::termcount>(words.size()));
}

class Compiler {
public:
    Compiler(const std::vector<FieldId>& search_in, const Generation& generation)
        : search_in_(search_in), generation_(generation) {}

    Xapian::Query compile(const Node& node) const {
        switch (node.kind) {
            case NodeKind::nothing:
                return everything();
            case NodeKind::words:
            case NodeKind::exact:
            case NodeKind::prefix:
                return in_fields(node, [&node](FieldId field) { return any_variant(node, field); });
            case NodeKind::near:
                return in_fields(node, [this, &node](FieldId field) { return near(node, field); });
            case NodeKind::keyword:
                return keyword(node);
            case NodeKind::dates:
                return dates(node.range);
            case NodeKind::all_of:
                return all_of(node);
            case NodeKind::any_of:
                return any_of(node);
        }
        return everything();
    }

private:
    const std::vector<FieldId>& fields_of(const Node& node) const {
        return node.fields.empty() ? search_in_ : node.fields;
    }

    template <typename InField>
    Xapian::Query in_fields(const Node& node, InField&& in_field) const {
        std::vector<Xapian::Query> alternatives;
        for (const FieldId id : fields_of(node)) {
            const Xapian::Query query = in_field(id);
            const double weight = field(id).weight;
            alternatives.push_back(weight == 1 ? query : Xapian::Query(Xapian::Query::OP_SCALE_WEIGHT, query, weight));
        }
        return joined(Xapian::Query::OP_OR, alternatives);
    }

    Xapian::Query dates(const DateRange& range) const {
        return Xapian::Query((new LiveSource(generation_, range))->release());
    }

    /// All ways of writing a leaf count as one word with one frequency.
    static Xapian::Query any_variant(const Node& leaf, FieldId field) {
        std::vector<Xapian::Query> variants;
        for (const Variant& variant : leaf.variants) variants.push_back(variant_query(variant, field));
        if (variants.empty()) return Xapian::Query();
        return joined(Xapian::Query::OP_SYNONYM, variants);
    }

    static Xapian::Query near(const Node& node, FieldId field) {
        std::vector<Xapian::Query> operands;
        for (const Node& child : node.children) {
            std::vector<Xapian::Query> words;
            for (const Variant& variant : child.variants)
                if (!variant.stemmed && variant.words.size() == 1)
                    words.emplace_back(surface_term(field, variant.words[0]));
            operands.push_back(joined(Xapian::Query::OP_OR, words));
        }
        // Xapian counts the window in words; "within n words of each other" leaves n - 1 words between two.
        const auto window = static_cast<Xapian::termcount>(node.distance + operands.size() - 1);
        return Xapian::Query(Xapian::Query::OP_NEAR, operands.begin(), operands.end(), window);
    }

    static Xapian::Query keyword(const Node& node) {
        std::vector<Xapian::Query> terms;
        for (const FieldId id : node.fields) terms.emplace_back(keyword_term(id, node.text));
        return Xapian::Query(Xapian::Query::OP_SCALE_WEIGHT, joined(Xapian::Query::OP_OR, terms), 0);
    }

    Xapian::Query all_of(const Node& node) const {
        std::vector<Xapian::Query> wanted, unwanted;
        for (const Node& child : node.children)
            if (child.kind != NodeKind::nothing) (child.excluded ? unwanted : wanted).push_back(compile(child));
        const Xapian::Query match = wanted.empty() ? everything() : joined(Xapian::Query::OP_AND, wanted);
        if (unwanted.empty()) return match;
        return Xapian::Query(Xapian::Query::OP_AND_NOT, match, joined(Xapian::Query::OP_OR, unwanted));
    }

    Xapian::Query any_of(const Node& node) const {
        std::vector<Xapian::Query> alternatives;
        for (const Node& child : node.children)
            if (child.kind != NodeKind::nothing) alternatives.push_back(compile(child));
        return alternatives.empty() ? everything() : joined(Xapian::Query::OP_OR, alternatives);
    }

    const std::vector<FieldId>& search_in_;
    const Generation& generation_;
};

}  // namespace

Xapian::Query compile(const Node& root, const std::vector<FieldId>& search_in, const Generation& generation) {
    return Compiler(search_in, generation).compile(root);
}

Xapian::Query compile_filters(const std::vector<FieldFilter>& filters) {
    std::vector<Xapian::Query> all;
    for (const FieldFilter& filter : filters) {
        std::vector<Xapian::Query> any;
        for (const std::string& value : filter.values) any.emplace_back(keyword_term(filter.field, value));
        if (!any.empty()) all.push_back(joined(Xapian::Query::OP_OR, any));
    }
    return all.empty() ? everything() : joined(Xapian::Query::OP_AND, all);
}

}  // namespace broadsheet
