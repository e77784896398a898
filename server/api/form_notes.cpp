// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/form_notes.h"

#include <algorithm>

namespace broadsheet {
namespace {

std::string lower(std::string_view text) {
    std::string out(text);
    for (char& c : out) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
    return out;
}

bool is_letter(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80;
}

/// Both in lower case.
bool stands_in(std::string_view text, std::string_view word) {
    for (auto at = text.find(word); at != text.npos; at = text.find(word, at + 1)) {
        const auto end = at + word.size();
        if ((at == 0 || !is_letter(text[at - 1])) && (end == text.size() || !is_letter(text[end]))) return true;
    }
    return false;
}

}  // namespace

bool forms_tell_more(std::string_view query, const std::vector<WrittenForm>& forms) {
    const std::string typed = lower(query);
    std::vector<std::string> seen;
    for (const auto& form : forms) {
        std::string word = lower(form.form);
        const bool twice = std::find(seen.begin(), seen.end(), word) != seen.end();  // "AGI" and "agi"
        if (twice || !stands_in(typed, word)) return true;
        seen.push_back(std::move(word));
    }
    return false;
}

std::string query_for_form(std::string_view form) {
    if (form.find_first_of(" ()\"") == form.npos) return "=" + std::string(form);
    std::string phrase(form);
    std::replace(phrase.begin(), phrase.end(), '"', ' ');
    return "=\"" + phrase + '"';
}

}  // namespace broadsheet
