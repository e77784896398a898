// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/message_keys.h"

#include "engine/article/field.h"
#include "server/api/query_operators.h"
#include "server/pages/facet_list.h"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <stdexcept>
#include <string_view>
#include <vector>

namespace broadsheet::test {
namespace {

namespace fs = std::filesystem;

std::string text_of(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    if (!in) throw std::runtime_error("can't read " + file.string());
    return {std::istreambuf_iterator<char>(in), {}};
}

bool is_name_letter(char c) {
    return c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

void skip_blanks(std::string_view text, std::size_t& at) {
    while (at < text.size() && (text[at] == ' ' || text[at] == '\n')) ++at;
}

/// The literal at `at`, with those that follow it directly, as the compiler joins them.
std::optional<std::string> literal_at(std::string_view text, std::size_t& at) {
    std::optional<std::string> joined;
    for (skip_blanks(text, at); at < text.size() && text[at] == '"'; skip_blanks(text, at)) {
        if (!joined) joined.emplace();
        for (++at; at < text.size() && text[at] != '"'; ++at) {
            if (text[at] == '\\' && at + 1 < text.size()) ++at;
            *joined += text[at];
        }
        ++at;
    }
    return joined;
}

/// All literals between the bracket at `at` and its partner: message(one ? "a" : "b") has two.
std::vector<std::string> literals_within(std::string_view text, std::size_t at) {
    std::vector<std::string> literals;
    int depth = 0;
    while (at < text.size()) {
        if (text[at] == '"') {
            literals.push_back(*literal_at(text, at));
            continue;
        }
        if (text[at] == '(' || text[at] == '{') ++depth;
        if ((text[at] == ')' || text[at] == '}') && --depth == 0) break;
        // Names of the values that are put in are no keys.
        if (text[at] == '{' && depth > 1) return literals;
        ++at;
    }
    return literals;
}

template <class Use>
void for_each_call(std::string_view text, std::string_view name, const Use& use) {
    const std::string begin = std::string(name) + "(";
    for (auto at = text.find(begin); at != text.npos; at = text.find(begin, at + 1)) {
        if (at == 0 || !is_name_letter(text[at - 1])) use(literals_within(text, at + name.size()));
    }
}

template <class Use>
void for_each_file(const fs::path& folder, std::string_view ending, const Use& use) {
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        if (entry.is_regular_file() && entry.path().extension() == ending) use(text_of(entry.path()));
    }
}

void add_table_keys(MessageKeys& keys) {
    for (const auto& [group, example, help] : query_operators()) {
        keys.emplace(group, "");
        keys.emplace(help, "");
    }
    for (const auto& entry : fields()) keys.emplace(entry.help, "");
}

}  // namespace

void add_template_keys(const std::string& text, MessageKeys& keys) {
    constexpr std::string_view open = "{{#t}}", close = "{{/t}}";
    for (auto at = text.find(open); at != text.npos; at = text.find(open, at)) {
        at += open.size();
        const auto end = text.find(close, at);
        if (end == text.npos) throw std::runtime_error("a {{#t}} without its {{/t}}");
        keys.emplace(text.substr(at, end - at), "");
    }
}

void add_source_keys(const std::string& text, MessageKeys& keys) {
    for (const auto* name : {"message", "message_text", "english"}) {
        for_each_call(text, name, [&](const std::vector<std::string>& literals) {
            for (const auto& literal : literals) keys.emplace(literal, "");
        });
    }
    for_each_call(text, "message_of", [&](const std::vector<std::string>& literals) {
        if (literals.size() == 2) keys[literals[0]] = literals[1];
    });
    for_each_call(text, "counted", [&](const std::vector<std::string>& literals) {
        if (literals.size() == 2) keys["{n} " + literals[0]] = "{n} " + literals[1];
    });
}

MessageKeys message_keys(const std::string& root) {
    MessageKeys keys;
    for_each_file(fs::path(root) / "web/templates", ".html",
                  [&](const std::string& text) { add_template_keys(text, keys); });
    for_each_file(fs::path(root) / "server", ".cpp", [&](const std::string& text) { add_source_keys(text, keys); });
    add_table_keys(keys);
    return keys;
}

}  // namespace broadsheet::test
