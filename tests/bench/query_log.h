// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// A log of queries of all kinds, in the form that the drivers of other engines read: kind TAB words TAB from TAB to.
// Here it becomes searches of ours that ask for exactly the same.

#include "server/api/search_parameters.h"

#include <fstream>
#include <sstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace broadsheet::bench {

struct LoggedQuery {
    std::string kind;      ///< hi1 rare1 and2 and3 or3 phrase2 phrase3 prefix not date
    std::string words;     ///< separated by blanks
    std::string from, to;  ///< days, of kind date only
};

inline std::vector<LoggedQuery> read_query_log(const std::string& file) {
    std::ifstream in(file);
    if (!in) throw std::runtime_error("cannot read " + file);
    std::vector<LoggedQuery> log;
    for (std::string line; std::getline(in, line);) {
        std::istringstream columns(line);
        LoggedQuery query;
        std::getline(columns, query.kind, '\t');
        std::getline(columns, query.words, '\t');
        std::getline(columns, query.from, '\t');
        std::getline(columns, query.to, '\t');
        log.push_back(std::move(query));
    }
    return log;
}

/// The words in our language of queries.
inline std::string text_of(const LoggedQuery& query) {
    if (query.kind.starts_with("phrase")) return '"' + query.words + '"';
    if (query.kind == "prefix") return query.words + '*';
    if (query.kind != "not") return query.words;
    const std::size_t blank = query.words.find(' ');
    return query.words.substr(0, blank) + " -" + query.words.substr(blank + 1);
}

/// "snippets=0&pageSize=10" as parameters; nothing in it is encoded.
inline ParameterList split_parameters(std::string_view text) {
    ParameterList parameters;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('&'), text.size());
        const std::string_view pair = text.substr(0, end);
        const std::size_t equals = std::min(pair.find('='), pair.size());
        parameters.emplace_back(pair.substr(0, equals), pair.substr(std::min(equals + 1, pair.size())));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return parameters;
}

/// The search as its parameters, with `form` ("snippets=0&pageSize=10") for what the log leaves open.
inline ParameterList parameters_of(const LoggedQuery& query, std::string_view form) {
    ParameterList parameters = {{"q", text_of(query)}};
    if (query.kind == "or3") parameters.emplace_back("op", "or");
    if (!query.from.empty()) parameters.emplace_back("from", query.from);
    if (!query.to.empty()) parameters.emplace_back("to", query.to);
    for (auto& parameter : split_parameters(form)) parameters.push_back(std::move(parameter));
    return parameters;
}

inline SearchRequest request_of(const ParameterList& parameters) {
    const auto read = read_search_parameters(parameters, 0);
    if (const auto* fault = std::get_if<ParameterFault>(&read)) throw std::runtime_error(fault->detail);
    return std::get<SearchParameters>(read).request;
}

}  // namespace broadsheet::bench
