// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/highlight/highlight.h"

#include "engine/analysis/utf8.h"
#include "engine/query/expand.h"
#include "engine/query/parser.h"
#include "tests/engine/table_vocabulary.h"
#include "tests/support/temp_dir.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>

using namespace broadsheet;
using broadsheet::test::TableVocabulary;

namespace {

const std::vector<FieldId> search_in = {FieldId::body, FieldId::title, FieldId::author};

const std::vector<std::string>& corpus() {
    static const std::vector<std::string> texts = {"An open-source licence",
                                                   "COVID-19 wards",
                                                   "Coca-Cola and state-of-the-art e-mail",
                                                   "xfce4-terminal of fox-it",
                                                   "so AGI is",
                                                   "so A.G.I. is",
                                                   "so AGIs are",
                                                   "so agi is"};
    return texts;
}

Highlighter highlighter_for(std::string_view query_text, const std::vector<std::string>& languages = {"en", "fr"}) {
    TableVocabulary vocabulary(languages);
    for (const std::string& text : corpus()) vocabulary.learn(text);
    vocabulary.learn("elections election elected economy economist");
    query::Node root = query::parse(query_text, {}).root;
    query::expand(root, vocabulary);
    return {root, search_in};
}

/// The text with brackets around what is marked.
std::string marked(std::string_view query, std::string_view text, FieldId field = FieldId::body,
                   std::string_view language = "en") {
    std::string shown;
    std::size_t at = 0;
    for (const TextRange& range : highlighter_for(query).marks(text, field, language)) {
        shown += text.substr(at, range.begin - at);
        shown += '[';
        shown += text.substr(range.begin, range.end - range.begin);
        shown += ']';
        at = range.end;
    }
    return shown + std::string(text.substr(at));
}

bool finds(std::string_view query, std::string_view text) {
    return marked(query, text) != text;
}

std::string unescaped(std::string html) {
    const std::pair<std::string_view, std::string_view> entities[] = {{"<mark>", ""}, {"</mark>", ""},  {"&lt;", "<"},
                                                                      {"&gt;", ">"},  {"&quot;", "\""}, {"&#39;", "'"},
                                                                      {"&amp;", "&"}};
    for (const auto& [from, to] : entities) {
        for (std::size_t at = html.find(from); at != std::string::npos; at = html.find(from, at + to.size())) {
            html.replace(at, from.size(), to);
        }
    }
    return html;
}

void check_ranges(std::string_view text, const std::vector<TextRange>& ranges) {
    std::size_t end = 0;
    for (const TextRange& range : ranges) {
        REQUIRE((range.begin > end || end == 0));
        REQUIRE(range.begin < range.end);
        REQUIRE(range.end <= text.size());
        REQUIRE_FALSE(continues_utf8(text[range.begin]));
        REQUIRE((range.end == text.size() || !continues_utf8(text[range.end])));
        end = range.end;
    }
    REQUIRE(unescaped(marked_html(text, ranges)) == text);
}

/// What must hold for the marks and fragments of any query in any text.
void check_text(const Highlighter& highlighter, std::string_view text, std::string_view language) {
    const auto ranges = highlighter.marks(text, FieldId::body, language);
    check_ranges(text, ranges);
    std::size_t from = 0;
    for (const std::size_t bytes : {40u, 240u}) {
        FragmentOptions options;
        options.bytes = bytes;
        const auto fragments = highlighter.fragments(text, language, options);
        REQUIRE(fragments.empty() == ranges.empty());
        REQUIRE(fragments.size() <= options.count_max);
        from = 0;
        for (const Fragment& fragment : fragments) {
            REQUIRE_FALSE(fragment.marks.empty());
            check_ranges(fragment.text, fragment.marks);
            const std::size_t at = text.find(fragment.text, from);
            REQUIRE(at != std::string_view::npos);
            REQUIRE((at == 0 || fragment.text.empty() || !continues_utf8(fragment.text[0])));
            from = at + 1;
        }
    }
    const Fragment lead = lead_of(text, 240);
    REQUIRE((lead.text.empty() || text.find(lead.text) != std::string_view::npos));
}

}  // namespace

TEST_CASE("a word marks every form of it, and an exact word only itself") {
    CHECK(marked("elections", "The election and Elections; elected.") == "The [election] and [Elections]; [elected].");
    CHECK(marked("=elections", "The election and Elections.") == "The election and [Elections].");
    CHECK(marked("=\"open source\"", "Open source, open-source, opensource.") ==
          "[Open source], open-source, opensource.");
    CHECK(marked("=\"open-source map\"", "An open-source map, an open source map.") ==
          "An [open-source map], an open source map.");
    CHECK(marked("\"elections\"", "The election and Elections.") == "The election and [Elections].");
    CHECK(marked("econom*", "The economist on economy and ecology") == "The [economist] on [economy] and ecology");
    CHECK(marked("anna", "Anna's Café") == "[Anna's] Café");
    CHECK(marked("cafe", "Anna's Café") == "Anna's [Café]");
}

TEST_CASE("a phrase is one mark, and its words elsewhere are none") {
    CHECK(marked("\"open source\"", "Open source is no open door to a source.") ==
          "[Open source] is no open door to a source.");
    CHECK(marked("\"open source\"", "an open,\nsource") == "an [open,\nsource]");
    CHECK(marked("\"open source\"", "left it open\n\nSource: us") == "left it open\n\nSource: us");
}

TEST_CASE("NEAR marks only what stands near") {
    CHECK(marked("open NEAR/2 source", "open the source. Far from it an open one two three source.") ==
          "[open] the [source]. Far from it an open one two three source.");
    CHECK(marked("open NEAR/2 source", "source one open; source") == "[source] one [open]; [source]");
    CHECK(marked("a NEAR/2 b NEAR/2 c", "a x b c") == "[a] x [b] [c]");
    CHECK(marked("a NEAR/2 b NEAR/2 c", "a x b y c") == "a x b y c");
    CHECK(marked("open NEAR/5 open", "open") == "open");
}

TEST_CASE("excluded branches mark nothing, alternatives all") {
    CHECK(marked("open -source", "open source") == "[open] source");
    CHECK(marked("(open OR licence) -(source OR door)", "open licence source door") == "[open] [licence] source door");
}

TEST_CASE("fields are kept apart") {
    CHECK(marked("title:open source", "open source", FieldId::body) == "open [source]");
    CHECK(marked("title:open source", "open source", FieldId::title) == "[open] [source]");
    CHECK(marked("section:open date:2025", "open 2025") == "open 2025");
    const Highlighter title_only(highlighter_for("open"));
    CHECK(title_only.marks("open", FieldId::place, "en").empty());
}

TEST_CASE("all spellings of a compound find each other and are marked whole") {
    const std::string spellings[] = {"open-source", "opensource", "open\u2011source", "open\u2013source",
                                     "\"open source\""};
    for (const std::string& query : spellings) {
        CAPTURE(query);
        CHECK(marked(query, "an Open-Source one") == "an [Open-Source] one");
        CHECK(marked(query, "an open source one") == "an [open source] one");
        CHECK(marked(query, "an OpenSource one") == "an [OpenSource] one");
        CHECK(marked(query, "an open\u2011source one") == "an [open\u2011source] one");
        CHECK(marked(query, "an open\u2013source one") == "an [open\u2013source] one");
        CHECK(marked(query, "an open\nsource one") == "an [open\nsource] one");
        CHECK_FALSE(finds(query, "an open door, a source"));
    }
    CHECK(marked("e-mails", "an e mail") == "an [e mail]");
    CHECK(marked("source", "an open-source one") == "an open-[source] one");
    CHECK(marked("open source", "an open-source one") == "an [open-source] one");
}

TEST_CASE("spellings that people expect to be the same are") {
    const std::vector<std::vector<std::string>> groups = {
        {"AGI", "A.G.I.", "a.g.i.", "AGIs", "agi", "AGI's", "A.G.I.'s"},
        {"élection", "election", "ÉLECTION", "Elections", "e\u0301lection"},
        {"COVID-19", "covid19", "\"covid 19\"", "Covid\u201119"},
        {"coca-cola", "Coca\u2011Cola", "\"Coca Cola\"", "cocacola", "Coca-Cola's"},
        {"xfce4-terminal", "\"xfce4 terminal\"", "xfce4terminal"},
        {"fox-it", "\"fox it\""},
        {"O'Brien", "O’Brien", "obrien", "OBrien", "O'Brien's"},
        {"AT&T", "at&t", "AT&T's"},
        {"e-mail", "email", "\"e mail\""},
        {"e-mails", "E-Mail", "emails"},
        {"don't", "don’t", "dont"},
        {"co\u00adoperation", "cooperation"},
        {"1,000", "1000"},
        {"Straße", "strasse", "STRASSE"},
        {"开源", "\"开 源\""},
    };
    for (const auto& group : groups) {
        for (const std::string& query : group) {
            for (const std::string& other : group) {
                std::string text = other;
                std::erase(text, '"');
                CAPTURE(query);
                CAPTURE(text);
                CHECK(finds(query, "so " + text + " is"));
            }
        }
    }
    CHECK(marked("élection", "de l'élection", FieldId::body, "fr") == "de l'[élection]");
    CHECK(marked("l'élection", "une élection", FieldId::body, "fr") == "une [élection]");
    CHECK(finds("\"18 USC § 242\"", "under 18 USC § 242 he"));
    CHECK(finds("\"freedom of information act\"", "the Freedom of Information Act of"));
    CHECK_FALSE(finds("\"freedom of information act\"", "freedom and an information act"));
}

TEST_CASE("stems are those of the article's language") {
    CHECK(marked("zeitungen", "Zeitung", FieldId::body, "fr") == "Zeitung");
    const Highlighter german = highlighter_for("zeitungen", {"de", "en"});
    CHECK(german.marks("Zeitung", FieldId::body, "de").size() == 1);
    CHECK(german.marks("zeitungen", FieldId::body, "").size() == 1);
}

TEST_CASE("marked HTML is the text escaped, with mark as its only markup") {
    CHECK(marked_html("a <b> & \"c\" 'd'", {}) == "a &lt;b&gt; &amp; &quot;c&quot; &#39;d&#39;");
    CHECK(marked_html("<i>x</i>", {{0, 3}}) == "<mark>&lt;i&gt;</mark>x&lt;/i&gt;");
    CHECK(marked_html("abc", {{0, 1}, {2, 3}}) == "<mark>a</mark>b<mark>c</mark>");
    CHECK(marked_html("abc", {{2, 9}, {1, 2}, {5, 7}}) == "ab<mark>c</mark>");
    CHECK(marked_html("", {{0, 4}}).empty());
}

TEST_CASE("a fragment is whole sentences around the match") {
    const std::string body =
        "The council met on Monday. It heard Dr. A. Smith of St. Mary's on the harbour. "
        "Nobody spoke of ferries. The mayor left early.\n\nThe second paragraph is about tugs.";
    FragmentOptions options;
    options.bytes = 60;
    const auto fragments = highlighter_for("harbour").fragments(body, "en", options);
    REQUIRE(fragments.size() == 1);
    CHECK(fragments[0].text == "It heard Dr. A. Smith of St. Mary's on the harbour.");
    CHECK(fragments[0].marks == std::vector<TextRange>{{43, 50}});
    CHECK(fragments[0].cut_before);
    CHECK(fragments[0].cut_after);
    const auto last = highlighter_for("tugs").fragments(body, "en", options);
    REQUIRE(last.size() == 1);
    CHECK(last[0].text == "The second paragraph is about tugs.");
    CHECK_FALSE(last[0].cut_before);
    CHECK_FALSE(last[0].cut_after);
}

TEST_CASE("fragments show most different words of the query closest together, in text order") {
    std::string body = "Open questions remain. ";
    for (int i = 0; i < 30; ++i) body += "Nothing of note was said in this part of the long debate. ";
    body += "The source of the licence is open. ";
    for (int i = 0; i < 30; ++i) body += "More words without any interest to those who search. ";
    body += "A licence.";
    FragmentOptions options;
    options.count_max = 1;
    options.bytes = 80;
    auto fragments = highlighter_for("open source licence").fragments(body, "en", options);
    REQUIRE(fragments.size() == 1);
    CHECK(fragments[0].text.find("The source of the licence is open.") != std::string::npos);
    CHECK(fragments[0].marks.size() == 3);
    options.count_max = 3;
    fragments = highlighter_for("open source licence").fragments(body, "en", options);
    REQUIRE(fragments.size() == 3);
    CHECK(fragments[0].text.find("Open questions remain.") == 0);
    CHECK(fragments[2].text.find("A licence.") != std::string::npos);
}

TEST_CASE("a sentence that is too long is cut between words and keeps its match") {
    std::string body;
    for (int i = 0; i < 400; ++i) body += "word" + std::to_string(i) + ' ';
    body += "harbour ";
    for (int i = 0; i < 400; ++i) body += "more" + std::to_string(i) + ' ';
    FragmentOptions options;
    options.bytes = 120;
    const auto fragments = highlighter_for("harbour").fragments(body, "en", options);
    REQUIRE(fragments.size() == 1);
    CHECK(fragments[0].text.size() <= 180);
    CHECK(fragments[0].text.find("word") == 0);
    CHECK(fragments[0].text.back() != ' ');
    CHECK(fragments[0].cut_before);
    CHECK(fragments[0].cut_after);
    CHECK(fragments[0].marks.size() == 1);
}

TEST_CASE("text without spaces is cut between characters") {
    std::string body;
    for (int i = 0; i < 300; ++i) body += "文";
    body += "开源";
    for (int i = 0; i < 300; ++i) body += "字";
    FragmentOptions options;
    options.bytes = 60;
    const auto fragments = highlighter_for("开源").fragments(body, "zh", options);
    REQUIRE(fragments.size() == 1);
    CHECK(fragments[0].text.size() <= 90);
    CHECK(marked_html(fragments[0].text, fragments[0].marks).find("<mark>开源</mark>") != std::string::npos);
    CHECK(highlighter_for("开源").fragments("他说。开源很好！再见。", "zh", {3, 20})[0].text == "开源很好！");
}

TEST_CASE("no match gives no fragment, and the lead is the first sentences") {
    CHECK(highlighter_for("harbour").fragments("Nothing here.", "en", {}).empty());
    CHECK(highlighter_for("").fragments("Nothing here.", "en", {}).empty());
    CHECK(highlighter_for("nothing").fragments("Nothing here.", "en", {0, 240}).empty());
    const Fragment lead = lead_of("\n First one. Second one. A third one that is longer.\n\nNext.", 30);
    CHECK(lead.text == "First one. Second one.");
    CHECK_FALSE(lead.cut_before);
    CHECK(lead.cut_after);
    CHECK(lead_of("", 100).text.empty());
    CHECK(lead_of(" \n", 100).text.empty());
    CHECK(lead_of(std::string(1000, 'x'), 100).text.size() == 100);
    CHECK_FALSE(lead_of("One paragraph.\n\nTwo.", 100).cut_after);
}

TEST_CASE("marks and fragments of hostile texts hold together") {
    const std::string texts[] = {"<script>alert('open')</script> & open-source \"x\"",
                                 "open\xff source \xc3 open-\xe2\x82source",
                                 "é́́open\u00ad\u200bsource 开open源 open’s\u2029open",
                                 std::string(3000, 'o') + " open " + std::string(3000, '.') + " source",
                                 "open.\n\n\n\nsource?! open\n \nsource 。开源",
                                 std::string(2000, '-') + "open" + std::string(2000, '\n') + "source"};
    for (const char* query :
         {"open source", "open-source", "\"open source\"", "open NEAR/20 source", "开源 OR open*"}) {
        const Highlighter highlighter = highlighter_for(query);
        for (const std::string& text : texts) {
            CAPTURE(query);
            CAPTURE(text);
            check_text(highlighter, text, "en");
        }
    }
}

TEST_CASE("marks and fragments of real articles hold together") {
    const auto data = std::filesystem::path(__FILE__).parent_path() / "../../../shared/data";
    const auto seeds = data / "seeds";
    if (!std::filesystem::exists(seeds)) {
        MESSAGE("skipped: no folder " << seeds.string());
        return;
    }
    std::size_t texts = 0;
    for (const auto& entry : std::filesystem::directory_iterator(seeds)) {
        const std::string text = test::read_file(entry.path());
        for (const char* query :
             {"open-source", "AGI", "\"artificial general intelligence\"", "the of said", "e* NEAR i*"}) {
            check_text(highlighter_for(query), text, "en");
        }
        CHECK(highlighter_for("AGI").marks(text, FieldId::body, "en").size() > 0);
        CHECK(highlighter_for("open-source").marks(text, FieldId::body, "en").size() > 0);
        ++texts;
    }
    CHECK(texts > 0);
    const auto languages = data / "languages" / "wmt21-multi.jsonl";
    if (!std::filesystem::exists(languages)) return;
    const std::string lines = test::read_file(languages).substr(0, 400'000);
    for (const char* query : {"the", "и OR в", "de la", "的"}) check_text(highlighter_for(query), lines, "en");
}
