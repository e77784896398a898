// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// JSON written straight into one text: for replies that are made thousands of times a second.

#include <concepts>
#include <string>
#include <string_view>
#include <utility>

namespace broadsheet {

/// Writes one value; the caller sees to it that keys and values alternate and that what is begun is ended. Text that
/// isn't UTF-8 is repaired: each byte that belongs to no character becomes U+FFFD.
class JsonWriter {
public:
    explicit JsonWriter(std::size_t expected_bytes = 0) { text_.reserve(expected_bytes); }

    void begin_object() { open('{'); }
    void end_object() { text_ += '}'; }
    void begin_array() { open('['); }
    void end_array() { text_ += ']'; }

    void key(std::string_view name) {
        separate();
        append_quoted(name);
        text_ += ':';
    }

    void string(std::string_view value) {
        separate();
        append_quoted(value);
    }
    /// An empty text as null.
    void string_or_null(std::string_view value) { value.empty() ? null() : string(value); }
    /// In the fewest digits that read back as the same number; null if it isn't finite.
    void number(double value);
    template <std::integral Integer>
    requires(!std::same_as<Integer, bool>) void number(Integer value) {
        separate();
        text_ += std::to_string(value);
    }
    void boolean(bool value) { literal(value ? "true" : "false"); }
    void null() { literal("null"); }

    void string_member(std::string_view name, std::string_view value) {
        key(name);
        string(value);
    }
    template <typename Number>
    void number_member(std::string_view name, Number value) {
        key(name);
        number(value);
    }

    std::string take() { return std::move(text_); }

private:
    /// No value ends with one of these signs, and no text is left out of its quotes.
    void separate() {
        constexpr std::string_view before_a_first_value = "[{:";
        if (!text_.empty() && before_a_first_value.find(text_.back()) == std::string_view::npos) text_ += ',';
    }
    void open(char bracket) {
        separate();
        text_ += bracket;
    }
    void literal(std::string_view value) {
        separate();
        text_ += value;
    }
    void append_quoted(std::string_view value);

    std::string text_;
};

}  // namespace broadsheet
