// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/query/parser.h"

#include "engine/analysis/language.h"
#include "engine/analysis/segment.h"
#include "engine/analysis/token.h"
#include "engine/query/date_range.h"
#include "engine/query/group.h"
#include "engine/query/join.h"
#include "engine/query/lexer.h"
#include "engine/query/mend.h"
#include "engine/query/typed_text.h"

#include <algorithm>
#include <optional>

namespace broadsheet::query {

namespace {

/// What a field name before it means for a value or a group.
struct Scope {
    std::optional<FieldId> field;
    DateRole role = DateRole::within;

    FieldKind kind() const { return field ? broadsheet::field(*field).kind : FieldKind::text; }
};

/// Recursive descent over items whose brackets are balanced: or > and > not > near > primary.
class Parser {
public:
    Parser(std::vector<Item> items, const ParseOptions& options, std::vector<Warning>& warnings)
        : items_(std::move(items)), options_(options), warnings_(warnings) {}

    Node run() { return read_alternatives({}); }

private:
    const Item* peek(std::size_t ahead = 0) const {
        return next_ + ahead < items_.size() ? &items_[next_ + ahead] : nullptr;
    }
    bool at(ItemKind kind) const { return peek() && peek()->kind == kind; }
    void warn(std::size_t position, std::string message) { warnings_.push_back({position, std::move(message)}); }

    /// True if the item `ahead` can begin an operand of AND, OR and NOT.
    bool operand_at(std::size_t ahead) const {
        const Item* item = peek(ahead);
        if (!item) return false;
        switch (item->kind) {
            case ItemKind::word:
            case ItemKind::phrase:
            case ItemKind::open:
            case ItemKind::field:
                return true;
            case ItemKind::exclude:
            case ItemKind::operator_not:
                return operand_at(ahead + 1);
            default:
                return false;
        }
    }

    Node read_alternatives(const Scope& scope) {
        std::vector<Node> alternatives;
        while (true) {
            Node node = read_sequence(scope);
            // "not this" is no alternative by itself, but everything without this is.
            if (node.excluded) node = group_of(NodeKind::all_of, {std::move(node)});
            alternatives.push_back(std::move(node));
            if (!at(ItemKind::operator_or)) break;
            ++next_;
        }
        return group_of(NodeKind::any_of, std::move(alternatives));
    }

    /// Operands side by side or joined by AND, up to an OR, a closing bracket or the end.
    Node read_sequence(const Scope& scope) {
        std::vector<std::vector<Node>> runs;  ///< each joined by AND
        bool joined = false;
        while (peek() && !at(ItemKind::close)) {
            if (at(ItemKind::operator_or) && !runs.empty() && operand_at(1)) break;
            if (at(ItemKind::operator_and) && !runs.empty() && operand_at(1)) {
                joined = true;
                ++next_;
                continue;
            }
            Node node = read_operand(scope);
            if (node.kind == NodeKind::nothing) continue;
            if (!joined) runs.emplace_back();
            runs.back().push_back(std::move(node));
            joined = false;
        }
        return side_by_side(std::move(runs), options_, warnings_);
    }

    Node read_operand(const Scope& scope) {
        bool excluded = false;
        while ((at(ItemKind::exclude) || at(ItemKind::operator_not)) && operand_at(1)) {
            excluded = !excluded;
            ++next_;
        }
        Node node = read_near(scope);
        if (!excluded || node.kind == NodeKind::nothing) return node;
        if (node.excluded) node = group_of(NodeKind::all_of, {std::move(node)});
        node.excluded = true;
        return node;
    }

    Node read_near(const Scope& scope) {
        Node left = read_primary(scope);
        while (at(ItemKind::operator_near) && operand_at(1) && peek(1)->kind != ItemKind::exclude &&
               peek(1)->kind != ItemKind::operator_not) {
            const Item near = *peek();
            ++next_;
            left = near_of(std::move(left), read_primary(scope), near, warnings_);
        }
        return left;
    }

    Node read_primary(const Scope& scope) {
        const Item& item = items_[next_++];
        switch (item.kind) {
            case ItemKind::open:
                return read_group(scope);
            case ItemKind::field:
                return read_field(item, scope);
            case ItemKind::word:
            case ItemKind::phrase:
                return read_value(item, scope);
            case ItemKind::exclude:
                return {};
            default:
                return read_stray_operator(item, scope);
        }
    }

    Node read_group(const Scope& scope) {
        Node node = read_alternatives(scope);
        if (at(ItemKind::close)) ++next_;
        return node;
    }

    /// An operator without its operands is a word that someone typed in capitals.
    Node read_stray_operator(const Item& item, const Scope& scope) {
        const std::string word = plain_words(item.text);
        if (word.empty()) {
            warn(item.position, "| stands between two alternatives; ignored here.");
            return {};
        }
        const bool unary = item.kind == ItemKind::operator_not;
        warn(item.position, item.text + (unary ? " needs something behind it" : " needs something on both sides") +
                                "; searched as a word.");
        return text_leaf(word, NodeKind::words, item, scope.kind() == FieldKind::text ? scope : Scope{});
    }

    Node read_field(const Item& name, const Scope& outer) {
        const Item* value = peek();
        const bool has_value = value && (value->kind == ItemKind::word || value->kind == ItemKind::phrase ||
                                         value->kind == ItemKind::open);
        if (!has_value) {
            warn(name.position, name.text + ": needs a value behind it; searched as a word.");
            return text_leaf(plain_words(name.text), NodeKind::words, name,
                             outer.kind() == FieldKind::text ? outer : Scope{});
        }
        ++next_;
        const Scope scope{name.field, name.role};
        return value->kind == ItemKind::open ? read_group(scope) : read_value(*value, scope);
    }

    Node read_value(const Item& item, const Scope& scope) {
        switch (scope.kind()) {
            case FieldKind::keyword:
                return read_keyword(item, scope);
            case FieldKind::date:
                return read_dates(item, scope);
            case FieldKind::text:
                break;
        }
        if (item.kind == ItemKind::phrase && item.distance > 0) return read_loose_phrase(item, scope);
        if (item.kind == ItemKind::phrase) return text_leaf(item.text, kind_of_phrase(item), item, scope);
        if (item.exact) return text_leaf(without_stars(item.text), NodeKind::written, item, scope);
        if (item.prefix) return text_leaf(item.text, NodeKind::prefix, item, scope);
        if (item.similar) {
            Node leaf = text_leaf(item.text, NodeKind::similar, item, scope);
            leaf.distance = item.distance;
            return leaf;
        }
        return text_leaf(item.text, options_.exact ? NodeKind::exact : NodeKind::words, item, scope);
    }

    static std::string without_stars(std::string text) {
        std::ranges::replace(text, '*', ' ');
        return text;
    }

    /// Stars stand for others than what is written, so they go with a usual phrase.
    static NodeKind kind_of_phrase(const Item& phrase) {
        return phrase.exact && phrase.text.find('*') == std::string::npos ? NodeKind::written : NodeKind::exact;
    }

    Node read_loose_phrase(const Item& phrase, const Scope& scope) {
        std::vector<Node> words;
        for (const Token& token : tokenize(phrase.text)) {
            if (token.kind == TokenKind::part || token.kind == TokenKind::tag) continue;
            const std::string word = plain_words(phrase.text.substr(token.begin, token.end - token.begin));
            if (tokenize(word).empty()) continue;
            if (Node leaf = text_leaf(word, NodeKind::words, phrase, scope); leaf.kind != NodeKind::nothing)
                words.push_back(std::move(leaf));
        }
        if (words.size() < 2) return group_of(NodeKind::all_of, std::move(words));
        return near_node(std::move(words), phrase);
    }

    Node text_leaf(std::string text, NodeKind kind, const Item& item, const Scope& scope) {
        if (!count_leaf(item)) return {};
        Node leaf;
        leaf.kind = kind;
        leaf.text = std::string(trimmed(text));
        leaf.position = item.position;
        if (scope.field) leaf.fields = {*scope.field};
        return leaf;
    }

    bool count_leaf(const Item& item) {
        if (leaves_ == query_leaves_max) {
            warn(item.position, "The query has too many words; those from here on are left out.");
        }
        return leaves_++ < query_leaves_max;
    }

    /// One or more values: a,b,"c d". Words side by side inside brackets are one value, as in source:(The Evening
    /// Ledger).
    Node read_keyword(const Item& first, const Scope& scope) {
        const bool in_brackets = next_ >= 2 && items_[next_ - 2].kind != ItemKind::field;
        std::vector<Node> values;
        std::string value;
        const Item* item = &first;
        while (true) {
            const bool quoted = item->kind == ItemKind::phrase;
            if (item->prefix) {
                warn(item->position, "* has no meaning in " + name_of(scope) + ":, which holds whole values.");
            }
            add_values(*item, quoted, in_brackets, value, values, scope);
            const Item* next = peek();
            const bool listed = next && next->attached && (quoted || value_continues(*item));
            const bool same_value = in_brackets && next && next->kind == ItemKind::word && !quoted;
            if (!next || !(next->kind == ItemKind::word || next->kind == ItemKind::phrase)) break;
            if (!listed && !same_value) break;
            item = next;
            ++next_;
        }
        add_keyword(value, *item, scope, values);
        return group_of(NodeKind::any_of, std::move(values));
    }

    static bool value_continues(const Item& item) { return item.kind == ItemKind::word && item.text.back() == ','; }

    static std::string name_of(const Scope& scope) { return std::string(broadsheet::field(*scope.field).name); }

    void add_values(const Item& item, bool quoted, bool spaced, std::string& value, std::vector<Node>& values,
                    const Scope& scope) {
        if (quoted) {
            add_keyword(value, item, scope, values);
            value = item.text;
            return;
        }
        if (spaced && !value.empty()) value += ' ';
        for (const char c : item.text) {
            if (c != ',') {
                value += c;
                continue;
            }
            add_keyword(value, item, scope, values);
            value.clear();
        }
    }

    void add_keyword(std::string_view value, const Item& item, const Scope& scope, std::vector<Node>& values) {
        const std::string_view text = trimmed(value);
        if (tokenize(text).empty() || !count_leaf(item)) return;
        Node leaf;
        leaf.kind = NodeKind::keyword;
        leaf.text = text;
        if (scope.field == FieldId::language) {
            if (std::string code = normalize_language(text); !code.empty()) leaf.text = std::move(code);
        }
        leaf.fields = {*scope.field};
        values.push_back(std::move(leaf));
    }

    Node read_dates(const Item& item, const Scope& scope) {
        bool exchanged = false;
        const auto range = read_date_range(item.text, scope.role, options_.now_s, exchanged);
        if (exchanged) warn(item.position, "The first date is after the second; the two have been exchanged.");
        if (!range) {
            warn(item.position,
                 "\"" + item.text + "\" is no date (2025, 2025-01, 2025-01-28, -7d); searched as words.");
            const bool exact = item.kind == ItemKind::phrase || options_.exact || has_ideograph(item.text);
            return text_leaf(plain_words(item.text), exact ? NodeKind::exact : NodeKind::words, item, {});
        }
        if (range->unbounded() || !count_leaf(item)) return {};
        Node leaf;
        leaf.kind = NodeKind::dates;
        leaf.text = item.text;
        leaf.range = *range;
        leaf.fields = {FieldId::date};
        return leaf;
    }

    std::vector<Item> items_;
    const ParseOptions& options_;
    std::vector<Warning>& warnings_;
    std::size_t next_ = 0;
    std::size_t leaves_ = 0;
};

}  // namespace

namespace {

ParsedQuery parse_text(const std::string& clean, bool shouted, const ParseOptions& options) {
    ParsedQuery parsed;
    parsed.root = Parser(read_items(clean, shouted, parsed.warnings), options, parsed.warnings).run();
    return parsed;
}

}  // namespace

ParsedQuery parse(std::string_view text, const ParseOptions& options) {
    std::vector<Warning> warnings;
    const std::string clean = clean_query(text, warnings);
    const bool shouted = is_shouted(clean);
    ParsedQuery parsed = parse_text(clean, shouted, options);
    // Written out it may look like a headline that it didn't look like as typed, and must then be read as one, too.
    if (!shouted && is_shouted(to_text(parsed.root))) parsed = parse_text(clean, true, options);
    parsed.warnings.insert(parsed.warnings.end(), warnings.begin(), warnings.end());
    std::stable_sort(parsed.warnings.begin(), parsed.warnings.end(),
                     [](const Warning& left, const Warning& right) { return left.position < right.position; });
    return parsed;
}

}  // namespace broadsheet::query
