// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/pages/error_page.h"

#include "server/pages/messages.h"
#include "server/pages/page_frame.h"

namespace broadsheet {
namespace {

std::string_view heading_of(int status) {
    switch (status) {
        case 400:
            return message_text("This request can’t be read");
        case 404:
            return message_text("Not in this archive");
        case 405:
            return message_text("This address only answers");
        case 501:
            return message_text("Not there yet");
        case 503:
            return message_text("The archive can’t answer at the moment");
        default:
            return message_text(status < 500 ? "This request can’t be answered" : "Something went wrong here");
    }
}

std::string value_of(const ParameterList& typed, std::string_view wanted) {
    for (const auto& [name, value] : typed) {
        if (name == wanted) return value;
    }
    return {};
}

}  // namespace

std::string error_page(int status, std::string_view detail, const ParameterList& typed) {
    const std::string from = value_of(typed, "from"), to = value_of(typed, "to");
    Values values;
    values.text("status", std::to_string(status)).text("heading", heading_of(status)).text("detail", detail);
    values.text("from", from).text("to", to).flag("period", !from.empty() || !to.empty());
    values.flag("later", status == 503);
    PageFrame frame;
    frame.title = heading_of(status);
    frame.kind = "plain";
    frame.query = value_of(typed, "q");
    frame.content = fill("error.html", values);
    return page_html(frame);
}

}  // namespace broadsheet
