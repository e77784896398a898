// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Members of archives: which of their names are in order, and how what they give says where it stood.

#include "indexer/formats/format.h"

#include <atomic>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

namespace broadsheet {

/// Gives what comes from a member on to the input's own sink, at the location "MEMBER: LOCATION".
class MemberSink final : public ArticleSink {
public:
    /// `member` is the path within the input, empty for the input itself.
    MemberSink(ArticleSink& sink, std::string member) : sink_(sink), member_(std::move(member)) {}

    void article(Article article, std::string location) override;
    void problem(Stage stage, std::string location, std::string reason) override;
    void defer(std::string location, std::size_t cost_bytes, std::function<void(ArticleSink&)> work) override;

private:
    std::string at(std::string location) const;

    ArticleSink& sink_;
    std::string member_;
};

/// Passes on what comes of one input, but of its problems only the first thousand, and then says so: a list of
/// millions that are no articles must not fill the record.
class LimitingSink final : public ArticleSink {
public:
    explicit LimitingSink(ArticleSink& sink) : LimitingSink(sink, std::make_shared<std::atomic<std::size_t>>(0)) {}

    void article(Article article, std::string location) override;
    void problem(Stage stage, std::string location, std::string reason) override;
    void defer(std::string location, std::size_t cost_bytes, std::function<void(ArticleSink&)> work) override;

private:
    using Count = std::shared_ptr<std::atomic<std::size_t>>;
    LimitingSink(ArticleSink& sink, Count problems) : sink_(sink), problems_(std::move(problems)) {}

    ArticleSink& sink_;
    Count problems_;  ///< shared with what has been put off
};

struct MemberName {
    std::string path;     ///< with "/", without "./"; if refused, without what can't be shown
    std::string refusal;  ///< why such a name isn't taken, in plain words; empty if it is
};

/// Refuses names that are absolute, lead out of the archive, are too long or hold control characters: nothing is ever
/// written under them, but an archive with such names wants harm.
MemberName member_name(std::string_view name, std::size_t bytes_max);

/// False for what a folder scan would pass over, too: hidden files and folders, __MACOSX, pictures, styles.
bool member_is_worth_reading(std::string_view path);

/// Makes names that come twice in an archive differ: "a.html", "a.html (2)".
class MemberCounter {
public:
    std::string distinct(const std::string& path);

private:
    std::unordered_map<std::size_t, std::uint32_t> counts_;  ///< by hash: a million names would take too much
};

}  // namespace broadsheet
