// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/version_choice.h"

#include "server/api/request_checks.h"

#include <algorithm>

namespace broadsheet {
namespace {

using Chosen = std::variant<const ArticleVersion*, ParameterFault>;

/// Null if the parameter isn't given.
Chosen chosen(const ParameterList& parameters, std::string_view name, const std::vector<ArticleVersion>& versions) {
    const std::string* value = nullptr;
    for (const auto& [given, text] : parameters) {
        if (given != name || text.empty()) continue;
        if (value) {
            return ParameterFault{400,
                                  "repeated-parameter",
                                  std::string(name),
                                  "'" + std::string(name) + "' takes one value, but was given twice.",
                                  {}};
        }
        value = &text;
    }
    if (!value) return nullptr;
    if (!counting_number(*value)) {
        return ParameterFault{400,
                              "bad-value",
                              std::string(name),
                              "'" + std::string(name) + "' can't be '" + *value +
                                  "'. It takes the number of a version; this article has " + version_numbers(versions) +
                                  ".",
                              {}};
    }
    if (const ArticleVersion* version = find_version(versions, *value)) return version;
    return ParameterFault{
        404,
        "not-found",
        std::string(name),
        "There is no version " + *value + " of this article; it has " + version_numbers(versions) + ".",
        {}};
}

const ArticleVersion* shown(const std::vector<ArticleVersion>& versions) {
    const auto current = std::ranges::find(versions, true, &ArticleVersion::current);
    return current == versions.end() ? &versions.back() : &*current;
}

/// The one before in the list; itself if it is the first.
const ArticleVersion* before(const std::vector<ArticleVersion>& versions, const ArticleVersion* version) {
    return version == versions.data() ? version : version - 1;
}

}  // namespace

const ArticleVersion* find_version(const std::vector<ArticleVersion>& versions, std::string_view number) {
    const auto wanted = counting_number(number);
    if (!wanted) return nullptr;
    const auto found = std::ranges::find(versions, *wanted, &ArticleVersion::number);
    return found == versions.end() ? nullptr : &*found;
}

VersionPair usual_pair(const std::vector<ArticleVersion>& versions) {
    if (versions.size() < 2) return {};
    const ArticleVersion* current = shown(versions);
    if (current == versions.data()) return {current, &versions.back()};
    return {before(versions, current), current};
}

std::variant<std::optional<VersionPair>, ParameterFault> read_version_pair(
    const ParameterList& parameters, const std::vector<ArticleVersion>& versions) {
    const Chosen from = chosen(parameters, "from", versions);
    if (const auto* fault = std::get_if<ParameterFault>(&from)) return *fault;
    const Chosen to = chosen(parameters, "to", versions);
    if (const auto* fault = std::get_if<ParameterFault>(&to)) return *fault;
    VersionPair pair{std::get<const ArticleVersion*>(from), std::get<const ArticleVersion*>(to)};
    if (!pair.from && !pair.to) return std::nullopt;
    if (!pair.to) pair.to = shown(versions);
    if (!pair.from) pair.from = before(versions, pair.to);
    return pair;
}

std::string version_numbers(const std::vector<ArticleVersion>& versions) {
    std::vector<std::uint32_t> numbers;
    for (const auto& version : versions) numbers.push_back(version.number);
    std::ranges::sort(numbers);
    if (numbers.size() == 1) return "only version " + std::to_string(numbers[0]);
    const bool gapless = !numbers.empty() && numbers.back() - numbers.front() + 1 == numbers.size();
    if (gapless) return "versions " + std::to_string(numbers.front()) + " to " + std::to_string(numbers.back());
    std::string list = "versions ";
    for (std::size_t i = 0; i < numbers.size(); ++i)
        list += (i == 0 ? "" : i + 1 == numbers.size() ? " and " : ", ") + std::to_string(numbers[i]);
    return list;
}

}  // namespace broadsheet
