// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/index/token_stream.h"

#include <algorithm>

namespace broadsheet {

namespace {

constexpr char title_repeats_body_flag = 1;

void append_gap(std::string& words, std::uint32_t positions) {
    for (std::size_t code = gap_positions.size(); code-- > 0;)
        for (; positions >= gap_positions[code]; positions -= gap_positions[code]) words += static_cast<char>(code);
}

std::string_view take(std::string_view& bytes, std::size_t count) {
    const std::string_view taken = bytes.substr(0, std::min(count, bytes.size()));
    bytes.remove_prefix(taken.size());
    return taken;
}

void append_parts(std::string& streams, bool title_repeats_body, const std::array<std::string_view, 4>& parts,
                  std::string_view breaks) {
    streams += title_repeats_body ? title_repeats_body_flag : '\0';
    for (const std::string_view part : parts) append_varint(streams, static_cast<std::uint32_t>(part.size()));
    for (const std::string_view part : parts) streams += part;
    streams += breaks;
}

/// Numbers are taken and put by turns; `is_number` says of each value whether it is one.
template <typename IsNumber, typename Renumber>
void renumber(std::string_view from, std::string& to, IsNumber&& is_number, Renumber&& number) {
    const char *at = from.data(), *end = at + from.size();
    for (std::size_t i = 0; at < end; ++i) {
        const std::uint32_t value = take_varint(at, end);
        append_varint(to, is_number(i, value) ? number(value) : value);
    }
}

}  // namespace

void append_varint(std::string& bytes, std::uint32_t value) {
    for (; value >= 0x80; value >>= 7) bytes += static_cast<char>(value | 0x80);
    bytes += static_cast<char>(value);
}

void TokenStreamWriter::clear() {
    for (std::string& words : words_) words.clear();
    last_position_ = {};
    writings_.clear();
    breaks_.clear();
    last_writing_ = last_break_ = 0;
    title_repeats_body_ = false;
}

void TokenStreamWriter::add_word(TextPart part, std::uint32_t position, std::uint32_t word) {
    std::string& words = words_[static_cast<std::size_t>(part)];
    std::uint32_t& last = last_position_[static_cast<std::size_t>(part)];
    append_gap(words, position - last - 1);
    append_varint(words, word + word_code_first);
    last = position;
}

void TokenStreamWriter::add_writing(std::uint32_t position, std::uint32_t word) {
    append_varint(writings_, position - last_writing_);
    append_varint(writings_, word);
    last_writing_ = position;
}

void TokenStreamWriter::add_break(std::uint32_t position, bool paragraph) {
    append_varint(breaks_, (position - last_break_) * 2 + (paragraph ? 1 : 0));
    last_break_ = position;
}

void TokenStreamWriter::append_to(std::string& streams) const {
    append_parts(streams, title_repeats_body_, {words_[0], words_[1], words_[2], writings_}, breaks_);
}

TokenStream::TokenStream(std::string_view bytes) {
    if (bytes.empty()) return;
    title_repeats_body_ = bytes.front() == title_repeats_body_flag;
    const char *at = bytes.data() + 1, *end = bytes.data() + bytes.size();
    std::array<std::uint32_t, text_parts + 1> sizes{};
    for (std::uint32_t& size : sizes) size = take_varint(at, end);
    bytes.remove_prefix(static_cast<std::size_t>(at - bytes.data()));
    for (std::size_t part = 0; part < text_parts; ++part) words_[part] = take(bytes, sizes[part]);
    writings_ = take(bytes, sizes.back());
    breaks_ = bytes;
}

void append_renumbered(std::string_view stream, const std::uint32_t* new_numbers, std::size_t words,
                       std::string& streams) {
    const TokenStream from(stream);
    const auto number = [&](std::uint32_t word) { return word < words ? new_numbers[word] : 0; };
    const auto word_code = [&](std::uint32_t code) { return number(code - word_code_first) + word_code_first; };
    thread_local std::array<std::string, 4> parts;
    for (std::size_t part = 0; part < text_parts; ++part) {
        parts[part].clear();
        renumber(
            from.words(static_cast<TextPart>(part)), parts[part],
            [](std::size_t, std::uint32_t code) { return code >= word_code_first; }, word_code);
    }
    parts[text_parts].clear();
    renumber(
        from.writings(), parts[text_parts], [](std::size_t i, std::uint32_t) { return i % 2 == 1; }, number);
    append_parts(streams, from.title_repeats_body(), {parts[0], parts[1], parts[2], parts[3]}, from.breaks());
}

}  // namespace broadsheet
