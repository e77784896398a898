// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/base_address.h"

namespace broadsheet {

std::string base_address(const HttpRequest& request) {
    const bool secure = request.header("x-forwarded-proto") == "https";
    return std::string(secure ? "https://" : "http://") + std::string(request.header("host").value_or("localhost"));
}

}  // namespace broadsheet
