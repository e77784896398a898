// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// A small newspaper archive to search in: two publications, three segments, with replaced and removed articles and one
// without a date.

#include "tests/support/test_archive.h"

#include <doctest/doctest.h>

#include <optional>
#include <set>

namespace broadsheet::test {

using Titles = std::set<std::string>;

/// A small newspaper archive, in three segments, with replaced and removed articles among them.
class Newsroom {
public:
    Newsroom() {
        archive_.put_and_index("/in/wire", {{.title = "Model released",
                                             .body = "An open-source model was released. The licence is free.",
                                             .key = "1",
                                             .source = "Harbour Wire",
                                             .section = "Technology",
                                             .published = "2025-01-28",
                                             .authors = {"Mei Tan", "Seán O'Brien"},
                                             .tags = {"ai"}},
                                            {.title = "Harvest ends",
                                             .body = "Farmers open the source of the brook. No model farm.",
                                             .key = "2",
                                             .source = "Harbour Wire",
                                             .section = "Local",
                                             .published = "2025-01-02",
                                             .authors = {"Anne-Marie van der Berg"}},
                                            {.title = "Outdated",
                                             .body = "superseded",
                                             .key = "3",
                                             .source = "Harbour Wire",
                                             .published = "2020-05-05"}});
        archive_.put_and_index("/in/ledger", {{.title = "Council votes on opensource",
                                               .body = "The council voted on Tuesday.",
                                               .key = "1",
                                               .source = "The Evening Ledger",
                                               .section = "Politics",
                                               .published = "2025-01-28",
                                               .authors = {"Brien Cole"}},
                                              {.title = "Élection à Genève",
                                               .body = "Le conseil a voté pour la licence libre.",
                                               .key = "2",
                                               .source = "The Evening Ledger",
                                               .section = "Politics",
                                               .language = "fr",
                                               .published = "2024-12-31T23:30:00-02:00"},
                                              {.title = "Undated note",
                                               .body = "A model note without a date.",
                                               .key = "3",
                                               .source = "The Evening Ledger",
                                               .section = "Local"}});
        archive_.put_and_index("/in/wire", {{.title = "Model released",
                                             .body = "An open-source model was released. The licence is free.",
                                             .key = "1",
                                             .source = "Harbour Wire",
                                             .section = "Technology",
                                             .published = "2025-01-28",
                                             .authors = {"Mei Tan", "Seán O'Brien"},
                                             .tags = {"ai"}},
                                            {.title = "Harvest ends",
                                             .body = "Farmers open the source of the brook. No model farm at all.",
                                             .key = "2",
                                             .source = "Harbour Wire",
                                             .section = "Local",
                                             .published = "2025-01-02",
                                             .authors = {"Anne-Marie van der Berg"}},
                                            {.title = "Licences explained",
                                             .body = "What free software is. Models, too.",
                                             .key = "4",
                                             .source = "Harbour Wire",
                                             .section = "Technology",
                                             .published = "2023-06",
                                             .authors = {"Mei Tan"}}});
        searcher_.emplace(archive_.path());
    }

    SearchReply search(const SearchRequest& request) { return searcher_->search(request); }
    Titles titles(const SearchRequest& request) {
        const SearchReply reply = search(request);
        CHECK(reply.total == reply.hits.size());
        const std::vector<std::string> found = titles_of(reply);
        return {found.begin(), found.end()};
    }
    Titles titles(const std::string& text) { return titles(request_for(text)); }
    Titles filtered(FieldId field, const std::vector<std::string>& values) {
        SearchRequest request = request_for("");
        request.filters = {{field, values}};
        return titles(request);
    }

private:
    TestArchive archive_;
    std::optional<Searcher> searcher_;
};

inline const std::string released = "Model released", harvest = "Harvest ends", council = "Council votes on opensource",
                         geneva = "Élection à Genève", undated = "Undated note", licences = "Licences explained";

}  // namespace broadsheet::test
