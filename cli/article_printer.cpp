// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/article_printer.h"

#include "engine/error.h"
#include "server/api/article_csv.h"
#include "server/api/citation.h"
#include "server/api/json_reply.h"
#include "server/api/nearest_name.h"

#include <cerrno>
#include <cstdio>
#include <cstring>

namespace broadsheet::cli {

namespace {

Error incomplete() {
    return Error(ErrorKind::io, std::string("the output is incomplete: stdout: ") + std::strerror(errno));
}

}  // namespace

ArticlePrinter article_printer(std::string_view name) {
    if (name == "jsonl" || name == "json" || name == "ndjson") {
        return {"", [](const StoredArticle& article, const Kinship& kinship) {
                    return article_json(article, kinship) + '\n';
                }};
    }
    if (name == "csv") return {csv_head(), csv_row};
    if (name == "ris") return {"", [](const StoredArticle& article, const Kinship&) { return ris_of(article); }};
    if (name == "bibtex") return {"", [](const StoredArticle& article, const Kinship&) { return bibtex_of(article); }};
    constexpr std::string_view names[] = {"jsonl", "csv", "ris", "bibtex"};
    const std::string near = nearest_name(name, names);
    throw Error(ErrorKind::usage, "--format " + std::string(name) + " isn't known: jsonl, csv, ris and bibtex are." +
                                      (near.empty() ? "" : " Did you mean " + near + "?"));
}

void write_out(std::string_view text) {
    if (std::fwrite(text.data(), 1, text.size(), stdout) != text.size()) throw incomplete();
}

void flush_out() {
    if (std::fflush(stdout) != 0) throw incomplete();
}

}  // namespace broadsheet::cli
