// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/metrics/metrics_text.h"

#include <charconv>
#include <cmath>

namespace broadsheet {
namespace {

std::string escaped(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (c == '\\' || c == '"') out += '\\';
        if (c == '\n')
            out += "\\n";
        else
            out += c;
    }
    return out;
}

}  // namespace

std::string metrics_number(double value) {
    constexpr double exact_max = 9007199254740992.0;  // 2^53
    char digits[40];
    const bool whole = std::abs(value) < exact_max && value == std::floor(value);
    const auto end = whole ? std::to_chars(digits, digits + sizeof digits, static_cast<std::int64_t>(value)).ptr
                           : std::to_chars(digits, digits + sizeof digits, value).ptr;
    return {digits, end};
}

void MetricsText::family(std::string_view name, std::string_view type, std::string_view help) {
    name_ = name;
    text_.append("# HELP ").append(name).append(" ").append(help).append("\n");
    text_.append("# TYPE ").append(name).append(" ").append(type).append("\n");
}

void MetricsText::sample(double value, const Labels& labels, std::string_view suffix) {
    text_.append(name_).append(suffix);
    char before = '{';
    for (const auto& [name, text] : labels) {
        text_.append({before}).append(name).append("=\"").append(escaped(text)).append("\"");
        before = ',';
    }
    if (!labels.empty()) text_ += '}';
    text_.append(" ").append(metrics_number(value)).append("\n");
}

void MetricsText::gauge(std::string_view name, std::string_view help, double value) {
    family(name, "gauge", help);
    sample(value);
}

void MetricsText::counter(std::string_view name, std::string_view help, double value) {
    family(name, "counter", help);
    sample(value);
}

}  // namespace broadsheet
