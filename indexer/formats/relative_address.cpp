// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/formats/relative_address.h"

#include "engine/article/web_address.h"
#include "indexer/input/clean_text.h"

#include <algorithm>
#include <vector>

namespace broadsheet {
namespace {

bool has_scheme(std::string_view text) {
    const std::size_t end = text.find_first_of(":/?#");
    return end != std::string_view::npos && end > 0 && text[end] == ':' && text.find_first_of(" \t%") > end;
}

/// "/a/b/../c/./d" to "/a/c/d".
std::string without_dots(std::string_view path) {
    std::vector<std::string_view> steps;
    const bool folder = path.ends_with('/') || path.ends_with("/.") || path.ends_with("/..");
    while (!path.empty()) {
        path.remove_prefix(1);
        const std::size_t end = std::min(path.find('/'), path.size());
        const std::string_view step = path.substr(0, end);
        path.remove_prefix(end);
        if (step == "..") {
            if (!steps.empty()) steps.pop_back();
        } else if (step != "." && !(step.empty() && path.empty())) {
            steps.push_back(step);
        }
    }
    std::string clean;
    for (const std::string_view step : steps) clean.append("/").append(step);
    if (folder || clean.empty()) clean += '/';
    return clean;
}

}  // namespace

std::string resolve_address(std::string_view base, std::string_view reference) {
    base = trimmed(base);
    reference = trimmed(reference);
    if (reference.empty() || has_scheme(reference) || !is_web_address(base)) return std::string(reference);
    const std::string_view scheme = base.substr(0, base.find(':') + 1);
    if (reference.starts_with("//")) return std::string(scheme).append(reference);
    const std::size_t host_end = std::min(base.find_first_of("/?#", scheme.size() + 2), base.size());
    const std::string_view host = base.substr(0, host_end);
    const std::string_view rest = base.substr(host_end);
    const std::string_view base_path = rest.substr(0, rest.find_first_of("?#"));
    if (reference.front() == '#') return std::string(base.substr(0, base.find('#'))).append(reference);
    if (reference.front() == '?') return std::string(host).append(base_path).append(reference);
    const std::size_t path_end = std::min(reference.find_first_of("?#"), reference.size());
    std::string path(reference.substr(0, path_end));
    if (path.front() != '/') {
        const std::size_t slash = base_path.rfind('/');
        path = (slash == std::string_view::npos ? "/" : std::string(base_path.substr(0, slash + 1))) + path;
    }
    return std::string(host).append(without_dots(path)).append(reference.substr(path_end));
}

}  // namespace broadsheet
