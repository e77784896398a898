// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/formats/json_elements.h"

namespace broadsheet {
namespace {

constexpr std::size_t block_bytes = 256 * 1024;
constexpr int no_byte = -1;

}  // namespace

JsonElements::JsonElements(ByteStream& text, std::size_t element_bytes_max)
    : text_(text), element_bytes_max_(element_bytes_max) {}

bool JsonElements::fill() {
    if (at_end_) return false;
    buffer_.erase(0, begin_);
    begin_ = 0;
    const std::size_t old_size = buffer_.size();
    buffer_.resize(old_size + block_bytes);
    const std::size_t got = text_.read({buffer_.data() + old_size, block_bytes});
    buffer_.resize(old_size + got);
    at_end_ = got == 0;
    return !at_end_;
}

int JsonElements::at(std::size_t offset) {
    while (begin_ + offset >= buffer_.size())
        if (!fill()) return no_byte;
    return static_cast<unsigned char>(buffer_[begin_ + offset]);
}

void JsonElements::skip_space() {
    for (int c = at(0); c == ' ' || c == '\n' || c == '\r' || c == '\t'; c = at(0)) ++begin_;
}

JsonElements::Result JsonElements::next(std::string_view& element) {
    skip_space();
    if (!opened_ && at(0) == '[') {
        opened_ = true;
        ++begin_;
        skip_space();
    }
    if (!closed_ && at(0) == ']') {
        closed_ = true;
        ++begin_;
        skip_space();
    }
    if (closed_) return at(0) == no_byte ? Result::end : Result::more_after_end;
    ++number_;
    std::size_t depth = 0;
    bool quoted = false;
    bool too_long = false;
    std::size_t end = 0;
    for (;; ++end) {
        if (end > element_bytes_max_) {  // forget what can't be used, go on to the element's end
            too_long = true;
            begin_ += end;
            end = 0;
        }
        const int c = at(end);
        if (c == no_byte) return Result::cut_off;
        if (quoted) {
            if (c == '\\') ++end;
            quoted = c != '"';
        } else if (c == '"') {
            quoted = true;
        } else if (c == '{' || c == '[') {
            ++depth;
        } else if (depth != 0 && (c == '}' || c == ']')) {
            --depth;
        } else if (depth == 0 && (c == ',' || c == ']')) {
            break;
        }
    }
    const bool comma = at(end) == ',';
    element = std::string_view(buffer_).substr(begin_, end);
    begin_ += end + (comma ? 1 : 0);
    return too_long ? Result::too_long : Result::element;
}

}  // namespace broadsheet
