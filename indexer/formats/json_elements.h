// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The elements of a JSON array of any length, cut from a stream one at a time.

#include "indexer/input/byte_stream.h"

#include <string>
#include <string_view>

namespace broadsheet {

class JsonElements {
public:
    /// `text` is UTF-8 and stands before the "[".
    JsonElements(ByteStream& text, std::size_t element_bytes_max);

    enum class Result { element, too_long, end, cut_off, more_after_end };
    /// The text of the next element, which may be no JSON itself. The view holds until the next call.
    Result next(std::string_view& element);
    std::size_t number() const { return number_; }  ///< of the element last given, from 1

private:
    int at(std::size_t offset);
    bool fill();
    void skip_space();

    ByteStream& text_;
    std::size_t element_bytes_max_;
    std::string buffer_;
    std::size_t begin_ = 0;
    std::size_t number_ = 0;
    bool opened_ = false, closed_ = false, at_end_ = false;
};

}  // namespace broadsheet
