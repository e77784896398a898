// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/formats/member.h"

#include "engine/analysis/utf8.h"
#include "indexer/input/clean_text.h"

#include <algorithm>
#include <utility>

namespace broadsheet {
namespace {

constexpr std::size_t problems_max = 1000;

bool has_controls(std::string_view name) {
    return std::any_of(name.begin(), name.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte < 32 || byte == 127;
    });
}

bool is_absolute(std::string_view name) {
    return name.starts_with('/') || (name.size() > 2 && name[1] == ':' && (name[2] == '/' || name[2] == '\\'));
}

bool leads_out(std::string_view name) {
    while (!name.empty()) {
        const std::size_t end = std::min(name.find('/'), name.size());
        if (name.substr(0, end) == "..") return true;
        name.remove_prefix(std::min(end + 1, name.size()));
    }
    return false;
}

/// Without "." and empty parts.
std::string normalized(std::string_view name) {
    std::string path;
    while (!name.empty()) {
        const std::size_t end = std::min(name.find('/'), name.size());
        const std::string_view part = name.substr(0, end);
        name.remove_prefix(std::min(end + 1, name.size()));
        if (part.empty() || part == ".") continue;
        if (!path.empty()) path += '/';
        path += part;
    }
    return path;
}

}  // namespace

std::string MemberSink::at(std::string location) const {
    if (member_.empty()) return location;
    return location.empty() ? member_ : member_ + ": " + location;
}

void MemberSink::article(Article article, std::string location) {
    sink_.article(std::move(article), at(std::move(location)));
}

void MemberSink::problem(Stage stage, std::string location, std::string reason) {
    sink_.problem(stage, at(std::move(location)), std::move(reason));
}

void MemberSink::defer(std::string location, std::size_t cost_bytes, std::function<void(ArticleSink&)> work) {
    if (member_.empty()) return sink_.defer(std::move(location), cost_bytes, std::move(work));
    sink_.defer(at(std::move(location)), cost_bytes, [member = member_, work = std::move(work)](ArticleSink& sink) {
        MemberSink inner(sink, member);
        work(inner);
    });
}

void LimitingSink::article(Article article, std::string location) {
    sink_.article(std::move(article), std::move(location));
}

void LimitingSink::problem(Stage stage, std::string location, std::string reason) {
    const std::size_t before = problems_->fetch_add(1);
    if (before < problems_max)
        sink_.problem(stage, std::move(location), std::move(reason));
    else if (before == problems_max)
        sink_.problem(stage, std::move(location),
                      "there are more than " + std::to_string(problems_max) +
                          " problems with this file: from here on they are not listed");
}

void LimitingSink::defer(std::string location, std::size_t cost_bytes, std::function<void(ArticleSink&)> work) {
    sink_.defer(std::move(location), cost_bytes, [problems = problems_, work = std::move(work)](ArticleSink& sink) {
        LimitingSink inner(sink, problems);
        work(inner);
    });
}

MemberName member_name(std::string_view name, std::size_t bytes_max) {
    constexpr std::size_t shown_bytes_max = 200;
    std::string slashed(name);
    if (slashed.find('/') == std::string::npos) std::ranges::replace(slashed, '\\', '/');  // packed on Windows
    const auto refused = [&](std::string reason) {
        return MemberName{clean_line(utf8_prefix(name, shown_bytes_max)), std::move(reason)};
    };
    if (name.size() > bytes_max)
        return refused("its name is longer than " + std::to_string(bytes_max) + " bytes: it is refused");
    if (name.empty()) return refused("it has no name that can be read: it is refused");
    if (has_controls(name)) return refused("its name holds control characters: it is refused");
    if (is_absolute(name)) return refused("its name is absolute, not one within the archive: it is refused");
    if (leads_out(slashed)) return refused("its name leads out of the archive: it is refused");
    return {normalized(slashed), {}};
}

bool member_is_worth_reading(std::string_view path) {
    const std::string_view name = path;
    while (!path.empty()) {
        const std::size_t end = std::min(path.find('/'), path.size());
        const std::string_view part = path.substr(0, end);
        if (part.starts_with('.') || part == "__MACOSX") return false;
        path.remove_prefix(std::min(end + 1, path.size()));
    }
    return worth_reading(name);
}

std::string MemberCounter::distinct(const std::string& path) {
    const std::uint32_t count = ++counts_[std::hash<std::string>()(path)];
    return count == 1 ? path : path + " (" + std::to_string(count) + ")";
}

}  // namespace broadsheet
