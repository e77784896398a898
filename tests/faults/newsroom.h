// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// A small folder of articles and its archive, run through the real program; and what must hold of the archive whatever
// has happened to it.

#include "tests/support/program.h"

#include <nlohmann/json.hpp>

#include <map>
#include <string>
#include <vector>

namespace broadsheet::test {

class Newsroom {
public:
    Newsroom();

    std::string archive() const { return temp_ / "archive"; }
    std::string file(const std::string& name) const { return temp_ / name; }
    const TempDir& folder() const { return temp_; }

    /// Writes `files` files of 40 articles; later ones change half of what earlier ones wrote.
    void write(int files);

    Ended run(std::vector<std::string> arguments) const;
    /// With a fault set off: "BROADSHEET_KILL_AT=manifest-renamed".
    Ended run_with(const std::string& fault, std::vector<std::string> arguments) const;
    Ended index() const { return run({"index", "--json", file("in")}); }

    /// The id of each article that a search finds, by title. What is found twice is a failure.
    std::map<std::string, int> ids() const;
    /// Runs the indexer; then `check` is clean, nothing lags, and all articles of the folder are found, those that
    /// `before` has with the ids that they had there. No file is left that the archive doesn't need.
    void require_whole(const std::map<std::string, int>& before = {}) const;
    /// `check` says so, and every file in the folder is one that an archive has.
    void require_clean() const;
    std::size_t articles() const { return articles_; }

private:
    TempDir temp_;
    int version_ = 0;
    std::size_t articles_ = 0;
};

}  // namespace broadsheet::test
