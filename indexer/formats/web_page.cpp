// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/formats/web_page.h"

#include "engine/analysis/utf8.h"
#include "indexer/formats/readers.h"
#include "indexer/input/charset.h"
#include "indexer/input/clean_text.h"

#include <algorithm>
#include <array>
#include <utility>

namespace broadsheet {
namespace {

constexpr std::size_t head_bytes = 64 * 1024;
/// A tree of a page takes many times its bytes; no page of news is so large.
constexpr std::size_t markup_bytes_max = std::size_t{8} * 1024 * 1024;
constexpr std::size_t text_bytes_max = std::size_t{16} * 1024 * 1024;

/// The last part of an address's path: "story.html".
std::string_view file_name_of(std::string_view url) {
    url = url.substr(0, url.find_first_of("?#"));
    const std::size_t host = url.find("://");
    if (host != std::string_view::npos) url.remove_prefix(std::min(url.find('/', host + 3), url.size()));
    const std::size_t slash = url.rfind('/');
    return slash == std::string_view::npos ? url : url.substr(slash + 1);
}

template <std::size_t n>
bool is_one_of(std::string_view word, const std::array<std::string_view, n>& words) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

bool is_html_type(std::string_view type) {
    return type == "text/html" || type == "application/xhtml+xml";
}

bool is_xml_type(std::string_view type) {
    return type.ends_with("/xml") || type.ends_with("+xml");
}

bool is_json_type(std::string_view type) {
    return type.ends_with("/json") || type.ends_with("+json");
}

bool is_document_type(std::string_view type) {
    return type == "application/msword" || type == "application/rtf" || type == "application/epub+zip" ||
           type == "application/zip" || type == "application/pdf" || type.starts_with("application/vnd.o") ||
           type.starts_with("application/vnd.ms");
}

std::size_t bytes_max_of(Format format) {
    if (format == Format::pdf) return record_bytes_max;  // goes to a file
    const bool tree = format == Format::html || format == Format::feed || format == Format::json;
    return tree ? markup_bytes_max : text_bytes_max;
}

/// Containers in containers would never end.
bool is_container(Format format) {
    return format == Format::warc || format == Format::mbox;
}

bool is_text_file(std::string_view name) {
    const std::string lower = ascii_lower(name);
    return lower.ends_with(".txt") || lower.ends_with(".md") || lower.ends_with(".text");
}

/// Passes on what is found in one page. Articles that came from a list have no address of their own in its address.
class PageSink final : public ArticleSink {
public:
    PageSink(const std::string& place, const std::string& url, bool quiet, ArticleSink& sink)
        : place_(place), url_(url), quiet_(quiet), sink_(sink) {}

    void article(Article article, std::string location) override {
        if (++articles_ == 1) {
            first_ = std::move(article);
            first_location_ = std::move(location);
            return;
        }
        if (articles_ == 2) pass_on(std::move(first_), std::move(first_location_));
        pass_on(std::move(article), std::move(location));
    }

    void problem(Stage stage, std::string location, std::string reason) override {
        if (quiet_ && (stage == Stage::extract || stage == Stage::parse)) return;
        sink_.problem(stage, joined(location), std::move(reason));
    }

    void end() {
        if (articles_ == 1) sink_.article(std::move(first_), joined(first_location_));
    }

private:
    std::string joined(const std::string& location) const {
        return location.empty() ? place_ : place_ + ", " + location;
    }
    void pass_on(Article article, std::string location) {
        if (article.url == url_) article.url.clear();
        sink_.article(std::move(article), joined(location));
    }

    const std::string& place_;
    const std::string& url_;
    const bool quiet_;
    ArticleSink& sink_;
    std::size_t articles_ = 0;
    Article first_;
    std::string first_location_;
};

}  // namespace

bool may_hold_articles(std::string_view type, std::string_view url) {
    for (const std::string_view family : {"image/", "audio/", "video/", "font/", "model/"})
        if (type.starts_with(family)) return false;
    static constexpr std::array<std::string_view, 10> types{
        "text/css",
        "application/wasm",
        "application/x-shockwave-flash",
        "application/font-woff",
        "application/vnd.ms-fontobject",
        "application/ocsp-response",
        "text/dns",
        "application/x-font-ttf",
        "application/x-font-woff",
        "application/manifest+json",
    };
    if (is_one_of(type, types) || type.ends_with("javascript") || type.ends_with("ecmascript")) return false;
    for (const std::string_view scheme : {"dns:", "whois:", "urn:", "metadata:", "screenshot:"})
        if (ascii_lower(url.substr(0, scheme.size())) == scheme) return false;
    const std::string name = ascii_lower(file_name_of(url));
    static constexpr std::array<std::string_view, 5> names{"robots.txt", "ads.txt", "app-ads.txt", "humans.txt",
                                                           "security.txt"};
    if (is_one_of(name, names)) return false;
    static constexpr std::array<std::string_view, 19> endings{
        ".css", ".js",  ".mjs", ".png",  ".jpg",  ".jpeg",  ".gif", ".webp", ".avif", ".svg",
        ".ico", ".mp4", ".mp3", ".webm", ".woff", ".woff2", ".ttf", ".wasm", ".map"};
    const bool page = is_html_type(type);  // an address may end as it likes if the server says that it is a page
    return page || std::none_of(endings.begin(), endings.end(), [&](std::string_view e) { return name.ends_with(e); });
}

std::optional<Format> format_of_page(std::string_view bytes, std::string_view type, std::string_view url) {
    const std::string_view head = bytes.substr(0, head_bytes);
    const std::string_view name = file_name_of(url);
    if (head.starts_with("%PDF-")) return Format::pdf;
    const std::optional<Format> seen = recognize(head, is_html_type(type) ? std::string_view() : name);
    const bool plain = seen == Format::text || seen == Format::markdown || seen == Format::csv || seen == Format::tsv;
    if (is_html_type(type)) {
        if (seen == Format::json || seen == Format::jsonl || !seen || plain)
            return is_binary(head) ? std::nullopt : std::optional(Format::html);
        return seen;
    }
    // Nobody who has not said so sends prose that isn't HTML.
    if (is_xml_type(type) || is_json_type(type)) return plain ? std::nullopt : seen;
    if (type.starts_with("text/") || type.starts_with("message/")) return seen;
    return plain && !is_text_file(name) ? std::nullopt : seen;
}

void read_web_page(std::string bytes, std::string_view type, const std::string& place, const InputInfo& info,
                   bool among_pages, ArticleSink& sink) {
    if (trimmed(bytes).empty()) return;
    const auto format = format_of_page(bytes, type, info.url);
    if (!format || is_container(*format)) {
        if (is_document_type(type))
            sink.problem(Stage::recognize, place,
                         "it is a document of type " + clean_line(type) + ", which is not read");
        return;
    }
    if (bytes.size() > bytes_max_of(*format)) {
        sink.problem(Stage::parse, place,
                     "the page at " + std::string(utf8_prefix(info.url, 200)) + " is larger than " +
                         std::to_string(bytes_max_of(*format) / (1024 * 1024)) + " MiB");
        return;
    }
    const bool data = *format == Format::json || *format == Format::jsonl || *format == Format::csv;
    PageSink page(place, info.url, data && among_pages, sink);
    const auto stream = bytes_of(std::move(bytes));
    InputInfo inner = info;
    inner.path = file_name_of(info.url);  // the archive's own name says nothing about its pages
    read_articles(*format, *stream, inner, page);
    page.end();
}

}  // namespace broadsheet
