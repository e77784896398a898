// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// One thing fetched from the web, whatever it is, and its articles.
// Owns which media types can hold articles and how their bytes find a reader.

#include "indexer/formats/format.h"

#include <optional>
#include <string>
#include <string_view>

namespace broadsheet {

/// False for what holds no article by its type or address: pictures, sounds, styles, scripts, fonts, robots.txt.
bool may_hold_articles(std::string_view media_type, std::string_view url);

/// The format of a page by its bytes, its media type as declared (may be empty or wrong) and its address.
std::optional<Format> format_of_page(std::string_view bytes, std::string_view media_type, std::string_view url);

/// Reads what was fetched from info.url. Locations begin with `place`. `among_pages`: data without articles (JSON, CSV)
/// were fetched by the scripts of pages, which is no problem worth telling.
void read_web_page(std::string bytes, std::string_view media_type, const std::string& place, const InputInfo& info,
                   bool among_pages, ArticleSink& sink);

}  // namespace broadsheet
