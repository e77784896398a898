// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/index/document.h"

#include "engine/analysis/stem.h"
#include "engine/analysis/term.h"
#include "engine/analysis/token.h"

#include <xapian.h>

#include <algorithm>

namespace broadsheet {

namespace {

/// Words of other sentences than the title's: a phrase must not run from the title into the subtitle.
constexpr std::uint32_t subtitle_gap = 100;

class DocumentBuilder {
public:
    explicit DocumentBuilder(const std::string& language) : stemmer_(Stemmer::of(language)) {}

    /// Adds a text of a field; returns the last position used.
    std::uint32_t add_text(FieldId field, std::string_view text, std::uint32_t first_position) {
        tokens_.clear();
        tokenize(text, tokens_);
        std::uint32_t last = first_position;
        for (std::size_t i = 0; i < tokens_.size(); ++i) {
            const Token& token = tokens_[i];
            last = first_position + token.position;
            document.add_posting(surface_term(field, token.text), last);
            if (carries_stem(token)) document.add_term(stem_term(field, stemmer_.stem(token.text)));
            if (token.kind == TokenKind::closed) document.add_boolean_term(compound_term(token.text, hyphenated(i)));
        }
        return last;
    }

    void add_keyword(FieldId field, const std::string& value) {
        if (!value.empty()) document.add_boolean_term(keyword_term(field, value));
    }

    Xapian::Document document;

private:
    std::string hyphenated(std::size_t closed) const {
        std::string joined;
        for (std::size_t i = closed + 1; i <= closed + tokens_[closed].parts && i < tokens_.size(); ++i) {
            if (!joined.empty()) joined += '-';
            joined += tokens_[i].text;
        }
        return joined;
    }

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

}  // namespace

Xapian::Document document_of(const StoredArticle& article) {
    DocumentBuilder builder(article.language);
    builder.add_text(FieldId::body, article.body, 0);
    const std::uint32_t title_end = repeats_lead(article) ? 0 : builder.add_text(FieldId::title, article.title, 0);
    builder.add_text(FieldId::title, article.subtitle, title_end + subtitle_gap);
    std::uint32_t author_end = 0;
    for (const std::string& author : article.authors) {
        author_end = builder.add_text(FieldId::author, author, author_end + paragraph_gap);
        builder.add_keyword(FieldId::author, author);
    }

    builder.add_keyword(FieldId::source, article.source);
    builder.add_keyword(FieldId::section, article.section);
    builder.add_keyword(FieldId::language, article.language);
    builder.add_keyword(FieldId::place, article.place);
    builder.add_keyword(FieldId::agency, article.agency);
    for (const std::string& tag : article.tags) builder.add_keyword(FieldId::tag, tag);
    return builder.document;
}

}  // namespace broadsheet
