// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/extract/site_name.h"

#include "indexer/extract/page_address.h"
#include "indexer/extract/page_title.h"
#include "indexer/input/clean_text.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

namespace broadsheet {
namespace {

constexpr std::size_t name_bytes_max = 80;
constexpr std::array<std::string_view, 8> separators{" | ", " - ", " – ", " — ", " :: ", " » ", " · ", " • "};

/// True if host and name have their letters in common: "The Evening Ledger" and eveningledger.example.
bool fits(std::string_view name, std::string_view host) {
    std::string letters = comparable_letters(name);
    if (letters.starts_with("the") && letters.size() > 6) letters.erase(0, 3);
    const std::string domain = comparable_letters(host.substr(0, host.rfind('.')));
    if (letters.size() < 2 || domain.size() < 2) return false;
    return domain.find(letters) != std::string::npos ||
           (domain.size() > 3 && letters.find(domain) != std::string::npos);
}

/// "The Evening Ledger | News from the quay" without the slogan.
std::string without_slogan(const std::string& name, std::string_view host, std::string_view title) {
    std::size_t first = std::string::npos;
    for (const std::string_view separator : separators) first = std::min(first, name.find(separator));
    if (first == std::string::npos || first == 0) return name;
    if (name == title)  // the whole title by mistake: the site comes last
        for (const std::string_view separator : separators)
            if (const std::size_t at = name.rfind(separator); at != std::string::npos)
                return name.substr(at + separator.size());
    const std::string head = name.substr(0, first);
    if (fits(head, host) || name.size() > 40 || name.compare(first, 3, " | ") == 0) return head;
    const std::string tail(trimmed(std::string_view(name).substr(name.find(' ', first + 1) + 1)));
    return fits(tail, host) ? tail : name;
}

bool is_name(std::string_view name) {
    return name.size() > 1 && name.size() <= name_bytes_max && name.front() != '@' &&
           name.find("://") == std::string_view::npos && !name.starts_with("www.facebook");
}

/// The end, or the beginning, of the title element that the host bears out.
std::string name_in_title(std::string_view title, std::string_view host) {
    for (const std::string_view separator : separators) {
        const std::size_t last = title.rfind(separator);
        if (last == std::string_view::npos) continue;
        const std::string_view tail = trimmed(title.substr(last + separator.size()));
        if (tail.size() <= 40 && fits(tail, host)) return std::string(tail);
        const std::string_view head = title.substr(0, title.find(separator));
        if (head.size() <= 40 && fits(head, host)) return std::string(head);
    }
    return {};
}

}  // namespace

Sourced site_name(const MetaTable& meta, std::string_view publisher, std::string_view address) {
    const std::string host = host_of(address);
    std::vector<Sourced> names;
    const auto offer = [&](std::string name, std::string_view from) {
        if (name.starts_with("www.")) name.erase(0, 4);
        name = without_slogan(name, host, meta.title());
        if (is_name(name)) names.push_back({std::move(name), from});
    };
    offer(meta.first({"og:site_name"}), origin::meta);
    offer(std::string(publisher), origin::json_ld);
    for (const std::string_view name : {"application-name", "apple-mobile-web-app-title", "publisher", "dc.publisher",
                                        "dcterms.publisher", "citation_journal_title"})
        offer(meta.first({name}), origin::meta);
    // A name that the address bears out, unless it is the host itself and there is a better one.
    if (std::string name = name_in_title(meta.title(), host); !host.empty() && !name.empty())
        offer(std::move(name), origin::title_element);
    const auto fitting = [&](bool written) {
        return std::find_if(names.begin(), names.end(), [&](const Sourced& one) {
            return fits(one.value, host) && !equals_blind(one.value, host) &&
                   (!written || ascii_lower(one.value) != one.value || one.value.find(' ') != std::string::npos);
        });
    };
    for (const bool written : {true, false})  // "The Evening Ledger" rather than "eveningledger"
        if (const auto found = fitting(written); found != names.end()) return *found;
    const std::string said = meta.first({"og:site_name"});
    if (!names.empty() && (!said.empty() || !publisher.empty())) return names.front();
    return host.empty() ? (names.empty() ? Sourced{} : names.front()) : Sourced{host, origin::url};
}

}  // namespace broadsheet
