// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The named values of one record (headers of a text, a JSON object, a CSV row) and the article that they make.

#include "engine/article/article.h"
#include "indexer/extract/date_text.h"
#include "indexer/formats/field_aliases.h"

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace broadsheet {

class RecordFields {
public:
    /// Keeps the values under a field unless values of a better rank are there. Empty values are not kept.
    void offer(const Alias& alias, std::vector<std::string> values);
    /// As offer, by name. False if the name is no known alias.
    bool offer(std::string_view name, std::string value);

    bool has(InputField field) const { return !at(field).empty(); }
    /// The first value; empty if there is none.
    std::string_view first(InputField field) const;

    /// The article, still to be completed by deliver(). One-line fields are clean, the body is as given.
    Article article(DateSource date_source, DayOrder order = DayOrder::unknown) const;

private:
    const std::vector<std::string>& at(InputField field) const { return values_[static_cast<std::size_t>(field)]; }
    std::vector<std::string> lines(InputField field) const;

    std::array<std::vector<std::string>, input_field_count> values_;
    std::array<std::uint8_t, input_field_count> ranks_{};
};

/// Tags as given: a list, or one value with `,` or `;` between them. No tag comes twice.
std::vector<std::string> split_tags(const std::vector<std::string>& values);

}  // namespace broadsheet
