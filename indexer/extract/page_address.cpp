// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/extract/page_address.h"

#include "indexer/input/clean_text.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace broadsheet {
namespace {

constexpr std::size_t address_bytes_max = 2000;

struct Parts {
    std::string_view scheme;  ///< "https"
    std::string_view host;    ///< with the port
    std::string_view path;    ///< with the query, without the fragment; may be empty
};

Parts parts_of(std::string_view address) {
    Parts parts;
    const std::size_t colon = address.find("://");
    if (colon == std::string_view::npos) return parts;
    parts.scheme = address.substr(0, colon);
    address.remove_prefix(colon + 3);
    address = address.substr(0, address.find('#'));
    const std::size_t end = std::min(address.find_first_of("/?"), address.size());
    parts.host = address.substr(0, end);
    parts.path = address.substr(end);
    return parts;
}

bool is_web_scheme(std::string_view scheme) {
    return equals_blind(scheme, "http") || equals_blind(scheme, "https");
}

/// A host that the rest of the world can reach: "localhost", "10.0.0.4" and "cms" are not.
bool is_public_host(std::string_view host) {
    if (host.find('.') == std::string_view::npos || host.front() == '.' || host.back() == '.') return false;
    if (host.find_first_of(" @\\\"'<>{}") != std::string_view::npos) return false;
    return !host.ends_with(".local") && !host.ends_with(".localhost") && !host.starts_with("127.") &&
           !host.starts_with("10.") && !host.starts_with("192.168.");
}

bool is_tracking(std::string_view parameter) {
    static constexpr std::array<std::string_view, 22> names{
        "fbclid",    "gclid",       "dclid", "gclsrc", "msclkid", "yclid",  "igshid", "mc_cid",
        "mc_eid",    "xtor",        "wt_mc", "wt.mc",  "wtmc",    "_hsenc", "_hsmi",  "mkt_tok",
        "at_medium", "at_campaign", "cmpid", "_ga",    "spm",     "ocid"};
    const std::string name = ascii_lower(parameter.substr(0, parameter.find('=')));
    return name.starts_with("utm_") || std::find(names.begin(), names.end(), name) != names.end();
}

std::string without_tracking(std::string_view path) {
    const std::size_t question = path.find('?');
    std::string kept(path.substr(0, question));
    if (question == std::string_view::npos) return kept;
    std::string_view query = path.substr(question + 1);
    bool first = true;
    while (!query.empty()) {
        const std::size_t end = std::min(query.find('&'), query.size());
        const std::string_view parameter = query.substr(0, end);
        if (!parameter.empty() && !is_tracking(parameter)) {
            kept += first ? '?' : '&';
            kept += parameter;
            first = false;
        }
        query.remove_prefix(std::min(end + 1, query.size()));
    }
    return kept;
}

/// "https://web.archive.org/web/20171008220355/http://…" to what was saved.
std::string_view saved_address(std::string_view path) {
    if (!path.starts_with("/web/")) return {};
    const std::size_t inner = path.find("/http", 5);
    if (inner == std::string_view::npos || inner > 30) return {};
    return path.substr(inner + 1);
}

/// "a/./b/../c" to "a/c".
std::string without_dots(std::string_view path) {
    const std::string_view query = path.substr(std::min(path.find('?'), path.size()));
    path.remove_suffix(query.size());
    std::string out;
    while (!path.empty()) {
        const std::size_t end = std::min(path.find('/', 1), path.size());
        const std::string_view segment = path.substr(0, end);
        if (segment == "/..")
            out.erase(std::min(out.rfind('/'), out.size()));
        else if (segment != "/.")
            out += segment;
        path.remove_prefix(end);
    }
    if (out.empty()) out += '/';
    out += query;
    return out;
}

/// The address of a front page or of a redirection, which many articles have in common.
bool is_no_article(std::string_view address) {
    const Parts parts = parts_of(address);
    if (parts.path.empty() || parts.path == "/") return true;
    static constexpr std::array<std::string_view, 8> shorteners{"bit.ly", "t.co",    "wp.me",   "goo.gl",
                                                                "ow.ly",  "dlvr.it", "trib.al", "tinyurl.com"};
    if (std::find(shorteners.begin(), shorteners.end(), parts.host) != shorteners.end()) return true;
    const std::string path = ascii_lower(parts.path.substr(0, parts.path.find('?')));
    if (parts.path.starts_with("/?p=")) return true;
    static constexpr std::array<std::string_view, 7> fronts{"/index.html", "/index.php", "/home", "/home/",
                                                            "/index.htm",  "/de/",       "/en/"};
    return parts.path.size() == path.size() && std::find(fronts.begin(), fronts.end(), path) != fronts.end();
}

}  // namespace

std::string tidy_address(std::string_view address) {
    address = trimmed(address);
    if (address.size() > address_bytes_max) return {};
    const Parts parts = parts_of(address);
    if (!is_web_scheme(parts.scheme) || parts.host.empty()) return {};
    std::string host = ascii_lower(parts.host.substr(parts.host.rfind('@') + 1));
    const std::string scheme = ascii_lower(parts.scheme);
    for (const std::string_view port : {":80", ":443"})
        if (host.ends_with(port)) host.erase(host.size() - port.size());
    if (host.empty() || !is_public_host(host)) return {};
    if (host == "web.archive.org")
        if (const std::string_view saved = saved_address(parts.path); !saved.empty()) return tidy_address(saved);
    std::string path;
    if (!parts.path.starts_with('/')) path += '/';
    for (const char c : without_tracking(parts.path)) {
        if (c == ' ')
            path += "%20";
        else
            path += c;
    }
    std::string tidy = scheme;
    return tidy.append("://").append(host).append(path);
}

std::string resolved_address(std::string_view address, std::string_view base) {
    address = trimmed(address);
    if (address.empty() || address.front() == '#') return {};
    if (address.substr(0, 12).find("://") != std::string_view::npos) return tidy_address(address);
    const Parts parts = parts_of(base);
    if (address.starts_with("//")) {
        std::string whole(parts.scheme.empty() ? std::string_view("https") : parts.scheme);
        whole += ':';
        whole += address;
        return tidy_address(whole);
    }
    // "mailto:", "javascript:", "data:"
    if (const std::size_t colon = address.find(':');
        colon != std::string_view::npos && colon < address.find_first_of("/?#"))
        return {};
    if (parts.host.empty()) return {};
    std::string whole(parts.scheme);
    whole += "://";
    whole += parts.host;
    if (address.front() == '/') return tidy_address(whole.append(without_dots(address)));
    std::string_view folder = parts.path.substr(0, parts.path.find('?'));
    folder = folder.substr(0, folder.rfind('/') == std::string_view::npos ? 0 : folder.rfind('/') + 1);
    std::string path(folder.empty() ? std::string_view("/") : folder);
    path += address;
    return tidy_address(whole.append(without_dots(path)));
}

Sourced canonical_address(const MetaTable& meta, std::string_view linked, std::string_view fetched) {
    const std::string graph = meta.first({"og:url"});
    std::string base = resolved_address(meta.base(), fetched.empty() ? std::string_view(graph) : fetched);
    if (base.empty()) base = tidy_address(fetched);
    if (base.empty()) base = tidy_address(graph);
    const std::array<Sourced, 6> said{
        Sourced{resolved_address(meta.canonical(), base), origin::link},
        Sourced{resolved_address(graph, base), origin::meta},
        Sourced{resolved_address(linked, base), origin::json_ld},
        Sourced{tidy_address(meta.first({"twitter:url"})), origin::meta},
        Sourced{tidy_address(meta.first({"parsely-link", "dc.identifier"})), origin::meta},
        Sourced{tidy_address(fetched), origin::file}};
    // A relative link in a saved page names a file beside it; what the page tells networks is whole.
    const bool relative = !meta.canonical().empty() && meta.canonical().find("//") == std::string::npos;
    if (relative && !said[1].empty() && !is_no_article(said[1].value)) return said[1];
    for (const Sourced& one : said)
        if (!one.empty() && !is_no_article(one.value)) return one;
    return first_sourced({said[0], said[1], said[2], said[3], said[4], said[5]});
}

std::string host_of(std::string_view address) {
    const Parts parts = parts_of(address);
    const std::string host = ascii_lower(parts.host.substr(0, parts.host.find(':')));
    return host.starts_with("www.") ? host.substr(4) : host;
}

}  // namespace broadsheet
