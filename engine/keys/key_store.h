// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The keys of an archive: made, listed, revoked, and told from what isn't one.

#include "engine/keys/access_file.h"
#include "engine/keys/scope.h"
#include "engine/keys/secret.h"

#include <cstdint>
#include <filesystem>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <sys/types.h>

namespace broadsheet {

struct Key {
    std::int64_t id = 0;
    std::string name;
    Scope scope = Scope::read;
    std::int64_t created_s = 0;
    std::optional<std::int64_t> expires_s = {};
    std::optional<std::int64_t> revoked_s = {};
    std::optional<std::int64_t> last_used_s = {};
};

enum class KeyFault {
    mistyped,  ///< not the form of a secret, or its check doesn't hold
    unknown,
    expired,
    revoked
};

inline constexpr std::size_t key_name_bytes_max = 64;

/// May be used by any thread at the same time, and by several processes: what one of them changes holds for the others
/// at once. Every function throws Error{io, busy, corrupt} if access.db can't be read or written.
class KeyStore {
public:
    explicit KeyStore(const std::filesystem::path& archive);

    struct Made {
        Key key;
        std::string secret;  ///< here for the first and last time
    };
    /// No value if a key of that name is there that isn't revoked. Throws Error{usage} for a name that is empty, too
    /// long, a number alone (which would be taken for an id) or has control characters.
    std::optional<Made> add(const std::string& name, Scope scope, std::optional<std::int64_t> expires_s,
                            std::int64_t now_s);

    /// Oldest first, revoked ones too.
    std::vector<Key> all() const;

    /// The key as it is then. By name only one that isn't revoked yet; one that is revoked stays as it was. No value if
    /// there is none.
    std::optional<Key> revoke(const std::string& name_or_id, std::int64_t now_s);

    /// The key of a secret. Notes its use, if the last note is older than a minute; if that can't be written, nothing
    /// is said. The secret's digest is compared with that of every key, each in constant time.
    std::variant<Key, KeyFault> check(std::string_view secret, std::int64_t now_s);

private:
    struct Known {
        Key key;
        SecretDigest digest;
    };

    void read_if_changed();
    std::optional<Key> find(const SecretDigest& digest);
    void note_use(const Key& key, std::int64_t now_s) const noexcept;

    const AccessFile file_;
    std::mutex mutex_;  ///< of what stands below: the keys as of the last change that any connection has made
    std::optional<sqlite::Connection> connection_;
    ino_t inode_ = 0;
    std::int64_t data_version_ = -1;
    std::vector<Known> known_;
};

}  // namespace broadsheet
