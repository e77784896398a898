// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/formats/format.h"
#include "indexer/formats/readers.h"

#include <array>
#include <utility>

namespace broadsheet {
namespace {

constexpr std::array<std::pair<Format, std::string_view>, 18> format_names{{
    {Format::text, "text"},
    {Format::markdown, "markdown"},
    {Format::html, "html"},
    {Format::mhtml, "mhtml"},
    {Format::json, "json"},
    {Format::jsonl, "jsonl"},
    {Format::csv, "csv"},
    {Format::tsv, "tsv"},
    {Format::feed, "feed"},
    {Format::newsml_g2, "newsml-g2"},
    {Format::nitf, "nitf"},
    {Format::alto, "alto"},
    {Format::mets, "mets"},
    {Format::reuters_sgml, "reuters-sgml"},
    {Format::warc, "warc"},
    {Format::email, "email"},
    {Format::mbox, "mbox"},
    {Format::pdf, "pdf"},
}};

}  // namespace

std::string_view name_of(Format format) {
    for (const auto& [value, name] : format_names)
        if (value == format) return name;
    return {};
}

std::optional<Format> find_format(std::string_view name) {
    for (const auto& [value, known] : format_names)
        if (known == name) return value;
    return {};
}

std::string_view name_of(Stage stage) {
    switch (stage) {
        case Stage::open:
            return "open";
        case Stage::recognize:
            return "recognize";
        case Stage::decode:
            return "decode";
        case Stage::parse:
            return "parse";
        case Stage::extract:
            return "extract";
        case Stage::store:
            return "store";
    }
    return {};
}

void ArticleSink::defer(std::string location, std::size_t, std::function<void(ArticleSink&)> work) {
    try {
        work(*this);
    } catch (const std::bad_alloc&) {
        problem(Stage::parse, std::move(location), "needs more memory than there is");
    } catch (const std::exception& error) {
        problem(Stage::parse, std::move(location), error.what());
    }
}

void read_articles(Format format, ByteStream& stream, const InputInfo& info, ArticleSink& sink) {
    switch (format) {
        case Format::text:
            return read_plain_text(stream, info, sink);
        case Format::markdown:
            return read_markdown(stream, info, sink);
        case Format::html:
            return read_html(stream, info, sink);
        case Format::json:
            return read_json(stream, info, sink);
        case Format::jsonl:
            return read_jsonl(stream, info, sink);
        case Format::csv:
            return read_csv(stream, false, info, sink);
        case Format::tsv:
            return read_csv(stream, true, info, sink);
        case Format::reuters_sgml:
            return read_reuters_sgml(stream, info, sink);
        case Format::feed:
            return read_feed(stream, info, sink);
        case Format::newsml_g2:
            return read_newsml_g2(stream, info, sink);
        case Format::nitf:
            return read_nitf(stream, info, sink);
        case Format::alto:
            return read_alto(stream, info, sink);
        case Format::mets:
            return read_mets(stream, info, sink);
        case Format::warc:
            return read_warc(stream, info, sink);
        case Format::email:
            return read_email(stream, info, sink);
        case Format::mbox:
            return read_mbox(stream, info, sink);
        case Format::mhtml:
            return read_mhtml(stream, info, sink);
        case Format::pdf:
            return read_pdf(stream, info, sink);
    }
}

}  // namespace broadsheet
