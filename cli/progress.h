// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// How a run is shown on stderr: a bar on a terminal, a line every few seconds in a log.

#include "indexer/ingest/ingest.h"

namespace broadsheet::cli {

class ProgressPrinter {
public:
    ProgressPrinter();
    void show(const IngestProgress& progress);
    /// Removes the bar, so that what is printed next begins a line.
    void clear();

private:
    bool terminal_;
    double next_line_s_;
    bool bar_shown_ = false;
};

}  // namespace broadsheet::cli
