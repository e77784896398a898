// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/pages/pager.h"

#include "server/pages/page_links.h"

#include <algorithm>

namespace broadsheet {

std::vector<std::uint32_t> pager_numbers(std::uint32_t page, std::uint32_t pages) {
    const auto offered = [&](std::uint32_t number) {
        return number == 1 || number == pages || (number + 2 >= page && number <= page + 2);
    };
    std::vector<std::uint32_t> numbers;
    for (std::uint32_t number = 1; number <= pages;) {
        if (offered(number)) {
            numbers.push_back(number++);
            continue;
        }
        const std::uint32_t next = number < page ? page - 2 : pages;
        // A gap of one page takes no less room than its number.
        numbers.push_back(next - number == 1 ? number : 0);
        number = next;
    }
    return numbers;
}

std::uint32_t page_count(const SearchParameters& search, std::uint64_t total) {
    const std::uint64_t limit = search.request.limit;
    return static_cast<std::uint32_t>((total + limit - 1) / limit);
}

Markup pager(const SearchParameters& search, std::uint64_t total) {
    const std::uint32_t pages = page_count(search, total);
    const std::uint32_t page = search.page();
    if (pages < 2 || page > pages) return {};
    Values values;
    if (page > 1) values.text("previous", search_url(with_page(search, page - 1)));
    if (page < pages) values.text("next", search_url(with_page(search, page + 1)));
    values.flag("more", page < pages);
    std::vector<Values> numbers;
    for (const std::uint32_t number : pager_numbers(page, pages)) {
        Values entry;
        entry.flag("gap", number == 0).flag("current", number == page);
        if (number != 0) entry.number("number", number).text("url", search_url(with_page(search, number)));
        numbers.push_back(std::move(entry));
    }
    return fill("pager.html", values.list("numbers", numbers).number("page", page).number("pages", pages));
}

}  // namespace broadsheet
