// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/index/document.h"

#include "engine/analysis/definition.h"
#include "engine/analysis/fold.h"
#include "engine/analysis/function_word.h"
#include "engine/analysis/sentence.h"
#include "engine/analysis/stem.h"
#include "engine/analysis/term.h"
#include "engine/analysis/token.h"

#include <xapian.h>

#include <algorithm>
#include <limits>

namespace broadsheet {

namespace {

/// A phrase must not run from the title into the subtitle, and no NEAR reaches from one to the other.
constexpr std::uint32_t subtitle_gap = 120;

/// Left free at the end of the title's and the authors' part of the row of positions, for the same reason.
constexpr std::uint32_t part_gap = 130;

/// Where the words of a text go.
struct Placement {
    TextField field = {};              ///< none: words of all fields together
    std::uint32_t first_position = 0;  ///< before the first word
    std::uint32_t last_position = std::numeric_limits<std::uint32_t>::max();
    Xapian::termcount weight = 1;
    bool stems = true;
};

/// Only stems carry frequencies, and no function words: their sum is the length that ranking goes by.
constexpr Xapian::termcount no_frequency = 0;

class DocumentBuilder {
public:
    explicit DocumentBuilder(const std::string& language) : code_(stem_code(language)), stemmer_(Stemmer::of(code_)) {}

    /// Analyses the text that the next calls of place() are about; returns the last position in it.
    std::uint32_t read(std::string_view text) {
        tokenize(text, tokens_);
        return tokens_.empty() ? 0 : tokens_.back().position;
    }

    void place(const Placement& where) {
        for (const Token& token : tokens_) {
            const std::uint32_t position = where.first_position + token.position;
            const std::string term = word_term(where.field, token.text);
            if (position <= where.last_position) {
                document.add_posting(term, position, no_frequency);
            } else {
                document.add_term(term, no_frequency);
            }
            if (where.stems && carries_stem(token)) add_stems(token, where);
        }
    }

    /// What tells one writing of a word from another: hyphens and accents.
    void add_writings(std::string_view text, std::uint32_t first_position) {
        for (std::size_t i = 0; i < tokens_.size(); ++i) {
            const Token& token = tokens_[i];
            const std::uint32_t position = first_position + token.position;
            const std::string_view source = text.substr(token.begin, token.end - token.begin);
            if (token.kind == TokenKind::closed) {
                document.add_posting(compound_term(token.text, hyphenated(tokens_, i)), position, 0);
            } else if (may_have_accents(token, source)) {
                const std::string accented = accented_form(source);
                if (!accented.empty()) document.add_posting(accented_term(token.text, accented), position, 0);
            }
        }
    }

    void add_breaks(std::string_view text) {
        const Breaks breaks = breaks_of(text, tokens_);
        for (const std::uint32_t position : breaks.sentences)
            document.add_posting(std::string(sentence_term), body_position + position, 0);
        for (const std::uint32_t position : breaks.paragraphs)
            document.add_posting(std::string(paragraph_term), body_position + position, 0);
    }

    void add_keyword(FieldId field, const std::string& value) {
        if (!value.empty()) document.add_boolean_term(keyword_term(field, value));
    }

    Xapian::Document document;

private:
    void add_stems(const Token& token, const Placement& where) {
        const std::string_view code = stem_code_of(token.text, code_);
        const std::string& stem = code == unstemmed_code ? token.text : stemmer_.stem(token.text);
        const Xapian::termcount weight = is_function_word(token.text, code_) ? no_frequency : where.weight;
        document.add_term(stem_term(where.field, code, stem), weight);
        if (is_also_word(token.text, code_))
            document.add_term(stem_term(where.field, code_, std::string_view(token.text).substr(1)), no_frequency);
    }

    static bool may_have_accents(const Token& token, std::string_view source) {
        return !token.ideograph && token.kind != TokenKind::tag &&
               std::ranges::any_of(source, [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
    }

    const std::string_view code_;
    Stemmer& stemmer_;
    std::vector<Token> tokens_;
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

/// The title on its own for title: and, unless the body says the same, together with the rest for everything else.
void add_titles(DocumentBuilder& builder, const StoredArticle& article) {
    std::uint32_t begin = 0;
    for (const std::string* text : {&article.title, &article.subtitle}) {
        const std::uint32_t last = builder.read(*text);
        builder.place({.field = FieldId::title, .first_position = begin, .weight = no_frequency});
        const bool repeated = text == &article.title && repeats_lead(article);
        if (!repeated)
            builder.place(
                {.first_position = begin, .last_position = author_position - part_gap, .weight = title_weight});
        if (text == &article.title) builder.add_writings(*text, begin);
        begin += last + subtitle_gap;
    }
}

void add_authors(DocumentBuilder& builder, const StoredArticle& article) {
    std::uint32_t begin = 0;
    for (const std::string& author : article.authors) {
        const std::uint32_t last = builder.read(author);
        builder.place({.field = FieldId::author, .first_position = begin, .stems = false});
        builder.place({.first_position = author_position + begin, .last_position = body_position - part_gap});
        builder.add_keyword(FieldId::author, author);
        begin += last + paragraph_gap;
    }
}

void add_body(DocumentBuilder& builder, const StoredArticle& article) {
    builder.read(article.body);
    builder.place({.first_position = body_position});
    builder.add_writings(article.body, body_position);
    builder.add_breaks(article.body);
    for (const Definition& definition : find_definitions(article.body))
        builder.document.add_boolean_term(definition_term(definition.acronym, definition.long_form));
}

}  // namespace

Xapian::Document document_of(const StoredArticle& article) {
    DocumentBuilder builder(article.language);
    add_titles(builder, article);
    add_authors(builder, article);
    add_body(builder, article);
    builder.add_keyword(FieldId::source, article.source);
    builder.add_keyword(FieldId::section, article.section);
    builder.add_keyword(FieldId::language, article.language);
    builder.add_keyword(FieldId::place, article.place);
    builder.add_keyword(FieldId::agency, article.agency);
    for (const std::string& tag : article.tags) builder.add_keyword(FieldId::tag, tag);
    return builder.document;
}

}  // namespace broadsheet
