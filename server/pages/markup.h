// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Escaped HTML as a type of its own, and templates filled with it: plain text can't get into a page unescaped.

#include <kainjow/mustache.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace broadsheet {

/// HTML that is safe to insert. Made only from marked_html's output and from filled templates.
class Markup {
public:
    Markup() = default;
    explicit Markup(std::string html) : html_(std::move(html)) {}

    const std::string& html() const { return html_; }

private:
    std::string html_;
};

/// Named values for a template. Text is escaped here, for content and quoted attributes alike; templates insert as is.
/// Empty texts, lists and markup count as absent in {{#name}}.
class Values {
public:
    Values& text(const std::string& name, std::string_view value);
    Values& number(const std::string& name, std::uint64_t value);  ///< with commas: 21,578
    Values& flag(const std::string& name, bool value);
    Values& markup(const std::string& name, const Markup& value);
    Values& list(const std::string& name, const std::vector<Values>& values);
    Values& part(const std::string& name, const Values& values);  ///< a group that {{#name}} opens

    const kainjow::mustache::data& data() const { return data_; }

private:
    kainjow::mustache::data data_;
};

/// The embedded template `file_name` filled with values. Known everywhere: {{#t}} translates, {{pageLang}} is the code
/// of the reader's language, {{#inEnglish}} opens if that isn't English, for texts that nobody translates.
Markup fill(std::string_view file_name, const Values& values);

}  // namespace broadsheet
