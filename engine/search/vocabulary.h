// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// What the index tells about words, for expanding queries.

#include "engine/index/generation.h"
#include "engine/query/expand.h"

#include <memory>

namespace broadsheet {

/// Reads from one thread's database handle; both arguments must outlive it.
class IndexVocabulary : public query::Vocabulary {
public:
    IndexVocabulary(const Generation& generation, const Xapian::Database& database);

    const std::vector<std::string>& languages() const override { return languages_; }
    std::vector<std::string> compounds(const std::string& closed) const override;
    std::vector<std::string> words_with_prefix(FieldId field, const std::string& prefix,
                                               std::size_t limit) const override;

private:
    const Xapian::Database& database_;
    std::vector<std::string> languages_;
};

}  // namespace broadsheet
