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
    std::uint32_t leaf = 0;      ///< counted through the query from 0
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
        std::vector<std::string> more_words;
    };

    struct Leaf {
        FieldSet fields;
        std::uint32_t near_group = 0;  ///< 1-based; 0 means alone
    };

    struct NearGroup {
        std::uint32_t span = 0;  ///< greatest difference of the first and the last position
        std::size_t operands = 0;
    };

    using Uses = std::unordered_map<std::string, std::vector<Use>>;

    void add_node(const query::Node& node, const std::vector<FieldId>& search_in);
    void add_near(const query::Node& node, const std::vector<FieldId>& search_in);
    void add_leaf(const query::Node& node, const std::vector<FieldId>& fields, std::uint32_t near_group);
    bool applies_to(FieldId field) const;
    void match_uses(const std::vector<Use>& uses, const std::vector<Token>& tokens, std::size_t at, FieldId field,
                    std::vector<Match>& matches) const;
    void keep_near(std::vector<Match>& matches) const;
    std::vector<Match> near_matches(std::vector<Match> candidates, const NearGroup& group) const;

    std::vector<Leaf> leaves_;
    std::vector<NearGroup> near_groups_;
    Uses surface_;
    Uses stems_;
    FirstBytes surface_first_{};  ///< first bytes of the keys of surface_
    FirstBytes stem_first_{};
    FirstBytes wanted_{};  ///< first bytes of all words and stems
};

}  // namespace broadsheet
