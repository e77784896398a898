// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/pages/peak_list.h"

#include "server/api/search_links.h"
#include "server/pages/messages.h"

namespace broadsheet {
namespace {

constexpr std::size_t named_at_once = 3;

std::string joined(const std::vector<std::string>& terms) {
    std::string text;
    for (const std::string& term : terms) text += (text.empty() ? "" : ", ") + term;
    return text;
}

void add_telling(const Peak::Telling& telling, std::string_view text, Values& item) {
    const std::string id = std::to_string(telling.id.value);
    const ParameterList marked = text.empty() ? ParameterList() : ParameterList{{"q", std::string(text)}};
    item.text("title", telling.title.empty() ? message("Untitled") : telling.title);
    item.text("titleUrl",
              telling.story != 0 ? "/stories/" + std::to_string(telling.story) : url_of("/articles/" + id, marked));
    if (telling.story != 0) item.text("tellings", message_of(telling.story_size, "{n} telling", "{n} tellings"));
}

}  // namespace

Markup peak_list(const Timeline& timeline, const PeriodRow& row, std::string_view text,
                 const std::function<std::string(const Period&)>& url_of_period) {
    std::vector<Values> items;
    for (const Peak& peak : timeline.peaks) {
        const auto place = place_of(row, peak.from);
        if (!place) continue;
        const Period& period = row.periods[*place];
        Values item;
        item.text("period", period.label).text("url", url_of_period(period));
        item.text("count", message_of(peak.count, "{n} article", "{n} articles"));
        item.text("terms", joined(peak.terms)).flag("title", false).flag("tellings", false);
        if (peak.telling) add_telling(*peak.telling, text, item);
        items.push_back(std::move(item));
    }
    if (items.empty()) return {};
    return fill("peaks.html", Values().list("peaks", items));
}

std::string peak_names(const Timeline& timeline, const PeriodRow& row) {
    std::vector<std::string> names;
    for (const Peak& peak : timeline.peaks) {
        if (const auto place = place_of(row, peak.from)) names.push_back(row.periods[*place].label);
        if (names.size() == named_at_once) break;
    }
    return joined(names) + (timeline.peaks.size() > named_at_once ? ", …" : "");
}

}  // namespace broadsheet
