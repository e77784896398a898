// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/query/lexer.h"

#include "engine/analysis/fold.h"
#include "engine/analysis/segment.h"
#include "engine/analysis/token.h"
#include "engine/analysis/utf8.h"
#include "engine/query/mend.h"
#include "engine/query/typed_text.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <utility>

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

/// More letters off is another word.
constexpr std::uint32_t similar_edits_max = 2;

class Lexer {
public:
    Lexer(std::string_view text, bool shouted, std::vector<Warning>& warnings)
        : text_(text), warnings_(warnings), shouted_(shouted) {}

    std::vector<Item> run() {
        while (at_ < text_.size()) {
            const Decoded decoded = decode_utf8(text_, at_);
            if (is_space(decoded.character)) {
                at_ += decoded.bytes;
                attached_ = false;
            } else if (text_[at_] == '(' || text_[at_] == ')') {
                take_bracket();
            } else if (is_quote(decoded.character)) {
                take_phrase(decoded.bytes, at_, false);
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

    void take_phrase(std::size_t quote_bytes, std::size_t position, bool exact) {
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
        const std::uint32_t distance = take_phrase_distance();
        if (!has_word(phrase)) return;
        Item& added = add(ItemKind::phrase, position);
        added.text = phrase;
        added.exact = exact;
        added.distance = distance;
    }

    /// ="open source", at its sign.
    bool take_written_phrase() {
        const std::size_t begin = at_ + 1;
        const Decoded decoded = begin < text_.size() ? decode_utf8(text_, begin) : Decoded{};
        if (!is_quote(decoded.character)) return false;
        take_phrase(decoded.bytes, std::exchange(at_, begin), true);
        return true;
    }

    /// "climate change"~5: all these words within five of each other.
    std::uint32_t take_phrase_distance() {
        if (at_ >= text_.size() || text_[at_] != '~') return 0;
        const std::size_t begin = ++at_;
        while (at_ < text_.size() && is_digit(text_[at_])) ++at_;
        std::uint32_t distance = near_distance;
        std::from_chars(text_.data() + begin, text_.data() + at_, distance);
        return std::clamp(distance, std::uint32_t{1}, near_distance_max);
    }

    /// What stands up to the next space, bracket or quotation mark.
    std::string_view run_at(std::size_t begin) const {
        std::size_t end = begin;
        while (end < text_.size()) {
            const Decoded decoded = decode_utf8(text_, end);
            const char c = text_[end];
            const bool space = is_space(decoded.character) && !joins_figures(end, decoded.bytes);
            if (c == '(' || c == ')' || space || is_quote(decoded.character)) break;
            end += decoded.bytes;
        }
        return text_.substr(begin, end - begin);
    }

    /// "1 000" with a no-break space is one figure.
    bool joins_figures(std::size_t at, std::size_t bytes) const {
        return bytes > 1 && at > 0 && is_digit(text_[at - 1]) && at + bytes < text_.size() &&
               is_digit(text_[at + bytes]);
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
        if (run == "=" && take_written_phrase()) return;
        if (run.empty() || (!after_field() && take_field(run))) return;
        take_word(run);
    }

    /// Upper-case words and "|", standing alone; not in a text that is all capitals.
    bool take_operator(std::string_view run) {
        if (after_field() || (shouted_ && run.front() != '|')) return false;
        ItemKind kind = ItemKind::word;
        Nearness nearness = Nearness::words;
        std::uint32_t distance = near_distance;
        if (run == "AND") kind = ItemKind::operator_and;
        if (run == "OR" || run == "|" || run == "||") kind = ItemKind::operator_or;
        if (run == "NOT") kind = ItemKind::operator_not;
        if (run == "NEAR" || read_distance(run, distance) || read_nearness(run, nearness))
            kind = ItemKind::operator_near;
        if (kind == ItemKind::word) return false;
        Item& item = add(kind, at_);
        item.text = run;
        item.distance = std::clamp(distance, std::uint32_t{1}, near_distance_max);
        item.nearness = nearness;
        at_ += run.size();
        return true;
    }

    /// NEAR/s and NEAR/p, or with the word written out.
    static bool read_nearness(std::string_view run, Nearness& nearness) {
        if (run.substr(0, 5) != "NEAR/") return false;
        const std::string name = lower_case(run.substr(5));
        if (name.size() < 9 && std::string_view("sentence").substr(0, name.size()) == name && !name.empty()) {
            nearness = Nearness::sentence;
        } else if (name.size() < 10 && std::string_view("paragraph").substr(0, name.size()) == name && !name.empty()) {
            nearness = Nearness::paragraph;
        } else {
            return false;
        }
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
        const bool in_text = !in_field || broadsheet::field(items_.back().field).kind == FieldKind::text;
        at_ += run.size();
        Item item;
        if (!in_field || run.find("..") == std::string_view::npos) run = strip(run, item, position);
        if (!has_word(run)) return;
        const bool plain = !item.exact && !item.prefix && !item.similar;
        if (in_text && plain && has_ideograph(run)) return take_several(words_in_run(run), run, position);
        if (in_text && plain && joins_words(run)) return take_several(words_between_slashes(run), run, position);
        item.text = !in_field && (shouted_ || reads_as_other(run)) ? plain_words(run) : std::string(run);
        add_word(item, position);
    }

    void add_word(const Item& item, std::size_t position) {
        Item& added = add(ItemKind::word, position);
        added.text = item.text;
        added.exact = item.exact;
        added.prefix = item.prefix;
        added.similar = item.similar;
        added.distance = item.distance;
    }

    /// What is written without spaces comes as several words; in brackets, because a sign before it is meant for all.
    void take_several(const std::vector<std::string_view>& words, std::string_view run, std::size_t position) {
        if (words.size() > 1) add(ItemKind::open, position).text = "(";
        for (const std::string_view word : words) {
            const auto tokens = tokenize(word);
            if (tokens.empty()) continue;
            Item item;
            // Signs at the ends would be operators when the query is written out and read again.
            item.text = word.substr(tokens.front().begin, tokens.back().end - tokens.front().begin);
            std::replace_if(
                item.text.begin(), item.text.end(), [](char c) { return c == '~' || c == '*' || c == '/' || c == ':'; },
                ',');
            if (reads_as_other(item.text)) item.text = plain_words(item.text);
            add_word(item, position + static_cast<std::size_t>(word.data() - run.data()));
        }
        if (words.size() > 1) add(ItemKind::close, position + run.size()).text = ")";
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
            std::from_chars(run.data() + tilde + 1, run.data() + run.size(), item.distance);
            item.distance = std::min(item.distance, similar_edits_max);
            item.similar = true;
            run = run.substr(0, run.find_last_not_of("~*", tilde) + 1);
            if (run.find('*') != std::string_view::npos) warn(position, "* and ~ do not work together; ~ is used.");
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
        item.prefix = !item.similar && !tokens.empty() && tokens.back().end == run.size();
        return run;
    }

    std::string_view text_;
    std::vector<Warning>& warnings_;
    const bool shouted_;
    std::vector<Item> items_;
    std::size_t at_ = 0;
    bool attached_ = false;
};

}  // namespace

std::vector<Item> read_items(std::string_view text, bool shouted, std::vector<Warning>& warnings) {
    return mended(Lexer(text, shouted, warnings).run(), text.size(), warnings);
}

}  // namespace broadsheet::query
