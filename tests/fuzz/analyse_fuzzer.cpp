// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes make tokens that lie in the text in order, and the same ones when only some are asked for.

#include "engine/analysis/definition.h"
#include "engine/analysis/token.h"
#include "tests/fuzz/property.h"

#include <algorithm>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace {

using namespace broadsheet;
using namespace broadsheet::test;

void check_tokens(std::string_view text, const std::vector<Token>& tokens) {
    std::uint32_t begin = 0, position = 1;
    for (const Token& token : tokens) {
        require(token.begin >= begin, "tokens begin in order");
        require(token.position >= position, "positions don't fall");
        require(token.begin < token.end && token.end <= text.size(), "a token covers bytes of the text");
        require(is_boundary(text, token.begin) && is_boundary(text, token.end), "a token cuts no character");
        require(!token.text.empty() && token.text.size() <= token_bytes_max, "a token's text is of bounded length");
        require(is_utf8(token.text), "a token's text is UTF-8");
        begin = token.begin;
        position = token.position;
    }
}

bool same(const Token& a, const Token& b) {
    return a.text == b.text && a.position == b.position && a.begin == b.begin && a.end == b.end && a.kind == b.kind;
}

/// `step` picks the first bytes: every one for 1, every second for 2.
void check_filtered(std::string_view text, const std::vector<Token>& tokens, std::size_t step) {
    FirstBytes wanted{};
    for (std::size_t byte = 0; byte < wanted.size(); byte += step) wanted[byte] = true;
    std::vector<Token> expected;
    std::copy_if(tokens.begin(), tokens.end(), std::back_inserter(expected),
                 [&](const Token& token) { return wanted[static_cast<unsigned char>(token.text.front())]; });
    std::vector<Token> filtered;
    tokenize(text, wanted, filtered);
    require(std::equal(filtered.begin(), filtered.end(), expected.begin(), expected.end(), same),
            "a filter changes no token");
}

void check_definitions(std::string_view text) {
    std::set<std::pair<std::string, std::string>> seen;
    for (const Definition& each : find_definitions(text)) {
        require(!each.acronym.empty() && is_utf8(each.acronym), "an acronym is UTF-8");
        require(is_utf8(each.long_form), "a long form is UTF-8");
        require(each.long_form.size() > each.acronym.size(), "a long form is longer than its acronym");
        require(seen.emplace(each.acronym, each.long_form).second, "a definition is given once");
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text = text_of(data, size);
    const std::vector<Token> tokens = tokenize(text);
    check_tokens(text, tokens);
    for (const std::size_t step : {1u, 2u, 3u}) check_filtered(text, tokens, step);
    check_definitions(text);
    return 0;
}
