// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/search/completer.h"

#include "engine/analysis/function_word.h"
#include "engine/analysis/token.h"
#include "engine/analysis/utf8.h"
#include "engine/search/vocabulary.h"

#include <algorithm>

namespace broadsheet {

namespace {

constexpr std::size_t names_max = 3;
/// Beginnings of more letters stand for few words and are looked up anew.
constexpr std::size_t kept_letters_max = 3;
constexpr std::size_t kept_prefixes_max = 8192;
/// Function words among the most frequent are passed over.
constexpr std::size_t words_looked_at = 48;

bool holds_sentences_together(const std::string& word, const IndexVocabulary& vocabulary) {
    return std::ranges::any_of(vocabulary.stem_codes(),
                               [&word](const std::string& code) { return is_function_word(word, code); });
}

/// The word at the end of what is typed.
struct BegunWord {
    std::string text;       ///< folded, closed up, without an acronym's dot
    std::size_t begin = 0;  ///< where it begins in what is typed
    bool compound = false;  ///< typed with a hyphen
    bool first = true;      ///< nothing stands before it
};

/// No value if the text ends between two words.
std::optional<BegunWord> word_begun(std::string_view typed, const std::vector<Token>& tokens) {
    if (tokens.empty() || tokens.back().end != typed.size()) return std::nullopt;
    std::size_t index = tokens.size() - 1;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        if (tokens[i].kind == TokenKind::closed && tokens[i].end == typed.size()) index = i;
    }
    const Token& token = tokens[index];
    const bool acronym = is_acronym(token.text);
    return BegunWord{token.text.substr(acronym ? 1 : 0), token.begin, token.kind == TokenKind::closed, index == 0};
}

/// "the", "to the": nothing to go on from.
bool only_function_words(const std::vector<Token>& tokens, const IndexVocabulary& vocabulary) {
    return std::ranges::all_of(tokens,
                               [&](const Token& token) { return holds_sentences_together(token.text, vocabulary); });
}

std::string shown_acronym(std::string_view term) {
    std::string shown(term.substr(1));
    for (char& c : shown) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    return shown;
}

std::string clause_for(const NameTable::Name& name) {
    switch (name.kind) {
        case CompletionKind::section:
            return "section:" + name.slug;
        case CompletionKind::author: {
            std::string label = name.label;
            std::ranges::replace(label, '"', ' ');
            return "author:\"" + label + '"';
        }
        case CompletionKind::source:
        case CompletionKind::word:
            break;
    }
    return "source:" + name.slug;
}

void add_names(const NameTable& names, std::string_view begun, const std::string& before,
               std::vector<Completion>& completions) {
    for (const NameTable::Name* name : names.beginning_with(begun, names_max)) {
        if (completions.size() == names_max) return;
        completions.push_back({name->label, name->kind, name->articles, before + clause_for(*name)});
    }
}

}  // namespace

std::vector<Completion> Completer::complete(Session& session, const FacetDictionary& dictionary, std::string_view begun,
                                            const std::function<bool()>& abandoned) {
    const std::vector<Token> tokens = tokenize(begun);
    const std::optional<BegunWord> word = word_begun(begun, tokens);
    if (!word) return {};
    const std::lock_guard lock(mutex_);
    if (abandoned && abandoned()) return {};
    const IndexVocabulary vocabulary(*session.generation);
    if (only_function_words(tokens, vocabulary)) return {};
    follow(session, dictionary);

    const std::string before(begun.substr(0, word->begin));
    std::vector<Completion> names;
    add_names(names_, NameTable::compared_text(begun), {}, names);
    if (!word->first) add_names(names_, NameTable::compared_text(begun.substr(word->begin)), before, names);

    std::vector<Completion> completions;
    for (const CountedWord& counted : words_after(session, word->text)) {
        if (completions.size() + names.size() == completions_max) break;
        std::string text = counted.text;
        if (word->compound) {
            const std::vector<std::string> written = vocabulary.compounds(text);
            if (!written.empty()) text = written.front();
        }
        completions.push_back({text, CompletionKind::word, counted.articles, before + text});
    }
    std::ranges::move(names, std::back_inserter(completions));
    return completions;
}

void Completer::follow(const Session& session, const FacetDictionary& dictionary) {
    const std::uint64_t newest = session.generation->manifest().generation;
    // A session that was lent out before the last change may still come with the generation before it.
    if (known_generation_ && newest <= generation_) return;
    names_ = NameTable(*session.generation, dictionary);
    short_prefixes_.clear();
    generation_ = newest;
    known_generation_ = true;
}

const Completer::Words& Completer::words_after(Session& session, const std::string& prefix) {
    if (const auto known = short_prefixes_.find(prefix); known != short_prefixes_.end()) return known->second;
    const IndexVocabulary vocabulary(*session.generation);
    Words words;
    for (const std::string& word : vocabulary.words_with_prefix({}, prefix, words_looked_at)) {
        if (!holds_sentences_together(word, vocabulary)) words.push_back({word, vocabulary.articles_with(word)});
    }
    for (const std::string& acronym : vocabulary.words_with_prefix({}, '.' + prefix, completions_max)) {
        const std::string shown = shown_acronym(acronym);
        const std::uint32_t articles = vocabulary.articles_with(acronym);
        const auto small = std::ranges::find(words, acronym.substr(1), &CountedWord::text);
        if (small == words.end()) {
            words.push_back({shown, articles});
        } else if (small->articles < articles) {
            *small = {shown, articles};
        }
    }
    std::ranges::stable_sort(words, std::ranges::greater{}, &CountedWord::articles);
    words.resize(std::min(words.size(), completions_max));
    if (count_characters(prefix) > kept_letters_max) return last_words_ = std::move(words);
    if (short_prefixes_.size() >= kept_prefixes_max) short_prefixes_.clear();
    return short_prefixes_[prefix] = std::move(words);
}

}  // namespace broadsheet
