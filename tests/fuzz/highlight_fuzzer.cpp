// SPDX-License-Identifier: GPL-3.0-or-later
// The first line of the input is a query, the rest a text: marks and fragments lie in it as promised.

#include "engine/highlight/highlight.h"
#include "engine/query/expand.h"
#include "engine/query/parser.h"
#include "tests/engine/table_vocabulary.h"
#include "tests/fuzz/property.h"

#include <string>
#include <vector>

namespace {

using namespace broadsheet;
using namespace broadsheet::test;

void check_marks(std::string_view text, const std::vector<TextRange>& marks) {
    std::size_t end = 0;
    for (const TextRange& mark : marks) {
        require(mark.begin >= end && mark.begin < mark.end, "marks are sorted and apart");
        require(mark.end <= text.size(), "a mark lies in the text");
        require(is_boundary(text, mark.begin) && is_boundary(text, mark.end), "a mark cuts no character");
        end = mark.end;
    }
}

void remove_all(std::string& text, std::string_view part) {
    for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at))
        text.erase(at, part.size());
}

void check_html(std::string_view text, const std::vector<TextRange>& marks) {
    std::string stripped = marked_html(text, marks);
    remove_all(stripped, "<mark>");
    remove_all(stripped, "</mark>");
    require(stripped.find_first_of("<>") == std::string::npos, "text is escaped");
    require(stripped == marked_html(text, {}), "marked text without its marks is the text");
}

void check_fragments(std::string_view body, const Highlighter& highlighter, bool marked) {
    const FragmentOptions options;
    const std::vector<Fragment> fragments = highlighter.fragments(body, "en", options);
    require(fragments.empty() == !marked, "there are fragments if there are marks");
    require(fragments.size() <= options.count_max, "there are no more fragments than asked for");
    for (const Fragment& fragment : fragments) {
        require(body.find(fragment.text) != std::string_view::npos, "a fragment is a piece of the body");
        require(!fragment.marks.empty(), "a fragment has a mark");
        check_marks(fragment.text, fragment.marks);
        check_html(fragment.text, fragment.marks);
    }
    require(body.find(lead_of(body, options.bytes).text) != std::string_view::npos, "a lead is a piece of the body");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view input = text_of(data, size);
    const std::size_t line_end = std::min(input.find('\n'), input.size());
    const std::string_view text = input.substr(std::min(line_end + 1, input.size()));
    TableVocabulary vocabulary;
    vocabulary.learn(text);
    query::ParsedQuery parsed = query::parse(input.substr(0, line_end), {});
    query::expand(parsed.root, vocabulary);
    const Highlighter highlighter(parsed.root, {FieldId::title, FieldId::body});
    for (const FieldId field : {FieldId::title, FieldId::author, FieldId::body}) {
        const std::vector<TextRange> marks = highlighter.marks(text, field, "en");
        check_marks(text, marks);
        check_html(text, marks);
        if (field == FieldId::body) check_fragments(text, highlighter, !marks.empty());
    }
    return 0;
}
