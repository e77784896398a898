// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/article_format.h"

#include "server/api/article_csv.h"
#include "server/api/citation.h"
#include "server/api/csl_json.h"
#include "server/api/json_reply.h"
#include "server/api/nearest_name.h"
#include "server/api/ninjs.h"

#include <algorithm>

namespace broadsheet {
namespace {

std::string nothing() {
    return {};
}

const ArticleFormat formats[] = {
    {"jsonl", "application/jsonl", "jsonl", nothing,
     [](const StoredArticle& article, const Kinship& kinship) { return article_json(article, kinship) + '\n'; }, "",
     ""},
    {"csv", "text/csv; charset=utf-8; header=present", "csv", csv_head, csv_row, "", ""},
    {"ris", "application/x-research-info-systems; charset=utf-8", "ris", nothing,
     [](const StoredArticle& article, const Kinship&) { return ris_of(article); }, "", ""},
    {"bibtex", "application/x-bibtex; charset=utf-8", "bib", nothing,
     [](const StoredArticle& article, const Kinship&) { return bibtex_of(article); }, "", ""},
    {"csljson", "application/vnd.citationstyles.csl+json", "json", [] { return std::string("[\n"); },
     [](const StoredArticle& article, const Kinship&) { return csl_json_of(article); }, ",\n", "\n]\n"},
    {"ninjs", "application/jsonl", "jsonl", nothing,
     [](const StoredArticle& article, const Kinship&) { return ninjs_of(article) + '\n'; }, "", ""},
};

void add_line(std::string& text, std::string_view name, std::string_view value) {
    if (!value.empty()) text.append(name).append(": ").append(value).append("\n");
}

}  // namespace

std::span<const ArticleFormat> article_formats() {
    return formats;
}

const ArticleFormat* find_article_format(std::string_view name) {
    const auto found = std::ranges::find(formats, name, &ArticleFormat::name);
    return found == std::end(formats) ? nullptr : &*found;
}

std::string article_format_names(std::string_view between) {
    std::string names;
    for (const ArticleFormat& format : formats) names.append(names.empty() ? "" : between).append(format.name);
    return names;
}

std::string plain_text_of(const StoredArticle& article) {
    std::string text = (article.title.empty() ? "Untitled" : article.title) + "\n\n";
    std::string authors;
    for (const std::string& author : article.authors) authors += (authors.empty() ? "" : ", ") + author;
    add_line(text, "Subtitle", article.subtitle);
    add_line(text, "By", authors);
    add_line(text, "Source", article.source);
    add_line(text, "Agency", article.agency);
    add_line(text, "Section", article.section);
    add_line(text, "Place", article.place);
    add_line(text, "Published", to_iso(article.published));
    add_line(text, "URL", article.url);
    if (article.withdrawn) text += "Withdrawn by its publication\n";
    if (article.partial) text += "Summary only\n";
    return text + "\n" + article.body + "\n";
}

}  // namespace broadsheet
