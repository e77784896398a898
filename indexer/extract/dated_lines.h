// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The dates that stand written on an HTML page, each with what its surroundings say of it.

#include "engine/article/date.h"
#include "indexer/extract/date_text.h"
#include "indexer/extract/date_words.h"
#include "indexer/extract/html_document.h"

#include <string_view>
#include <vector>

namespace broadsheet {

/// One written date. A line is a text between two block elements, or in an element that has a class of its own.
struct DatedLine {
    Date date;           ///< source is `time` or `text`
    Date shown;          ///< what a <time> shows beside its machine-readable value; unknown for other elements
    int line = 0;        ///< counted from the headline, negative before it
    int text_bytes = 0;  ///< prose between the headline and here
    DateLabel label = DateLabel::none;
    ElementWords words;   ///< of the element and of its nearest ancestors
    bool marked = false;  ///< microdata or RDFa say datePublished or dateCreated
    bool marked_modified = false;
    bool pubdate = false;  ///< <time pubdate>
    bool comment = false;  ///< inside readers' comments
    bool foreign = false;  ///< inside navigation, a list of other articles, a sidebar
    bool footer = false;   ///< inside the page's footer or masthead
    bool linked = false;   ///< inside a link that holds more than the date
    bool range = false;    ///< "12.5.2020 - 14.5.2020"
    double share = 0;      ///< how much of the line's words the date is, 0 to 1
    int line_bytes = 0;
};

struct DatedLines {
    std::vector<DatedLine> lines;
    bool headline_found = false;
};

/// All dates in short texts of the page, in its order. `title` is the headline as the page shows it. Dates after
/// `latest_s` are passed over.
DatedLines dated_lines(xmlNode* root, std::string_view title, DayOrder order, std::int64_t latest_s);

}  // namespace broadsheet
