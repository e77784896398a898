// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// THE definition of ranking: what a query weighs in an article. The matcher (engine/match/) computes it, and so does
// the reference that tests compare it with, on Xapian's own operators.
//
// word      The stems of one word (one for each language of the archive, an acronym beside the word of its letters)
// count
//           as one word: its frequency in an article is the sum of theirs, at least 1 (function words and words of
//           titles alone have none); the number of articles that have it is the sum of theirs, at most all. It weighs
//           inverse_document_frequency × saturated_frequency: Okapi BM25 over title and text as one field (BM25F with
//           equal length normalization, Robertson and Zaragoza 2009).
// run       Words in a row (a phrase, a word exactly as written) weigh nothing themselves. Their leaf weighs as the
//           words in its `weights` do, each that the article has.
// compound  closed_weight × its closed form as one word, and its parts as words.
// leaf      Of stems alone: one word. Found by a run though it has stems: that word, once if the article has none of
//           them. Of runs without any stem to weigh by (ideographs, function words, authors): one word that stands once
//           in the article, and in as many as the rarest place of each run does, summed over the runs.
// fields    A leaf sought in several fields weighs the sum, each times the field's weight. Title stems are rows of
//           their own; the body weighs as all fields together do.
// groups    all_of, any_of and NEAR weigh the sum of those parts that match. Parts of compounds among alternatives
// weigh
//           whatever alternative matched. Filters, dates and what is excluded weigh nothing.
// freshness If asked for, to it comes what freshness() says.

#include <cstdint>

namespace broadsheet {

/// A compound counts half as one word, and each of its parts as a word of its own.
inline constexpr double closed_weight = 0.5;

/// ln(1 + (N - n + 0.5) / (n + 0.5)), which stays above 0 for words of most articles.
double inverse_document_frequency(double articles, double with_word);

/// tf·(k1+1) / (tf + k1·(1 - b + b·length/average)); lengths count words that aren't function words, those of the title
/// title_weight times. Very short articles are treated as a little longer than they are. The constants are tuned in
/// tests/bench/RELEVANCE.md.
double saturated_frequency(double frequency, double length, double average_length);

/// The part of saturated_frequency() that depends on the length alone: it is tf·frequency_ceiling / (tf + this).
double length_part(double length, double average_length);
inline constexpr double frequency_ceiling = 2.6;  ///< k1 + 1

/// A word that stands more often in an article counts as if it stood so often: the formula is flat there.
inline constexpr std::uint32_t frequency_most = 255;

/// What the age of an article adds: full weight today (about as much as a rather rare word), half of it after the
/// half-life, a quarter after two. Dates in the future count as today.
inline constexpr double freshness_weight = 4;
double freshness(std::int64_t published_s, std::int64_t now_s, std::uint32_t half_life_days);

}  // namespace broadsheet
