// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/search/vocabulary.h"

#include "engine/analysis/term.h"

#include <xapian.h>

#include <algorithm>

namespace broadsheet {

namespace {

/// Each language costs a stem a word; beyond eight the rest is rare.
constexpr std::size_t languages_max = 8;
/// Terms looked at for one prefix: "s" alone begins a tenth of the vocabulary.
constexpr std::size_t prefix_scan_max = 20'000;

}  // namespace

IndexVocabulary::IndexVocabulary(const Generation& generation, const Xapian::Database& database)
    : database_(database), languages_(generation.languages()) {
    if (languages_.size() > languages_max) languages_.resize(languages_max);
}

std::vector<std::string> IndexVocabulary::compounds(const std::string& closed) const {
    const std::string prefix = compound_prefix(closed);
    std::vector<std::string> compounds;
    for (auto term = database_.allterms_begin(prefix); term != database_.allterms_end(prefix); ++term)
        compounds.push_back((*term).substr(prefix.size()));
    return compounds;
}

std::vector<std::string> IndexVocabulary::words_with_prefix(FieldId field, const std::string& prefix,
                                                            std::size_t limit) const {
    const std::string field_prefix = surface_term(field, "");
    const std::string begin = surface_term(field, prefix);
    std::vector<std::pair<Xapian::doccount, std::string>> found;
    std::size_t scanned = 0;
    for (auto term = database_.allterms_begin(begin);
         term != database_.allterms_end(begin) && scanned < prefix_scan_max; ++term, ++scanned)
        found.emplace_back(term.get_termfreq(), (*term).substr(field_prefix.size()));
    const std::size_t kept = std::min(limit, found.size());
    std::ranges::partial_sort(
        found, found.begin() + static_cast<std::ptrdiff_t>(kept),
        [](const auto& a, const auto& b) { return a.first != b.first ? a.first > b.first : a.second < b.second; });
    std::vector<std::string> words;
    for (std::size_t i = 0; i < kept; ++i) words.push_back(std::move(found[i].second));
    return words;
}

}  // namespace broadsheet
