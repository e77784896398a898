// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// What somebody has asked of the archive and what isn't in the record yet: a file a request, in the folder `inbox`. A
// request is acknowledged once put() has returned: it survives kill -9 and power cuts until it is done, and is done
// after those that came before it.

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string_view>
#include <vector>

namespace broadsheet {

enum class RequestKind {
    add_json,   ///< articles as one JSON text: an object, an array, {"articles": […]}
    add_lines,  ///< articles as JSON, one a line
    take_down   ///< ids of articles in digits, one a line
};

struct InboxRequest {
    std::int64_t id = 0;  ///< from 1, ascending in the order of asking
    RequestKind kind = RequestKind::add_json;
    std::filesystem::path file;  ///< whose name holds the id and a hash of its bytes
    std::uint64_t bytes = 0;
};

/// What waits may take so much; more is refused until some of it is done.
inline constexpr std::size_t inbox_requests_max = 1'000;
inline constexpr std::uint64_t inbox_bytes_max = std::uint64_t{1} << 30;

/// May be used by any threads and processes at the same time.
class Inbox {
public:
    /// Nothing is made before the first put().
    explicit Inbox(const std::filesystem::path& archive);

    /// Keeps a request under a number that no other has. Throws Error{busy} if too much waits, Error{io} if it can't be
    /// written; then it isn't kept.
    InboxRequest put(std::int64_t id, RequestKind kind, std::string_view bytes) const;

    /// What waits, by id. Files that are none of ours are passed over.
    std::vector<InboxRequest> list() const;
    std::optional<InboxRequest> find(std::int64_t id) const;

    /// It is done, or nobody wants it any more. Nothing happens if it isn't there.
    void remove(const InboxRequest& request) const;

    /// Removes what a killed put() has left, which was never acknowledged.
    void sweep() const;

private:
    std::filesystem::path folder_;
};

/// False if its bytes aren't those that put() was given. Throws Error{not_found} or Error{io}.
bool is_intact(const InboxRequest& request);

std::filesystem::path inbox_folder(const std::filesystem::path& archive);

}  // namespace broadsheet
