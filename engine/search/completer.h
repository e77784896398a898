// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Answers type-ahead for one archive, and remembers what short beginnings go on to. Any thread may ask; one at a time
// is answered, so that typing never takes more than one core from searches.

#include "engine/search/completion.h"
#include "engine/search/name_table.h"
#include "engine/search/searcher_state.h"

#include <functional>
#include <mutex>
#include <string>
#include <unordered_map>
#include <vector>

namespace broadsheet {

class Completer {
public:
    /// Words first, the most frequent before others, then names; empty if `begun` ends between words or has only words
    /// that hold sentences together. `abandoned` may be empty; if it says yes before the turn has come, nothing is
    /// looked up.
    std::vector<Completion> complete(Session& session, const FacetDictionary& dictionary, std::string_view begun,
                                     const std::function<bool()>& abandoned);

private:
    struct CountedWord {
        std::string text;
        std::uint32_t articles = 0;
    };
    using Words = std::vector<CountedWord>;

    void follow(const Session& session, const FacetDictionary& dictionary);
    const Words& words_after(Session& session, const std::string& prefix);

    std::mutex mutex_;  ///< guards all below
    std::uint64_t generation_ = 0;
    bool known_generation_ = false;
    NameTable names_;
    std::unordered_map<std::string, Words> short_prefixes_;  ///< bounded; of this generation
    Words last_words_;                                       ///< of a prefix that isn't kept
};

}  // namespace broadsheet
