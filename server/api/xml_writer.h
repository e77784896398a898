// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// XML written straight into one text.

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace broadsheet {

/// Values are escaped here; characters that XML 1.0 doesn't allow are left out. Names are the caller's own.
class XmlWriter {
public:
    using Attributes = std::initializer_list<std::pair<std::string_view, std::string_view>>;

    XmlWriter() : text_("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n") {}

    void begin(std::string_view name, Attributes attributes = {});
    void end();
    /// An element with text; nothing if it is empty.
    void element(std::string_view name, std::string_view text, Attributes attributes = {});
    void empty(std::string_view name, Attributes attributes);

    std::string take() { return std::move(text_); }

private:
    void open(std::string_view name, Attributes attributes);
    void append_escaped(std::string_view value);

    std::string text_;
    std::vector<std::string> begun_;
};

}  // namespace broadsheet
