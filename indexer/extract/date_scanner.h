// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// A text as numbers, words and marks, and the dates that can be read from a place in it.

#include "indexer/extract/date_text.h"
#include "indexer/extract/month_names.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace broadsheet {

class DateScanner {
public:
    explicit DateScanner(std::string_view text);

    struct Found {
        Date date;
        std::size_t end = 0;  ///< the first token after the date
    };
    /// The date that begins with token `begin`, with its time and offset if they follow.
    std::optional<Found> date_at(std::size_t begin, DayOrder order) const;

    std::size_t size() const { return tokens_.size(); }
    bool is_word(std::size_t i) const { return i < size() && tokens_[i].kind == Kind::word; }
    bool is_mark(std::size_t i) const { return i < size() && tokens_[i].kind == Kind::mark; }
    std::string_view text_of(std::size_t i) const {
        return i < size() ? std::string_view(tokens_[i].text) : std::string_view();
    }
    /// The value of a token of digits; none for other tokens and for more than nine digits.
    std::optional<int> number_at(std::size_t i) const;
    unsigned month_at(std::size_t i) const { return is_word(i) ? month_of(tokens_[i].text) : 0; }

private:
    enum class Kind { number, word, mark };
    struct Token {
        Kind kind;
        bool after_space;  ///< a space stands before it
        std::string text;  ///< words in lower case
    };
    struct Day {
        CivilDay day;
        DatePrecision precision = DatePrecision::day;
        std::size_t end = 0;
    };
    struct Clock {
        int seconds = 0;  ///< of the day
        DatePrecision precision = DatePrecision::minute;
        std::size_t end = 0;
    };

    std::optional<Found> unix_date(std::size_t i) const;
    std::optional<Day> day_at(std::size_t i, DayOrder order) const;
    std::optional<Day> year_first(std::size_t i) const;
    std::optional<Day> year_then_month(std::size_t i) const;
    std::optional<Day> compact(std::size_t i) const;
    std::optional<Day> day_then_month(std::size_t i) const;
    std::optional<Day> month_then_day(std::size_t i) const;
    std::optional<Day> numbers(std::size_t i, DayOrder order) const;
    std::optional<Clock> clock_at(std::size_t i) const;
    std::optional<Clock> compact_clock(std::size_t i) const;
    std::optional<Clock> bare_hour_at(std::size_t i) const;
    std::optional<int> offset_at(std::size_t& i) const;
    std::optional<int> year_at(std::size_t i, bool two_digits) const;
    bool is_adjoining_number(std::size_t i) const;
    std::size_t skip_words(std::size_t i) const;
    bool half_day(std::size_t& i, int& hour) const;

    std::vector<Token> tokens_;
};

}  // namespace broadsheet
