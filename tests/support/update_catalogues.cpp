// SPDX-License-Identifier: GPL-3.0-or-later
// Writes the catalogues of web/messages/ anew: with every key of templates and sources, translated or not yet, and
// without those that nobody uses any more. Run by tools/messages.sh.
#include "server/pages/catalogue.h"
#include "tests/support/message_keys.h"

#include <fstream>
#include <iostream>
#include <iterator>

using namespace broadsheet;

namespace {

std::string quoted(const std::string& text) {
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') out += '\\';
        if (c == '\n')
            out += "\\n";
        else
            out += c;
    }
    return out + '"';
}

/// Everything before the first empty line: comments and gettext's header.
std::string head_of(const std::string& po) {
    return po.substr(0, po.find("\n\n"));
}

std::string entry_text(const std::string& key, const std::string& plural, CatalogueEntry entry, std::size_t forms) {
    std::string text = "\n\nmsgid " + quoted(key);
    if (plural.empty()) {
        entry.texts.resize(1);
        return text + "\nmsgstr " + quoted(entry.texts.front());
    }
    entry.texts.resize(forms);
    text += "\nmsgid_plural " + quoted(plural);
    for (std::size_t form = 0; form < forms; ++form)
        text += "\nmsgstr[" + std::to_string(form) + "] " + quoted(entry.texts[form]);
    return text;
}

void update(const std::string& file, Language language, const test::MessageKeys& keys) {
    std::ifstream in(file, std::ios::binary);
    const std::string po{std::istreambuf_iterator<char>(in), {}};
    Catalogue catalogue = read_catalogue(po);
    std::string text = head_of(po);
    while (text.ends_with('\n')) text.pop_back();
    std::size_t untranslated = 0;
    for (const auto& [key, plural] : keys) {
        const CatalogueEntry& entry = catalogue[key];
        if (entry.texts.empty() || entry.texts.front().empty()) ++untranslated;
        text += entry_text(key, plural, entry, plural_forms(language));
    }
    std::ofstream(file, std::ios::binary) << text << "\n";
    std::cout << file << ": " << keys.size() << " messages, " << untranslated << " to translate\n";
}

}  // namespace

int main(int count, char** arguments) {
    const std::string root = count > 1 ? arguments[1] : ".";
    const auto keys = test::message_keys(root);
    for (const auto& [language, code, name] : page_languages()) {
        if (language != Language::english) update(root + "/web/messages/" + std::string(code) + ".po", language, keys);
    }
}
