// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/timeline_parameters.h"

#include "server/api/nearest_name.h"
#include "server/api/parameter_readers.h"
#include "server/api/search_links.h"

#include <algorithm>
#include <array>

namespace broadsheet {
namespace {

constexpr std::array<std::string_view, 4> interval_names = {"day", "week", "month", "year"};  // by Interval

/// Parameters of a search that only tell which articles of those found are shown, and how.
constexpr std::string_view without_meaning[] = {"q",      "sortBy",    "page",    "pageSize", "offset",
                                                "cursor", "fields",    "facets",  "group",    "snippets",
                                                "format", "freshness", "explain", "article"};

std::vector<std::string_view> own_names(TimelineReader reader) {
    if (reader == TimelineReader::page) return {"q", "interval", "show"};
    return {"q", "interval", "peaks", "format"};
}

/// With their aliases.
std::vector<std::string_view> filter_names() {
    std::vector<std::string_view> names;
    for (const ParameterHelp& help : search_parameter_help()) {
        if (std::ranges::find(without_meaning, help.name) != std::end(without_meaning)) continue;
        names.push_back(help.name);
        for (std::string_view rest = help.aliases; !rest.empty();) {
            const auto blank = std::min(rest.find(' '), rest.size());
            names.push_back(rest.substr(0, blank));
            rest.remove_prefix(std::min(blank + 1, rest.size()));
        }
    }
    return names;
}

ParameterFault unknown_parameter(const std::string& name, std::vector<std::string_view> valid) {
    const std::string suggestion = nearest_name(name, valid);
    const std::string meant = suggestion.empty() ? "" : " Did you mean '" + suggestion + "'?";
    return {400, "unknown-parameter", name,
            "A timeline takes no parameter '" + name + "'." + meant + " It takes: " + listed(valid) + ".", suggestion};
}

Fault add_text(std::string_view text, std::vector<std::string>& texts) {
    if (std::ranges::find(texts, text) != texts.end()) return std::nullopt;
    if (texts.size() < compared_queries_max) {
        texts.emplace_back(text);
        return std::nullopt;
    }
    return ParameterFault{400,
                          "too-many-values",
                          "q",
                          "At most " + std::to_string(compared_queries_max) +
                              " queries can be compared at a time; leave out '" + std::string(text) + "'.",
                          {}};
}

Fault read_choice(std::string_view parameter, std::string_view value, std::span<const std::string_view> choices,
                  std::size_t& chosen) {
    const auto found = std::ranges::find(choices, value);
    if (found == choices.end()) return bad_value(parameter, value, listed(choices), nearest_name(value, choices));
    chosen = static_cast<std::size_t>(found - choices.begin());
    return std::nullopt;
}

Fault read_interval(std::string_view value, TimelineParameters& timeline) {
    std::vector<std::string_view> choices(interval_names.begin(), interval_names.end());
    choices.emplace_back("auto");
    std::size_t chosen = 0;
    if (auto fault = read_choice("interval", value, choices, chosen)) return fault;
    if (chosen < interval_names.size()) timeline.interval = static_cast<Interval>(chosen);
    return std::nullopt;
}

Fault read_own(std::string_view name, std::string_view value, TimelineParameters& timeline) {
    constexpr std::string_view switches[] = {"0", "1"};
    constexpr std::string_view formats[] = {"json", "csv"};
    constexpr std::string_view shown[] = {"shares", "counts"};
    if (name == "q") return add_text(value, timeline.texts);
    if (name == "interval") return read_interval(value, timeline);
    std::size_t chosen = 0;
    if (name == "peaks") {
        auto fault = read_choice(name, value, switches, chosen);
        timeline.peaks = chosen == 1;
        return fault;
    }
    auto fault = name == "format" ? read_choice(name, value, formats, chosen) : read_choice(name, value, shown, chosen);
    (name == "format" ? timeline.csv : timeline.counts) = chosen == 1;
    return fault;
}

Fault read_each(const ParameterList& parameters, TimelineReader reader, TimelineParameters& timeline,
                ParameterList& filters) {
    const auto own = own_names(reader);
    const auto others = filter_names();
    std::vector<std::string_view> seen;
    for (const auto& [name, value] : parameters) {
        if (std::ranges::find(others, name) != others.end()) {
            filters.emplace_back(name, value);
            continue;
        }
        if (std::ranges::find(own, name) == own.end()) {
            auto valid = own;
            valid.insert(valid.end(), others.begin(), others.end());
            return unknown_parameter(name, std::move(valid));
        }
        const auto text = without_outer_blanks(value);
        if (text.empty()) continue;
        if (name != "q" && std::ranges::find(seen, name) != seen.end())
            return ParameterFault{
                400, "repeated-parameter", name, "'" + name + "' takes one value, but was given twice.", {}};
        seen.push_back(name);
        if (auto fault = read_own(name, text, timeline)) return fault;
    }
    return std::nullopt;
}

}  // namespace

TimelineRequest TimelineParameters::request() const {
    TimelineRequest request;
    request.texts = texts.empty() ? std::vector<std::string>{""} : texts;
    request.search = search.request;
    request.search.interval = interval;
    request.search.peaks = peaks;
    return request;
}

std::variant<TimelineParameters, ParameterFault> read_timeline_parameters(const ParameterList& parameters,
                                                                          std::int64_t now_s, TimelineReader reader) {
    TimelineParameters timeline;
    ParameterList filters;
    if (auto fault = read_each(parameters, reader, timeline, filters)) return *fault;
    auto read = read_search_parameters(filters, now_s);
    if (auto* fault = std::get_if<ParameterFault>(&read)) return std::move(*fault);
    timeline.search = std::move(std::get<SearchParameters>(read));
    return timeline;
}

ParameterList write_timeline_parameters(const TimelineParameters& timeline) {
    ParameterList list;
    for (const std::string& text : timeline.texts) list.emplace_back("q", text);
    for (auto& parameter : write_search_parameters(timeline.search)) list.push_back(std::move(parameter));
    if (timeline.interval) list.emplace_back("interval", name_of(*timeline.interval));
    if (timeline.counts) list.emplace_back("show", "counts");
    return list;
}

std::string_view name_of(Interval interval) {
    return interval_names.at(static_cast<std::size_t>(interval));
}

std::string iso_day(DayNumber day) {
    return to_iso({std::int64_t{day} * seconds_per_day, DatePrecision::day, DateSource::none, std::nullopt});
}

std::string last_day_of(Interval interval, DayNumber from) {
    return iso_day(start_after(interval, from) - 1);
}

}  // namespace broadsheet
