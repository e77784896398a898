// SPDX-License-Identifier: GPL-3.0-or-later
// Readers and a writer at the same time. BROADSHEET_SECONDS sets how long (5), BROADSHEET_SEED the writer's choices.
#include "engine/index/check.h"
#include "tests/support/test_archive.h"

#include <doctest/doctest.h>

#include <atomic>
#include <chrono>
#include <cstdlib>
#include <iostream>
#include <mutex>
#include <random>
#include <set>
#include <thread>

using namespace broadsheet;
using namespace broadsheet::test;
using Clock = std::chrono::steady_clock;

namespace {

constexpr int readers = 8;
constexpr std::uint32_t standing_articles = 150;
constexpr auto commit_interval = std::chrono::milliseconds(100);

std::uint64_t setting(const char* name, std::uint64_t otherwise) {
    const char* text = std::getenv(name);
    return text ? std::strtoull(text, nullptr, 10) : otherwise;
}

/// An article whose title, body and subtitle say the same number and version, so that a mixture would show.
Story story(const std::string& kind, std::uint32_t number, std::uint32_t version) {
    const std::string both = std::to_string(number) + " " + word_of(version);
    return {.title = kind + " " + both,
            .body = "A " + kind + " article.\n\nThis is " + both + ".",
            .key = std::to_string(number),
            .source = kind,
            .section = word_of(version)};
}

/// Changes an archive for some time: standing articles are changed but never removed, growing ones are only added,
/// fleeting ones come and go.
class Writer {
public:
    explicit Writer(std::uint64_t seed) : random_(seed) {
        for (std::uint32_t number = 0; number < standing_articles; ++number) put("standing", number, 0);
        archive_.writer().commit();
        archive_.catch_up();
    }

    void run(Clock::time_point end) {
        for (std::uint32_t version = 1; Clock::now() < end; ++version) {
            const auto next = Clock::now() + commit_interval;
            for (int i = 0; i < 6; ++i) put("standing", below(standing_articles), version);
            for (int i = 0; i < 3; ++i) put("growing", growing_++, version);
            const std::uint32_t fleeting = below(40);
            if (below(2) == 0) put("fleeting", fleeting, version);
            archive_.writer().commit();
            if (below(2) == 0) archive_.remove_file(path("fleeting", below(40)));
            archive_.catch_up();
            ++commits_;
            std::this_thread::sleep_until(next);
        }
        archive_.close_index();
    }

    TestArchive& archive() { return archive_; }
    std::uint32_t growing() const { return growing_; }
    std::uint32_t commits() const { return commits_; }

private:
    static std::string path(const std::string& kind, std::uint32_t number) {
        return "/in/" + kind + "/" + std::to_string(number);
    }
    void put(const std::string& kind, std::uint32_t number, std::uint32_t version) {
        archive_.put_uncommitted(path(kind, number), {story(kind, number, version)});
    }
    std::uint32_t below(std::uint32_t end) { return std::uniform_int_distribution<std::uint32_t>(0, end - 1)(random_); }

    TestArchive archive_;
    std::mt19937_64 random_;
    std::uint32_t growing_ = 0;
    std::uint32_t commits_ = 0;
};

/// What the readers saw, of them all.
struct Sightings {
    std::mutex mutex;
    std::vector<std::string> faults;
    std::set<std::uint64_t> generations;
    std::uint64_t searches = 0;

    void fault(const std::string& text) {
        const std::lock_guard lock(mutex);
        if (faults.size() < 20) faults.push_back(text);
    }
};

/// One reader: asks the same few questions and compares each answer with itself and with the ones before.
class Reader {
public:
    Reader(Searcher& searcher, Sightings& sightings) : searcher_(searcher), sightings_(sightings) {}

    void run(const std::atomic<bool>& stop) try {
        while (!stop) {
            look("standing", SortOrder::relevance);
            look("growing", SortOrder::newest);
            look("fleeting", SortOrder::oldest);
            look_at_one();
        }
        const std::lock_guard lock(sightings_.mutex);
        sightings_.generations.merge(generations_);
        sightings_.searches += searches_;
    } catch (const std::exception& error) {
        sightings_.fault(std::string("a reader failed: ") + error.what());
    }

private:
    void look(const std::string& kind, SortOrder sort) {
        SearchRequest request = request_for(kind);
        request.sort = sort;
        request.facets = {FieldId::source};
        const SearchReply reply = searcher_.search(request);
        ++searches_;
        if (reply.index.generation < generation_) sightings_.fault("generations go backwards");
        generation_ = reply.index.generation;
        generations_.insert(generation_);

        const std::size_t whole = std::min<std::size_t>(reply.total, page_size_max);
        if (reply.hits.size() != whole)
            sightings_.fault(kind + ": total " + std::to_string(reply.total) + ", hits " +
                             std::to_string(reply.hits.size()));
        std::uint64_t counted = 0;
        for (const FacetValue& value : reply.facets.at(0).values) counted += value.count;
        if (counted != reply.total)
            sightings_.fault(kind + ": total " + std::to_string(reply.total) + ", facets " + std::to_string(counted));
        if (kind == "standing" && reply.total != standing_articles)
            sightings_.fault("standing articles: " + std::to_string(reply.total));
        if (kind == "growing" && reply.total < grown_)
            sightings_.fault("growing articles: " + std::to_string(reply.total) + " after " + std::to_string(grown_));
        if (kind == "growing") grown_ = reply.total;

        std::set<std::uint32_t> ids;
        for (const Hit& hit : reply.hits) {
            check_whole(hit.article, kind);
            if (!ids.insert(hit.article.id.value).second)
                sightings_.fault("article " + std::to_string(hit.article.id.value) + " twice in one answer");
        }
    }

    /// Standing articles have the first ids.
    void look_at_one() {
        const auto article = searcher_.article({1 + static_cast<std::uint32_t>(searches_ % standing_articles)});
        if (article)
            check_whole(*article, "standing");
        else
            sightings_.fault("a standing article can't be opened");
    }

    void check_whole(const StoredArticle& article, const std::string& kind) {
        const std::string both = article.title.substr(kind.size() + 1);
        const bool agrees = article.title.starts_with(kind + " ") && article.body.ends_with("This is " + both + ".") &&
                            both == article.key + " " + article.section && article.source == kind;
        if (!agrees) sightings_.fault("torn: \"" + article.title + "\", \"" + article.body + "\", " + article.section);
    }

    Searcher& searcher_;
    Sightings& sightings_;
    std::set<std::uint64_t> generations_;
    std::uint64_t generation_ = 0, searches_ = 0, grown_ = 0;
};

}  // namespace

TEST_CASE("eight readers searching while a writer commits every 100 ms see no error and no torn answer") {
    const std::uint64_t seconds = setting("BROADSHEET_SECONDS", 5);
    const std::uint64_t seed = setting("BROADSHEET_SEED", std::random_device{}());
    Writer writer(seed);
    Searcher searcher(writer.archive().path());
    Sightings sightings;
    std::atomic<bool> stop = false;
    {
        std::vector<std::jthread> threads;
        for (int i = 0; i < readers; ++i) threads.emplace_back([&] { Reader(searcher, sightings).run(stop); });
        writer.run(Clock::now() + std::chrono::seconds(seconds));
        stop = true;
    }
    std::cout << "seed " << seed << ": " << writer.commits() << " commits, " << sightings.searches << " searches, "
              << sightings.generations.size() << " generations seen\n";
    for (const std::string& fault : sightings.faults) FAIL_CHECK(fault);
    // A loaded machine commits less often, but a reader that stayed on one generation would show.
    CHECK(writer.commits() >= seconds);
    CHECK(sightings.generations.size() >= writer.commits() / 2);
    CHECK(sightings.searches >= std::uint64_t{readers} * 3);
    CHECK(searcher.search(request_for("standing")).total == standing_articles);
    CHECK(searcher.search(request_for("growing")).total == writer.growing());
    CHECK(writer.archive().faults() == "");
}
