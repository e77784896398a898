// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/pages/markup.h"

#include "engine/error.h"
#include "engine/highlight/highlight.h"
#include "server/pages/messages.h"
#include "server/pages/page_wording.h"
#include "server/pages/reader.h"
#include "server/pages/web_files.h"

#include <unordered_map>

namespace broadsheet {
namespace {

using kainjow::mustache::mustache;

mustache parsed(std::string_view file_name) {
    mustache page{std::string(web_files(file_name))};
    page.set_custom_escape([](const std::string& escaped) { return escaped; });
    if (!page.is_valid())
        throw Error(ErrorKind::corrupt, "template " + std::string(file_name) + ": " + page.error_message());
    return page;
}

/// {{#t}}English{{/t}}: the message in the reader's language, with the values around it.
kainjow::mustache::data translating() {
    kainjow::mustache::data shared;
    shared.set("t", kainjow::mustache::data{kainjow::mustache::lambda2(
                        [](const std::string& english, const kainjow::mustache::renderer& render) {
                            return render(message(english), false);
                        })});
    return shared;
}

/// Parsed once in each thread: rendering writes into the template object.
mustache& parsed_template(std::string_view file_name) {
    thread_local std::unordered_map<std::string, mustache> parsed_templates;
    const std::string name(file_name);
    const auto known = parsed_templates.find(name);
    return known != parsed_templates.end() ? known->second
                                           : parsed_templates.emplace(name, parsed(file_name)).first->second;
}

}  // namespace

Values& Values::text(const std::string& name, std::string_view value) {
    return markup(name, Markup(marked_html(value, {})));
}

Values& Values::number(const std::string& name, std::uint64_t value) {
    return markup(name, Markup(grouped(value)));
}

Values& Values::flag(const std::string& name, bool value) {
    data_.set(name, value);
    return *this;
}

Values& Values::markup(const std::string& name, const Markup& value) {
    // An absent name would be looked up further out; `false` stops that.
    if (value.html().empty()) return flag(name, false);
    data_.set(name, value.html());
    return *this;
}

Values& Values::list(const std::string& name, const std::vector<Values>& values) {
    kainjow::mustache::data items{kainjow::mustache::data::type::list};
    for (const auto& item : values) items.push_back(item.data_);
    data_.set(name, items);
    return *this;
}

Values& Values::part(const std::string& name, const Values& values) {
    data_.set(name, values.data_);
    return *this;
}

Markup fill(std::string_view file_name, const Values& values) {
    mustache& page = parsed_template(file_name);
    thread_local const kainjow::mustache::data shared = translating();
    const Values own =
        Values().text("pageLang", reader_language_code()).flag("inEnglish", reader_language() != Language::english);
    kainjow::mustache::context<std::string> context(&shared);
    context.push(&own.data());
    context.push(&values.data());
    std::string html = page.render(context);
    if (!page.is_valid())
        throw Error(ErrorKind::corrupt, "template " + std::string(file_name) + ": " + page.error_message());
    return Markup(std::move(html));
}

}  // namespace broadsheet
