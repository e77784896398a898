// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/access_need.h"

namespace broadsheet {
namespace {

struct Row {
    bool reads;             ///< GET and HEAD; else any other method
    std::string_view path;  ///< itself and what is below it; "/" for all
    Need need;
};

/// The first row that fits holds.
constexpr Row rows[] = {
    {true, "/healthz", Need::nothing},
    {true, "/readyz", Need::nothing},
    {true, "/robots.txt", Need::nothing},
    {true, "/favicon.svg", Need::nothing},
    {true, "/favicon.ico", Need::nothing},
    {true, "/static", Need::nothing},
    {true, "/admin", Need::administering},
    {true, "/api/v1/jobs/{id}", Need::writing},  // whoever has posted may watch what becomes of it
    {true, "/api/v1/jobs", Need::administering},
    {true, "/", Need::reading},
    {false, "/admin", Need::administering},
    {false, "/api/v1/jobs", Need::administering},
    {false, "/api/v1/reindex", Need::administering},
    {false, "/saved", Need::saving},
    {false, "/api/v1/searches", Need::saving},
    {false, "/", Need::writing},
};

bool is_within(std::string_view path, std::string_view whole) {
    if (whole == "/") return true;
    return path.starts_with(whole) && (path.size() == whole.size() || path[whole.size()] == '/');
}

}  // namespace

Need need_of(std::string_view method, std::string_view path) {
    const bool reads = method == "GET" || method == "HEAD";
    for (const Row& row : rows) {
        if (row.reads == reads && is_within(path, row.path)) return row.need;
    }
    return Need::administering;
}

Scope scope_for(Need need) {
    if (need == Need::administering) return Scope::admin;
    return need == Need::saving || need == Need::writing ? Scope::write : Scope::read;
}

}  // namespace broadsheet
