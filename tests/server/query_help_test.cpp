// SPDX-License-Identifier: GPL-3.0-or-later
// What the program tells about its own query language must be true of the parser.
#include "engine/article/field.h"
#include "engine/query/parser.h"
#include "server/api/query_operators.h"
#include "server/pages/help_page.h"
#include "server/pages/page_links.h"
#include "tests/server/sample_reply.h"

#include <doctest/doctest.h>

#include <algorithm>

using namespace broadsheet;

namespace {

query::ParsedQuery parsed(std::string_view text) {
    return query::parse(text, {false, false, test::sample_now_s});
}

void check_example(std::string_view example) {
    CAPTURE(example);
    const auto query = parsed(example);
    CHECK(query.root.kind != query::NodeKind::nothing);
    for (const auto& warning : query.warnings) FAIL_CHECK(warning.message);
    // What the page shows as understood must mean the same again.
    const std::string understood = query::to_text(query.root);
    CHECK(query::to_text(parsed(understood).root) == understood);
}

bool has_kind(const query::Node& node, query::NodeKind kind) {
    return node.kind == kind ||
           std::any_of(node.children.begin(), node.children.end(), [&](const auto& c) { return has_kind(c, kind); });
}

bool any_example_has(query::NodeKind kind) {
    const auto all = query_operators();
    return std::any_of(all.begin(), all.end(),
                       [&](const auto& entry) { return has_kind(parsed(entry.example).root, kind); });
}

}  // namespace

TEST_CASE("query help: every example is read without a warning") {
    for (const auto& entry : query_operators()) check_example(entry.example);
    for (const auto& entry : fields()) check_example(entry.example);
}

TEST_CASE("query help: every kind of clause that a reader can write has an example") {
    using query::NodeKind;
    for (const auto kind : {NodeKind::words, NodeKind::exact, NodeKind::written, NodeKind::prefix, NodeKind::similar,
                            NodeKind::keyword, NodeKind::dates, NodeKind::all_of, NodeKind::any_of, NodeKind::near}) {
        CAPTURE(static_cast<int>(kind));
        CHECK(any_example_has(kind));
    }
    for (const auto nearness : {query::Nearness::words, query::Nearness::sentence, query::Nearness::paragraph}) {
        const auto all = query_operators();
        CHECK(std::any_of(all.begin(), all.end(), [&](const auto& entry) {
            const auto root = parsed(entry.example).root;
            return root.kind == query::NodeKind::near && root.nearness == nearness;
        }));
    }
}

TEST_CASE("query help: entries of a group stand together and no example comes twice") {
    std::vector<std::string_view> groups, examples;
    for (const auto& entry : query_operators()) {
        if (groups.empty() || groups.back() != entry.group) {
            CHECK(std::find(groups.begin(), groups.end(), entry.group) == groups.end());
            groups.push_back(entry.group);
        }
        CHECK(std::find(examples.begin(), examples.end(), entry.example) == examples.end());
        examples.push_back(entry.example);
        CHECK(entry.help.ends_with('.'));
    }
    CHECK(groups.size() >= 4);
}

TEST_CASE("help page: every operator and every field with its example as a link") {
    const auto page = help_page(test::sample_overview());
    const auto has = [&page](const std::string& text) { return page.find(text) != std::string::npos; };
    std::vector<std::string_view> examples;
    for (const auto& entry : query_operators()) examples.push_back(entry.example);
    for (const auto& entry : fields()) examples.push_back(entry.example);
    for (const auto example : examples) {
        SearchParameters search;
        search.request.text = example;
        CAPTURE(example);
        CHECK(has("href=\"" + search_url(search) + "\""));
    }
    for (const char* parameter : {"pageSize", "freshness", "explain", "article"}) {
        CHECK(has("<code>" + std::string(parameter) + "</code>"));
    }
}
