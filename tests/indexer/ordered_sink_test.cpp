// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/ingest/ordered_sink.h"

#include <doctest/doctest.h>

#include <future>
#include <stdexcept>

using namespace broadsheet;

namespace {

Article titled(const std::string& title) {
    Article article;
    article.title = title;
    return article;
}

/// Everything that reached the writer, a line each, in its order.
std::vector<std::string> drain(BoundedQueue<FileEvent>& events) {
    std::vector<std::string> lines;
    while (std::optional<FileEvent> event = events.pop()) {
        for (const PreparedArticle& article : event->articles) lines.push_back(article.article.title);
        for (const RejectedInput& input : event->rejected) lines.push_back(input.location + ": " + input.reason);
        if (!event->ended) continue;
        lines.emplace_back("end");
        break;
    }
    return lines;
}

}  // namespace

TEST_CASE("ordered sink: deferred work takes its place in the file, whichever piece is done first") {
    BoundedQueue<FileEvent> events(1'000'000);
    WorkPool pool(2, 1'000'000);
    std::promise<void> second_done;
    {
        const auto sink = std::make_shared<OrderedSink>(std::make_shared<FileTask>(), events, pool);
        sink->article(titled("before"), "");
        sink->defer("slow", 10, [done = second_done.get_future().share()](ArticleSink& to) {
            done.wait();
            to.article(titled("slow"), "");
        });
        sink->defer("quick", 10, [&second_done](ArticleSink& to) {
            to.article(titled("quick"), "");
            second_done.set_value();
        });
        sink->problem(Stage::parse, "line 3", "broken");
        sink->article(titled("after"), "");
        sink->end();
    }
    CHECK(drain(events) == std::vector<std::string>{"before", "slow", "quick", "after", "line 3: broken", "end"});
}

TEST_CASE("ordered sink: work that throws is a problem at its place, and the rest goes on") {
    BoundedQueue<FileEvent> events(1'000'000);
    WorkPool pool(2, 1'000'000);
    const auto sink = std::make_shared<OrderedSink>(std::make_shared<FileTask>(), events, pool);
    sink->defer("offset 7", 10, [](ArticleSink&) { throw std::runtime_error("no page in it"); });
    sink->defer("offset 9", 10, [](ArticleSink& to) { to.article(titled("good"), ""); });
    sink->end();
    CHECK(drain(events) == std::vector<std::string>{"offset 7: no page in it", "good", "end"});
}

TEST_CASE("ordered sink: a reader that is far ahead waits, and nothing is lost") {
    BoundedQueue<FileEvent> events(1000);
    WorkPool pool(2, 1'000'000);
    std::jthread reader([&events, &pool] {
        const auto sink = std::make_shared<OrderedSink>(std::make_shared<FileTask>(), events, pool);
        for (int i = 0; i < 500; ++i)
            sink->defer("", 1'000'000, [i](ArticleSink& to) { to.article(titled(std::to_string(i)), ""); });
        sink->end();
    });
    const std::vector<std::string> lines = drain(events);
    REQUIRE(lines.size() == 501);
    for (int i = 0; i < 500; ++i) CHECK(lines[static_cast<std::size_t>(i)] == std::to_string(i));
}
