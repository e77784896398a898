// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/match/postings.h"

#include "engine/match/bits.h"
#include "engine/match/ranking.h"

#include <xapian.h>

#include <algorithm>
#include <limits>

namespace broadsheet::match {

namespace {

/// With one document in so many, a bit for each takes no more room than their numbers.
constexpr std::size_t bits_share = 32;

/// About what value_counts() takes: the days of ten years, some hundred rows of values.
constexpr std::size_t counted_bytes = 16'000;

Postings read_term(const Xapian::Database& segment, const std::string& term) {
    Postings postings;
    const Xapian::doccount count = segment.get_termfreq(term);
    postings.documents.reserve(count);
    postings.frequencies.reserve(count);
    const auto end = segment.postlist_end(term);
    for (auto at = segment.postlist_begin(term); at != end; ++at) {
        postings.documents.push_back(*at - 1);
        postings.frequencies.push_back(static_cast<std::uint8_t>(std::min(at.get_wdf(), frequency_most)));
    }
    return postings;
}

Postings merged(const Postings& a, const Postings& b) {
    Postings both;
    both.term_documents = a.term_documents;
    both.documents.reserve(a.size() + b.size());
    both.frequencies.reserve(a.size() + b.size());
    for (std::size_t i = 0, j = 0; i < a.size() || j < b.size();) {
        const std::uint32_t left = i < a.size() ? a.documents[i] : std::numeric_limits<std::uint32_t>::max();
        const std::uint32_t right = j < b.size() ? b.documents[j] : std::numeric_limits<std::uint32_t>::max();
        std::uint32_t frequency = 0;
        if (left <= right) frequency += a.frequencies[i++];
        if (right <= left) frequency += b.frequencies[j++];
        both.documents.push_back(std::min(left, right));
        both.frequencies.push_back(static_cast<std::uint8_t>(std::min(frequency, frequency_most)));
    }
    return both;
}

void add_blocks(std::span<const std::uint32_t> lengths, std::size_t count, auto&& block_of, Postings& postings) {
    postings.blocks.assign(count, {0, std::numeric_limits<std::uint32_t>::max()});
    for (std::size_t i = 0; i < postings.size(); ++i) {
        Postings::Block& block = postings.blocks[block_of(i)];
        block.frequency_max = std::max(block.frequency_max, postings.frequencies[i]);
        block.length_min = std::min(block.length_min, lengths[postings.documents[i]]);
    }
}

/// Makes bits of the list.
void turn_into_bits(std::size_t documents, Postings& postings) {
    const std::size_t words = (documents + word_documents - 1) / word_documents;
    postings.bits.resize(words);
    postings.before.resize(words);
    for (const std::uint32_t document : postings.documents) set_bit(postings.bits.data(), document);
    std::uint32_t before = 0;
    for (std::size_t word = 0; word < words; ++word) {
        postings.before[word] = before;
        before += count_bits(postings.bits[word]);
    }
    postings.documents = {};
}

void finish(std::span<const std::uint32_t> lengths, Postings& postings) {
    postings.frequencies.shrink_to_fit();
    for (std::uint8_t& frequency : postings.frequencies) frequency = std::max<std::uint8_t>(frequency, 1);
    if (postings.size() * bits_share < lengths.size()) {
        const std::size_t blocks = (postings.size() + block_postings - 1) / block_postings;
        add_blocks(
            lengths, blocks, [](std::size_t i) { return i / block_postings; }, postings);
        postings.documents.shrink_to_fit();
    } else {
        const std::size_t blocks = (lengths.size() + block_documents - 1) / block_documents;
        add_blocks(
            lengths, blocks, [&](std::size_t i) { return postings.documents[i] / block_documents; }, postings);
        turn_into_bits(lengths.size(), postings);
        postings.counted = Postings::not_counted();
    }
}

}  // namespace

std::size_t Postings::size_before(std::uint32_t document) const {
    const std::size_t word = document / word_documents;
    return word == bits.size() ? size() : before[word] + count_bits(bits_before(bits[word], document));
}

std::size_t Postings::bytes() const {
    return sizeof(Postings) + (counted ? counted_bytes : 0) + documents.size() * sizeof documents[0] +
           frequencies.size() * sizeof frequencies[0] + blocks.size() * sizeof blocks[0] +
           bits.size() * sizeof bits[0] + before.size() * sizeof before[0];
}

Postings read_postings(const Xapian::Database& segment, const std::vector<std::string>& terms,
                       std::span<const std::uint32_t> lengths) {
    Postings postings;
    for (const std::string& term : terms) {
        Postings own = read_term(segment, term);
        own.term_documents = postings.term_documents += own.size();
        if (own.size() != 0) postings = postings.size() == 0 ? std::move(own) : merged(postings, own);
    }
    finish(lengths, postings);
    return postings;
}

Postings postings_of(std::vector<std::uint32_t> documents, std::span<const std::uint32_t> lengths) {
    Postings postings;
    postings.documents = std::move(documents);
    postings.frequencies.assign(postings.documents.size(), 1);
    postings.term_documents = postings.size();
    finish(lengths, postings);
    return postings;
}

}  // namespace broadsheet::match
