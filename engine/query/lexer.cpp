// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/query/lexer.h"

#include "engine/analysis/fold.h"
#include "engine/analysis/token.h"
#include "engine/analysis/utf8.h"
#include "engine/query/mend.h"

#include <algorithm>
#include <charconv>
#include <optional>

namespace broadsheet::query {

namespace {

bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool is_quote(char32_t c) {
    switch (c) {
        case U'"':
        case 0x00AB:
        case 0x00BB:
        case 0x201C:
        case 0x201D:
        case 0x201E:
        case 0x201F:
        case 0xFF02:
            return true;
        default:
            return false;
    }
}

bool is_space(char32_t c) {
    if (c < 0x80) return c == U' ' || (c >= U'\t' && c <= U'\r');
    const CharacterKind kind = fold(c).kind;
    return kind == CharacterKind::space || kind == CharacterKind::newline || kind == CharacterKind::paragraph;
}

bool has_word(std::string_view text) {
    return !tokenize(text).empty();
}

/// Edits (insert, delete, replace, swap of neighbours) that turn one short name into the other.
std::size_t edits_between(std::string_view left, std::string_view right) {
    std::vector<std::size_t> before(right.size() + 1), row(right.size() + 1), next(right.size() + 1);
    for (std::size_t j = 0; j <= right.size(); ++j) row[j] = j;
    for (std::size_t i = 1; i <= left.size(); ++i) {
        next[0] = i;
        for (std::size_t j = 1; j <= right.size(); ++j) {
            const std::size_t replaced = row[j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1);
            next[j] = std::min({row[j] + 1, next[j - 1] + 1, replaced});
            const bool swapped = i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1];
            if (swapped) next[j] = std::min(next[j], before[j - 2] + 1);
        }
        std::swap(before, row);
        std::swap(row, next);
    }
    return row[right.size()];
}

std::string_view nearest_field(std::string_view name) {
    for (const Field& field : fields()) {
        if (edits_between(name, field.name) <= (name.size() > 4 ? 2u : 1u)) return field.name;
    }
    return {};
}

class Lexer {
public:
    Lexer(std::string_view text, std::vector<Warning>& warnings) : text_(text), warnings_(warnings) {}

    std::vector<Item> run() {
        while (at_ < text_.size()) {
            const Decoded decoded = decode_utf8(text_, at_);
            if (is_space(decoded.character)) {
                at_ += decoded.bytes;
                attached_ = false;
            } else if (text_[at_] == '(' || text_[at_] == ')') {
                take_bracket();
            } else if (is_quote(decoded.character)) {
                take_phrase(decoded.bytes, at_);
            } else {
                take_run();
            }
        }
        return std::move(items_);
    }

private:
    Item& add(ItemKind kind, std::size_t position) {
        Item& item = items_.emplace_back();
        item.kind = kind;
        item.position = position;
        item.attached = attached_;
        attached_ = true;
        return item;
    }

    void warn(std::size_t position, std::string message) { warnings_.push_back({position, std::move(message)}); }

    void take_bracket() {
        const bool opens = text_[at_] == '(';
        add(opens ? ItemKind::open : ItemKind::close, at_).text = text_[at_];
        ++at_;
    }

    void take_phrase(std::size_t quote_bytes, std::size_t position) {
        at_ += quote_bytes;
        const std::size_t begin = at_;
        std::size_t end = text_.size();
        while (at_ < text_.size()) {
            const Decoded decoded = decode_utf8(text_, at_);
            if (is_quote(decoded.character)) end = at_;
            at_ += decoded.bytes;
            if (end < text_.size()) break;
        }
        if (end == text_.size()) warn(position, "This quotation mark is not closed; the phrase goes on to the end.");
        const std::string_view phrase = text_.substr(begin, end - begin);
        if (phrase.find('*') != std::string_view::npos) {
            warn(position, "* has no meaning inside a phrase; the words are searched as written.");
        }
        if (has_word(phrase)) add(ItemKind::phrase, position).text = phrase;
        skip_phrase_suffix();
    }

    /// "phrase"~5 means nearness elsewhere; here that is NEAR.
    void skip_phrase_suffix() {
        if (at_ >= text_.size() || text_[at_] != '~') return;
        warn(at_, "~ has no meaning after a phrase; for words near each other write one NEAR/5 two.");
        ++at_;
        while (at_ < text_.size() && is_digit(text_[at_])) ++at_;
    }

    /// What stands up to the next space, bracket or quotation mark.
    std::string_view run_at(std::size_t begin) const {
        std::size_t end = begin;
        while (end < text_.size()) {
            const Decoded decoded = decode_utf8(text_, end);
            const char c = text_[end];
            if (c == '(' || c == ')' || is_space(decoded.character) || is_quote(decoded.character)) break;
            end += decoded.bytes;
        }
        return text_.substr(begin, end - begin);
    }

    bool after_opening() const { return !attached_ || (!items_.empty() && items_.back().kind == ItemKind::open); }

    bool after_field() const { return attached_ && !items_.empty() && items_.back().kind == ItemKind::field; }

    void take_run() {
        std::string_view run = run_at(at_);
        if (run[0] == '-' && after_opening()) {
            add(ItemKind::exclude, at_).text = "-";
        } else if (take_operator(run)) {
            return;
        }
        const bool date = after_field() && items_.back().field == FieldId::date;
        // Further signs in front mean nothing, but the one of an age does: after:-7d.
        const std::size_t signs = date ? 0 : std::min(run.find_first_not_of("-+"), run.size());
        at_ += signs;
        run.remove_prefix(signs);
        if (run.empty() || (!after_field() && take_field(run))) return;
        take_word(run);
    }

    /// Upper-case words and "|", standing alone.
    bool take_operator(std::string_view run) {
        if (after_field()) return false;
        ItemKind kind = ItemKind::word;
        std::uint32_t distance = near_distance;
        if (run == "AND") kind = ItemKind::operator_and;
        if (run == "OR" || run == "|" || run == "||") kind = ItemKind::operator_or;
        if (run == "NOT") kind = ItemKind::operator_not;
        if (run == "NEAR" || read_distance(run, distance)) kind = ItemKind::operator_near;
        if (kind == ItemKind::word) return false;
        Item& item = add(kind, at_);
        item.text = run;
        item.distance = std::clamp(distance, std::uint32_t{1}, near_distance_max);
        at_ += run.size();
        return true;
    }

    static bool read_distance(std::string_view run, std::uint32_t& distance) {
        constexpr std::string_view name = "NEAR/";
        if (run.size() <= name.size() || run.size() > name.size() + 6 || run.substr(0, name.size()) != name)
            return false;
        const auto [end, error] = std::from_chars(run.data() + name.size(), run.data() + run.size(), distance);
        return error == std::errc() && end == run.data() + run.size();
    }

    bool take_field(std::string_view run) {
        std::size_t length = 0;
        while (length < run.size() && is_letter(run[length])) ++length;
        if (length == 0 || length == run.size() || run[length] != ':') return false;
        const std::string_view name = run.substr(0, length);
        const auto named = role_or_field(name);
        if (!named) {
            warn_unknown_field(name, run.substr(length + 1));
            return false;
        }
        Item& added = add(ItemKind::field, at_);
        added.field = named->field;
        added.role = named->role;
        added.text = name;
        at_ += length + 1;
        return true;
    }

    void warn_unknown_field(std::string_view name, std::string_view value) {
        if (name.size() < 2 || value.empty() || value[0] == '/' || !has_word(value)) return;
        const std::string_view meant = nearest_field(lower_case(name));
        std::string message = "There is no field \"" + std::string(name) + "\"; searched as words.";
        if (!meant.empty()) message += " Did you mean " + std::string(meant) + ":?";
        warn(at_, std::move(message));
    }

    void take_word(std::string_view run) {
        const std::size_t position = at_;
        const bool in_field = after_field();
        at_ += run.size();
        Item item;
        if (!in_field || run.find("..") == std::string_view::npos) run = strip(run, item, position);
        if (!has_word(run)) return;
        Item& added = add(ItemKind::word, position);
        added.text = !in_field && reads_as_other(run) ? plain_words(run) : std::string(run);
        added.exact = item.exact;
        added.prefix = item.prefix;
    }

    /// "+AND" and "=title:x" were meant as words, and must be words again when the query is written out and read.
    static bool reads_as_other(std::string_view run) {
        const std::size_t colon = run.find(':');
        const bool field = colon != std::string_view::npos && role_or_field(run.substr(0, colon)).has_value();
        return field || run == "AND" || run == "OR" || run == "NOT" || run == "NEAR" || run.substr(0, 5) == "NEAR/";
    }

    struct Named {
        FieldId field;
        DateRole role = DateRole::within;
    };

    static std::optional<Named> role_or_field(std::string_view name) {
        const std::string lower = lower_case(name);
        if (lower == "before") return Named{FieldId::date, DateRole::before};
        if (lower == "after") return Named{FieldId::date, DateRole::after};
        const auto known = find_field(lower);
        return known ? std::optional(Named{*known}) : std::nullopt;
    }

    /// Takes the marks at both ends of a word off: =word, +word, word*, word~, word~2.
    std::string_view strip(std::string_view run, Item& item, std::size_t position) {
        item.exact = run[0] == '=';
        if (item.exact) run.remove_prefix(std::min(run.find_first_not_of("=-+"), run.size()));
        const std::size_t tilde = run.find_last_not_of("0123456789");
        if (tilde != std::string_view::npos && tilde > 0 && run[tilde] == '~') {
            run = run.substr(0, run.find_last_not_of('~', tilde) + 1);
            warn(position, "~ (similar spellings) is not available yet; the word is searched as written.");
        }
        const std::size_t last = run.find_last_not_of('*');
        if (last == std::string_view::npos || last + 1 == run.size()) {
            if (last != std::string_view::npos && run.find('*') < last && has_word(run)) {
                warn(position, "* works only at the end of a word.");
            }
            return run;
        }
        run = run.substr(0, run.find_last_not_of("*~") + 1);
        const auto tokens = tokenize(run);
        // A star after a sign ("stop!*") belongs to nothing.
        item.prefix = !tokens.empty() && tokens.back().end == run.size();
        return run;
    }

    std::string_view text_;
    std::vector<Warning>& warnings_;
    std::vector<Item> items_;
    std::size_t at_ = 0;
    bool attached_ = false;
};

}  // namespace

std::vector<Item> read_items(std::string_view text, std::vector<Warning>& warnings) {
    return mended(Lexer(text, warnings).run(), text.size(), warnings);
}

}  // namespace broadsheet::query
