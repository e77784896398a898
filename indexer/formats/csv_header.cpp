// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/formats/csv_header.h"

#include "indexer/formats/field_aliases.h"
#include "indexer/input/clean_text.h"

#include <algorithm>

namespace broadsheet {

std::vector<std::string> split_row(std::string_view line, char separator) {
    std::vector<std::string> fields(1);
    bool quoted = false;
    for (std::size_t i = 0; i < line.size(); ++i) {
        const char c = line[i];
        if (quoted) {
            if (c != '"')
                fields.back() += c;
            else if (i + 1 < line.size() && line[i + 1] == '"')
                fields.back() += line[++i];
            else
                quoted = false;
        } else if (c == '"' && fields.back().empty()) {
            quoted = true;
        } else if (c == separator) {
            fields.emplace_back();
        } else {
            fields.back() += c;
        }
    }
    return fields;
}

char guess_separator(std::string_view text) {
    const std::string_view line = trimmed(text.substr(0, std::min<std::size_t>(text.find_first_of("\r\n"), 10'000)));
    char best = 0;
    std::ptrdiff_t best_known = 1;
    for (const char separator : {'\t', ',', ';', '|'}) {
        if (line.find(separator) == std::string_view::npos) continue;
        std::ptrdiff_t known = 0;
        bool text_column = false;
        for (const std::string& name : split_row(line, separator)) {
            const auto alias = find_alias(name);
            known += alias.has_value();
            text_column =
                text_column || (alias && (alias->field == InputField::title || alias->field == InputField::body));
        }
        if (!text_column || known <= best_known) continue;
        best = separator;
        best_known = known;
    }
    return best;
}

}  // namespace broadsheet
