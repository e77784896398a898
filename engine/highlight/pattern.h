// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// A query as something to find in tokens.
// Owns what counts as a match in a text; must agree with the index, which answers by the same tokens and positions.

#include "engine/analysis/token.h"
#include "engine/query/node.h"

#include <bitset>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace broadsheet {

/// An occurrence of a leaf of the query.
struct Match {
    std::uint32_t begin = 0;  ///< bytes of the text
    std::uint32_t end = 0;
    std::uint32_t position = 0;  ///< of its first word
    std::uint32_t last_position = 0;
    std::uint32_t leaf = 0;  ///< counted through the query from 0
};

/// A text and what of its tokens is wanted.
struct PatternText {
    std::string_view text;
    const std::vector<Token>& tokens;
};

/// The leaves of a query outside its excluded branches. Immutable, so safe to share between threads.
class PatternSet {
public:
    /// Keeps no reference to `root`.
    PatternSet(const query::Node& root, const std::vector<FieldId>& search_in);

    /// All matches in order of `begin`. A leaf below `near` matches only in company of its fellows.
    std::vector<Match> find(std::string_view text, FieldId field, std::string_view language) const;

private:
    using FieldSet = std::bitset<16>;

    /// One way to write a leaf; found by its first word.
    struct Use {
        std::uint32_t leaf = 0;
        std::string first_word;  ///< in its writing; empty for a stem
        std::vector<query::Slot> more_slots;
    };

    struct Leaf {
        FieldSet fields;
        std::uint32_t near_group = 0;  ///< 1-based; 0 means alone
        std::uint32_t operand = 0;     ///< of the near group
    };

    struct NearGroup {
        query::Nearness nearness = query::Nearness::words;
        std::uint32_t distance = 0;
        std::size_t operands = 0;
    };

    using Uses = std::unordered_map<std::string, std::vector<Use>>;

    void add_node(const query::Node& node, const std::vector<FieldId>& search_in);
    void add_near(const query::Node& node, const std::vector<FieldId>& search_in);
    void add_operand(const query::Node& node, std::uint32_t leaf);
    std::uint32_t add_leaf(const std::vector<FieldId>& fields);
    void add_stem(const query::Stem& stem, std::uint32_t leaf);
    void add_run(const query::Run& run, std::uint32_t leaf);
    bool applies_to(FieldId field) const;
    bool needs_all_tokens(std::string_view code) const;
    void match_uses(const std::vector<Use>& uses, const PatternText& text, std::size_t at, FieldId field,
                    std::vector<Match>& matches) const;
    void keep_near(std::string_view text, const std::vector<Token>& tokens, std::vector<Match>& matches) const;

    std::vector<Leaf> leaves_;
    std::vector<NearGroup> near_groups_;
    Uses words_;
    std::unordered_map<std::string, Uses> stems_;  ///< by code
    FirstBytes word_first_{};                      ///< first bytes of the keys of words_
    FirstBytes stem_first_{};
    FirstBytes wanted_{};  ///< first bytes of all words and stems
    bool breaks_matter_ = false;
    bool all_wanted_ = false;
};

}  // namespace broadsheet
