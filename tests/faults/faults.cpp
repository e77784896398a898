// SPDX-License-Identifier: GPL-3.0-or-later
// What a fault point does in the tests' second program: BROADSHEET_KILL_AT=name[:n] dies of SIGKILL at the n-th
// passing, BROADSHEET_FAIL_AT=name[:n] throws an I/O error there, as a disk would.
#include "engine/error.h"
#include "engine/fault_point.h"

#include <atomic>
#include <csignal>
#include <cstdlib>
#include <string>

namespace broadsheet {

namespace {

class Trap {
public:
    explicit Trap(const char* variable) {
        const char* text = std::getenv(variable);
        if (!text) return;
        name_ = text;
        const std::size_t colon = name_.find(':');
        if (colon == std::string::npos) return;
        left_ = std::atoi(name_.c_str() + colon + 1);
        name_.resize(colon);
    }

    bool springs(std::string_view name) { return name == name_ && left_.fetch_sub(1) == 1; }

private:
    std::string name_;
    std::atomic<int> left_ = 1;
};

}  // namespace

void passed(FaultPoint point) {
    static Trap kill_at("BROADSHEET_KILL_AT"), fail_at("BROADSHEET_FAIL_AT");
    const std::string_view name = fault_points[static_cast<std::size_t>(point)].name;
    if (kill_at.springs(name)) std::raise(SIGKILL);
    if (fail_at.springs(name)) throw Error(ErrorKind::io, std::string("input/output error at ") + std::string(name));
}

}  // namespace broadsheet
