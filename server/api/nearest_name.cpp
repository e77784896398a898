// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/nearest_name.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace broadsheet {
namespace {

constexpr std::size_t name_bytes_max = 64;  // nobody misspells a name at greater length

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

std::string lower(std::string_view text) {
    std::string out(text);
    for (char& c : out) c = lower(c);
    return out;
}

/// Twice the distance, so that a beginning ("lang" of "language") can rank between one and two slips.
std::size_t remoteness(const std::string& typed, const std::string& name) {
    const std::size_t distance = 2 * edit_distance(typed, name);
    const bool beginning = typed.size() >= 3 && name.starts_with(typed);
    return beginning ? std::min<std::size_t>(distance, 3) : distance;
}

}  // namespace

std::size_t edit_distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> before(b.size() + 1), last(b.size() + 1), row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) last[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const bool same = lower(a[i - 1]) == lower(b[j - 1]);
            row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + (same ? 0 : 1)});
            const bool swapped =
                i > 1 && j > 1 && lower(a[i - 1]) == lower(b[j - 2]) && lower(a[i - 2]) == lower(b[j - 1]);
            if (swapped) row[j] = std::min(row[j], before[j - 2] + 1);
        }
        std::swap(before, last);
        std::swap(last, row);
    }
    return last[b.size()];
}

std::string nearest_name(std::string_view typed, std::span<const std::string_view> names) {
    if (typed.empty() || typed.size() > name_bytes_max) return {};
    const std::string wanted = lower(typed);
    std::string_view best;
    std::size_t best_remoteness = 0;
    for (const std::string_view name : names) {
        const std::size_t remote = remoteness(wanted, lower(name));
        if (!best.empty() && remote >= best_remoteness) continue;
        best = name;
        best_remoteness = remote;
    }
    return best_remoteness <= std::max<std::size_t>(wanted.size(), 2) ? std::string(best) : std::string();
}

}  // namespace broadsheet
