// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/reply_cache.h"

#include "server/http/stored_body.h"

#include <doctest/doctest.h>

#include <future>
#include <stdexcept>
#include <string>
#include <vector>

using namespace broadsheet;

namespace {

ReplyCache::Made made(std::string text, bool keep = true, bool share = true) {
    HttpResponse response;
    response.body = std::move(text);
    return {std::move(response), keep, share};
}

std::string text_of(const HttpResponse& response) {
    return response.stored->plain();
}

/// Lets one thread hold another up, as a slow search does.
struct Gate {
    std::promise<void> reached, opened;
};

}  // namespace

TEST_CASE("reply cache: what is kept is made once for its key") {
    ReplyCache cache(1'000'000);
    int times = 0;
    const auto make = [&] { return made("answer " + std::to_string(++times)); };
    CHECK(text_of(cache.get("a", make)) == "answer 1");
    CHECK(text_of(cache.get("a", make)) == "answer 1");
    CHECK(text_of(cache.get("b", make)) == "answer 2");
    CHECK(text_of(cache.get("a", make)) == "answer 1");
}

TEST_CASE("reply cache: a part of an answer is given, but not kept") {
    ReplyCache cache(1'000'000);
    int times = 0;
    const auto make = [&] { return made("part " + std::to_string(++times), false); };
    CHECK(text_of(cache.get("a", make)) == "part 1");
    CHECK(text_of(cache.get("a", make)) == "part 2");
    CHECK(cache.bytes() == 0);
}

TEST_CASE("reply cache: it stays within its bounds, and the longest unasked goes first") {
    ReplyCache cache(100'000);
    int times = 0;
    const auto ask = [&](const std::string& key) {
        return text_of(cache.get(key, [&] { return made(std::to_string(++times) + std::string(5'000, ' ')); }));
    };
    const std::string first = ask("first");
    for (int i = 0; i < 100; ++i) {
        ask("other " + std::to_string(i));
        CHECK(ask("first") == first);
        CHECK(cache.bytes() <= 100'000);
    }
    CHECK(times == 101);
    ask("other 0");
    CHECK(times == 102);
}

TEST_CASE("reply cache: a reply too large beside the others, and any in a cache without room, is given all the same") {
    for (const std::size_t room : {std::size_t{0}, std::size_t{50'000}}) {
        ReplyCache cache(room);
        const std::string large(100'000, 'x');
        CHECK(text_of(cache.get("a", [&] { return made(large); })) == large);
        CHECK(cache.bytes() == 0);
    }
}

TEST_CASE("reply cache: those who ask while it is made wait for the same reply") {
    ReplyCache cache(1'000'000);
    Gate gate;
    int times = 0;
    auto slow = std::async(std::launch::async, [&] {
        return text_of(cache.get("a", [&] {
            ++times;
            gate.reached.set_value();
            gate.opened.get_future().wait();
            return made("slow", false);  // not kept: the others can have it from nowhere else
        }));
    });
    gate.reached.get_future().wait();
    std::vector<std::future<std::string>> others;
    for (int i = 0; i < 4; ++i) {
        others.push_back(std::async(std::launch::async,
                                    [&] { return text_of(cache.get("a", [&] { return made("late", false); })); }));
    }
    gate.opened.set_value();
    CHECK(slow.get() == "slow");
    CHECK(times == 1);
    // Whoever came too late made another; nobody got nothing.
    for (auto& other : others) {
        const std::string text = other.get();
        CHECK((text == "slow" || text == "late"));
    }
}

TEST_CASE("reply cache: what fails or was given up harms nobody else") {
    ReplyCache cache(1'000'000);
    const auto fail = []() -> ReplyCache::Made { throw std::runtime_error("no disk"); };
    CHECK_THROWS_WITH(cache.get("a", fail), "no disk");
    CHECK(text_of(cache.get("a", [] { return made("given up", true, false); })) == "given up");
    CHECK(text_of(cache.get("a", [] { return made("whole"); })) == "whole");
    CHECK(text_of(cache.get("a", fail)) == "whole");
}

TEST_CASE("stored body: gzip is made once and holds the same bytes") {
    const StoredBody body(std::string(10'000, 'a'));
    CHECK(body.gzip().size() < 200);
    CHECK(body.gzip().data() == body.gzip().data());
    CHECK(body.gzip().starts_with("\x1f\x8b"));
    CHECK(body.gzip() == gzip_of(body.plain()));
}
