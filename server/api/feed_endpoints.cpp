// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/feed_endpoints.h"

#include "server/api/base_address.h"
#include "server/api/json_writer.h"
#include "server/api/request_checks.h"
#include "server/api/result_links.h"
#include "server/api/search_links.h"
#include "server/api/xml_writer.h"

#include <utility>

namespace broadsheet {

HttpResponse feed_reply(FeedKind kind, std::string_view path, const ArchiveAccess& access, const HttpRequest& request,
                        const SearchParameters& search, const SearchReply& reply, std::string tag) {
    FeedFrame frame;
    frame.base = base_address(request);
    frame.self = url_of(path, request.parameters);
    if (const auto next = next_page(search, reply)) frame.next = url_of(path, write_search_parameters(*next));
    frame.archive_id = access.archive_id;
    HttpResponse response;
    response.content_type = feed_content_type(kind);
    response.body = feed_text(kind, frame, search, reply);
    response.headers.emplace_back("Cache-Control", "no-cache");
    response.headers.emplace_back("ETag", std::move(tag));
    // The feed itself has it, too.
    if (!frame.next.empty() && frame.next.size() < link_header_bytes_max)
        response.headers.emplace_back("Link", "<" + frame.next + ">; rel=\"next\"");
    return response;
}

HttpResponse opensearch_reply(const HttpRequest& request) {
    if (auto refused = refuse_others(request, {})) return *refused;
    const std::string base = base_address(request);
    XmlWriter xml;
    xml.begin("OpenSearchDescription", {{"xmlns", "http://a9.com/-/spec/opensearch/1.1/"}});
    xml.element("ShortName", "Broadsheet");
    xml.element("Description", "Search this news archive");
    xml.element("InputEncoding", "UTF-8");
    xml.empty("Url", {{"type", "text/html"}, {"rel", "results"}, {"template", base + "/?q={searchTerms}"}});
    xml.empty("Url", {{"type", "application/atom+xml"},
                      {"rel", "results"},
                      {"template", base + "/feed.atom?q={searchTerms}&page={startPage?}&pageSize={count?}"}});
    xml.empty("Url", {{"type", "application/x-suggestions+json"},
                      {"rel", "suggestions"},
                      {"template", base + "/api/v1/suggest?format=opensearch&q={searchTerms}"}});
    xml.empty(
        "Url",
        {{"type", "application/opensearchdescription+xml"}, {"rel", "self"}, {"template", base + "/opensearch.xml"}});
    xml.element("Image", base + "/favicon.svg", {{"type", "image/svg+xml"}});
    xml.end();
    HttpResponse response;
    response.content_type = "application/opensearchdescription+xml; charset=utf-8";
    response.body = xml.take();
    response.headers.emplace_back("Cache-Control", "no-cache");
    return response;
}

std::string opensearch_suggestions(const std::string& base, std::string_view begun,
                                   const std::vector<Completion>& completions) {
    JsonWriter json;
    const auto list = [&](auto value_of) {
        json.begin_array();
        for (const Completion& completion : completions) json.string(value_of(completion));
        json.end_array();
    };
    json.begin_array();
    json.string(begun);
    list([](const Completion& completion) { return completion.query; });
    list([](const Completion& completion) {
        return std::to_string(completion.articles) + (completion.articles == 1 ? " article" : " articles");
    });
    list([&](const Completion& completion) { return url_of(base + "/", {{"q", completion.query}}); });
    json.end_array();
    return json.take();
}

}  // namespace broadsheet
