// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/extract/html_metadata.h"

#include "engine/analysis/language.h"
#include "indexer/extract/html_dates.h"
#include "indexer/extract/html_meta_table.h"
#include "indexer/extract/json_ld.h"
#include "indexer/extract/page_address.h"
#include "indexer/extract/page_authors.h"
#include "indexer/extract/page_section.h"
#include "indexer/extract/page_subtitle.h"
#include "indexer/extract/page_title.h"
#include "indexer/extract/site_name.h"
#include "indexer/extract/text_heading.h"
#include "indexer/input/clean_text.h"

#include <initializer_list>
#include <string>
#include <utility>

namespace broadsheet {
namespace {

Sourced page_language(const MetaTable& meta, const LinkedData& data) {
    return first_sourced(
        {{meta.language(), origin::meta},
         {meta.first({"og:locale", "content-language", "dc.language", "dcterms.language", "language"}), origin::meta},
         {data.language, origin::json_ld}});
}

/// "en-US" where one of the places that name the language also names the country.
std::string regional_language(const MetaTable& meta, const std::string& language) {
    if (language.size() > 2) return language;
    const std::string locale = meta.first({"og:locale"});
    return ascii_lower(locale).starts_with(ascii_lower(language)) ? locale : language;
}

/// Which of day and month comes first where a page of this language writes 03/04/2025. English alone doesn't tell;
/// then the country of the host does.
DayOrder order_of(std::string_view language, std::string_view host) {
    const std::string lower = ascii_lower(language);
    if (lower.empty()) return DayOrder::unknown;
    if (lower.starts_with("en-us") || lower.starts_with("en_us")) return DayOrder::month_first;
    if (lower != "en") return DayOrder::day_first;
    for (const std::string_view country : {".uk", ".au", ".nz", ".ie", ".in", ".za", ".ng", ".ke", ".sg", ".my", ".pk"})
        if (host.ends_with(country)) return DayOrder::day_first;
    return host.ends_with(".us") || host.ends_with(".gov") ? DayOrder::month_first : DayOrder::unknown;
}

void add_origin(std::string& origins, std::string_view field, std::string_view from) {
    if (from.empty()) return;
    if (!origins.empty()) origins += ' ';
    origins += field;
    origins += '=';
    origins += from;
}

}  // namespace

PageMetadata read_metadata(const HtmlDocument& document, std::int64_t now_s, std::string_view address) {
    PageMetadata page;
    xmlNode* const root = document.root();
    if (!root) return page;
    const MetaTable meta(root);
    const std::string said_title = meta.first({"og:title"});
    LinkedData data = read_linked_data(meta.linked_data(), canonical_address(meta, {}, address).value,
                                       said_title.empty() ? meta.title() : said_title);
    Article& article = page.article;
    const Sourced url = canonical_address(meta, data.url, address);
    article.url = url.value;
    const Sourced source = site_name(meta, data.publisher, article.url);
    article.source = source.value;
    const Sourced title = page_title(root, meta, data.headline, article.source);
    article.title = title.value;
    const Sourced subtitle = page_subtitle(root, meta, data, article.title);
    article.subtitle = subtitle.value;
    PageAuthors authors = page_authors(root, meta, data, article.source);
    article.authors = std::move(authors.names);
    article.agency = std::move(authors.agency);
    const Sourced section = page_section(meta, data, article.url);
    article.section = section.value;
    std::string_view tags_origin;
    article.tags = page_tags(meta, data, tags_origin);
    const Sourced language = page_language(meta, data);
    article.language = normalize_language(language.value);
    article.place = place_name(data.place);
    const PageDates dates = read_page_dates({root,
                                             meta,
                                             {data.published, data.modified},
                                             article.url,
                                             article.title,
                                             order_of(regional_language(meta, language.value), host_of(article.url)),
                                             now_s + seconds_per_day});
    article.published = dates.published;
    article.modified = dates.modified;
    for (const auto& [name, from] : std::initializer_list<std::pair<std::string_view, std::string_view>>{
             {"title", title.origin},
             {"subtitle", subtitle.origin},
             {"authors", authors.origin},
             {"source", source.origin},
             {"section", section.origin},
             {"tags", tags_origin},
             {"language", article.language.empty() ? std::string_view() : language.origin},
             {"place", article.place.empty() ? std::string_view() : origin::json_ld},
             {"url", url.origin},
             {"published", name_of(dates.published.source)},
             {"modified", name_of(dates.modified.source)}})
        add_origin(article.origins, name, from);
    page.linked_body = std::move(data.body);
    return page;
}

}  // namespace broadsheet
