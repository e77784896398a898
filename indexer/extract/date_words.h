// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// What the words around a date on a page say of it: labels in front of it in many languages, class and id of elements.

#include <string_view>

namespace broadsheet {

enum class DateLabel { none, published, modified, foreign };

/// What a text in front of a date says: "veröffentlicht am", "Mis à jour le", "Event:". `lower` is in lower case; of
/// several labels the last one counts, as it stands next to the date.
DateLabel label_of(std::string_view lower);

/// What class and id say of an element.
struct ElementWords {
    bool date = false;       ///< "date", "entry-date", "datum"
    bool published = false;  ///< "published", "pubdate"
    bool modified = false;   ///< "updated", "lastmod"
    bool meta = false;       ///< "byline", "post-meta", "info": where dates stand among other things
    bool comment = false;    ///< readers' comments
    bool foreign = false;    ///< other articles, navigation, advertisements
    bool other = false;      ///< today's date, an event, weather, a deadline
};

/// `names` is class and id as written: words are told apart by marks and by capitals ("postMeta").
ElementWords element_words(std::string_view names);

}  // namespace broadsheet
