// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/pages/web_files.h"

#include <xxhash.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <functional>
#include <map>
#include <vector>

namespace broadsheet {
namespace {

/// What browsers fetch: one file each, put together from the parts of web/static in this order.
struct StaticFile {
    std::string_view name;
    std::string_view type;
    std::vector<std::string_view> parts;
};

const std::vector<StaticFile>& static_files() {
    static const std::vector<StaticFile> files = {
        {"style.css",
         "text/css; charset=utf-8",
         {"base.css", "search.css", "timeline.css", "article.css", "overview.css", "help.css", "api.css",
          "narrow.css"}},
        {"script.js",
         "text/javascript; charset=utf-8",
         {"keys.js", "search.js", "timeline.js", "article.js", "admin.js"}},
        {"favicon.svg", "image/svg+xml", {"favicon.svg"}},
    };
    return files;
}

const StaticFile* find_static(std::string_view file_name) {
    const auto found = std::ranges::find(static_files(), file_name, &StaticFile::name);
    return found == static_files().end() ? nullptr : &*found;
}

constexpr std::string_view templates[] = {
    "page.html",     "search.html",      "facets.html",  "timeline.html",     "peaks.html",    "compare.html",
    "pager.html",    "search_head.html", "article.html", "error.html",        "help.html",     "explanation.html",
    "story.html",    "versions.html",    "api.html",     "article_head.html", "overview.html", "coverage.html",
    "problems.html", "rejected.html",    "saved.html",   "first.html",        "acronyms.html"};

constexpr std::string_view catalogues[] = {"de.po", "fr.po", "es.po", "zh.po"};

std::string hexadecimal(std::uint64_t number) {
    char digits[20];
    std::snprintf(digits, sizeof digits, "%016llx", static_cast<unsigned long long>(number));
    return digits;
}

std::string fingerprint() {
    std::string hashes;
    for (const auto& file : static_files()) hashes += hash_of_file(file.name);
    for (const auto name : templates) hashes += web_files(name);
    for (const auto name : catalogues) hashes += web_files(name);
    return hexadecimal(XXH3_64bits(hashes.data(), hashes.size()));
}

}  // namespace

bool is_static_file(std::string_view file_name) {
    return !content_type_of(file_name).empty();
}

std::string_view content_type_of(std::string_view file_name) {
    const StaticFile* file = find_static(file_name);
    return file ? file->type : std::string_view();
}

const std::string& static_bytes(std::string_view file_name) {
    static const auto all = [] {
        std::map<std::string, std::string, std::less<>> made;
        for (const auto& file : static_files()) {
            for (const auto part : file.parts) made[std::string(file.name)] += web_files(part);
        }
        return made;
    }();
    static const std::string none;
    const auto found = all.find(file_name);
    return found == all.end() ? none : found->second;
}

std::string hash_of_file(std::string_view file_name) {
    const std::string& bytes = static_bytes(file_name);
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
