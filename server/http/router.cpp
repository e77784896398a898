// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/router.h"

#include <algorithm>
#include <utility>

#include "server/http/problem.h"

namespace broadsheet {
namespace {

bool is_capture(std::string_view segment) {
    return segment.size() >= 2 && segment.front() == '{' && segment.back() == '}';
}

/// "/a/b" has the segments a and b; "/a/" has a and an empty one, so that it is another path than "/a".
std::vector<std::string_view> split_path(std::string_view path) {
    std::vector<std::string_view> segments;
    while (!path.empty() && path.front() == '/') {
        path.remove_prefix(1);
        const std::size_t end = std::min(path.find('/'), path.size());
        segments.push_back(path.substr(0, end));
        path.remove_prefix(end);
    }
    return segments;
}

bool matches(const std::vector<std::string>& pattern, const std::vector<std::string_view>& segments) {
    return std::equal(pattern.begin(), pattern.end(), segments.begin(), segments.end(),
                      [](const std::string& wanted, std::string_view given) {
                          return is_capture(wanted) ? !given.empty() : wanted == given;
                      });
}

/// True if `left` names a segment literally at the first place where the two patterns differ in that.
bool is_more_literal(const std::vector<std::string>& left, const std::vector<std::string>& right) {
    for (std::size_t i = 0; i < std::min(left.size(), right.size()); ++i) {
        if (is_capture(left[i]) != is_capture(right[i])) return is_capture(right[i]);
    }
    return false;
}

std::string allowed_methods(std::vector<std::string> methods) {
    if (std::find(methods.begin(), methods.end(), "GET") != methods.end()) methods.emplace_back("HEAD");
    std::sort(methods.begin(), methods.end());
    methods.erase(std::unique(methods.begin(), methods.end()), methods.end());
    std::string allow;
    for (const std::string& method : methods) allow += (allow.empty() ? "" : ", ") + method;
    return allow;
}

HttpResponse allowed_here(const std::string& allow) {
    HttpResponse response;
    response.status = 204;
    response.headers.emplace_back("Allow", allow + ", OPTIONS");
    return response;
}

}  // namespace

void Router::add(std::string method, std::string_view pattern, Handler handler) {
    Route route{std::move(method), std::string(pattern), {}, std::move(handler)};
    for (const std::string_view segment : split_path(pattern)) route.segments.emplace_back(segment);
    const auto place = std::find_if(routes_.begin(), routes_.end(), [&](const Route& other) {
        return is_more_literal(route.segments, other.segments);
    });
    routes_.insert(place, std::move(route));
}

std::vector<std::pair<std::string, std::string>> Router::routes() const {
    std::vector<std::pair<std::string, std::string>> all;
    for (const Route& route : routes_) all.emplace_back(route.method, route.pattern);
    return all;
}

HttpResponse Router::handle(const HttpRequest& request) const {
    const auto segments = split_path(request.path);
    const std::string_view method = request.method == "HEAD" ? std::string_view("GET") : request.method;
    std::vector<std::string> methods;
    for (const Route& route : routes_) {
        if (!matches(route.segments, segments)) continue;
        methods.push_back(route.method);
        if (route.method != method) continue;
        if (guard_) {
            if (auto refused = guard_(request, route.method, route.pattern)) {
                refused->route = route.pattern;
                return std::move(*refused);
            }
        }
        std::vector<std::string> captured;
        for (std::size_t i = 0; i < segments.size(); ++i) {
            if (is_capture(route.segments[i])) captured.emplace_back(segments[i]);
        }
        HttpResponse response = route.handler(request, captured);
        response.route = route.pattern;
        return response;
    }
    if (methods.empty()) return problem(404, "not-found", "there is nothing at " + request.path);
    const std::string allow = allowed_methods(std::move(methods));
    if (method == "OPTIONS") return allowed_here(allow);
    HttpResponse response = problem(405, "method-not-allowed", request.path + " answers " + allow + " only");
    response.headers.emplace_back("Allow", allow);
    return response;
}

}  // namespace broadsheet
