// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/pages/web_files.h"

#include <xxhash.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <utility>

namespace broadsheet {
namespace {

/// Static files and their types.
constexpr std::pair<std::string_view, std::string_view> static_files[] = {
    {"style.css", "text/css; charset=utf-8"},
    {"search.js", "text/javascript; charset=utf-8"},
    {"favicon.svg", "image/svg+xml"},
};

constexpr std::string_view templates[] = {"page.html",        "search.html",  "facets.html",  "timeline.html",
                                          "pager.html",       "article.html", "error.html",   "help.html",
                                          "explanation.html", "story.html",   "versions.html"};

std::string hexadecimal(std::uint64_t number) {
    char digits[20];
    std::snprintf(digits, sizeof digits, "%016llx", static_cast<unsigned long long>(number));
    return digits;
}

std::string fingerprint() {
    std::string hashes;
    for (const auto& [name, type] : static_files) hashes += hash_of_file(name);
    for (const auto name : templates) hashes += hash_of_file(name);
    return hexadecimal(XXH3_64bits(hashes.data(), hashes.size()));
}

}  // namespace

bool is_static_file(std::string_view file_name) {
    return !content_type_of(file_name).empty();
}

std::string_view content_type_of(std::string_view file_name) {
    for (const auto& [name, type] : static_files) {
        if (name == file_name) return type;
    }
    return {};
}

std::string hash_of_file(std::string_view file_name) {
    const auto bytes = web_files(file_name);
    return hexadecimal(XXH3_64bits(bytes.data(), bytes.size()));
}

std::string static_url(std::string_view file_name) {
    return "/static/" + hash_of_file(file_name) + "/" + std::string(file_name);
}

std::string_view web_fingerprint() {
    static const std::string made = fingerprint();
    return made;
}

}  // namespace broadsheet
