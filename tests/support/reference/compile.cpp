// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/reference/compile.h"

#include "engine/analysis/term.h"
#include "engine/index/generation.h"
#include "engine/match/ranking.h"
#include "engine/query/expand.h"
#include "tests/support/reference/live_source.h"
#include "tests/support/reference/span_source.h"
#include "tests/support/reference/word_source.h"

#include <xapian.h>

#include <algorithm>
#include <set>

namespace broadsheet {

namespace {

using query::Node;
using query::NodeKind;

/// Matches every document and weighs nothing. (Query::MatchAll is a shared object whose reference count isn't safe
/// between threads.)
Xapian::Query everything() {
    return Xapian::Query(Xapian::Query::OP_SCALE_WEIGHT, Xapian::Query(std::string()), 0);
}

Xapian::Query joined(Xapian::Query::op op, const std::vector<Xapian::Query>& queries) {
    if (queries.size() == 1) return queries[0];
    return Xapian::Query(op, queries.begin(), queries.end());
}

Xapian::Query scaled(const Xapian::Query& query, double share) {
    return share == 1 ? query : Xapian::Query(Xapian::Query::OP_SCALE_WEIGHT, query, share);
}

class Compiler {
public:
    Compiler(const std::vector<FieldId>& search_in, const Generation& generation, const Xapian::Database& database,
             bool weighs = true)
        : search_in_(search_in), generation_(generation), database_(database), weighs_(weighs) {}

    Xapian::Query compile(const Node& node) const {
        switch (node.kind) {
            case NodeKind::nothing:
                return everything();
            case NodeKind::words:
            case NodeKind::exact:
            case NodeKind::written:
            case NodeKind::prefix:
            case NodeKind::similar:
                return in_fields(node, [&](TextField field) { return leaf(node, field); });
            case NodeKind::near:
                return in_fields(node, [&](TextField field) { return near(node, field); });
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
    /// For what is excluded. Below AND_NOT Xapian never sets the bounds that AND_MAYBE decides by: it would go by what
    /// lay in memory before.
    Compiler unweighed() const { return {search_in_, generation_, database_, false}; }

    Xapian::Query filtered_by(const Xapian::Query& candidates, SpanPattern pattern) const {
        const auto shared = std::make_shared<const SpanPattern>(std::move(pattern));
        return Xapian::Query(Xapian::Query::OP_FILTER, candidates,
                             Xapian::Query((new SpanSource(shared, generation_))->release()));
    }

    /// An article that has one of the words has one of these.
    std::vector<std::string> terms_of(const query::Slot& slot, TextField field) const {
        std::set<std::string> terms;
        for (const std::string& word : slot)
            for (std::string& term : terms_of_holders(field, query::folded_word(word), generation_.stem_codes()))
                terms.insert(std::move(term));
        return {terms.begin(), terms.end()};
    }

    Xapian::Query any_word(const query::Slot& words, TextField field) const {
        std::vector<Xapian::Query> terms;
        for (const std::string& term : terms_of(words, field)) terms.emplace_back(term);
        return joined(Xapian::Query::OP_OR, terms);
    }

    Xapian::Query run_query(const query::Run& run, TextField field) const {
        std::vector<Xapian::Query> slots;
        for (const query::Slot& slot : run) {
            if (!slot.empty()) slots.push_back(any_word(slot, field));
        }
        return scaled(filtered_by(joined(Xapian::Query::OP_AND, slots), {.field = field, .operands = {{run}}}), 0);
    }

    Xapian::Query any_run(const std::vector<query::Run>& runs, TextField field) const {
        std::vector<Xapian::Query> ways;
        for (const query::Run& run : runs) ways.push_back(run_query(run, field));
        return ways.empty() ? Xapian::Query() : joined(Xapian::Query::OP_OR, ways);
    }

    double rarity(double articles) const {
        const double all = database_.get_doccount();
        return inverse_document_frequency(all, std::min(all, articles));
    }

    double articles_with(const std::vector<std::string>& terms) const {
        double articles = 0;
        for (const std::string& term : terms) articles += database_.get_termfreq(term);
        return articles;
    }

    static std::vector<std::string> terms_of(const std::vector<query::Stem>& stems, TextField field) {
        std::vector<std::string> terms;
        for (const query::Stem& stem : stems) terms.push_back(stem_term(field, stem.code, stem.text));
        return terms;
    }

    /// Stems as one word.
    Xapian::Query word(const std::vector<query::Stem>& stems, TextField field, bool always = false) const {
        const std::vector<std::string> terms = terms_of(stems, field);
        if (terms.size() == 1 && !always) return Xapian::Query(terms[0]);
        return Xapian::Query(
            (new WordSource(terms, rarity(articles_with(terms)), database_.get_avlength(), always))->release());
    }

    /// What runs weigh that no stems do.
    Xapian::Query word(const std::vector<query::Run>& runs, TextField field) const {
        double articles = 0;
        for (const query::Run& run : runs) {
            double rarest = database_.get_doccount();
            for (const query::Slot& slot : run)
                if (!slot.empty()) rarest = std::min(rarest, articles_with(terms_of(slot, field)));
            articles += rarest;
        }
        return Xapian::Query((new WordSource({}, rarity(articles), database_.get_avlength(), true))->release());
    }

    const std::vector<FieldId>& fields_of(const Node& node) const {
        return node.fields.empty() ? search_in_ : node.fields;
    }

    /// All text fields together are one field to the index.
    static bool is_everywhere(const std::vector<FieldId>& fields) {
        return std::ranges::all_of(query::text_fields, [&](FieldId id) { return std::ranges::count(fields, id) > 0; });
    }

    template <typename InField>
    Xapian::Query in_fields(const Node& node, InField&& in_field) const {
        const std::vector<FieldId>& fields = fields_of(node);
        if (is_everywhere(fields)) return in_field(TextField());
        std::vector<Xapian::Query> alternatives;
        for (const FieldId id : fields) {
            const Xapian::Query query = in_field(id);
            const double weight = field(id).weight;
            alternatives.push_back(weight == 1 ? query : Xapian::Query(Xapian::Query::OP_SCALE_WEIGHT, query, weight));
        }
        return joined(Xapian::Query::OP_OR, alternatives);
    }

    Xapian::Query with(const Xapian::Query& match, const Xapian::Query& weights) const {
        return weighs_ ? Xapian::Query(Xapian::Query::OP_AND_MAYBE, match, weights) : match;
    }

    Xapian::Query leaf(const Node& node, TextField field) const {
        // Stems have no positions, so that the body alone is known only by the forms of a word.
        if (field == FieldId::body)
            return filtered_by(leaf(node, {}),
                               {.first_position = body_position, .operands = {query::positional_runs(node)}});
        if (field == FieldId::author) {
            const std::vector<query::Run> runs = query::positional_runs(node);
            return with(any_run(runs, field), word(runs, field));
        }
        const std::vector<Xapian::Query> words = weights(node, field);
        if (words.empty()) return own_weight(node, field, 1);
        const double own = node.stems.empty() ? 0 : closed_weight;
        return with(own_weight(node, field, own), joined(Xapian::Query::OP_OR, words));
    }

    /// Any way of writing a leaf, with its share of the weight of its closed form.
    Xapian::Query own_weight(const Node& node, TextField field, double share) const {
        if (node.stems.empty()) {
            const Xapian::Query match = any_run(node.runs, field);
            return share == 0 ? match : with(match, scaled(word(node.runs, field), share));
        }
        if (node.runs.empty()) return scaled(word(node.stems, field), share);
        const Xapian::Query match(Xapian::Query::OP_OR, scaled(word(node.stems, field), 0), any_run(node.runs, field));
        return with(match, scaled(word(node.stems, field, true), share));
    }

    std::vector<Xapian::Query> weights(const Node& node, TextField field) const {
        std::vector<Xapian::Query> words;
        for (const auto& group : node.weights) words.push_back(word(group, field));
        return words;
    }

    /// What stands beside NEAR, without regard to where.
    Xapian::Query operand(const Node& node, TextField field) const {
        if (node.children.empty()) return leaf(node, field);
        std::vector<Xapian::Query> alternatives;
        for (const Node& child : node.children) alternatives.push_back(operand(child, field));
        return joined(Xapian::Query::OP_OR, alternatives);
    }

    Xapian::Query near(const Node& node, TextField field) const {
        SpanPattern pattern;
        const bool within = node.nearness != query::Nearness::words;
        const bool body = field == FieldId::body || (within && !field);
        pattern.field = body ? TextField() : field;
        pattern.first_position = body ? body_position : 0;
        pattern.nearness = node.nearness;
        pattern.distance = node.distance;
        std::vector<Xapian::Query> operands;
        for (const Node& child : node.children) {
            pattern.operands.push_back(query::positional_runs(child));
            operands.push_back(operand(child, pattern.field));
        }
        return filtered_by(joined(Xapian::Query::OP_AND, operands), std::move(pattern));
    }

    Xapian::Query dates(const DateRange& range) const {
        return Xapian::Query((new LiveSource(generation_, range))->release());
    }

    static Xapian::Query keyword(const Node& node) {
        std::vector<Xapian::Query> terms;
        for (const FieldId id : node.fields) terms.emplace_back(keyword_term(id, node.text));
        return Xapian::Query(Xapian::Query::OP_SCALE_WEIGHT, joined(Xapian::Query::OP_OR, terms), 0);
    }

    static bool counts(const Node& child) { return child.kind != NodeKind::nothing && !child.optional; }

    Xapian::Query all_of(const Node& node) const {
        std::vector<Xapian::Query> wanted, unwanted;
        for (const Node& child : node.children)
            if (counts(child))
                (child.excluded ? unwanted : wanted).push_back((child.excluded ? unweighed() : *this).compile(child));
        const Xapian::Query match = wanted.empty() ? everything() : joined(Xapian::Query::OP_AND, wanted);
        if (unwanted.empty()) return match;
        return Xapian::Query(Xapian::Query::OP_AND_NOT, match, joined(Xapian::Query::OP_OR, unwanted));
    }

    Xapian::Query any_of(const Node& node) const {
        std::vector<Xapian::Query> alternatives;
        for (const Node& child : node.children)
            if (counts(child))
                alternatives.push_back(has_outer_parts(child) ? own_weight(child, {}, closed_weight) : compile(child));
        if (alternatives.empty()) return everything();
        const Xapian::Query match = joined(Xapian::Query::OP_OR, alternatives);
        const std::vector<Xapian::Query> parts = parts_of_compounds(node);
        if (parts.empty()) return match;
        return with(match, joined(Xapian::Query::OP_OR, parts));
    }

    bool has_outer_parts(const Node& child) const {
        return child.kind == NodeKind::words && counts(child) && !child.weights.empty() && !child.stems.empty() &&
               is_everywhere(fields_of(child));
    }

    /// "sino-soviet" finds nothing by "soviet" alone, but among what other words find it speaks for an article.
    std::vector<Xapian::Query> parts_of_compounds(const Node& node) const {
        std::vector<Xapian::Query> parts;
        for (const Node& child : node.children) {
            if (!has_outer_parts(child)) continue;
            const auto words = weights(child, {});
            parts.insert(parts.end(), words.begin(), words.end());
        }
        return parts;
    }

    const std::vector<FieldId>& search_in_;
    const Generation& generation_;
    const Xapian::Database& database_;
    const bool weighs_;
};

}  // namespace

Xapian::Query compile(const Node& root, const std::vector<FieldId>& search_in, const Generation& generation,
                      const Xapian::Database& database) {
    return Compiler(search_in, generation, database).compile(root);
}

Xapian::Query compile_filters(const std::vector<FieldFilter>& filters, const Generation& generation) {
    std::vector<Xapian::Query> all, none;
    for (const FieldFilter& filter : filters) {
        const auto holders = [&](const std::string& value) {
            if (filter.field != FieldId::date) return Xapian::Query(keyword_term(filter.field, value));
            return Xapian::Query((new LiveSource(generation, spans_of_years({value}).at(0)))->release());
        };
        std::vector<Xapian::Query> any;
        for (const std::string& value : filter.excluded) none.push_back(holders(value));
        for (const std::string& value : filter.values) any.push_back(holders(value));
        if (!any.empty()) all.push_back(joined(Xapian::Query::OP_OR, any));
    }
    const Xapian::Query wanted = all.empty() ? everything() : joined(Xapian::Query::OP_AND, all);
    if (none.empty()) return wanted;
    return Xapian::Query(Xapian::Query::OP_AND_NOT, wanted, joined(Xapian::Query::OP_OR, none));
}

}  // namespace broadsheet
