// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// How much a word weighs in an article: Okapi BM25 over title and text as one field (BM25F with equal length
// normalization, Robertson and Zaragoza 2009). Owns the formula and its constants, tuned in tests/bench/RELEVANCE.md.

#include <xapian.h>

namespace broadsheet {

/// ln(1 + (N - n + 0.5) / (n + 0.5)), which stays above 0 for words of most articles.
double inverse_document_frequency(double articles, double with_word);

/// tf·(k1+1) / (tf + k1·(1 - b + b·length/average)); lengths count words that aren't function words, those of the title
/// title_weight times. Very short articles are treated as a little longer than they are.
double saturated_frequency(double frequency, double length, double average_length);

class NewsWeight : public Xapian::Weight {
public:
    NewsWeight();

    std::string name() const override { return "broadsheet::NewsWeight"; }
    NewsWeight* clone() const override { return new NewsWeight; }
    void init(double factor) override;
    double get_sumpart(Xapian::termcount wdf, Xapian::termcount length, Xapian::termcount unique) const override;
    double get_maxpart() const override;
    double get_sumextra(Xapian::termcount, Xapian::termcount) const override { return 0; }
    double get_maxextra() const override { return 0; }

private:
    double factor_ = 0;
};

}  // namespace broadsheet
