// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// What a process that reads files nobody has vouched for may still do: compute, use the descriptors that it is given,
// start threads. It opens nothing, writes no file, reaches no network, starts no program.

#include <cstddef>
#include <string>

namespace broadsheet {

struct ConfinementLimits {
    std::size_t memory_bytes = 0;  ///< of data; not limited under sanitizers, which map far more than they use
    unsigned threads = 1;
    unsigned descriptors = 64;
};

/// How much of it this machine could do. Limits of resources always hold.
struct Confinement {
    bool system_calls = false;  ///< only those on a list
    int landlock = 0;           ///< version of Landlock, which denies the file system once more; 0: not there
    bool own_network = false;   ///< a network namespace with nothing in it
};

/// For this process from now on, and all its threads to come; to be called while it has one thread.
Confinement confine_process(const ConfinementLimits& limits);

}  // namespace broadsheet
