// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// What every reader owes its sink.
// Owns the checks of what a fuzzed input gave: clean articles, problems with reasons, a bounded number of both.

#include "indexer/formats/format.h"
#include "tests/fuzz/property.h"

#include <string>

namespace broadsheet::test {

class CheckedSink final : public ArticleSink {
public:
    /// `records_max`: no input of its size can hold more.
    explicit CheckedSink(std::size_t records_max) : records_max_(records_max) {}

    void article(Article article, std::string location) override {
        count();
        require(!article.title.empty(), "an article has a title");
        for (const std::string* text : {&article.title, &article.subtitle, &article.source, &article.url, &article.key,
                                        &article.body, &article.section, &article.place}) {
            require(is_utf8(*text), "text is UTF-8");
            require(text->find('\0') == std::string::npos, "text holds no NUL");
        }
        require(article.title.find('\n') == std::string::npos, "a title is one line");
        require(is_utf8(location), "a location is UTF-8");
    }

    void problem(Stage, std::string, std::string reason) override {
        count();
        require(!reason.empty(), "a problem has a reason");
        require(is_utf8(reason), "a reason is UTF-8");
    }

private:
    void count() { require(++records_ <= records_max_, "articles and problems are bounded by the input's size"); }

    std::size_t records_ = 0;
    std::size_t records_max_;
};

inline constexpr std::int64_t fuzz_now_s = 1'790'000'000;

inline void check_reader(Format format, std::string_view bytes) {
    CheckedSink sink(bytes.size() + 2);
    const auto stream = bytes_of(std::string(bytes));
    read_articles(format, *stream, {"input", fuzz_now_s}, sink);
}

}  // namespace broadsheet::test
