// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Which handler answers which path: literal segments and {captured} ones, compared one by one.

#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "server/http/http.h"

namespace broadsheet {

class Router {
public:
    /// `captured` holds the segments that stand for the {…} of the pattern, in order, decoded, never empty.
    using Handler = std::function<HttpResponse(const HttpRequest& request, const std::vector<std::string>& captured)>;

    /// Adds a route such as ("GET", "/api/v1/articles/{id}"). A literal segment wins over a captured one. HEAD is
    /// answered by GET's handler.
    void add(std::string method, std::string_view pattern, Handler handler);

    /// Calls the handler of the path, or replies 404, or 405 with Allow if the path has handlers for other methods.
    HttpResponse handle(const HttpRequest& request) const;

    /// Method and pattern of every route: {"GET", "/api/v1/articles/{id}"}.
    std::vector<std::pair<std::string, std::string>> routes() const;

private:
    struct Route {
        std::string method;
        std::vector<std::string> segments;
        std::string pattern;
        Handler handler;
    };
    std::vector<Route> routes_;
};

}  // namespace broadsheet
