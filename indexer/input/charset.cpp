// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/input/charset.h"

#include "engine/analysis/utf8.h"

#include <uchardet/uchardet.h>
#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>
#include <unicode/ucnv.h>
#include <unicode/ustring.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <optional>
#include <utility>
#include <vector>

namespace broadsheet {
namespace {

constexpr std::size_t detection_bytes = 64 * 1024;
constexpr std::string_view replacement = "\xEF\xBF\xBD";

struct ByteOrderMark {
    std::string_view bytes;
    std::string_view charset;
};
// UTF-32LE before UTF-16LE: its mark begins with the other's.
constexpr std::array byte_order_marks{
    ByteOrderMark{"\xEF\xBB\xBF", "UTF-8"},
    ByteOrderMark{std::string_view("\xFF\xFE\0\0", 4), "UTF-32LE"},
    ByteOrderMark{std::string_view("\0\0\xFE\xFF", 4), "UTF-32BE"},
    ByteOrderMark{"\xFF\xFE", "UTF-16LE"},
    ByteOrderMark{"\xFE\xFF", "UTF-16BE"},
};

const ByteOrderMark* byte_order_mark(std::string_view bytes) {
    for (const ByteOrderMark& mark : byte_order_marks)
        if (bytes.starts_with(mark.bytes)) return &mark;
    return nullptr;
}

/// UTF-16 without a mark: text in a Latin script has a NUL in every other byte.
std::string_view unmarked_utf16(std::string_view bytes) {
    const std::size_t pairs = std::min<std::size_t>(bytes.size(), 512) / 2;
    if (pairs < 4) return {};
    std::size_t even = 0;
    std::size_t odd = 0;
    for (std::size_t i = 0; i < pairs; ++i) {
        even += bytes[2 * i] == '\0';
        odd += bytes[2 * i + 1] == '\0';
    }
    if (odd * 10 > pairs * 8 && even == 0) return "UTF-16LE";
    if (even * 10 > pairs * 8 && odd == 0) return "UTF-16BE";
    return {};
}

using Converter = std::unique_ptr<UConverter, decltype(&ucnv_close)>;

Converter open_converter(const std::string& charset) {
    UErrorCode status = U_ZERO_ERROR;
    return {ucnv_open(charset.c_str(), &status), &ucnv_close};
}

/// The name of a converter that exists. As browsers do, Latin-1 and ASCII are read as windows-1252, which contains
/// them.
std::string known_charset(std::string_view label) {
    std::string name;
    for (const char c : label)
        if (c > ' ' && c != '"' && c != '\'') name += c;
    if (name.empty() || name.size() > 40) return {};
    const Converter converter = open_converter(name);
    if (!converter) return {};
    UErrorCode status = U_ZERO_ERROR;
    const char* canonical = ucnv_getName(converter.get(), &status);
    if (U_FAILURE(status)) return {};
    const std::string_view known = canonical;
    if (known == "ISO-8859-1" || known == "US-ASCII") return "windows-1252";
    if (known == "gb2312" || known == "ibm-1383_P110-1999" || known == "GB2312") return "gb18030";
    if (known.starts_with("UTF-16") || known.starts_with("UTF-32"))
        return {};  // a label of single bytes can't be right
    return std::string(known);
}

/// True if the bytes are valid UTF-8 apart from a character that the end cuts off.
bool begins_as_utf8(std::string_view bytes) {
    for (std::size_t cut = 0; cut < 4 && cut <= bytes.size(); ++cut)
        if (is_valid_utf8(bytes.substr(0, bytes.size() - cut))) return true;
    return false;
}

std::string guess_charset(std::string_view bytes) {
    const std::unique_ptr<uchardet, decltype(&uchardet_delete)> detector(uchardet_new(), &uchardet_delete);
    // Plain ASCII tells nothing: start shortly before the first byte that does.
    const auto high =
        std::find_if(bytes.begin(), bytes.end(), [](char c) { return static_cast<unsigned char>(c) > 127; });
    // A word or two with accents is too little for statistics.
    if (std::count_if(high, bytes.end(), [](char c) { return static_cast<unsigned char>(c) > 127; }) < 4) return {};
    const auto first = static_cast<std::size_t>(high - bytes.begin());
    const std::string_view part = bytes.substr(first < 256 ? 0 : first - 256, detection_bytes);
    if (uchardet_handle_data(detector.get(), part.data(), part.size()) != 0) return {};
    uchardet_data_end(detector.get());
    return known_charset(uchardet_get_charset(detector.get()));
}

std::string convert(std::string_view bytes, const std::string& charset);

/// Many texts that are mostly UTF-8 hold a few broken bytes; taking them for Latin-1 would spoil every accent.
bool is_mostly_utf8(std::string_view bytes) {
    bytes = bytes.substr(0, detection_bytes);
    std::size_t good = 0;
    std::size_t bad = 0;
    for (std::size_t i = 0; i < bytes.size();) {
        const Decoded decoded = decode_utf8(bytes, i);
        bad += decoded.character == invalid_character;
        good += decoded.bytes > 1;
        i += decoded.bytes;
    }
    return good > 4 * bad;
}

/// Appends UTF-8, broken sequences replaced.
void append_repaired(std::string& out, std::string_view bytes) {
    for (std::size_t i = 0; i < bytes.size();) {
        const Decoded decoded = decode_utf8(bytes, i);
        if (decoded.character == invalid_character)
            out += replacement;
        else
            out.append(bytes.substr(i, decoded.bytes));
        i += decoded.bytes;
    }
}

/// Converts the next part of a text; `flush` at its end.
void convert_part(UConverter& converter, std::string_view bytes, bool flush, std::string& out) {
    std::array<UChar, 4096> wide{};
    std::array<char, 3 * 4096 + 16> narrow{};
    const char* source = bytes.data();
    const char* const source_end = source + bytes.size();
    for (;;) {
        UChar* target = wide.data();
        UErrorCode status = U_ZERO_ERROR;
        ucnv_toUnicode(&converter, &target, wide.data() + wide.size(), &source, source_end, nullptr, flush, &status);
        const bool more = status == U_BUFFER_OVERFLOW_ERROR;
        std::int32_t length = 0;
        UErrorCode narrowing = U_ZERO_ERROR;
        u_strToUTF8WithSub(narrow.data(), static_cast<std::int32_t>(narrow.size()), &length, wide.data(),
                           static_cast<std::int32_t>(target - wide.data()), 0xFFFD, nullptr, &narrowing);
        if (U_SUCCESS(narrowing)) out.append(narrow.data(), static_cast<std::size_t>(length));
        if (!more) return;
    }
}

std::string convert(std::string_view bytes, const std::string& charset) {
    std::string out;
    out.reserve(bytes.size() + bytes.size() / 2);
    const Converter converter = charset == "UTF-8" ? Converter(nullptr, &ucnv_close) : open_converter(charset);
    if (converter) {
        convert_part(*converter, bytes, true, out);
    } else {
        append_repaired(out, bytes);
    }
    return out;
}

std::string_view without_mark(std::string_view bytes) {
    const ByteOrderMark* mark = byte_order_mark(bytes);
    return mark ? bytes.substr(mark->bytes.size()) : bytes;
}

/// Tells the character set from the first block, then converts block by block.
class DecodedStream final : public ByteStream {
public:
    DecodedStream(ByteStream& bytes, std::function<std::string(std::string_view)> declared)
        : bytes_(bytes), declared_(std::move(declared)) {}

    std::size_t read(std::span<char> buffer) override {
        if (!started_) start();
        while (begin_ == text_.size()) {
            if (!converter_) return bytes_.read(buffer);
            if (at_end_) return 0;
            refill();
        }
        const std::size_t count = std::min(buffer.size(), text_.size() - begin_);
        std::memcpy(buffer.data(), text_.data() + begin_, count);
        begin_ += count;
        return count;
    }

private:
    void start() {
        started_ = true;
        std::string head(detection_bytes, '\0');
        std::size_t size = 0;
        while (size < head.size()) {
            const std::size_t got = bytes_.read({head.data() + size, head.size() - size});
            if (got == 0) break;
            size += got;
        }
        head.resize(size);
        const std::string charset = detect_charset(head, declared_ ? declared_(head) : std::string(), size < detection_bytes);
        const std::string_view rest = without_mark(head);
        if (charset != "UTF-8") converter_ = open_converter(charset);
        if (converter_) {
            convert_part(*converter_, rest, false, text_);
        } else {
            text_ = rest;
        }
    }

    void refill() {
        block_.resize(detection_bytes);
        const std::size_t got = bytes_.read({block_.data(), block_.size()});
        at_end_ = got == 0;
        text_.clear();
        begin_ = 0;
        convert_part(*converter_, std::string_view(block_.data(), got), at_end_, text_);
    }

    ByteStream& bytes_;
    std::function<std::string(std::string_view)> declared_;
    Converter converter_{nullptr, &ucnv_close};
    std::string block_;
    std::string text_;
    std::size_t begin_ = 0;
    bool started_ = false;
    bool at_end_ = false;
};

}  // namespace

bool is_valid_utf8(std::string_view bytes) {
    std::size_t i = 0;
    while (i < bytes.size()) {
        std::uint64_t eight = 0;
        while (i + 8 <= bytes.size()) {  // ASCII, eight bytes at a time
            std::memcpy(&eight, bytes.data() + i, 8);
            if ((eight & 0x8080808080808080U) != 0) break;
            i += 8;
        }
        if (i >= bytes.size()) break;
        const Decoded decoded = decode_utf8(bytes, i);
        if (decoded.character == invalid_character) return false;
        i += decoded.bytes;
    }
    return true;
}

std::string detect_charset(std::string_view bytes, std::string_view declared, bool whole) {
    if (const ByteOrderMark* mark = byte_order_mark(bytes)) return std::string(mark->charset);
    if (const std::string_view utf16 = unmarked_utf16(bytes); !utf16.empty()) return std::string(utf16);
    const bool utf8 = whole ? is_valid_utf8(bytes) : begins_as_utf8(bytes);
    if (const std::string label = known_charset(declared); !label.empty()) {
        // A page that says Latin-1 and is valid UTF-8 all through was converted by somebody who forgot the label.
        if (label == "UTF-8" ? utf8 || is_mostly_utf8(bytes) : !utf8 || label.starts_with("ISO-2022") || label == "HZ")
            return label;
    }
    if (utf8 || is_mostly_utf8(bytes)) return "UTF-8";
    if (std::string guess = guess_charset(bytes); !guess.empty() && guess != "UTF-8") return guess;
    return "windows-1252";
}

std::string to_nfc(std::string text) {
    const bool ascii =
        std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 128; });
    if (ascii) return text;
    if (!is_valid_utf8(text)) {
        std::string repaired;
        append_repaired(repaired, text);
        text = std::move(repaired);
    }
    // Fetched once, behind the compiler's own guard: ICU's is invisible to the thread sanitizer.
    static const icu::Normalizer2* const nfc = [] {
        UErrorCode failure = U_ZERO_ERROR;
        return icu::Normalizer2::getNFCInstance(failure);
    }();
    if (!nfc) return text;
    UErrorCode status = U_ZERO_ERROR;
    const icu::StringPiece piece(text.data(), static_cast<std::int32_t>(text.size()));
    if (nfc->isNormalizedUTF8(piece, status) || U_FAILURE(status)) return text;
    std::string normal;
    icu::StringByteSink<std::string> sink(&normal);
    nfc->normalizeUTF8(0, piece, sink, nullptr, status);
    return U_SUCCESS(status) ? normal : text;
}

std::string decode_text(std::string_view bytes, std::string_view declared) {
    const std::string charset = detect_charset(bytes, declared);
    const std::string_view rest = without_mark(bytes);
    if (charset == "UTF-8") return to_nfc(std::string(rest));
    return to_nfc(convert(rest, charset));
}

bool is_binary(std::string_view head) {
    if (byte_order_mark(head) || !unmarked_utf16(head).empty()) return false;
    // One stray NUL, or a few at the end of a tape's block, spoil no text; in data one byte of 256 is one at least.
    if (std::count(head.begin(), head.end(), '\0') * 500 > static_cast<std::ptrdiff_t>(head.size())) return true;
    std::size_t controls = 0;
    for (const char c : head) {
        const auto byte = static_cast<unsigned char>(c);
        controls += byte < 32 && byte != '\t' && byte != '\n' && byte != '\r' && byte != '\f' && byte != 27;
    }
    return controls * 10 > head.size();
}

std::unique_ptr<ByteStream> decoded(ByteStream& bytes) {
    return decoded(bytes, nullptr);
}

std::unique_ptr<ByteStream> decoded(ByteStream& bytes, std::function<std::string(std::string_view head)> declared) {
    return std::make_unique<DecodedStream>(bytes, std::move(declared));
}

}  // namespace broadsheet
