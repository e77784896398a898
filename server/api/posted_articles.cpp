// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/posted_articles.h"

#include "server/http/problem.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <string>

namespace broadsheet {
namespace {

using Json = nlohmann::json;

/// Walks a JSON text without keeping it, and counts the objects that may be articles.
class Walk : public nlohmann::json_sax<Json> {
public:
    std::size_t articles = 0;
    std::size_t position = 0;  ///< of what isn't JSON
    std::string fault;
    bool is_json = false;  ///< at fault is what it says

    bool null() override { return value(); }
    bool boolean(bool) override { return value(); }
    bool number_integer(number_integer_t) override { return value(); }
    bool number_unsigned(number_unsigned_t) override { return value(); }
    bool number_float(number_float_t, const string_t&) override { return value(); }
    bool string(string_t&) override { return value(); }
    bool binary(binary_t&) override { return value(); }

    bool start_object(std::size_t) override {
        if (is_article()) ++articles;
        return enter('{');
    }
    bool start_array(std::size_t) override {
        if (!open_.empty() && is_article()) return refuse("an article is an object, not an array");
        if (open_ == "{" && key_ == "articles") {
            listed_ = true;
            articles = 0;  // the object around it is none
        }
        return enter('[');
    }
    bool key(string_t& name) override {
        if (open_.size() == 1) key_ = name;
        return true;
    }
    bool end_object() override { return leave(); }
    bool end_array() override { return leave(); }

    bool parse_error(std::size_t at, const std::string&, const nlohmann::detail::exception& error) override {
        position = at == 0 ? 0 : at - 1;
        fault = error.what();
        // "[json.exception.parse_error.101] parse error at line 1, column 3: syntax error while …"
        if (const std::size_t colon = fault.find(": "); colon != std::string::npos) fault.erase(0, colon + 2);
        return false;
    }

private:
    /// What stands at this place should be an article: the top itself, an item of a list at the top, or of "articles".
    bool is_article() const { return open_.empty() ? top_is_open_ : open_ == "[" || (listed_ && open_ == "{["); }
    bool value() {
        if (open_.empty() || is_article())
            return refuse("an article is an object, such as {\"title\": \"…\", \"body\": \"…\"}");
        return true;
    }
    bool enter(char bracket) {
        if (open_.size() >= posted_depth_max) return refuse("it is nested too deeply");
        open_ += bracket;
        top_is_open_ = false;
        return true;
    }
    bool leave() {
        if (open_.size() == 2) listed_ = false;
        open_.pop_back();
        return true;
    }
    bool refuse(std::string why) {
        fault = std::move(why);
        is_json = true;
        return false;
    }

    std::string open_;  ///< brackets
    std::string key_;   ///< of the object at the top
    bool listed_ = false;
    bool top_is_open_ = true;
};

HttpResponse bad_body(std::size_t position, const std::string& detail) {
    return problem(400, "bad-body", detail, {.position = position});
}

std::variant<std::size_t, HttpResponse> walk(std::string_view text, std::size_t begin) {
    Walk walk;
    if (!Json::sax_parse(text.begin(), text.end(), &walk))
        return bad_body(begin + walk.position,
                        (walk.is_json ? "The body can't be taken: " : "The body isn't JSON: ") + walk.fault + ".");
    return walk.articles;
}

std::variant<std::size_t, HttpResponse> walk_lines(std::string_view body) {
    std::size_t articles = 0;
    for (std::size_t begin = 0; begin < body.size();) {
        const std::size_t end = std::min(body.find('\n', begin), body.size());
        const std::string_view line = body.substr(begin, end - begin);
        if (line.find_first_not_of(" \t\r") != std::string_view::npos) {
            auto walked = walk(line, begin);
            if (std::holds_alternative<HttpResponse>(walked)) return walked;
            if (line[line.find_first_not_of(" \t\r")] != '{')
                return bad_body(begin, "Each line must be an article as one JSON object.");
            ++articles;
        }
        begin = end + 1;
    }
    return articles;
}

std::string media_type(const HttpRequest& request) {
    const std::string_view given = request.header("content-type").value_or("");
    std::string type(given.substr(0, given.find(';')));
    std::ranges::transform(type, type.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? char(c + 32) : c; });
    while (type.ends_with(' ')) type.pop_back();
    return type;
}

}  // namespace

std::variant<RequestKind, HttpResponse> check_posted(const HttpRequest& request) {
    const std::string type = media_type(request);
    const bool lines = type == "application/x-ndjson" || type == "application/jsonl" || type == "application/ndjson";
    if (!lines && type != "application/json")
        return problem(415, "unsupported-type",
                       "Articles are posted as application/json or, one a line, as application/x-ndjson; the "
                       "Content-Type says which.");
    const auto walked = lines ? walk_lines(request.body) : walk(request.body, 0);
    if (const auto* refused = std::get_if<HttpResponse>(&walked)) return *refused;
    if (std::get<std::size_t>(walked) == 0) return bad_body(0, "The body holds no article.");
    return lines ? RequestKind::add_lines : RequestKind::add_json;
}

}  // namespace broadsheet
