// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/formats/recognize_parts.h"
#include "indexer/input/clean_text.h"
#include "indexer/input/packing.h"

#include <algorithm>
#include <array>

namespace broadsheet {
namespace {

template <std::size_t n>
bool is_one_of(std::string_view word, const std::array<std::string_view, n>& words) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

constexpr std::array<std::string_view, 5> other_names{"thumbs.db", "desktop.ini", "robots.txt", "sitemap.xml",
                                                      "manifest.json"};
constexpr std::array<std::string_view, 71> other_extensions{
    "png",   "jpg",  "jpeg", "gif",        "webp", "avif", "heic", "svg",  "ico",   "bmp",    "tif", "tiff",
    "psd",   "css",  "scss", "js",         "mjs",  "map",  "ts",   "woff", "woff2", "ttf",    "otf", "eot",
    "mp3",   "mp4",  "m4a",  "webm",       "ogg",  "wav",  "flac", "avi",  "mov",   "mkv",    "bak", "swp",
    "swo",   "tmp",  "part", "crdownload", "lock", "log",  "o",    "so",   "a",     "exe",    "dll", "py",
    "pyc",   "c",    "cc",   "cpp",        "h",    "hpp",  "java", "rs",   "go",    "sh",     "db",  "sqlite",
    "cmake", "orig", "dtd",  "xsl",        "xslt", "xsd",  "cdx",  "cdxj", "sig",   "sha256", "md5"};

}  // namespace

bool worth_reading(std::string_view file_name) {
    const std::size_t slash = file_name.rfind('/');
    if (slash != std::string_view::npos) file_name.remove_prefix(slash + 1);
    if (file_name.empty() || file_name.front() == '.' || file_name.back() == '~') return false;
    if (file_name.front() == '#' && file_name.back() == '#') return false;
    const std::string unpacked = without_packing_extension(file_name);
    return !is_one_of(ascii_lower(file_name), other_names) && !is_one_of(extension_of(unpacked), other_extensions);
}

}  // namespace broadsheet
