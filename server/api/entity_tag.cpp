// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/entity_tag.h"

#include "server/api/search_links.h"
#include "server/pages/web_files.h"

#include <xxhash.h>

#include <cstdio>

namespace broadsheet {

std::string entity_tag(std::uint64_t generation, std::string_view kind, std::string_view subject) {
    // Templates, style and replies change with the program; links in a cached page must not outlive them.
    std::string text = BROADSHEET_VERSION " " + std::string(web_fingerprint()) + " " + std::to_string(generation) + " ";
    text.append(kind).append(" ").append(subject);
    const XXH128_hash_t hash = XXH3_128bits(text.data(), text.size());
    char digits[36];
    std::snprintf(digits, sizeof digits, "\"%016llx%016llx\"", static_cast<unsigned long long>(hash.high64),
                  static_cast<unsigned long long>(hash.low64));
    return digits;
}

std::string subject_of(const SearchParameters& search) {
    return url_of("", write_search_parameters(search)) + "#" + std::to_string(day_of(search.request.now_s));
}

}  // namespace broadsheet
