// SPDX-License-Identifier: GPL-3.0-or-later
// Who may do what: the table of access_need.h, by what the site of a real archive answers.
#include "server/api/access_need.h"
#include "server/api/export_endpoints.h"
#include "server/http/stored_body.h"
#include "tests/server/shelf_site.h"

#include <doctest/doctest.h>

#include <set>

using namespace broadsheet;
using Json = nlohmann::json;
using test::has;
using test::header_of;
using test::Pairs;

namespace {

constexpr std::int64_t long_ago_s = 1'700'000'000;

/// A path that a route answers, with numbers of the archive for what it captures.
std::string path_of(std::string pattern) {
    for (const char* place : {"{id}", "{number}", "{hash}", "{file}"}) {
        if (const auto at = pattern.find(place); at != pattern.npos)
            pattern.replace(at, std::string(place).size(), "1");
    }
    return pattern;
}

std::string base64(std::string_view bytes) {
    constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string text;
    for (std::size_t at = 0; at < bytes.size(); at += 3) {
        std::uint32_t bits = 0;
        for (std::size_t i = 0; i < 3; ++i)
            bits = bits << 8 | (at + i < bytes.size() ? static_cast<unsigned char>(bytes[at + i]) : 0U);
        for (std::size_t i = 0; i < 4; ++i) text += at + i > bytes.size() ? '=' : letters[bits >> (18 - 6 * i) & 63U];
    }
    return text;
}

/// A site that is closed to readers, and keys for it.
struct ClosedSite : test::ShelfSite {
    ClosedSite() {
        serve({.open_reading = false});
        KeyStore keys(archive.path());
        reader = keys.add("reader", Scope::read, {}, long_ago_s)->secret;
        writer = keys.add("writer", Scope::write, {}, long_ago_s)->secret;
    }

    /// From afar.
    HttpResponse ask(const std::string& method, const std::string& path, const Pairs& headers = {},
                     const Pairs& parameters = {}, const std::string& body = "") {
        Pairs all = {{"host", "news.example"}, {"content-type", "application/json"}};
        all.insert(all.end(), headers.begin(), headers.end());
        return answered({method, path, parameters, all, body, "10.0.0." + std::to_string(client)});
    }
    static Pairs bearer(const std::string& secret) { return {{"authorization", "Bearer " + secret}}; }

    std::string reader, writer;
    int client = 7;
};

std::string code_of(const HttpResponse& response) {
    return Json::parse(response.body).value("code", "");
}

}  // namespace

TEST_CASE("authority: without a key every route of a closed site is refused but health, style and script") {
    ClosedSite site;
    std::set<std::string> open;
    std::size_t closed = 0;
    for (const auto& [method, pattern] : site_routes()) {
        CAPTURE(method + " " + pattern);
        const HttpResponse reply = site.ask(method, path_of(pattern));
        if (reply.status != 401) {
            open.insert(pattern);
            continue;
        }
        ++closed;
        CHECK_FALSE(header_of(reply, "WWW-Authenticate").empty());
        CHECK(header_of(reply, "Cache-Control") == "no-store");
        CHECK_FALSE(has(reply, "covid"));
        if (method == "GET") CHECK(site.ask("HEAD", path_of(pattern)).status == 401);
    }
    CHECK(open == std::set<std::string>{"/healthz", "/readyz", "/robots.txt", "/favicon.svg", "/favicon.ico",
                                        "/static/{hash}/{file}"});
    CHECK(closed >= 30);
}

TEST_CASE("authority: whatever isn't read needs a key, also routes that nobody has thought of") {
    for (const char* method : {"POST", "PATCH", "DELETE", "PUT"}) {
        CHECK(need_of(method, "/api/v1/articles") == Need::writing);
        CHECK(need_of(method, "/tomorrow") == Need::writing);
        CHECK(need_of(method, "/healthz") == Need::writing);
        CHECK(need_of(method, "/api/v1/reindex") == Need::administering);
        CHECK(need_of(method, "/saved/{id}") == Need::saving);
        CHECK(need_of(method, "/savedness") == Need::writing);
    }
    CHECK(need_of("GET", "/tomorrow") == Need::reading);
    CHECK(need_of("HEAD", "/healthz") == Need::nothing);
    CHECK(need_of("GET", "/healthz/more") == Need::nothing);
    CHECK(need_of("GET", "/healthzz") == Need::reading);
    CHECK(need_of("GET", "/admin") == Need::administering);
    CHECK(need_of("GET", "/api/v1/jobs") == Need::administering);
    CHECK(need_of("GET", "/api/v1/jobs/{id}") == Need::writing);
    CHECK(need_of("DELETE", "/api/v1/jobs/{id}") == Need::administering);
}

TEST_CASE("authority: a key opens what its scope includes, and a smaller one is told what is missing") {
    ClosedSite site;
    for (const std::string& secret : {site.reader, site.writer, site.secret}) {
        const HttpResponse reply = site.ask("GET", "/api/v1/search", site.bearer(secret), {{"q", "covid"}});
        CHECK(reply.status == 200);
        CHECK(has(reply, "covid"));
        CHECK(header_of(reply, "Cache-Control") == "private, no-cache");
        CHECK(header_of(reply, "Vary").find("Authorization") != std::string::npos);
    }
    const std::string search = R"({"query":"q=tram"})";
    const HttpResponse refused = site.ask("POST", "/api/v1/searches", site.bearer(site.reader), {}, search);
    CHECK(refused.status == 403);
    CHECK(code_of(refused) == "small-scope");
    CHECK(has(refused, "scope write"));
    CHECK(header_of(refused, "WWW-Authenticate").find("insufficient_scope") != std::string::npos);
    CHECK(site.ask("POST", "/api/v1/searches", site.bearer(site.writer), {}, search).status == 201);
    CHECK(site.ask("DELETE", "/api/v1/searches/1", site.bearer(site.secret)).status == 204);

    const auto entries = AuditLog(site.archive.path()).newest(10);
    REQUIRE(entries.size() == 2);
    CHECK(entries[0].action == "search.delete");
    CHECK(entries[0].who == "desk (1)");
    CHECK(entries[1].action == "search.save");
    CHECK(entries[1].who == "writer (3)");
    CHECK(entries[1].remote == "10.0.0.7");
    CHECK(entries[1].object == "1 tram");
}

TEST_CASE("authority: keys are shown as Bearer in any case, as a browser's password, and by NewsAPI's clients") {
    ClosedSite site;
    const auto status = [&](const std::string& authorization) {
        return site.ask("GET", "/api/v1/status", {{"authorization", authorization}}).status;
    };
    CHECK(status("bearer " + site.reader) == 200);
    CHECK(status("BEARER   " + site.reader + " ") == 200);
    CHECK(status("Basic " + base64("anybody:" + site.reader)) == 200);
    CHECK(status("basic " + base64(":" + site.reader)) == 200);
    CHECK(status(site.reader) == 401);
    CHECK(status("Bearer") == 401);
    CHECK(status("Basic " + base64(site.reader)) == 401);
    CHECK(status("Basic ???") == 401);
    CHECK(status("Digest " + site.reader) == 401);

    ++site.client;
    const HttpResponse page = site.ask("GET", "/");
    CHECK(page.status == 401);
    CHECK(page.content_type == "text/html; charset=utf-8");
    CHECK(header_of(page, "WWW-Authenticate").starts_with("Basic "));
    CHECK(header_of(site.ask("GET", "/api/v1/status"), "WWW-Authenticate").starts_with("Bearer "));

    CHECK(site.ask("GET", "/v2/everything", {{"x-api-key", site.reader}}).status == 200);
    CHECK(site.ask("GET", "/v2/everything", {}, {{"apiKey", site.reader}}).status == 200);
    CHECK(site.ask("GET", "/api/v1/search", {{"x-api-key", site.reader}}).status == 401);
    CHECK(site.ask("GET", "/api/v1/search", {}, {{"apiKey", site.reader}}).status == 401);
    const HttpResponse missing = site.ask("GET", "/v2/everything");
    CHECK(missing.status == 401);
    CHECK(code_of(missing) == "apiKeyMissing");
    CHECK(code_of(site.ask("GET", "/v2/everything", {{"x-api-key", "nonsense"}})) == "apiKeyInvalid");
}

TEST_CASE("authority: what doesn't open is told by its reason") {
    ClosedSite site;
    KeyStore keys(site.archive.path());
    const auto code = [&](const std::string& secret) {
        const HttpResponse reply = site.ask("GET", "/api/v1/status", site.bearer(secret));
        CHECK(reply.status == 401);
        CHECK(header_of(reply, "WWW-Authenticate").find("invalid_token") != std::string::npos);
        CHECK(reply.body.find(secret) == std::string::npos);
        return code_of(reply);
    };
    const auto expired = keys.add("expired", Scope::admin, long_ago_s + 1, long_ago_s);
    CHECK(code(expired->secret) == "expired-key");
    const auto revoked = keys.add("revoked", Scope::admin, {}, long_ago_s);
    CHECK(site.ask("GET", "/api/v1/status", site.bearer(revoked->secret)).status == 200);
    keys.revoke("revoked", long_ago_s);
    CHECK(code(revoked->secret) == "revoked-key");
    CHECK(code(new_secret()) == "unknown-key");
    CHECK(code(site.reader.substr(1)) == "mistyped-key");
    const HttpResponse none = site.ask("GET", "/api/v1/status");
    CHECK(code_of(none) == "no-key");
    CHECK(has(none, "broadsheet key add NAME --scope read"));
}

TEST_CASE("authority: guessing ends after ten wrong keys, for this client alone") {
    ClosedSite site;
    int wrong = 0;
    HttpResponse last;
    for (int i = 0; i < 30 && last.status != 429; ++i) {
        last = site.ask("GET", "/api/v1/status", site.bearer(new_secret()));
        wrong += last.status == 401 ? 1 : 0;
    }
    CHECK(wrong >= 10);
    CHECK(wrong <= 12);  // a slow machine gets one more every six seconds
    CHECK(last.status == 429);
    CHECK(code_of(last) == "too-many-attempts");
    CHECK(std::stoi(header_of(last, "Retry-After")) <= 6);
    CHECK(site.ask("GET", "/healthz").status == 200);
    ++site.client;
    CHECK(site.ask("GET", "/api/v1/status", site.bearer(site.reader)).status == 200);
}

TEST_CASE("authority: pages elsewhere change nothing, whatever their visitor's browser sends along") {
    ClosedSite site;
    site.serve({.open_reading = true, .origins = {"https://desk.example"}});
    const std::string search = R"({"query":"q=tram"})";
    const auto status = [&](Pairs headers) { return site.ask("POST", "/api/v1/searches", headers, {}, search).status; };
    const std::string bearer = "Bearer " + site.writer, basic = "Basic " + base64("x:" + site.writer);
    CHECK(status({{"authorization", bearer}, {"origin", "https://evil.example"}}) == 403);
    CHECK(status({{"authorization", bearer}, {"sec-fetch-site", "cross-site"}}) == 403);
    CHECK(status({{"authorization", basic}, {"sec-fetch-site", "same-site"}}) == 403);
    CHECK(status({{"authorization", basic}, {"origin", "https://desk.example"}}) == 403);
    CHECK(status({{"authorization", basic}, {"origin", "null"}}) == 403);
    CHECK(status({{"origin", "https://desk.example"}}) == 403);
    CHECK(status({{"authorization", bearer}, {"origin", "https://desk.example"}, {"sec-fetch-site", "cross-site"}}) ==
          201);
    CHECK(status({{"authorization", basic}, {"origin", "http://news.example"}}) == 201);
    CHECK(status({{"authorization", basic}, {"origin", "https://news.example"}, {"x-forwarded-proto", "https"}}) ==
          201);
    CHECK(status({}) == 401);
}

TEST_CASE("authority: an open site answers readers whatever they show, and keeps no reply private") {
    ClosedSite site;
    site.serve({});
    const HttpResponse reply = site.ask("GET", "/api/v1/search", site.bearer("nonsense"), {{"q", "covid"}});
    CHECK(reply.status == 200);
    CHECK(header_of(reply, "Cache-Control") == "no-cache");
    CHECK(header_of(reply, "Vary").find("Authorization") == std::string::npos);
    CHECK(site.ask("GET", "/v2/everything", {}, {{"apiKey", "any"}}).status == 200);
    CHECK(site.ask("DELETE", "/api/v1/searches/1").status == 401);
}

TEST_CASE("exports: more than are taken at a time are answered 503, and leave their place when they end") {
    ClosedSite site;
    site.serve({});
    std::vector<HttpResponse> under_way;
    for (std::size_t i = 0; i < exports_at_once; ++i) {
        under_way.push_back(site.ask("GET", "/api/v1/export"));
        CHECK(under_way.back().status == 200);
    }
    const HttpResponse refused = site.ask("GET", "/api/v1/export");
    CHECK(refused.status == 503);
    CHECK(header_of(refused, "Retry-After") == "1");
    under_way.pop_back();
    CHECK(site.ask("GET", "/api/v1/export").status == 200);
    CHECK(site.ask("GET", "/api/v1/export", {}, {{"nonsense", "1"}}).status == 400);
}
