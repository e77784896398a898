// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// One writer at a time. The lock dies with its process; it is never deleted as "stale", because there is no such thing.

#include <filesystem>

namespace broadsheet {

class ArchiveLock {
public:
    /// Makes the archive folder if need be and takes the lock of its writer. Throws Error{busy} if another process has
    /// it.
    explicit ArchiveLock(const std::filesystem::path& archive);
    ~ArchiveLock();
    ArchiveLock(const ArchiveLock&) = delete;
    ArchiveLock& operator=(const ArchiveLock&) = delete;

    const std::filesystem::path& archive() const { return archive_; }

private:
    std::filesystem::path archive_;
    int descriptor_ = -1;
};

}  // namespace broadsheet
