// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// What the index tells about words, for expanding queries.

#include "engine/index/generation.h"
#include "engine/query/vocabulary.h"
#include "engine/record/record_reader.h"
#include "engine/search/deadline.h"

#include <map>

namespace broadsheet {

/// Reads from one thread's handles; all arguments must outlive it.
class IndexVocabulary : public query::Vocabulary {
public:
    IndexVocabulary(const Generation& generation, const Xapian::Database& database, RecordReader& record);

    const std::vector<std::string>& stem_codes() const override { return stem_codes_; }
    std::vector<std::string> compounds(const std::string& closed) const override;
    std::vector<std::string> words_with_prefix(TextField field, const std::string& prefix,
                                               std::size_t limit) const override;
    std::vector<std::string> similar_words(const std::string& word, std::size_t edits_max,
                                           std::size_t limit) const override;
    std::uint32_t articles_with(const std::string& word) const override;
    bool is_written_small(const std::string& word) const override;

    /// How often each compound that closes up as `closed` is written with hyphens.
    std::vector<std::pair<std::string, std::uint32_t>> hyphenations(const std::string& closed) const;
    /// What articles say that an acronym (lower case, without dots) stands for, most frequent first.
    std::vector<std::pair<std::string, std::uint32_t>> definitions(const std::string& acronym) const;

private:
    using Counted = std::vector<std::pair<std::string, std::uint32_t>>;

    Counted terms_after(const std::string& prefix) const;

    const Generation& generation_;
    const Xapian::Database& database_;
    RecordReader& record_;
    std::vector<std::string> stem_codes_;
    mutable Deadline looking_up_;  ///< beyond it only a little is looked at for each further word
    // What has been asked before; queries repeat themselves, and are expanded more than once.
    mutable std::map<std::string, std::vector<std::string>> known_beginnings_;
    mutable std::map<std::string, std::vector<std::string>> known_similar_;
    mutable std::map<std::string, std::uint32_t> known_articles_;
    mutable std::map<std::string, bool> known_small_;
};

}  // namespace broadsheet
