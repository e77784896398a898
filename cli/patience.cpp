// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/patience.h"

#include "engine/error.h"

#include <nlohmann/json.hpp>

#include <chrono>
#include <iostream>
#include <thread>

namespace broadsheet::cli {

void run_patiently(bool patient, const std::function<void()>& work) {
    constexpr auto pause = std::chrono::milliseconds(500);
    for (bool told = false;; told = true) {
        try {
            return work();
        } catch (const Error& error) {
            if (!patient || error.kind() != ErrorKind::busy) throw;
            if (!told) std::cout << nlohmann::json{{"waiting", error.what()}}.dump() << std::endl;
        }
        std::this_thread::sleep_for(pause);
    }
}

}  // namespace broadsheet::cli
