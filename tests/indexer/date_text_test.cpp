// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/extract/date_text.h"
#include "indexer/extract/address_date.h"

#include <doctest/doctest.h>

#include <string>

using namespace broadsheet;

namespace {

std::string read(std::string_view text, DayOrder order = DayOrder::unknown) {
    const auto date = read_date(text, order);
    return date ? to_iso(*date) : "none";
}

}  // namespace

TEST_CASE("dates are read as they are written in the wild") {
    struct Case {
        std::string written;
        std::string meant;
    };
    const Case cases[] = {
        {"2025-01-28", "2025-01-28"},
        {"2025-01", "2025-01"},
        {"2025", "2025"},
        {"20250128", "2025-01-28"},
        {"2025/01/28", "2025-01-28"},
        {"2025-01-28T09:30:00Z", "2025-01-28T09:30:00Z"},
        {"2025-01-28T09:30:00.123456+01:00", "2025-01-28T09:30:00+01:00"},
        {"2025-01-28 09:30:00 +0100", "2025-01-28T09:30:00+01:00"},
        {"2025-01-28T09:30-0500", "2025-01-28T09:30-05:00"},
        {"20250128T093000Z", "2025-01-28T09:30:00Z"},
        {"Tue, 28 Jan 2025 09:30:00 GMT", "2025-01-28T09:30:00Z"},
        {"Tue, 28 Jan 25 09:30:00 EST", "2025-01-28T09:30:00-05:00"},
        {"26-FEB-1987 15:01:01.79", "1987-02-26T15:01:01"},
        {" 2-MAR-1987 09:39:50.97", "1987-03-02T09:39:50"},
        {"January 28, 2025", "2025-01-28"},
        {"Jan. 28, 2025, 9:30 p.m. ET", "2025-01-28T21:30"},
        {"Jan. 28, 2025 at 4 PM", "2025-01-28T16:00"},
        {"Published: Tuesday 28th of January 2025, 12.05 am", "2025-01-28T00:05"},
        {"28 January 2025", "2025-01-28"},
        {"January 2025", "2025-01"},
        {"28. Januar 2025, 9:30 Uhr", "2025-01-28T09:30"},
        {"28.01.2025 - 09:30 Uhr", "2025-01-28T09:30"},
        {"3. März 2025", "2025-03-03"},
        {"Mis en ligne le 1er février 2025 à 10h30", "2025-02-01T10:30"},
        {"28 de enero de 2025", "2025-01-28"},
        {"28 gennaio 2025", "2025-01-28"},
        {"28 de março de 2025", "2025-03-28"},
        {"28 mei 2025", "2025-05-28"},
        {"2025年1月28日", "2025-01-28"},
        {"28/01/2025", "2025-01-28"},
        {"01/28/2025", "2025-01-28"},
        {"05/05/2025", "2025-05-05"},
    };
    for (const Case& one : cases) {
        CAPTURE(one.written);
        CHECK(read(one.written) == one.meant);
    }
}

TEST_CASE("dates are read in the languages of the world's newsrooms") {
    struct Case {
        std::string written;
        std::string meant;
    };
    const Case cases[] = {
        {"Le 1er août 2019", "2019-08-01"},
        {"17 de Febrero 2020", "2020-02-17"},
        {"28 d’octubre de 2021", "2021-10-28"},
        {"lunedì 4 maggio 2020", "2020-05-04"},
        {"26 Ekim 2020, 14:05", "2020-10-26T14:05"},
        {"3 ŞUBAT 2021", "2021-02-03"},
        {"7 октября 2020, 18:29", "2020-10-07T18:29"},
        {"07.10.2020 в 18:29", "2020-10-07T18:29"},
        {"28 stycznia 2021", "2021-01-28"},
        {"5. října 2019", "2019-10-05"},
        {"9 listopada 2022", "2022-11-09"},
        {"2020. október 26.", "2020-10-26"},
        {"2021 m. sausio 28 d.", "2021-01-28"},
        {"14. marts 2022 kl. 09.30", "2022-03-14T09:30"},
        {"28. tammikuuta 2021", "2021-01-28"},
        {"28 ianuarie 2021", "2021-01-28"},
        {"26. oktobra 2020", "2020-10-26"},
        {"28 Ιανουαρίου 2021", "2021-01-28"},
        {"28 січня 2021", "2021-01-28"},
        {"07 أكتوبر 2020", "2020-10-07"},
        {"٧ أكتوبر ٢٠٢٠", "2020-10-07"},
        {"7 באוקטובר 2020", "2020-10-07"},
        {"28 जनवरी 2021", "2021-01-28"},
        {"ngày 28 tháng 1 năm 2021", "2021-01-28"},
        {"28 Agustus 2021", "2021-08-28"},
        {"2021년 1월 28일", "2021-01-28"},
        {"2021年1月28日 10時30分", "2021-01-28T10:30"},
        {"2021. 01. 28", "2021-01-28"},
        {"Wed Oct 07 09:30:00 GMT 2020", "2020-10-07T09:30:00Z"},
        {"Oct 07 09:30:00 2020", "2020-10-07T09:30:00"},
        {"2022-01-10T22:06:08:684Z", "2022-01-10T22:06:08Z"},
    };
    for (const Case& one : cases) {
        CAPTURE(one.written);
        const auto found = find_date(one.written, DayOrder::day_first);
        CHECK((found ? to_iso(*found) : "none") == one.meant);
    }
}

TEST_CASE("what only looks like a date is none in running text") {
    for (const std::string text :
         {"chapter 3.2.10 of it", "10.10.10.10", "28.01.2025.7", "31. Februar 2025", "5 out of 2020 people",
          "in may 2020 more came", "28 Jan 09:30", "room 2020-13-45", "the 2020 m. race"}) {
        CAPTURE(text);
        CHECK_FALSE(find_date(text, DayOrder::day_first));
    }
}

TEST_CASE("nothing is invented") {
    const char* const texts[] = {"",
                                 "today",
                                 "28 January",
                                 "Monday",
                                 "31 February 2025",
                                 "2025-13-01",
                                 "2025-02-30",
                                 "03/04/2025",
                                 "1.28",
                                 "12:30",
                                 "99/99/2025",
                                 "version 2025.1.28.4 of it",
                                 "May",
                                 "0000-00-00",
                                 "28 Jan 09:30",
                                 "2025-01-28 was fine",
                                 "1234567890123",
                                 "10.10.10.10"};
    for (const std::string text : texts) {
        CAPTURE(text);
        CHECK(read(text) == "none");
    }
}

TEST_CASE("the order of day and month is the caller's, where the numbers leave a doubt") {
    CHECK(read("03/04/2025", DayOrder::day_first) == "2025-04-03");
    CHECK(read("03/04/2025", DayOrder::month_first) == "2025-03-04");
    CHECK(read("03/28/2025", DayOrder::day_first) == "2025-03-28");
    CHECK(read("03.04.2025", DayOrder::month_first) == "2025-04-03");
    CHECK(day_order_of("28/03/2025") == DayOrder::day_first);
    CHECK(day_order_of("03/28/2025 10:00") == DayOrder::month_first);
    CHECK(day_order_of("03/04/2025") == DayOrder::unknown);
    CHECK(day_order_of("2025-03-04") == DayOrder::unknown);
}

TEST_CASE("a date is found in running text, to the day at least") {
    const auto find = [](std::string_view text) {
        const auto date = find_date(text);
        return date ? to_iso(*date) : std::string("none");
    };
    CHECK(find("By Mei Tan | Updated 3 March 2025, 10:15 GMT") == "2025-03-03T10:15Z");
    CHECK(find("Since January 2024 it has rained; on March 4, 2024 it stopped.") == "2024-03-04");
    CHECK(find("In 2024 nothing happened.") == "none");
    CHECK(find("call 555-2024-10-112 now") == "none");
}

TEST_CASE("epoch numbers are seconds, milliseconds or microseconds by their size") {
    CHECK(to_iso(read_epoch(1738056600).value()) == "2025-01-28T09:30:00Z");
    CHECK(to_iso(read_epoch(1738056600123.0).value()) == "2025-01-28T09:30:00Z");
    CHECK_FALSE(read_epoch(2025));
    CHECK_FALSE(read_epoch(-5));
    CHECK_FALSE(read_epoch(1e300));
}

TEST_CASE("addresses and file names hold dates at the start of a segment only") {
    const auto in_url = [](std::string_view url) {
        const auto date = date_in_url(url);
        return date ? to_iso(*date) : std::string("none");
    };
    CHECK(in_url("https://a.example/2025/01/28/title") == "2025-01-28");
    CHECK(in_url("https://a.example/news/2025/jan/28/title") == "2025-01-28");
    CHECK(in_url("https://a.example/2025-01-28-title.html") == "2025-01-28");
    CHECK(in_url("https://a.example/20250128/title?x=2024/01/01") == "2025-01-28");
    CHECK(in_url("https://a.example/2025/01/title") == "2025-01");
    CHECK(in_url("https://a.example/story-2025-01-28") == "none");
    CHECK(in_url("https://a.example/2025/title") == "none");
    CHECK(in_url("https://a.example/2025/13/45/") == "none");
    CHECK(in_url("") == "none");
    CHECK(to_iso(date_in_file_name("/x/2024-02-18-fischmarkt.txt").value()) == "2024-02-18");
    CHECK_FALSE(date_in_file_name("/2024-02-18/fischmarkt.txt"));
}
