// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/inbox/inbox.h"

#include "engine/error.h"
#include "engine/index/durable_file.h"

#include <xxhash.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cinttypes>
#include <cstdio>
#include <numeric>
#include <string>

namespace broadsheet {

namespace fs = std::filesystem;

namespace {

struct KindName {
    RequestKind kind;
    std::string_view extension;
};
constexpr std::array<KindName, 3> kinds{
    {{RequestKind::add_json, ".json"}, {RequestKind::add_lines, ".jsonl"}, {RequestKind::take_down, ".takedown"}}};

std::string hash_text(std::uint64_t hash) {
    std::array<char, 17> text{};
    std::snprintf(text.data(), text.size(), "%016" PRIx64, hash);
    return text.data();
}

/// "1796313612345-0123456789abcdef.jsonl"; no value for any other name.
std::optional<InboxRequest> request_at(const fs::path& file) {
    const std::string name = file.stem().string();
    const auto kind = std::ranges::find(kinds, file.extension().string(), &KindName::extension);
    const std::size_t dash = name.find('-');
    if (kind == kinds.end() || dash == std::string::npos || name.size() - dash != 17) return std::nullopt;
    InboxRequest request;
    const auto read = std::from_chars(name.data(), name.data() + dash, request.id);
    if (read.ec != std::errc() || read.ptr != name.data() + dash || request.id <= 0) return std::nullopt;
    request.kind = kind->kind;
    request.file = file;
    std::error_code code;
    request.bytes = fs::file_size(file, code);
    if (code) return std::nullopt;  // done meanwhile
    return request;
}

}  // namespace

fs::path inbox_folder(const fs::path& archive) {
    return archive / "inbox";
}

Inbox::Inbox(const fs::path& archive) : folder_(inbox_folder(fs::absolute(archive))) {}

InboxRequest Inbox::put(std::int64_t id, RequestKind kind, std::string_view bytes) const {
    const std::vector<InboxRequest> waiting = list();
    const std::uint64_t waiting_bytes =
        std::accumulate(waiting.begin(), waiting.end(), std::uint64_t{0},
                        [](std::uint64_t sum, const InboxRequest& request) { return sum + request.bytes; });
    if (waiting.size() >= inbox_requests_max || waiting_bytes + bytes.size() > inbox_bytes_max)
        throw Error(ErrorKind::busy, "too much is waiting to be taken into the archive: try again in a minute");
    if (std::error_code code; fs::create_directories(folder_, code))
        sync_folder(folder_.parent_path());
    else if (code)
        throw Error(ErrorKind::io, "cannot make the folder " + folder_.string() + ": " + code.message());
    const auto kind_name = std::ranges::find(kinds, kind, &KindName::kind);
    InboxRequest request;
    request.id = id;
    request.kind = kind;
    request.bytes = bytes.size();
    request.file = folder_ / (std::to_string(request.id) + "-" + hash_text(XXH3_64bits(bytes.data(), bytes.size())) +
                              std::string(kind_name->extension));
    write_durably(request.file, bytes);
    return request;
}

std::vector<InboxRequest> Inbox::list() const {
    std::vector<InboxRequest> requests;
    std::error_code code;
    for (fs::directory_iterator entry(folder_, code), end; !code && entry != end; entry.increment(code))
        if (auto request = request_at(entry->path())) requests.push_back(std::move(*request));
    if (code && code != std::errc::no_such_file_or_directory)
        throw Error(ErrorKind::io, "cannot read the folder " + folder_.string() + ": " + code.message());
    std::ranges::sort(requests, {}, &InboxRequest::id);
    return requests;
}

std::optional<InboxRequest> Inbox::find(std::int64_t id) const {
    for (InboxRequest& request : list())
        if (request.id == id) return std::move(request);
    return std::nullopt;
}

void Inbox::remove(const InboxRequest& request) const {
    std::error_code code;
    if (fs::remove(request.file, code))
        sync_folder(folder_);
    else if (code)
        throw Error(ErrorKind::io, "cannot remove " + request.file.string() + ": " + code.message());
}

void Inbox::sweep() const {
    std::error_code code;
    for (fs::directory_iterator entry(folder_, code), end; !code && entry != end; entry.increment(code)) {
        std::error_code ignored;
        if (entry->path().extension() == ".new") fs::remove(entry->path(), ignored);
    }
}

bool is_intact(const InboxRequest& request) {
    const std::string name = request.file.stem().string();
    return name.ends_with("-" + hash_text(hash_of_file(request.file)));
}

}  // namespace broadsheet
