// SPDX-License-Identifier: GPL-3.0-or-later
// What must hold for the marks of any query in any article: the queries are words, compounds, phrases, neighbours and
// beginnings of words that the article itself holds.
#include "engine/analysis/utf8.h"
#include "tests/engine/article_collection.h"
#include "tests/engine/article_passages.h"
#include "tests/engine/multilingual_newsroom.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <iostream>
#include <set>

using namespace broadsheet;
using namespace broadsheet::test;

namespace {

constexpr std::size_t fragment_bytes_max = 720;  ///< three times what is aimed at
constexpr std::uint32_t hits_looked_at = 5;

/// Collects what doesn't hold, so that one fault in thousands of queries is told in one line and not in a thousand.
class Faults {
public:
    void expect(bool holds, const std::string& what) {
        ++checks_;
        if (holds) return;
        if (++count_ <= shown_max) shown_ += "\n  " + what;
    }
    /// The first faults, a line each; empty if there are none.
    std::string text() const { return count_ == 0 ? "" : std::to_string(count_) + " faults:" + shown_; }
    std::size_t checks() const { return checks_; }

private:
    static constexpr std::size_t shown_max = 12;
    std::size_t checks_ = 0, count_ = 0;
    std::string shown_;
};

std::string without_marks(std::string html) {
    for (const std::string_view tag : {"<mark>", "</mark>"}) {
        for (std::size_t at = html.find(tag); at != std::string::npos; at = html.find(tag, at))
            html.erase(at, tag.size());
    }
    return html;
}

bool between_characters(std::string_view text, std::size_t at) {
    return at == text.size() || (at < text.size() && !continues_utf8(text[at]));
}

void check_marks(Faults& faults, const std::string& text, const std::vector<TextRange>& marks, const std::string& of) {
    std::size_t end = 0;
    bool ordered = true, inside = true;
    for (const TextRange& mark : marks) {
        ordered = ordered && mark.begin < mark.end && (mark.begin >= end);
        inside = inside && between_characters(text, mark.begin) && between_characters(text, mark.end);
        end = mark.end;
    }
    faults.expect(ordered, of + ": marks overlap, are empty or out of order");
    faults.expect(inside, of + ": a mark doesn't begin and end between characters of the text");
    faults.expect(without_marks(marked_html(text, marks)) == marked_html(text, {}),
                  of + ": without <mark> the HTML is not the escaped text");
}

void check_hit(Faults& faults, const Hit& hit, const SearchRequest& request) {
    const std::string of = "[" + request.text + "] in " + hit.article.key;
    bool marked = false;
    faults.expect(hit.fragments.size() <= std::max<std::size_t>(request.snippets, 1), of + ": too many fragments");
    for (const Fragment& fragment : hit.fragments) {
        check_marks(faults, fragment.text, fragment.marks, of + ", fragment");
        faults.expect(hit.article.body.find(fragment.text) != std::string::npos,
                      of + ": a fragment is no part of the body");
        faults.expect(fragment.text.size() <= fragment_bytes_max,
                      of + ": a fragment of " + std::to_string(fragment.text.size()) + " bytes");
        marked = marked || !fragment.marks.empty();
    }
    const bool in_body = std::ranges::count(hit.matched_in, FieldId::body) != 0;
    faults.expect(marked == in_body, of + ": fragments and matched_in disagree whether the body matches");
    check_marks(faults, hit.article.title, hit.title_marks, of + ", title");
    for (std::size_t i = 0; i < hit.author_marks.size() && i < hit.article.authors.size(); ++i)
        check_marks(faults, hit.article.authors[i], hit.author_marks[i], of + ", author");
    const bool body_alone = request.search_in == std::vector<FieldId>{FieldId::body};
    faults.expect(body_alone ? marked : !hit.matched_in.empty(), of + ": found without a mark");
}

/// Where a mark may begin at the latest: behind an elided article, which is no part of its word ("l'[élection]").
std::size_t latest_begin(std::string_view body, const Passage& passage) {
    const std::string_view written = passage.in(body).substr(0, 10);
    std::size_t begin = 0;
    for (const std::string_view apostrophe : {"'", "\u2019"}) {
        const std::size_t at = written.find(apostrophe);
        if (at != written.npos) begin = std::max(begin, at + apostrophe.size());
    }
    return passage.begin + begin;
}

/// Where a mark may end at the earliest: before a sign that may or may not belong to the name ("Z3+", "F#").
std::size_t earliest_end(std::string_view body, const Passage& passage) {
    std::size_t end = passage.end;
    while (end > passage.begin && (body[end - 1] == '+' || body[end - 1] == '#')) --end;
    return end;
}

bool covered(const std::vector<TextRange>& marks, std::string_view body, const Passage& passage) {
    const std::size_t begin = latest_begin(body, passage), end = earliest_end(body, passage);
    return std::ranges::any_of(marks, [&](const TextRange& mark) { return mark.begin <= begin && mark.end >= end; });
}

/// Asks in the body and everywhere; in the article itself each of `passages` must lie inside one mark.
void check_query(Faults& faults, ArticleCollection& collection, const StoredArticle& article, const std::string& query,
                 const std::vector<Passage>& passages) {
    SearchRequest request = request_for(query);
    request.limit = hits_looked_at;
    for (const bool body_alone : {true, false}) {
        if (body_alone)
            request.search_in = {FieldId::body};
        else
            request.search_in = SearchRequest{}.search_in;
        const SearchReply reply = collection.searcher().search(request);
        faults.expect(reply.total > 0, "[" + query + "] finds nothing, not even " + article.key);
        for (const Hit& hit : reply.hits) check_hit(faults, hit, request);
    }
    const auto marked = collection.searcher().marked_article(article.id, request);
    REQUIRE(marked);
    const std::string of = "[" + query + "] in " + article.key;
    check_marks(faults, article.body, marked->body_marks, of + ", whole body");
    for (const Passage& passage : passages)
        faults.expect(covered(marked->body_marks, article.body, passage),
                      of + ": not marked as one: " + std::string(passage.in(article.body)));
}

std::string quoted(std::string_view words) {
    return "\"" + std::string(words) + "\"";
}

void check_article(Faults& faults, ArticleCollection& collection, const StoredArticle& article, PassagePicker& picker) {
    const std::string& body = article.body;
    const auto text_of = [&body](const Passage& passage) { return std::string(passage.in(body)); };
    const auto check = [&](const std::string& query, const std::vector<Passage>& passages) {
        check_query(faults, collection, article, query, passages);
    };
    if (const auto word = picker.word(body)) check(text_of(*word), {*word});
    if (const auto word = picker.word(body)) check(quoted(word->in(body)), {*word});
    if (const auto word = picker.plain_word(body, 2)) check("=" + text_of(*word), {*word});
    if (const auto word = picker.compound(body)) check(text_of(*word), {*word});
    if (const auto phrase = picker.phrase(body, 2, 6)) check(quoted(phrase->in(body)), {*phrase});
    // Distances are counted in characters where each is a token of its own.
    const std::string near = article.language == "ko" ? " NEAR/60 " : " NEAR/10 ";
    if (const auto pair = picker.pair(body, 4))
        check(text_of(pair->first) + near + text_of(pair->second), {pair->first, pair->second});
    if (const auto word = picker.plain_word(body, 6))
        check(std::string(utf8_prefix(word->in(body), 10)) + "*", {*word});
    if (const auto first = picker.word(body), second = picker.word(body); first && second)
        check(text_of(*first) + " OR " + quoted(second->in(body)), {*first, *second});
}

void check_collection(const std::string& name, const std::vector<Story>& stories, std::uint32_t seed, int rounds) {
    ArticleCollection collection(stories);
    PassagePicker picker(seed);
    Faults faults;
    for (int round = 0; round < rounds; ++round)
        for (const StoredArticle& article : collection.articles()) check_article(faults, collection, article, picker);
    std::cout << name << ": " << collection.articles().size() << " articles, " << faults.checks() << " checks\n";
    CHECK(collection.articles().size() == stories.size());
    CHECK(faults.checks() > stories.size() * 10);
    CHECK(faults.text() == "");
}

}  // namespace

TEST_CASE("highlight properties: marks hold together in articles of many languages") {
    check_collection("own articles", multilingual_stories(), 20250128, 12);
}

TEST_CASE("highlight properties: marks hold together in real news of several languages") {
    std::uint32_t seed = 1;
    for (const std::string name : {"10kgnad-test-de", "wmt21-multi", "xwlb-zh"}) {
        CAPTURE(name);
        if (const auto path = shared_data("languages/" + name + ".jsonl"))
            check_collection(name, json_lines_stories(*path, 100), ++seed, 1);
    }
}

TEST_CASE("highlight properties: marks hold together in agency copy with hard line ends") {
    if (const auto path = shared_data("reuters21578/reut2-003.sgm"))
        check_collection("Reuters-21578", reuters_stories(*path, 200), 19870309, 1);
}
