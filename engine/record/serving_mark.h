// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Readers hold no lock. Who serves an archive for long says so here, so that a restore doesn't replace what it reads.

#include <filesystem>

namespace broadsheet {

/// Held as long as an archive is served (by many at a time), or while all of it is replaced (by one, alone).
class ServingMark {
public:
    enum class Use { serving, replacing };

    /// Of a folder that exists; one that may only be read will do. Throws Error{busy} if the other use is under way.
    ServingMark(const std::filesystem::path& archive, Use use);
    ~ServingMark();
    ServingMark(const ServingMark&) = delete;
    ServingMark& operator=(const ServingMark&) = delete;

private:
    int descriptor_ = -1;
};

}  // namespace broadsheet
