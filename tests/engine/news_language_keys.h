// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// What the tests of the language of news ask and compare: requests on a fixed day, and sets of article keys.

#include "tests/engine/news_language_cases.h"
#include "tests/support/test_archive.h"

#include <algorithm>
#include <iterator>
#include <set>
#include <sstream>
#include <string>

namespace broadsheet::test {

inline constexpr std::int64_t now_s = 1'740'787'200;  // 2025-03-01

using Keys = std::set<std::string>;

inline Keys keys_of(const std::string& list) {
    std::istringstream words(list);
    return {std::istream_iterator<std::string>(words), {}};
}

inline std::string joined(const Keys& keys) {
    std::string list;
    for (const std::string& key : keys) list += (list.empty() ? "" : " ") + key;
    return list;
}

inline Keys without(const Keys& keys, const Keys& others) {
    Keys rest;
    std::ranges::set_difference(keys, others, std::inserter(rest, rest.end()));
    return rest;
}

inline Keys common(const Keys& keys, const Keys& others) {
    Keys both;
    std::ranges::set_intersection(keys, others, std::inserter(both, both.end()));
    return both;
}

inline SearchRequest request_for_row(const std::string& query, Asking asking) {
    SearchRequest request = request_for(query);
    request.exact = asking == Asking::exact;
    request.any_word = asking == Asking::any_word;
    if (asking == Asking::body) request.search_in = {FieldId::body};
    request.now_s = now_s;
    return request;
}

inline Keys found_by(const SearchReply& reply) {
    Keys keys;
    for (const Hit& hit : reply.hits) keys.insert(hit.article.key);
    return keys;
}

}  // namespace broadsheet::test
