// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// A folder of JSONL files whose articles come, change and go, and what must be found of them.

#include <cstdint>
#include <filesystem>
#include <map>
#include <random>
#include <string>
#include <vector>

namespace broadsheet::test {

/// Articles have a kind: "evergreen" ones are changed but never removed, "fresh" ones are only added, "passing" ones
/// come and go. Each is found by its kind and, alone, by its name; title and text carry its version.
class ChangingFolder {
public:
    ChangingFolder(std::filesystem::path folder, unsigned seed);

    /// Changes about half of the files and adds a small one; each is replaced in one step.
    void change();

    const std::filesystem::path& path() const { return folder_; }
    /// Version of each article that is in the folder now, by its name.
    std::map<std::string, std::uint32_t> articles() const;
    std::size_t count(const std::string& kind) const;

    static constexpr std::size_t evergreen_count = 200;

private:
    struct File {
        std::map<std::string, std::uint32_t> versions;  ///< by article name
    };
    void write(std::size_t number) const;
    std::uint32_t below(std::uint32_t end) { return std::uniform_int_distribution<std::uint32_t>(0, end - 1)(random_); }

    std::filesystem::path folder_;
    std::mt19937 random_;
    std::vector<File> files_;
    std::uint32_t version_ = 1;
};

/// What an article's title says: "evergreen article qxabzq version 12".
struct NamedVersion {
    std::string kind;
    std::string name;
    std::uint32_t version = 0;
};
NamedVersion read_title(const std::string& title);

}  // namespace broadsheet::test
