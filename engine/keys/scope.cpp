// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/keys/scope.h"

namespace broadsheet {

std::string_view scope_name(Scope scope) {
    switch (scope) {
        case Scope::read:
            return "read";
        case Scope::write:
            return "write";
        case Scope::admin:
            return "admin";
    }
    return "";
}

std::optional<Scope> scope_named(std::string_view name) {
    for (const Scope scope : {Scope::read, Scope::write, Scope::admin}) {
        if (scope_name(scope) == name) return scope;
    }
    return std::nullopt;
}

}  // namespace broadsheet
