// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/index/document.h"

#include "engine/analysis/definition.h"
#include "engine/analysis/fold.h"
#include "engine/analysis/function_word.h"
#include "engine/analysis/sentence.h"
#include "engine/analysis/stem.h"
#include "engine/analysis/term.h"
#include "engine/analysis/token.h"
#include "engine/analysis/utf8.h"

#include <xapian.h>

#include <algorithm>
#include <limits>

namespace broadsheet {

namespace {

/// A phrase must not run from the title into the subtitle, and no NEAR reaches from one to the other.
constexpr std::uint32_t subtitle_gap = 120;

constexpr std::uint32_t no_term = std::numeric_limits<std::uint32_t>::max();

/// What a word of one language is in the index, looked up once a chunk.
struct WordTerms {
    bool known = false;
    bool function = false;         ///< only others carry frequencies: their sum is the length that ranking goes by
    std::uint32_t stem = no_term;  ///< numbers of terms
    std::uint32_t also = no_term;  ///< of an acronym that may be a word in capitals
    std::uint32_t title_stem = no_term;
    std::uint32_t title_also = no_term;
};

struct LanguageTerms {
    std::string_view code;
    std::vector<WordTerms> words;  ///< by number
};

/// True for a title that was made from the beginning of the body because the source gave none. Such words count once.
bool repeats_lead(const StoredArticle& article) {
    constexpr std::string_view cut_mark = "…";
    std::string_view title = article.title;
    if (title.ends_with(cut_mark)) title.remove_suffix(cut_mark.size());
    if (!article.body.starts_with(title)) return false;
    // A headline that the body repeats as a paragraph of its own is a headline all the same.
    return article.body.size() > title.size() && article.body[title.size()] != '\n';
}

bool begins_small(std::string_view text, const Token& token) {
    const char first = text[token.begin];
    if (static_cast<unsigned char>(first) < 0x80) return first >= 'a' && first <= 'z';
    return !fold(decode_utf8(text, token.begin).character).capital;
}

bool may_have_accents(const Token& token, std::string_view source) {
    return !token.ideograph && token.kind != TokenKind::tag &&
           std::ranges::any_of(source, [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
}

}  // namespace

struct DocumentBuilder::State {
    void begin(const StoredArticle& article);
    void add_titles(const StoredArticle& article);
    void add_authors(const StoredArticle& article);
    void add_body(const StoredArticle& article);
    std::uint32_t place(std::string_view text, TextPart part, std::uint32_t first_position, std::uint32_t weight);
    std::uint32_t place_word(const Token& token, TextPart part, std::uint32_t position, std::uint32_t weight);
    void place_writings(std::string_view text, std::size_t index, std::uint32_t position);
    void add_writing(std::string_view writing, std::uint32_t position);
    void add_stems(const Token& token, std::uint32_t word, TextPart part, std::uint32_t weight);
    const WordTerms& terms_of(const std::string& word, std::uint32_t number);
    void add_term(std::uint32_t term, std::uint32_t frequency);
    void add_keyword(FieldId field, const std::string& value);

    ChunkWords words;
    TextNumbers terms;
    std::vector<LanguageTerms> languages;
    std::vector<std::uint32_t> last_article;  ///< that has the term, by its number; articles count from 1
    std::vector<std::uint32_t> frequencies;   ///< in that article

    // Of the article at hand:
    LanguageTerms* language = nullptr;
    std::uint32_t article_number = 0;
    std::uint32_t length = 0;
    std::vector<std::uint32_t> own_terms;
    std::vector<Token> tokens;
};

void DocumentBuilder::State::begin(const StoredArticle& article) {
    words.begin_article();
    ++article_number;
    own_terms.clear();
    const std::string_view code = stem_code(article.language);
    const auto known = std::ranges::find(languages, code, &LanguageTerms::code);
    language = known != languages.end() ? &*known : &languages.emplace_back(LanguageTerms{code, {}});
}

void DocumentBuilder::State::add_term(std::uint32_t term, std::uint32_t frequency) {
    if (term == no_term) return;
    if (term >= last_article.size()) {
        last_article.resize(terms.size());
        frequencies.resize(terms.size());
    }
    if (last_article[term] != article_number) {
        last_article[term] = article_number;
        frequencies[term] = 0;
        own_terms.push_back(term);
    }
    frequencies[term] += frequency;
}

const WordTerms& DocumentBuilder::State::terms_of(const std::string& word, std::uint32_t number) {
    if (number >= language->words.size()) language->words.resize(std::size_t{number} * 2 + 64);
    WordTerms& found = language->words[number];
    if (found.known) return found;
    const std::string_view own_code = language->code;
    const std::string_view code = stem_code_of(word, own_code);
    const std::string stem = code == unstemmed_code ? word : Stemmer::of(own_code).stem(word);
    found.known = true;
    found.function = is_function_word(word, own_code);
    found.stem = terms.number_of(stem_term({}, code, stem));
    found.title_stem = terms.number_of(stem_term(FieldId::title, code, stem));
    if (is_also_word(word, own_code)) {
        const std::string_view letters = std::string_view(word).substr(1);
        found.also = terms.number_of(stem_term({}, own_code, letters));
        found.title_also = terms.number_of(stem_term(FieldId::title, own_code, letters));
    }
    return found;
}

void DocumentBuilder::State::add_stems(const Token& token, std::uint32_t word, TextPart part, std::uint32_t weight) {
    if (part == TextPart::author) add_term(terms.number_of(word_term(FieldId::author, token.text)), 0);
    if (!carries_stem(token)) {
        add_term(terms.number_of(word_term({}, token.text)), 0);
        if (part == TextPart::title) add_term(terms.number_of(word_term(FieldId::title, token.text)), 0);
        return;
    }
    const WordTerms& found = terms_of(token.text, word);
    add_term(found.stem, found.function ? 0 : weight);
    add_term(found.also, 0);
    if (part != TextPart::title) return;
    add_term(found.title_stem, 0);
    add_term(found.title_also, 0);
}

void DocumentBuilder::State::add_writing(std::string_view writing, std::uint32_t position) {
    const std::uint32_t word = words.number_of(writing);
    words.count(word, WordPlace::anywhere);
    words.count(word, WordPlace::writing);
    words.stream.add_writing(position, word);
}

/// What tells one writing of a word from another: hyphens and accents.
void DocumentBuilder::State::place_writings(std::string_view text, std::size_t index, std::uint32_t position) {
    const Token& token = tokens[index];
    const std::string_view source = text.substr(token.begin, token.end - token.begin);
    if (token.kind == TokenKind::closed) {
        add_writing(compound_term(token.text, hyphenated(tokens, index)), position);
    } else if (may_have_accents(token, source)) {
        const std::string accented = accented_form(source);
        if (!accented.empty()) add_writing(accented_term(token.text, accented), position);
    }
}

/// Returns the word's number.
std::uint32_t DocumentBuilder::State::place_word(const Token& token, TextPart part, std::uint32_t position,
                                                 std::uint32_t weight) {
    const std::uint32_t word = words.number_of(token.text);
    words.count(word, WordPlace::anywhere);
    if (part == TextPart::title) words.count(word, WordPlace::title);
    if (part == TextPart::author) words.count(word, WordPlace::author);
    const bool beside = token.kind == TokenKind::closed || token.kind == TokenKind::tag;
    if (!beside) {
        words.stream.add_word(part, position, word);
    } else if (position < position_limit(part)) {
        words.count(word, WordPlace::writing);
        words.stream.add_writing(base_position(part) + position, word);
    }
    add_stems(token, word, part, weight);
    return word;
}

/// Analyses a text whose first word has `first_position` + 1 within its part. Returns its last position.
std::uint32_t DocumentBuilder::State::place(std::string_view text, TextPart part, std::uint32_t first_position,
                                            std::uint32_t weight) {
    tokenize(text, tokens);
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        const std::uint32_t position = first_position + tokens[i].position;
        const std::uint32_t word = place_word(tokens[i], part, position, weight);
        if (part == TextPart::body && begins_small(text, tokens[i])) words.count(word, WordPlace::small);
        if (position < position_limit(part)) place_writings(text, i, base_position(part) + position);
    }
    return first_position + (tokens.empty() ? 0 : tokens.back().position);
}

/// The title on its own for title: and, unless the body says the same, together with the rest for everything else.
void DocumentBuilder::State::add_titles(const StoredArticle& article) {
    const bool repeated = repeats_lead(article);
    if (repeated) words.stream.set_title_repeats_body();
    const std::uint32_t last = place(article.title, TextPart::title, 0, repeated ? 0 : title_weight);
    place(article.subtitle, TextPart::title, last + subtitle_gap, title_weight);
}

void DocumentBuilder::State::add_authors(const StoredArticle& article) {
    std::uint32_t begin = 0;
    for (const std::string& author : article.authors) {
        begin = place(author, TextPart::author, begin, 1) + paragraph_gap;
        add_keyword(FieldId::author, author);
    }
}

void DocumentBuilder::State::add_body(const StoredArticle& article) {
    place(article.body, TextPart::body, 0, 1);
    const Breaks breaks = breaks_of(article.body, tokens);
    for (auto sentence = breaks.sentences.begin(), paragraph = breaks.paragraphs.begin();
         sentence != breaks.sentences.end(); ++sentence) {  // every paragraph also begins a sentence
        const bool both = paragraph != breaks.paragraphs.end() && *paragraph == *sentence;
        words.stream.add_break(*sentence, both);
        if (both) ++paragraph;
    }
    for (const Definition& definition : find_definitions(article.body))
        words.count(words.number_of(definition_term(definition.acronym, definition.long_form)), WordPlace::anywhere);
}

void DocumentBuilder::State::add_keyword(FieldId field, const std::string& value) {
    if (!value.empty()) add_term(terms.number_of(keyword_term(field, value)), 0);
}

DocumentBuilder::DocumentBuilder() : state_(std::make_unique<State>()) {}
DocumentBuilder::~DocumentBuilder() = default;

ChunkWords& DocumentBuilder::words() {
    return state_->words;
}

Xapian::Document DocumentBuilder::document_of(const StoredArticle& article) {
    State& state = *state_;
    state.begin(article);
    state.add_titles(article);
    state.add_authors(article);
    state.add_body(article);
    state.add_keyword(FieldId::source, article.source);
    state.add_keyword(FieldId::section, article.section);
    state.add_keyword(FieldId::language, article.language);
    state.add_keyword(FieldId::place, article.place);
    state.add_keyword(FieldId::agency, article.agency);
    for (const std::string& tag : article.tags) state.add_keyword(FieldId::tag, tag);
    state.words.end_article();
    Xapian::Document document;
    state.length = 0;
    for (const std::uint32_t term : state.own_terms) {
        document.add_term(std::string(state.terms.text(term)), state.frequencies[term]);
        state.length += state.frequencies[term];
    }
    return document;
}

std::uint32_t DocumentBuilder::length() const {
    return state_->length;
}

}  // namespace broadsheet
