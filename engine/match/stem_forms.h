// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Which words of a segment have a stem, so that a query for all of them needs no look into the documents.

#include "engine/index/tokens.h"

#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <vector>

namespace broadsheet::match {

/// Any thread may use it at the same time. Stems the words that begin with one letter when it is first asked about one
/// of them: some milliseconds.
class StemForms {
public:
    /// `tokens` must outlive it.
    explicit StemForms(const Tokens& tokens) : tokens_(tokens) {}

    /// True if a document has the term (see analysis/term.h) only because of one of the words, which are sorted. False
    /// says nothing.
    bool are_among(const std::string& term, const std::vector<std::string>& words) const;

private:
    /// A word by the hash of its stem: eight bytes a word, where a table of stems would take a hundred.
    struct Form {
        std::uint32_t stem_hash = 0;
        std::uint32_t rank = 0;
    };
    using Forms = std::vector<Form>;  ///< by hash

    const Forms& forms_of(const std::string& code, char first) const;
    void add_forms(const std::string& code, const std::string& prefix, Forms& forms) const;

    const Tokens& tokens_;
    mutable std::mutex mutex_;
    mutable std::map<std::string, Forms> known_;  ///< by code and first letter
};

}  // namespace broadsheet::match
