// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/extract/block_features.h"

#include "indexer/extract/block_phrases.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cctype>
#include <string>
#include <unordered_map>
#include <unordered_set>

namespace broadsheet {
namespace {

constexpr std::uint16_t size_classes = 7;
constexpr std::uint16_t link_classes = 4;
constexpr std::uint16_t kinds = 9;

std::uint16_t class_of(double value, std::initializer_list<double> bounds) {
    std::uint16_t at = 0;
    for (const double bound : bounds) at = static_cast<std::uint16_t>(at + (value >= bound));
    return at;
}

double share(std::uint64_t part, std::uint64_t whole) {
    return whole == 0 ? 0.0 : static_cast<double>(part) / static_cast<double>(whole);
}

std::uint16_t size_class(const Block& block) {
    return class_of(block.size, {12, 25, 50, 100, 200, 400});
}

std::uint16_t link_class(const Block& block) {
    return class_of(share(block.link_size, block.size), {0.1, 0.34, 0.67});
}

std::uint16_t kind_class(const Block& block) {
    switch (block.kind) {
        case BlockKind::paragraph:
            return has_tag(block.element, {"p"}) ? 0 : 1;
        case BlockKind::heading:
            return tag_of(block.element) == "h1" ? 2 : 3;
        case BlockKind::item:
            return 4;
        case BlockKind::quotation:
            return 5;
        case BlockKind::caption:
            return 6;
        case BlockKind::row:
            return 7;
        case BlockKind::preformatted:
            return 8;
    }
    return 1;
}

bool looks_like_prose(const Block& block) {
    return block.size >= 60 && block.link_size * 3 < block.size && block.kind != BlockKind::heading;
}

bool looks_like_links(const Block& block) {
    return block.link_size * 3 > block.size * 2;
}

bool ends_sentence(std::string_view text) {
    static constexpr std::array<std::string_view, 12> ends{".", "!", "?", ":", "\"", ")",
                                                           "…", "”", "“", "»", "。", "’"};
    return std::any_of(ends.begin(), ends.end(), [&](std::string_view end) { return text.ends_with(end); });
}

/// Writes features one group after the other; each has its numbers by its place alone, so weights fit one version only.
class Row {
public:
    explicit Row(Features& out) : out_(out) { out_.reserve(112); }
    void group(std::uint16_t width, std::uint16_t value) {
        out_.push_back(static_cast<std::uint16_t>(next_ + value));
        next_ = static_cast<std::uint16_t>(next_ + width);
    }
    void flag(bool holds) {
        if (holds) out_.push_back(next_);
        ++next_;
    }
    void bits(std::uint64_t set, std::uint16_t count) {
        for (std::uint16_t i = 0; i < count; ++i) flag((set >> i & 1) != 0);
    }

private:
    Features& out_;
    std::uint16_t next_ = 0;
};

/// Which part of a text's word pairs stand in another text.
class WordPairs {
public:
    explicit WordPairs(std::string_view text) {
        for_each(text, [&](std::size_t hash) { pairs_.insert(hash); });
    }
    bool empty() const { return pairs_.empty(); }
    double part_of(std::string_view text) const {
        std::size_t all = 0;
        std::size_t found = 0;
        for_each(text, [&](std::size_t hash) { ++all, found += pairs_.contains(hash); });
        return share(found, all);
    }

private:
    template <class Take>
    static void for_each(std::string_view text, Take take) {
        std::size_t before = 0;
        std::size_t hash = 0;
        bool in_word = false;
        const auto end_word = [&] {
            if (!in_word) return;
            take(before * 31 + hash);
            before = hash, hash = 0, in_word = false;
        };
        for (const char c : text) {
            const auto byte = static_cast<unsigned char>(c);
            if (byte < 0x80 && !std::isalnum(byte)) {
                end_word();
                continue;
            }
            hash = (hash ^ static_cast<std::size_t>(std::tolower(byte))) * 1099511628211U;
            in_word = true;
        }
        end_word();
    }
    std::unordered_set<std::size_t> pairs_;
};

class FirstFeatures {
public:
    FirstFeatures(const PageBlocks& page, const PageHints& hints)
        : page_(page),
          linked_(hints.linked_body),
          title_(letters_of(hints.title)),
          subtitle_(letters_of(hints.subtitle)) {
        for (const PageBlock& block : page.blocks) text_size_ += block.block.size;
        letters_.reserve(page.blocks.size());
        for (const PageBlock& block : page.blocks) {
            letters_.push_back(letters_of(block.block.text));
            ++times_[letters_.back()];
        }
    }

    std::vector<Features> all() {
        std::vector<Features> rows(page_.blocks.size());
        for (std::size_t i = 0; i < rows.size(); ++i) {
            describe(i, rows[i]);
            size_before_ += page_.blocks[i].block.size;
        }
        return rows;
    }

    void describe(std::size_t i, Features& out) {
        Row row(out);
        const Block& block = page_.blocks[i].block;
        add_shape(row, block);
        add_evidence(row, page_.blocks[i]);
        add_words(row, block);
        add_neighbours(row, i);
        add_surroundings(row, page_.blocks[i]);
        add_cards(row, page_.blocks[i]);
        add_place(row, i);
        add_distance(row, i);
        add_hints(row, i);
    }

private:
    static void add_shape(Row& row, const Block& block) {
        const std::uint16_t size = size_class(block);
        const std::uint16_t links = link_class(block);
        const std::uint16_t kind = kind_class(block);
        row.group(1, 0);
        row.group(size_classes * link_classes, static_cast<std::uint16_t>(size * link_classes + links));
        row.group(kinds, kind);
        row.group(kinds * 3, static_cast<std::uint16_t>(kind * 3 + class_of(block.size, {40, 120})));
        row.group(kinds * 2, static_cast<std::uint16_t>(kind * 2 + (links >= 2)));
        // A headline in a link, then some of its text: a teaser.
        const bool teaser = block.opens_linked && block.link_size >= 20 && block.link_size < block.size;
        row.flag(teaser);
        row.flag(teaser && block.size >= 100);
        row.flag(teaser && (block.text.ends_with("...") || block.text.ends_with("…")));
        row.flag(block.size >= 120 && links == 3);
    }

    void add_evidence(Row& row, const PageBlock& entry) {
        const PageElement& inner = page_.elements[entry.inner];
        const EvidenceSet own = inner.own | page_.elements[entry.element].own;
        const EvidenceSet near = own | inner.near;
        row.bits(own, evidence::count);
        row.bits(near, evidence::count);
        row.bits(inner.all, evidence::count);
        const bool long_text = looks_like_prose(entry.block);
        row.bits(long_text ? inner.all : 0, evidence::count);
        row.group(5, class_of(std::popcount(inner.all & negative_evidence), {1, 2, 3, 5}));
        row.group(5, class_of(std::popcount(near & negative_evidence), {1, 2, 3, 4}));
        // How far above is the nearest element that calls itself the text?
        row.group(6, distance_to(entry.inner, bit_of(evidence::article_body) | bit_of(evidence::item_body)));
    }

    std::uint16_t distance_to(std::uint32_t element, EvidenceSet wanted) const {
        std::uint16_t steps = 0;
        if (!(page_.elements[element].all & wanted)) return 5;
        for (; element != 0 && steps < 4; element = page_.elements[element].parent, ++steps)
            if (page_.elements[element].own & wanted) return steps;
        return 4;
    }

    static void add_words(Row& row, const Block& block) {
        const std::string_view text = block.text;
        const bool short_text = block.size < 200;
        row.bits(short_text ? phrases_of(text) : 0, phrase::count);
        row.bits(short_text ? 0 : phrases_of(text), phrase::count);
        const bool ends = ends_sentence(text);
        row.group(6, static_cast<std::uint16_t>(ends * 3 + class_of(block.size, {30, 100})));
        const auto commas = std::count(text.begin(), text.end(), ',');
        row.group(3, class_of(static_cast<double>(commas), {1, 3}));
        const auto digits = std::count_if(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
        row.flag(digits * 4 > static_cast<std::ptrdiff_t>(block.size));
        const auto capitals = std::count_if(text.begin(), text.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
        row.flag(capitals * 10 > static_cast<std::ptrdiff_t>(block.size) * 6);
        row.flag(text.front() >= 'a' && text.front() <= 'z');
        row.flag(text.find('|') != std::string_view::npos);
        row.flag(text.find('@') != std::string_view::npos);
        row.flag(text.find("http") != std::string_view::npos || text.find("www.") != std::string_view::npos);
        row.flag(text.ends_with("...") || text.ends_with("…"));
        row.flag(text.ends_with("?"));
        row.flag(text.ends_with(":"));
        row.flag(text.find('\n') != std::string_view::npos);
        row.flag(text.starts_with('"') || text.starts_with("“") || text.starts_with("„") || text.starts_with("«"));
        const auto spaces = std::count(text.begin(), text.end(), ' ');
        row.group(4, class_of(static_cast<double>(spaces), {1, 4, 10}));
    }

    /// What is `offset` blocks away: nothing, links, short text, prose, a heading.
    std::uint16_t sort_of(std::size_t i, std::ptrdiff_t offset) const {
        const std::ptrdiff_t at = static_cast<std::ptrdiff_t>(i) + offset;
        if (at < 0 || at >= static_cast<std::ptrdiff_t>(page_.blocks.size())) return 0;
        const Block& block = page_.blocks[static_cast<std::size_t>(at)].block;
        if (looks_like_links(block)) return 1;
        if (looks_like_prose(block)) return block.size >= 200 ? 4 : 3;
        return block.kind == BlockKind::heading ? 5 : 2;
    }

    void add_neighbours(Row& row, std::size_t i) {
        for (const int offset : {-2, -1, 1, 2}) row.group(6, sort_of(i, offset));
        std::uint16_t prose = 0;
        for (int offset = -4; offset <= 4; ++offset)
            prose = static_cast<std::uint16_t>(prose +
                                               (offset != 0 && (sort_of(i, offset) == 3 || sort_of(i, offset) == 4)));
        row.group(5, class_of(prose, {1, 2, 4, 6}));
        const bool small = page_.blocks[i].block.size < 60;
        row.group(5 * 2, static_cast<std::uint16_t>(class_of(prose, {1, 2, 4, 6}) * 2 + small));
        const auto same_element = [&](std::size_t other) {
            return other < page_.blocks.size() &&
                   page_.elements[page_.blocks[other].element].parent ==
                       page_.elements[page_.blocks[i].element].parent &&
                   looks_like_prose(page_.blocks[other].block);
        };
        row.group(3, static_cast<std::uint16_t>((i > 0 && same_element(i - 1)) + same_element(i + 1)));
    }

    void add_surroundings(Row& row, const PageBlock& entry) {
        const std::uint64_t page_prose = page_.elements[0].prose;
        std::uint32_t element = entry.element;
        for (int level = 0; level < 4; ++level) {
            const PageElement& around = page_.elements[element];
            row.group(4, class_of(share(around.links, around.size), {0.1, 0.3, 0.6}));
            row.group(6, class_of(share(around.prose, page_prose), {0.02, 0.1, 0.3, 0.5, 0.8}));
            row.group(5, class_of(around.prose, {60, 300, 1000, 3000}));
            row.group(4, class_of(share(around.prose, around.size), {0.3, 0.6, 0.85}));
            element = around.parent;
        }
        row.flag(page_.elements[entry.inner].holds_title && entry.inner != 0);
        const std::uint32_t up = page_.elements[entry.element].around_title;
        row.group(5, class_of(share(page_.elements[up].prose, page_prose), {0.3, 0.6, 0.9, 0.999}));
    }

    /// Within one of many elements that are made alike and hold more than this block: a card, a comment, a teaser.
    void add_cards(Row& row, const PageBlock& entry) {
        std::uint16_t alike = 0;
        std::uint32_t card = entry.element;
        const PageElement* found = nullptr;
        for (int level = 0; level < 5 && card != 0; ++level, card = page_.elements[card].parent) {
            const PageElement& element = page_.elements[card];
            if (element.alike < 3 || element.size < entry.block.size + 8 || element.alike <= alike) continue;
            alike = element.alike;
            found = &element;
        }
        const std::uint16_t many = class_of(alike, {3, 5, 10});
        const double part = found ? share(found->size, page_.elements[found->parent].size) : 0;
        row.group(4, many);
        row.group(4 * 4, static_cast<std::uint16_t>(many * 4 + class_of(part, {0.1, 0.3, 0.6})));
        row.group(4 * 3, static_cast<std::uint16_t>(
                             many * 3 + class_of(found ? share(found->links, found->size) : 0, {0.15, 0.5})));
        const PageElement& own = page_.elements[entry.element];
        row.group(5, class_of(own.alike, {2, 4, 8, 20}));
        row.group(5, class_of(page_.elements[own.parent].alike, {2, 4, 8, 20}));
    }

    void add_place(Row& row, std::size_t i) {
        const std::uint16_t tenth = class_of(share(size_before_, text_size_), {0.05, 0.15, 0.3, 0.5, 0.7, 0.85, 0.95});
        row.group(8, tenth);
        const bool known = page_.title_block < page_.blocks.size();
        row.group(6, !known                       ? 0
                     : i == page_.title_block     ? 1
                     : i < page_.title_block      ? 2
                     : i < page_.title_block + 4  ? 3
                     : i < page_.title_block + 12 ? 4
                                                  : 5);
    }

    /// The article begins close to the page's heading.
    void add_distance(Row& row, std::size_t i) {
        const bool known = page_.title_block < page_.blocks.size();
        const std::uint32_t nearer = page_.elements[page_.blocks[i].element].nearer_prose;
        const std::uint16_t prose = known ? static_cast<std::uint16_t>(1 + class_of(nearer, {150, 500, 1500})) : 0;
        row.group(5, prose);
        row.group(10, static_cast<std::uint16_t>(prose * 2 + page_.title_matches));
        row.group(5, !known ? 0
                            : static_cast<std::uint16_t>(
                                  1 + class_of(share(nearer, page_.elements[0].prose), {0.1, 0.3, 0.6})));
        const std::uint16_t since =
            known && i > page_.title_block ? static_cast<std::uint16_t>(1 + class_of(links_since_, {1, 4, 10, 30})) : 0;
        row.group(6, since);
        row.group(12, static_cast<std::uint16_t>(since * 2 + page_.title_matches));
        row.group(6, class_of(without_prose_, {1, 3, 6, 12, 25}));
        const Block& block = page_.blocks[i].block;
        if (i == page_.title_block) links_since_ = 0;
        links_since_ += looks_like_links(block);
        without_prose_ = looks_like_prose(block) ? 0 : without_prose_ + 1;
    }

    void add_hints(Row& row, std::size_t i) {
        const Block& block = page_.blocks[i].block;
        const std::string& letters = letters_[i];
        row.flag(letters.size() > 5 && letters == title_);
        row.flag(letters.size() > 8 && letters != title_ && title_.find(letters) != std::string::npos);
        row.flag(letters.size() > 20 && letters == subtitle_);
        row.flag(letters.size() > 30 && letters != subtitle_ && !subtitle_.empty() &&
                 (letters.starts_with(subtitle_.substr(0, 30)) || subtitle_.starts_with(letters.substr(0, 30))));
        const int times = times_[letters];
        row.group(4, class_of(times, {2, 3, 5}));
        row.flag(times > 1 && !seen_.insert(letters).second);
        row.group(5, linked_.empty()
                         ? 0
                         : static_cast<std::uint16_t>(1 + class_of(linked_.part_of(block.text), {0.2, 0.5, 0.8})));
        row.flag(!linked_.empty() && block.size > 50 && linked_.part_of(block.text) < 0.3);
    }

    const PageBlocks& page_;
    WordPairs linked_;
    std::string title_;
    std::string subtitle_;
    std::uint64_t text_size_ = 0;
    std::uint64_t size_before_ = 0;
    int links_since_ = 0;               ///< blocks of links since the page's heading
    int without_prose_ = 0;             ///< blocks since the last one of prose
    std::vector<std::string> letters_;  ///< of each block
    std::unordered_map<std::string_view, int> times_;
    std::unordered_set<std::string_view> seen_;
};

}  // namespace

std::vector<Features> first_features(const PageBlocks& page, const PageHints& hints) {
    return FirstFeatures(page, hints).all();
}

}  // namespace broadsheet
