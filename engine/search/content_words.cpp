// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/search/content_words.h"

#include "engine/analysis/fold.h"
#include "engine/analysis/function_word.h"
#include "engine/analysis/stem.h"
#include "engine/analysis/term.h"
#include "engine/analysis/utf8.h"

namespace broadsheet {

bool tells_something(const std::string& word, std::string_view code) {
    const char first = word.front();
    const bool writing = first == 'X' || first == '\'' || first == '#' || first == '@';  // see analysis/term.h
    const bool figures = word.find_first_not_of("0123456789.") == std::string::npos;
    return !writing && !figures && count_characters(word) > 1 && !is_function_word(word, code) &&
           fold(decode_utf8(word, 0).character).kind != CharacterKind::ideograph;
}

std::string_view stem_code_of(const Columns& columns, std::uint32_t document) {
    const auto& languages = columns.fields[facet_index(FieldId::language)];
    const auto own = languages.of(document);
    return stem_code(own.empty() ? std::string_view() : languages.dictionary[own.front()].first);
}

std::string content_term(const std::string& word, std::string_view code) {
    const std::string_view own = stem_code_of(word, code);
    return stem_term({}, own, own == code ? Stemmer::of(code).stem(word) : word);
}

void collect_stems(const query::Node& node, std::set<std::string>& terms) {
    for (const query::Node& child : node.children) collect_stems(child, terms);
    for (const query::Stem& stem : node.stems) terms.insert(stem_term({}, stem.code, stem.text));
    for (const auto& group : node.weights) {
        for (const query::Stem& stem : group) terms.insert(stem_term({}, stem.code, stem.text));
    }
}

}  // namespace broadsheet
