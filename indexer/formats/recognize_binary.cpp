// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/formats/recognize_parts.h"

#include "indexer/input/charset.h"
#include "indexer/input/packing.h"

#include <algorithm>
#include <array>

namespace broadsheet {
namespace {

struct Magic {
    std::string_view bytes;
    std::string_view what;
    std::size_t at = 0;
};

using namespace std::string_view_literals;

constexpr std::array unmistakable{
    Magic{"\x89PNG"sv, "a PNG picture"},
    Magic{"\xFF\xD8\xFF"sv, "a JPEG picture"},
    Magic{"GIF87a"sv, "a GIF picture"},
    Magic{"GIF89a"sv, "a GIF picture"},
    Magic{"II*\0"sv, "a TIFF picture"},
    Magic{"MM\0*"sv, "a TIFF picture"},
    Magic{"\0\0\1\0"sv, "an icon"},
    Magic{"AT&TFORM"sv, "a DjVu document"},
    Magic{"\x7F"
          "ELF"sv,
          "a program"},
    Magic{"\xCA\xFE\xBA\xBE"sv, "a program"},
    Magic{"\xCF\xFA\xED\xFE"sv, "a program"},
    Magic{"\0asm"sv, "a program"},
    Magic{"SQLite format 3\0"sv, "a SQLite database"},
    Magic{"\0\1\0\0Standard "sv, "an Access database"},
    Magic{"\xD0\xCF\x11\xE0"sv, "an old Office document"},
    Magic{"{\\rtf"sv, "an RTF document"},
    Magic{"7z\xBC\xAF\x27\x1C"sv, "a 7z archive"},
    Magic{"Rar!\x1A\7"sv, "a RAR archive"},
    Magic{"MSCF\0"sv, "a CAB archive"},
    Magic{"LZIP\1"sv, "lzip-compressed data"},
    Magic{"\x1F\x9D"sv, "compress-compressed data"},
    Magic{"!<arch>\n"sv, "a library or a Debian package"},
    Magic{"bplist00"sv, "a property list"},
    Magic{"\x1A\x45\xDF\xA3"sv, "a film"},
    Magic{"\x93NUMPY"sv, "a table of numbers"},
    Magic{"BOOKMOBI"sv, "a Kindle book", 60},
};

/// What a text might begin with, too.
constexpr std::array if_binary{
    Magic{"RIFF"sv, "a WebP picture, a sound or a film"},
    Magic{"BM"sv, "a BMP picture"},
    Magic{"8BPS"sv, "a Photoshop picture"},
    Magic{"ftyp"sv, "a film or an AVIF or HEIC picture", 4},
    Magic{"OggS"sv, "a sound"},
    Magic{"ID3"sv, "a sound"},
    Magic{"fLaC"sv, "a sound"},
    Magic{"FLV"sv, "a film"},
    Magic{"wOF"sv, "a font"},
    Magic{"OTTO"sv, "a font"},
    Magic{"\0\1\0\0"sv, "a font"},
    Magic{"MZ"sv, "a program"},
    Magic{"PAR1"sv, "a Parquet table"},
    Magic{"\x80\4"sv, "a Python pickle"},
};

template <std::size_t n>
const Magic* find_magic(const std::array<Magic, n>& magics, std::string_view head) {
    const auto found = std::find_if(magics.begin(), magics.end(), [&](const Magic& one) {
        return head.size() > one.at && head.substr(one.at).starts_with(one.bytes);
    });
    return found == magics.end() ? nullptr : &*found;
}

}  // namespace

std::optional<Recognized> recognize_binary(std::string_view head) {
    constexpr std::size_t pdf_junk_bytes_max = 1024;
    if (head.starts_with("WARC/") || head.starts_with("filedesc:")) return Recognized{Format::warc, {}};
    if (head.starts_with("%PDF-")) return Recognized{Format::pdf, {}};
    if (const Magic* const magic = find_magic(unmistakable, head)) return Recognized{{}, std::string(magic->what)};
    // Normally unpacked before anybody asks.
    if (const Packing packing = packing_of(head); packing != Packing::none)
        return Recognized{{}, std::string(name_of(packing)) + (is_archive(packing) ? " archive" : "-compressed data")};
    if (!is_binary(head)) return {};
    if (head.substr(0, pdf_junk_bytes_max).find("%PDF-") != std::string_view::npos) return Recognized{Format::pdf, {}};
    if (const Magic* const magic = find_magic(if_binary, head)) return Recognized{{}, std::string(magic->what)};
    return {};
}

}  // namespace broadsheet
