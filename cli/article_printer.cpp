// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/article_printer.h"

#include "cli/output.h"
#include "engine/error.h"
#include "server/api/nearest_name.h"

#include <cerrno>
#include <cstdio>
#include <cstring>

#include <unistd.h>

namespace broadsheet::cli {

namespace {

Error incomplete() {
    return Error(ErrorKind::io, std::string("the output is incomplete: stdout: ") + std::strerror(errno));
}

}  // namespace

const ArticleFormat& article_format(std::string_view name) {
    if (const ArticleFormat* format = find_article_format(name == "json" || name == "ndjson" ? "jsonl" : name))
        return *format;
    std::vector<std::string_view> names;
    for (const ArticleFormat& format : article_formats()) names.push_back(format.name);
    const std::string near = nearest_name(name, names);
    throw Error(ErrorKind::usage, "--format " + std::string(name) + " isn't known; there are " +
                                      article_format_names(", ") + "." +
                                      (near.empty() ? "" : " Did you mean " + near + "?"));
}

ArticlePrinter::ArticlePrinter(const ArticleFormat& format)
    : format_(format), terminal_(::isatty(STDOUT_FILENO) == 1) {}

void ArticlePrinter::write(const std::string& text) const {
    if (!terminal_) return write_out(text);
    if (format_.content_type.find("json") != std::string_view::npos) return write_out(harmless_json(text));
    std::string lines;
    for (const char c : text)
        if (c != '\r') lines += c;
    write_out(harmless(lines));
}

void ArticlePrinter::print(const StoredArticle& article, const Kinship& kinship) {
    write(printed_++ == 0 ? format_.head() : std::string(format_.between));
    write(format_.article(article, kinship));
}

void ArticlePrinter::finish() {
    if (printed_ == 0) write(format_.head());
    write(std::string(format_.foot));
    flush_out();
}

void write_out(std::string_view text) {
    if (std::fwrite(text.data(), 1, text.size(), stdout) != text.size()) throw incomplete();
}

void flush_out() {
    if (std::fflush(stdout) != 0) throw incomplete();
}

}  // namespace broadsheet::cli
