// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/match/plan.h"

#include "engine/analysis/term.h"
#include "engine/match/ranking.h"
#include "engine/query/expand.h"
#include "engine/query/group.h"

#include <algorithm>
#include <iterator>
#include <limits>

namespace broadsheet::match {

namespace {

using query::Node;
using query::NodeKind;

template <typename Item>
void move_into(std::vector<Item>& from, std::vector<Item>& to) {
    std::ranges::move(from, std::back_inserter(to));
}

std::vector<std::string> unique(std::vector<std::string> terms) {
    std::ranges::sort(terms);
    terms.erase(std::unique(terms.begin(), terms.end()), terms.end());
    return terms;
}

/// One more part of an `all`. What a group inside demands and weighs, the whole does.
void demand(Plan& all, Plan more) {
    if (more.kind != Plan::Kind::all) return all.children.push_back(std::move(more));
    move_into(more.children, all.children);
    move_into(more.unwanted, all.unwanted);
    move_into(more.dates, all.dates);
    move_into(more.checks, all.checks);
    move_into(more.weights, all.weights);
}

Plan any_of(std::vector<Plan> alternatives) {
    if (alternatives.size() == 1) return std::move(alternatives[0]);
    Plan any;
    any.kind = Plan::Kind::any;
    for (Plan& alternative : alternatives) {
        if (alternative.kind == Plan::Kind::any) {
            move_into(alternative.children, any.children);
        } else {
            any.children.push_back(std::move(alternative));
        }
    }
    return any;
}

Plan all_of(std::vector<Plan> parts) {
    if (parts.size() == 1) return std::move(parts[0]);
    Plan all;
    for (Plan& part : parts) demand(all, std::move(part));
    return all;
}

/// A group that weights can be given to.
Plan all_of_one(Plan part) {
    Plan all;
    demand(all, std::move(part));
    return all;
}

Plan holder_of(std::vector<std::string> terms, double weight = 0) {
    Plan plan;
    plan.kind = Plan::Kind::word;
    plan.word = {unique(std::move(terms)), weight};
    return plan;
}

/// The plan with more weights for what it matches.
Plan weighing(Plan plan, std::vector<Word> weights) {
    if (weights.empty()) return plan;
    if (plan.kind != Plan::Kind::all) plan = all_of_one(std::move(plan));
    move_into(weights, plan.weights);
    return plan;
}

class Planner {
public:
    Planner(const std::vector<FieldId>& search_in, Reader& reader) : search_in_(search_in), reader_(reader) {}

    Plan plan(const Node& node) {
        switch (node.kind) {
            case NodeKind::nothing:
                return {};
            case NodeKind::words:
            case NodeKind::exact:
            case NodeKind::written:
            case NodeKind::prefix:
            case NodeKind::similar:
                return in_fields(node, [&](TextField field, double share) { return leaf(node, field, share); });
            case NodeKind::near:
                return in_fields(node, [&](TextField field, double share) { return near(node, field, share); });
            case NodeKind::keyword:
                return keyword(node);
            case NodeKind::dates: {
                Plan dates;
                dates.dates.push_back(node.range);
                return dates;
            }
            case NodeKind::all_of:
                return all(node);
            case NodeKind::any_of:
                return any(node);
        }
        return {};
    }

private:
    const std::vector<FieldId>& fields_of(const Node& node) const {
        return node.fields.empty() ? search_in_ : node.fields;
    }

    /// All text fields together are one field to the index.
    static bool is_everywhere(const std::vector<FieldId>& fields) {
        return std::ranges::all_of(query::text_fields, [&](FieldId id) { return std::ranges::count(fields, id) > 0; });
    }

    template <typename InField>
    Plan in_fields(const Node& node, InField&& in_field) {
        const std::vector<FieldId>& fields = fields_of(node);
        if (is_everywhere(fields)) return in_field(TextField(), 1.0);
        std::vector<Plan> alternatives;
        for (const FieldId id : fields) alternatives.push_back(in_field(id, field(id).weight));
        return any_of(std::move(alternatives));
    }

    double rarity(double with_word) const {
        const double documents = reader_.snapshot().documents;
        return inverse_document_frequency(documents, std::min(documents, with_word));
    }

    Word word_of(const std::vector<query::Stem>& stems, TextField field, double share) {
        Word word;
        for (const query::Stem& stem : stems) word.terms.push_back(stem_term(field, stem.code, stem.text));
        word.terms = unique(std::move(word.terms));
        word.weight = share * rarity(reader_.articles_with(word.terms));
        return word;
    }

    /// An article that has one of the words has one of these.
    std::vector<std::string> terms_of(const query::Slot& slot, TextField field) const {
        const auto& codes = reader_.snapshot().generation->stem_codes();
        std::vector<std::string> terms;
        for (const std::string& word : slot) {
            std::vector<std::string> own = terms_of_holders(field, query::folded_word(word), codes);
            move_into(own, terms);
        }
        return unique(std::move(terms));
    }

    /// Documents that have the words of the run in a row.
    Plan run(const query::Run& run, TextField field) const {
        std::vector<Plan> slots;
        for (const query::Slot& slot : run)
            if (!slot.empty()) slots.push_back(holder_of(terms_of(slot, field)));
        const bool sure =
            field == FieldId::author && run.size() == 1 && std::ranges::none_of(run[0], query::is_plain_writing);
        if (sure) return all_of(std::move(slots));
        if (run.size() == 1 && !field && is_bare(run[0])) return sought(run[0], std::move(slots[0]));
        return checked(all_of(std::move(slots)), {.field = field, .operands = {{run}}});
    }

    static bool is_bare(const query::Slot& slot) {
        return std::ranges::all_of(slot, [](const std::string& word) { return query::folded_word(word) == word; });
    }

    /// Documents with one of the words, of which many have them for certain.
    static Plan sought(const query::Slot& slot, Plan holders) {
        holders.word.sought = slot;
        std::ranges::sort(holders.word.sought);
        return holders;
    }

    static Plan checked(Plan candidates, SpanPattern pattern) {
        Plan all;
        demand(all, std::move(candidates));
        all.checks.push_back(std::make_shared<const SpanPattern>(std::move(pattern)));
        return all;
    }

    /// What runs weigh that no stems do: one word, as rare as the rarest place of each.
    Word word_of(const std::vector<query::Run>& runs, TextField field, double share) {
        double articles = 0;
        for (const query::Run& run : runs) {
            double rarest = reader_.snapshot().documents;
            for (const query::Slot& slot : run)
                if (!slot.empty()) rarest = std::min(rarest, reader_.articles_with(terms_of(slot, field)));
            articles += rarest;
        }
        return {{}, share * rarity(articles), true};
    }

    Plan leaf(const Node& node, TextField field, double share) {
        // Stems have no positions, so that the body alone is known only by the forms of a word.
        if (field == FieldId::body)
            return checked(leaf(node, {}, share),
                           {.first_position = body_position, .operands = {query::positional_runs(node)}});
        if (field == FieldId::author) {
            const std::vector<query::Run> runs = query::positional_runs(node);
            return weighing(ways_of(runs, field, {}), {word_of(runs, field, share)});
        }
        std::vector<Word> words = weights(node, field, share);
        const double own = words.empty() ? share : node.stems.empty() ? 0 : share * closed_weight;
        if (own != 0 && node.stems.empty()) words.push_back(word_of(node.runs, field, own));
        return weighing(stems_or_runs(node, field, node.stems.empty() ? 0 : own), std::move(words));
    }

    /// Any way of writing a leaf, with the weight of its stems as one word.
    Plan stems_or_runs(const Node& node, TextField field, double share) {
        if (node.stems.empty()) return ways_of(node.runs, field, {});
        Word own = word_of(node.stems, field, share);
        if (node.runs.empty()) return holder_of(std::move(own.terms), own.weight);
        Plan match = ways_of(node.runs, field, {holder_of(own.terms)});
        own.always = true;
        return weighing(std::move(match), {std::move(own)});
    }

    Plan ways_of(const std::vector<query::Run>& runs, TextField field, std::vector<Plan> ways) const {
        for (const query::Run& way : runs) ways.push_back(run(way, field));
        return any_of(std::move(ways));
    }

    std::vector<Word> weights(const Node& node, TextField field, double share) {
        std::vector<Word> words;
        for (const auto& group : node.weights) words.push_back(word_of(group, field, share));
        return words;
    }

    /// What stands beside NEAR, without regard to where.
    Plan operand(const Node& node, TextField field, double share) {
        if (node.children.empty()) return leaf(node, field, share);
        std::vector<Plan> alternatives;
        for (const Node& child : node.children) alternatives.push_back(operand(child, field, share));
        return any_of(std::move(alternatives));
    }

    Plan near(const Node& node, TextField field, double share) {
        SpanPattern pattern;
        const bool within = node.nearness != query::Nearness::words;
        const bool body = field == FieldId::body || (within && !field);
        pattern.field = body ? TextField() : field;
        pattern.first_position = body ? body_position : 0;
        pattern.nearness = node.nearness;
        pattern.distance = node.distance;
        std::vector<Plan> operands;
        for (const Node& child : node.children) {
            pattern.operands.push_back(query::positional_runs(child));
            operands.push_back(operand(child, pattern.field, share));
        }
        return checked(all_of(std::move(operands)), std::move(pattern));
    }

    static Plan keyword(const Node& node) {
        std::vector<std::string> terms;
        for (const FieldId id : node.fields) terms.push_back(keyword_term(id, node.text));
        return holder_of(std::move(terms));
    }

    static bool counts(const Node& child) { return child.kind != NodeKind::nothing && !child.optional; }

    Plan all(const Node& node) {
        Plan all;
        for (const Node& child : node.children) {
            if (!counts(child)) continue;
            if (child.excluded) {
                all.unwanted.push_back(plan(child));
            } else {
                demand(all, plan(child));
            }
        }
        return all;
    }

    Plan any(const Node& node) {
        std::vector<Plan> alternatives;
        std::vector<Word> parts;
        for (const Node& child : node.children) {
            if (!counts(child)) continue;
            if (!has_outer_parts(child)) {
                alternatives.push_back(plan(child));
                continue;
            }
            alternatives.push_back(stems_or_runs(child, {}, closed_weight));
            std::vector<Word> own = weights(child, {}, 1);
            move_into(own, parts);
        }
        if (alternatives.empty()) return {};
        // "sino-soviet" finds nothing by "soviet" alone, but among what other words find it speaks for an article.
        return weighing(any_of(std::move(alternatives)), std::move(parts));
    }

    bool has_outer_parts(const Node& child) const {
        return child.kind == NodeKind::words && !child.weights.empty() && !child.stems.empty() &&
               is_everywhere(fields_of(child));
    }

    const std::vector<FieldId>& search_in_;
    Reader& reader_;
};

}  // namespace

Plan plan_for(const Node& root, const std::vector<FieldId>& search_in, Reader& reader) {
    return Planner(search_in, reader).plan(root);
}

namespace {

Plan within_years(const std::vector<std::string>& years) {
    std::vector<Plan> spans;
    for (const DateRange& span : spans_of_years(years)) spans.emplace_back().dates.push_back(span);
    return any_of(std::move(spans));
}

}  // namespace

Plan demanding(Plan plan, const std::vector<Demand>& demands, const DateRange& dates) {
    if (demands.empty() && dates.unbounded()) return plan;
    Plan all;
    demand(all, std::move(plan));
    for (const Demand& filter : demands) {
        const auto holders = [&filter](const std::vector<std::string>& values) {
            if (filter.field == FieldId::date) return within_years(values);
            std::vector<std::string> terms;
            for (const std::string& value : values) terms.push_back(keyword_term(filter.field, value));
            return holder_of(terms);
        };
        if (!filter.values.empty()) demand(all, holders(filter.values));
        if (!filter.excluded.empty()) all.unwanted.push_back(holders(filter.excluded));
    }
    if (!dates.unbounded()) all.dates.push_back(dates);
    return all;
}

}  // namespace broadsheet::match
