// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/match/postings.h"

#include "engine/match/ranking.h"

#include <xapian.h>

#include <algorithm>
#include <limits>

namespace broadsheet::match {

namespace {

/// A bit for each document costs less than looking documents up in a list if so large a part has the term.
constexpr std::size_t bits_share = 32;

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

void add_blocks(std::span<const std::uint32_t> lengths, Postings& postings) {
    for (std::size_t begin = 0; begin < postings.size(); begin += block_postings) {
        Postings::Block block{0, std::numeric_limits<std::uint32_t>::max()};
        const std::size_t end = std::min(begin + block_postings, postings.size());
        for (std::size_t i = begin; i < end; ++i) {
            block.frequency_max = std::max(block.frequency_max, postings.frequencies[i]);
            block.length_min = std::min(block.length_min, lengths[postings.documents[i]]);
        }
        postings.blocks.push_back(block);
    }
}

void add_bits(std::size_t documents, Postings& postings) {
    if (postings.size() * bits_share < documents) return;
    const std::size_t words = (documents + 63) / 64;
    postings.bits.resize(words);
    postings.before.resize(words);
    for (const std::uint32_t document : postings.documents)
        postings.bits[document >> 6] |= std::uint64_t{1} << (document & 63);
    std::size_t posting = 0;
    for (std::size_t word = 0; word < words; ++word) {
        while (posting < postings.size() && postings.documents[posting] >> 6 < word) ++posting;
        postings.before[word] = static_cast<std::uint32_t>(posting);
    }
}

}  // namespace

std::size_t Postings::first_from(std::uint32_t document, std::size_t posting) const {
    std::size_t step = 1;
    while (posting + step < size() && documents[posting + step] < document) {
        posting += step;
        step *= 2;
    }
    const auto begin = documents.begin() + static_cast<std::ptrdiff_t>(std::min(posting, size()));
    const auto end = documents.begin() + static_cast<std::ptrdiff_t>(std::min(posting + step + 1, size()));
    return static_cast<std::size_t>(std::lower_bound(begin, end, document) - documents.begin());
}

std::size_t Postings::bytes() const {
    return sizeof(Postings) + documents.size() * sizeof documents[0] + frequencies.size() * sizeof frequencies[0] +
           blocks.size() * sizeof blocks[0] + bits.size() * sizeof bits[0] + before.size() * sizeof before[0];
}

Postings read_postings(const Xapian::Database& segment, const std::vector<std::string>& terms,
                       std::span<const std::uint32_t> lengths) {
    Postings postings;
    for (const std::string& term : terms) {
        Postings own = read_term(segment, term);
        own.term_documents = postings.term_documents += own.size();
        if (own.size() != 0) postings = postings.size() == 0 ? std::move(own) : merged(postings, own);
    }
    postings.documents.shrink_to_fit();
    postings.frequencies.shrink_to_fit();
    add_blocks(lengths, postings);
    add_bits(lengths.size(), postings);
    return postings;
}

}  // namespace broadsheet::match
