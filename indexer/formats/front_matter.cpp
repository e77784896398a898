// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/formats/front_matter.h"

#include "indexer/input/clean_text.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace broadsheet {
namespace {

std::string unquoted(std::string_view value) {
    value = trimmed(value);
    const bool quoted =
        value.size() >= 2 && (value.front() == '"' || value.front() == '\'') && value.back() == value.front();
    if (!quoted) {
        const std::size_t comment = value.find(" #");
        return std::string(trimmed(value.substr(0, comment)));
    }
    const char quote = value.front();
    std::string out;
    for (std::size_t i = 1; i + 1 < value.size(); ++i) {
        const bool escaped = quote == '"' ? value[i] == '\\' : value[i] == '\'' && value[i + 1] == '\'';
        if (escaped && i + 2 < value.size()) ++i;
        out += value[i];
    }
    return out;
}

/// "[a, 'b, c']" to its items.
std::vector<std::string> items_of(std::string_view list) {
    std::vector<std::string> items;
    std::string item;
    char quote = 0;
    for (const char c : list) {
        if (quote == 0 && c == ',') {
            items.push_back(unquoted(std::exchange(item, {})));
            continue;
        }
        if (quote != 0 && c == quote)
            quote = 0;
        else if (quote == 0 && (c == '"' || c == '\'') && trimmed(item).empty())
            quote = c;
        item += c;
    }
    items.push_back(unquoted(item));
    return items;
}

class FrontMatter {
public:
    explicit FrontMatter(RecordFields& fields) : fields_(fields) {}

    void take(std::string_view line) {
        const std::string_view text = trimmed(line);
        if (text.empty() || text.front() == '#') return;
        const bool indented = line.front() == ' ' || line.front() == '\t';
        if (text.starts_with("- ") && !name_.empty()) {
            values_.push_back(item_value(text.substr(2)));
        } else if (indented && folded_) {
            values_.back() += (values_.back().empty() ? "" : " ") + std::string(text);
        } else if (!indented) {
            flush();
            start(text);
        }
    }

    void flush() {
        if (const auto alias = find_alias(name_)) fields_.offer(*alias, std::exchange(values_, {}));
        values_.clear();
        name_.clear();
    }

private:
    /// "- name: Mei Tan" in a list of authors is the name.
    static std::string item_value(std::string_view text) {
        if (text.starts_with("name:")) text.remove_prefix(5);
        return unquoted(text);
    }

    void start(std::string_view text) {
        const std::size_t colon = text.find(':');
        if (colon == std::string_view::npos) return;
        name_ = unquoted(text.substr(0, colon));
        const std::string_view value = trimmed(text.substr(colon + 1));
        folded_ = value.starts_with('>') || value.starts_with('|');
        if (folded_)
            values_.emplace_back();
        else if (value.starts_with('[') && value.ends_with(']'))
            values_ = items_of(value.substr(1, value.size() - 2));
        else if (!value.empty())
            values_.push_back(unquoted(value));
    }

    RecordFields& fields_;
    std::string name_;
    std::vector<std::string> values_;
    bool folded_ = false;
};

bool ends_front_matter(std::string_view line) {
    return line == "---" || line == "...";
}

}  // namespace

std::string_view read_front_matter(std::string_view text, RecordFields& fields) {
    const std::string_view whole = text;
    text = text.substr(std::min(text.find_first_not_of(" \r\n"), text.size()));
    if (!text.starts_with("---")) return whole;
    FrontMatter front(fields);
    bool first = true;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size() - 1);
        const std::string_view line = text.substr(0, text.find('\n'));
        text.remove_prefix(end + 1);
        if (std::exchange(first, false)) continue;
        if (ends_front_matter(trimmed(line))) {
            front.flush();
            return text;
        }
        if (!line.empty()) front.take(line);
    }
    fields = {};  // never closed: a rule, not front matter
    return whole;
}

}  // namespace broadsheet
