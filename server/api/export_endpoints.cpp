// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/export_endpoints.h"

#include "server/api/citation.h"
#include "server/api/nearest_name.h"
#include "server/api/parameter_readers.h"
#include "server/api/replies.h"
#include "server/api/request_checks.h"
#include "server/http/problem.h"

#include <algorithm>
#include <memory>
#include <span>
#include <variant>

namespace broadsheet {
namespace {

/// Articles that are in memory at a time.
constexpr std::size_t batch_articles = 64;

/// What says which articles, and how they are written; their other names, and what only concerns how hits are shown,
/// are read as elsewhere.
constexpr std::string_view own_parameters[] = {"q",      "searchIn", "from",       "to",     "sources", "section",
                                               "author", "language", "tag",        "agency", "place",   "year",
                                               "exact",  "op",       "addedAfter", "format"};

std::vector<std::string_view> format_names() {
    std::vector<std::string_view> names;
    for (const ArticleFormat& format : article_formats()) names.push_back(format.name);
    return names;
}

/// Takes the format out of the parameters; the fault of an unknown one.
std::variant<const ArticleFormat*, ParameterFault> take_format(ParameterList& parameters) {
    std::string wanted = "jsonl";
    for (const auto& [name, value] : parameters) {
        if (name == "format" && !value.empty()) wanted = value;
    }
    std::erase_if(parameters, [](const auto& parameter) { return parameter.first == "format"; });
    if (const ArticleFormat* format = find_article_format(wanted)) return format;
    const auto names = format_names();
    return *bad_value("format", wanted, listed(names), nearest_name(wanted, names));
}

std::optional<ParameterFault> fault_of_page(const ParameterList& parameters) {
    for (const auto& [name, value] : parameters) {
        constexpr std::string_view of_a_page[] = {"page",     "pageSize", "offset", "cursor", "page-size",
                                                  "per_page", "limit",    "facets", "fields"};
        if (std::ranges::find(of_a_page, name) == std::end(of_a_page)) continue;
        return ParameterFault{
            400,
            "conflicting-parameters",
            name,
            "An export holds every article that is found, whole; '" + name + "' belongs to /api/v1/search.",
            {}};
    }
    return std::nullopt;
}

/// The pieces of an export, one batch of articles each.
class ExportPieces {
public:
    ExportPieces(const ArchiveAccess& access, const ArticleFormat& format, std::vector<ArticleId> ids)
        : access_(access), format_(format), ids_(std::move(ids)) {}

    bool next(std::string& piece) {
        if (ended_) return false;
        if (at_ == 0) piece = format_.head();
        const auto batch = std::span(ids_).subspan(at_, std::min(batch_articles, ids_.size() - at_));
        for (const auto& [article, kinship] : access_.articles(batch)) {
            if (written_++ > 0) piece += format_.between;
            piece += format_.article(article, kinship);
        }
        at_ += batch.size();
        ended_ = at_ == ids_.size();
        if (ended_) piece += format_.foot;
        return true;
    }

private:
    const ArchiveAccess& access_;
    const ArticleFormat& format_;
    const std::vector<ArticleId> ids_;
    std::size_t at_ = 0;
    std::size_t written_ = 0;
    bool ended_ = false;
};

std::string attachment(const std::string& stem, std::string_view suffix) {
    return "attachment; filename=\"" + stem + "." + std::string(suffix) + "\"";
}

}  // namespace

HttpResponse export_reply(const ArchiveAccess& access, const HttpRequest& request) {
    ParameterList parameters = request.parameters;
    const auto taken = take_format(parameters);
    if (const auto* fault = std::get_if<ParameterFault>(&taken)) return refusal(*fault);
    if (const auto fault = fault_of_page(parameters)) return refusal(*fault);
    const auto read = read_search_parameters(parameters, access.now_s());
    if (const auto* fault = std::get_if<ParameterFault>(&read)) {
        return fault->code == "unknown-parameter"
                   ? *refuse_others({request.method, request.path, {{fault->parameter, ""}}, {}, "", ""},
                                    own_parameters)
                   : refusal(*fault);
    }
    const ArticleFormat& format = *std::get<const ArticleFormat*>(taken);
    std::vector<ArticleId> ids = access.matching(std::get<SearchParameters>(read).request);

    HttpResponse response;
    response.content_type = format.content_type;
    response.headers.emplace_back("Cache-Control", "no-store");
    response.headers.emplace_back("X-Total-Count", std::to_string(ids.size()));
    const std::string day = to_iso_utc(access.now_s()).substr(0, 10);
    response.headers.emplace_back("Content-Disposition", attachment("broadsheet-" + day, format.suffix));
    const auto pieces = std::make_shared<ExportPieces>(access, format, std::move(ids));
    response.next_piece = [pieces](std::string& piece) { return pieces->next(piece); };
    return response;
}

HttpResponse Exports::reply(const HttpRequest& request) const {
    // Left when the reply goes, sent or not.
    const std::shared_ptr<void> place(nullptr, [count = under_way_](void*) { --*count; });
    if (++*under_way_ > exports_at_once)
        return problem(503, "overloaded", "There are as many exports under way as the server takes; try again soon.");
    HttpResponse response = export_reply(access_, request);
    if (response.next_piece)
        response.next_piece = [place, next = std::move(response.next_piece)](std::string& piece) {
            return next(piece);
        };
    return response;
}

std::string formatted(const ArchiveAccess& access, const ArticleFormat& format, const std::vector<ArticleId>& ids) {
    std::string text = format.head();
    std::size_t written = 0;
    for (const auto& [article, kinship] : access.articles(ids)) {
        if (written++ > 0) text += format.between;
        text += format.article(article, kinship);
    }
    return text.append(format.foot);
}

bool is_article_format(std::string_view name) {
    return name == "text" || find_article_format(name);
}

HttpResponse article_in(std::string_view format, const StoredArticle& article, const Kinship& kinship,
                        std::string tag) {
    HttpResponse response;
    const ArticleFormat* listed_format = find_article_format(format);
    response.content_type = listed_format ? listed_format->content_type : "text/plain; charset=utf-8";
    response.body = listed_format ? listed_format->head() + listed_format->article(article, kinship) +
                                        std::string(listed_format->foot)
                                  : plain_text_of(article);
    const std::string_view suffix = listed_format ? listed_format->suffix : "txt";
    response.headers.emplace_back("Content-Disposition", attachment(citation_key(article), suffix));
    response.headers.emplace_back("Cache-Control", "no-cache");
    response.headers.emplace_back("ETag", std::move(tag));
    return response;
}

}  // namespace broadsheet
