// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/record/record_reader.h"
#include "tests/support/test_archive.h"

#include <doctest/doctest.h>

using namespace broadsheet;
using namespace broadsheet::test;

namespace {

const std::string page = "https://example.org/harbour";

Article telling(const std::string& body) {
    Article article;
    article.url = page;
    article.title = "Harbour closes";
    article.body = body;
    return article;
}

/// Writes files as a run of the indexer does, each holding the articles given.
class Desk {
public:
    PutOutcome put(const std::string& path, const Article& article, std::int64_t written_ns = 1) {
        return put(path, std::vector{article}, written_ns).front();
    }
    std::vector<PutOutcome> put(const std::string& path, const std::vector<Article>& articles,
                                std::int64_t written_ns = 1) {
        RecordWriter& writer = archive.writer();
        writer.begin();
        const std::int64_t run = writer.start_run(++now_s_);
        FileRow row;
        row.id = writer.start_file(path, written_ns);
        row.path = path;
        row.size_bytes = 1;
        row.modified_ns = written_ns;
        row.format = "test";
        std::vector<PutOutcome> outcomes;
        for (const Article& article : articles) outcomes.push_back(writer.put(prepare(article, path, ""), row.id, run));
        writer.finish_file(row, run);
        writer.commit();
        return outcomes;
    }
    StoredArticle shown() {
        const ArticleId ids[] = {{1}};
        return archive.record().articles(ids).at(0);
    }
    std::vector<std::string> texts() {
        std::vector<std::string> texts;
        for (const ArticleVersion& version : archive.record().versions({1}))
            texts.push_back(std::to_string(version.number) + (version.current ? "* " : " ") + version.article.body);
        return texts;
    }

    TestArchive archive;

private:
    std::int64_t now_s_ = 1'700'000'000;
};

using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("versions: a changed text makes a new one, and the old one can still be read") {
    Desk desk;
    CHECK(desk.put("/in/a.html", telling("Ships wait.")) == PutOutcome::added);
    CHECK(desk.put("/in/a.html", telling("Ships wait outside.")) == PutOutcome::updated);
    CHECK(desk.texts() == Texts{"1 Ships wait.", "2* Ships wait outside."});
    const auto versions = desk.archive.record().versions({1});
    CHECK(versions[0].article.title == "Harbour closes");
    CHECK(versions[0].taken_s == 1'700'000'001);
    CHECK(versions[1].taken_s == 1'700'000'002);
    CHECK(desk.archive.record().version_count({1}) == 2);
}

TEST_CASE("versions: metadata alone makes none") {
    Desk desk;
    Article article = telling("Ships wait.");
    desk.put("/in/a.html", article);
    article.section = "Shipping";
    CHECK(desk.put("/in/a.html", article) == PutOutcome::updated);
    CHECK(desk.shown().section == "Shipping");
    CHECK(desk.texts() == Texts{"1* Ships wait."});
    CHECK(desk.archive.record().versions({1}).front().taken_s == 1'700'000'001);
}

TEST_CASE("versions: a text that comes back gets its number back, however often it flips") {
    Desk desk;
    for (int i = 0; i < 3; ++i) {
        desk.put("/in/a.html", telling("First."));
        desk.put("/in/a.html", telling("Second."));
    }
    CHECK(desk.texts() == Texts{"1 First.", "2* Second."});
    desk.put("/in/a.html", telling("First."));
    CHECK(desk.texts() == Texts{"1* First.", "2 Second."});
    desk.put("/in/a.html", telling("Third."));
    CHECK(desk.texts() == Texts{"1 First.", "2 Second.", "3* Third."});
}

TEST_CASE("versions: of two captures in one web archive the later is shown, in whatever order they stand") {
    for (const bool later_first : {false, true}) {
        Desk desk;
        Article early = telling("Morning.");
        early.seen = *parse_iso_date("2025-01-01T08:00:00Z");
        Article late = telling("Evening.");
        late.seen = *parse_iso_date("2025-01-01T20:00:00Z");
        const std::vector captures =
            later_first ? std::vector<Article>{late, early} : std::vector<Article>{early, late};
        desk.put("/in/a.warc", captures);
        CHECK(desk.shown().body == "Evening.");
        desk.put("/in/a.warc", captures);  // read again
        CHECK(desk.shown().body == "Evening.");
        CHECK(desk.texts().size() == 2);
    }
}

TEST_CASE("versions: an older revision in another file is kept as a version and never shown") {
    Desk desk;
    Article second = telling("Corrected.");
    second.revision = 2;
    Article first = telling("Uncorrected.");
    first.revision = 1;
    desk.put("/in/b.json", second);
    CHECK(desk.put("/in/a.json", first, 99) == PutOutcome::unchanged);
    CHECK(desk.shown().body == "Corrected.");
    CHECK(desk.texts() == Texts{"2 Uncorrected.", "1* Corrected."});
}

TEST_CASE("two files with other texts of one article: the one written later is shown, and the other once that goes") {
    Desk desk;
    desk.put("/in/a.html", telling("Old copy."), 5);
    CHECK(desk.put("/in/b.html", telling("New copy."), 9) == PutOutcome::updated);
    CHECK(desk.put("/in/c.html", telling("Oldest copy."), 1) == PutOutcome::unchanged);
    CHECK(desk.shown().body == "New copy.");
    CHECK(desk.shown().provenance.path == "/in/b.html");
    CHECK(desk.archive.remove_file("/in/b.html") == 0);
    CHECK(desk.archive.writer().files_to_read_again() == Texts{"/in/a.html", "/in/c.html"});
    desk.put("/in/a.html", telling("Old copy."), 5);
    desk.put("/in/c.html", telling("Oldest copy."), 1);
    CHECK(desk.shown().body == "Old copy.");
    CHECK(desk.archive.writer().files_to_read_again().empty());
    CHECK(desk.texts().size() == 3);
}

TEST_CASE(
    "a summary from a feed and the full page are one article: its text is the page's, what that lacks the feed's") {
    for (const bool page_first : {false, true}) {
        CAPTURE(page_first);
        Desk desk;
        Article summary = telling("Ships …");
        summary.partial = true;
        summary.authors = {"Mei Tan"};
        summary.section = "Port";
        Article full = telling("Ships wait outside the harbour.");
        full.section = "Shipping";
        if (page_first) desk.put("/in/page.html", full);
        desk.put("/in/feed.xml", summary);
        if (!page_first) desk.put("/in/page.html", full);
        CHECK(desk.shown().body == "Ships wait outside the harbour.");
        CHECK_FALSE(desk.shown().partial);
        CHECK(desk.shown().authors == std::vector<std::string>{"Mei Tan"});
        CHECK(desk.shown().section == "Shipping");
        CHECK(desk.texts() == Texts{"1* Ships wait outside the harbour."});

        CHECK(desk.archive.remove_file("/in/page.html") == 0);
        desk.put("/in/feed.xml", summary);
        CHECK(desk.shown().body == "Ships …");
        CHECK(desk.shown().partial);
    }
}

TEST_CASE("withdrawn: a notice without a text marks the article and leaves its text") {
    Desk desk;
    Article entry = telling("Ships wait.");
    entry.key = "tag:example.org,2025:7";
    entry.source = "Harbour Wire";
    desk.put("/in/feed.xml", entry);
    Article notice;
    notice.key = entry.key;
    notice.source = entry.source;
    notice.title = "Withdrawn";
    notice.withdrawn = true;
    CHECK(desk.put("/in/later.xml", notice) == PutOutcome::updated);
    CHECK(desk.shown().withdrawn);
    CHECK(desk.shown().body == "Ships wait.");
    CHECK(desk.put("/in/feed.xml", entry) == PutOutcome::unchanged);
    CHECK(desk.shown().withdrawn);
    notice.key = "tag:example.org,2025:8";
    CHECK(desk.put("/in/other.xml", notice) == PutOutcome::unchanged);
    CHECK(desk.archive.ids_by_title().size() == 1);
}

TEST_CASE("a renamed file's article without address or key keeps its id") {
    Desk desk;
    Article article;
    article.title = "A note";
    article.body = "Of the harbour.";
    desk.put("/in/a.txt", article);
    desk.archive.writer().begin();
    desk.archive.writer().expect_moved(desk.archive.record().file("/in/a.txt")->id);
    CHECK(desk.put("/in/b.txt", article) == PutOutcome::unchanged);
    CHECK(desk.archive.remove_file("/in/a.txt") == 0);
    CHECK(desk.archive.ids_by_title() == std::map<std::string, std::uint32_t>{{"A note", 1}});
    CHECK(desk.shown().provenance.path == "/in/b.txt");
}
