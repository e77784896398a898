// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// A site over a small archive of its own, asked as a browser or a program at the same machine asks.

#include "server/api/archive_server.h"
#include "tests/support/test_archive.h"

#include <nlohmann/json.hpp>

#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace broadsheet::test {

using Pairs = std::vector<std::pair<std::string, std::string>>;

class ShelfSite {
public:
    ShelfSite() {
        archive.put_and_index(
            "/in/wire",
            {{.title = "Long covid named",
              .body = "Doctors speak of long covid. Artificial general intelligence (AGI) is another matter.",
              .key = "1",
              .source = "Harbour <Wire>",
              .published = "2020-06-12"},
             {.title = "Tram", .body = "A tram.", .key = "2", .source = "Harbour <Wire>", .published = "2020-08-01"},
             {.title = "Later", .body = "long covid", .key = "3", .source = "Ledger", .published = "2021-01"}});
        secret = KeyStore(archive.path()).add("desk", Scope::admin, {}, 1'700'000'000)->secret;
        serve({});
    }

    /// Serves the archive by these rules from now on.
    void serve(AccessRules rules) {
        site = archive_handler(std::make_shared<Searcher>(archive.path()), {}, cache_bytes_default, std::move(rules));
    }

    HttpResponse get(const std::string& path, const Pairs& parameters = {}) {
        return answered({"GET", path, parameters, local, "", "127.0.0.1"});
    }
    nlohmann::json get_json(const std::string& path, const Pairs& parameters = {}) {
        return nlohmann::json::parse(get(path, parameters).body);
    }
    /// As a program with a key of scope admin.
    HttpResponse send(const std::string& method, const std::string& path, const std::string& json) {
        const Pairs headers = {{"content-type", "application/json"}, {"authorization", "Bearer " + secret}};
        return answered({method, path, {}, with(headers), json, "127.0.0.1"});
    }
    HttpResponse post_form(const std::string& path, const std::string& form, const Pairs& headers = {}) {
        Pairs all = with({{"content-type", "application/x-www-form-urlencoded"}});
        all.insert(all.end(), headers.begin(), headers.end());
        return answered({"POST", path, {}, all, form, "127.0.0.1"});
    }
    HttpResponse answered(const HttpRequest& request) {
        HttpResponse response = site(request);
        if (response.stored) response.body = response.stored->plain();
        return response;
    }
    Pairs with(const Pairs& more) const {
        Pairs all = local;
        all.insert(all.end(), more.begin(), more.end());
        return all;
    }

    const Pairs local = {{"host", "localhost:8080"}};
    TestArchive archive;
    HttpHandler site;
    std::string secret;
};

inline std::string header_of(const HttpResponse& response, std::string_view name) {
    for (const auto& [known, value] : response.headers) {
        if (known == name) return value;
    }
    return {};
}

inline bool has(const HttpResponse& response, std::string_view text) {
    return response.body.find(text) != std::string::npos;
}

}  // namespace broadsheet::test
