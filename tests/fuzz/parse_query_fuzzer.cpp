// SPDX-License-Identifier: GPL-3.0-or-later
// Whatever is typed is read, shown as canonical text that reads the same, and expanded within bounds.

#include "engine/query/expand.h"
#include "engine/query/parser.h"
#include "tests/engine/table_vocabulary.h"
#include "tests/fuzz/property.h"

#include <string>

namespace {

using namespace broadsheet;
using namespace broadsheet::test;

constexpr std::int64_t now_s = 1'738'065'600;  // 2025-01-28T12:00:00Z

// Far above what the small vocabulary can honestly give.
constexpr std::size_t runs_max = 64;
constexpr std::size_t words_of_leaf_max = 1024;

const TableVocabulary& newsroom_vocabulary() {
    static const TableVocabulary vocabulary = [] {
        TableVocabulary made;
        made.learn("Open-source AGI labs: open source, opensource, e-mail, email and the health care of 3 year-olds.");
        made.learn("The U.S. told us to leave; WHO asked who it was. COVID-19 in the N.Y. area, Coca-Cola, AT&T, C++.");
        made.learn("Elections, election, elected; the economy's economists said the economic economist economized.");
        made.learn("L'élection à Zürich. Выборы в Москве. 人工智能 東京で選挙 การเลือกตั้ง #MeToo @reuters");
        return made;
    }();
    return vocabulary;
}

struct Size {
    std::size_t leaves = 0;
    std::size_t words = 0;  ///< of the leaf with most
    std::size_t runs = 0;   ///< of the leaf with most
};

void measure(const query::Node& node, Size& size) {
    for (const query::Node& child : node.children) measure(child, size);
    if (!node.children.empty()) return;
    std::size_t words = node.stems.size() + node.forms.size();
    for (const query::Run& run : node.runs) {
        for (const query::Slot& slot : run) words += slot.size();
    }
    ++size.leaves;
    size.words = std::max(size.words, words);
    size.runs = std::max(size.runs, node.runs.size());
}

void check_canonical_text(const query::Node& root) {
    const std::string canonical = query::to_text(root);
    require(is_utf8(canonical), "canonical text is UTF-8");
    // A longer text would be cut.
    if (canonical.size() > query::query_bytes_max) return;
    query::ParseOptions options;
    options.now_s = now_s;
    const std::string again = query::to_text(query::parse(canonical, options).root);
    if (again != canonical) std::fprintf(stderr, "canonical: %s\nread again: %s\n", canonical.c_str(), again.c_str());
    require(again == canonical, "canonical text reads as itself");
}

void check(std::string_view text, const query::ParseOptions& options) {
    query::ParsedQuery parsed = query::parse(text, options);
    for (const query::Warning& warning : parsed.warnings) {
        require(warning.position <= text.size(), "a warning points into the query");
        require(!warning.message.empty() && is_utf8(warning.message), "a warning says something");
    }
    check_canonical_text(parsed.root);
    query::expand(parsed.root, newsroom_vocabulary());
    Size size;
    measure(parsed.root, size);
    require(size.leaves <= query::query_leaves_max, "the number of leaves is bounded");
    require(size.runs <= runs_max, "the runs of a leaf are bounded");
    require(size.words <= words_of_leaf_max, "the words of a leaf are bounded");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    for (const bool any_word : {false, true}) {
        for (const bool exact : {false, true}) {
            query::ParseOptions options;
            options.any_word = any_word;
            options.exact = exact;
            options.now_s = now_s;
            check(text_of(data, size), options);
        }
    }
    return 0;
}
