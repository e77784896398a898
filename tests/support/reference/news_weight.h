// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// How much a word weighs in an article (see engine/match/ranking.h), as a weighting scheme of Xapian's.

#include "engine/match/ranking.h"

#include <xapian.h>

namespace broadsheet {

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
