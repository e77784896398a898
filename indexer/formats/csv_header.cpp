// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/formats/csv_header.h"

#include "indexer/formats/csv_rows.h"
#include "indexer/formats/field_aliases.h"
#include "indexer/input/clean_text.h"

#include <algorithm>

namespace broadsheet {

char guess_separator(std::string_view text) {
    const std::string_view line = trimmed(text.substr(0, std::min<std::size_t>(text.find_first_of("\r\n"), 10'000)));
    char best = 0;
    std::ptrdiff_t best_known = 1;
    for (const char separator : {'\t', ',', ';', '|'}) {
        if (line.find(separator) == std::string_view::npos) continue;
        std::ptrdiff_t known = 0;
        bool text_column = false;
        for (const std::string& name : fields_of_row(line, separator)) {
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

char separator_of(std::string_view first_line) {
    if (const char guessed = guess_separator(first_line); guessed != 0) return guessed;
    char best = ',';
    std::ptrdiff_t best_count = 0;
    for (const char separator : {',', ';', '\t', '|'}) {
        const std::ptrdiff_t count = std::count(first_line.begin(), first_line.end(), separator);
        if (count <= best_count) continue;
        best = separator;
        best_count = count;
    }
    return best;
}

char stated_separator(std::string_view first_line) {
    first_line = trimmed(first_line);
    return first_line.size() == 5 && equals_blind(first_line.substr(0, 4), "sep=") ? first_line[4] : '\0';
}

}  // namespace broadsheet
