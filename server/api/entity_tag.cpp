// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/entity_tag.h"

#include "server/api/search_links.h"
#include "server/pages/reader.h"
#include "server/pages/web_files.h"

#include <xxhash.h>

#include <cstdio>

namespace broadsheet {

std::string entity_tag(const IndexState& state, std::string_view kind, std::string_view subject) {
    // Templates, style and replies change with the program; links in a cached page must not outlive them.
    std::string text = BROADSHEET_VERSION " " + std::string(web_fingerprint()) + " ";
    text += std::to_string(state.generation) + " " + std::to_string(state.groupings) + " ";
    text.append(kind).append(" ").append(subject);
    if (kind.ends_with(".html")) text.append(" ").append(reader_language_code());
    const XXH128_hash_t hash = XXH3_128bits(text.data(), text.size());
    char digits[36];
    std::snprintf(digits, sizeof digits, "\"%016llx%016llx\"", static_cast<unsigned long long>(hash.high64),
                  static_cast<unsigned long long>(hash.low64));
    return digits;
}

std::string subject_of(const SearchParameters& search) {
    constexpr std::int64_t minute_s = 60;
    const SearchRequest& request = search.request;
    std::string subject = url_of("", write_search_parameters(search)) + "#" + std::to_string(day_of(request.now_s));
    if (request.freshness_days > 0) subject += "," + std::to_string(request.now_s / minute_s);
    return subject;
}

}  // namespace broadsheet
