// SPDX-License-Identifier: GPL-3.0-or-later
// Any text is read for dates without a crash or a hang, and what is found is a date: it exists, its parts are within
// bounds, and written out in ISO 8601 it is read back as the same.
#include "indexer/extract/address_date.h"
#include "indexer/extract/date_text.h"
#include "tests/fuzz/property.h"

#include <cstdint>
#include <optional>
#include <string_view>

using namespace broadsheet;
using namespace broadsheet::test;

namespace {

void check(const std::optional<Date>& date) {
    if (!date) return;
    require(date->known(), "a found date is known");
    require(date->precision >= DatePrecision::month || date->source == DateSource::none, "a year alone has no source");
    const CivilDay day = civil_day(day_of(date->utc_s));
    require(day.year >= 999 && day.year <= 10'000, "the year is one of our calendar");
    if (date->offset_minutes)
        require(*date->offset_minutes >= -14 * 60 && *date->offset_minutes <= 14 * 60, "the offset is one on earth");
    if (date->precision <= DatePrecision::day) require(date->utc_s % seconds_per_day == 0, "a day begins at midnight");
    const auto again = parse_iso_date(to_iso(*date));
    require(again.has_value(), "what is written in ISO 8601 can be read");
    require(again->utc_s == date->utc_s && again->precision == date->precision, "and means the same");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text = text_of(data, size);
    for (const DayOrder order : {DayOrder::unknown, DayOrder::day_first, DayOrder::month_first}) {
        check(read_date(text, order));
        check(find_date(text, order));
    }
    day_order_of(text);
    check(date_in_url(text));
    check(date_in_file_name(text));
    return 0;
}
