// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/integration/changing_folder.h"

#include "tests/support/sample_articles.h"

#include <algorithm>
#include <fstream>
#include <sstream>

namespace broadsheet::test {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t first_files = 25;
constexpr std::uint32_t passing_first = 10'000, passing_count = 8;  ///< names and how many a file holds at most
constexpr std::uint32_t fresh_first = 100'000, fresh_count = 3;

std::string kind_of(std::uint32_t number) {
    return number >= fresh_first ? "fresh" : number >= passing_first ? "passing" : "evergreen";
}

std::string name_of(std::uint32_t number) {
    return kind_of(number) + "-" + word_of(number);
}

/// Some hundred words, so that indexing an article takes its time.
std::string filler(const std::string& name, std::uint32_t version) {
    std::string text;
    std::minstd_rand random(static_cast<std::uint32_t>(std::hash<std::string>()(name)) + version);
    for (int i = 0; i < 150; ++i) text += "w" + std::to_string(random() % 5'000) + (i % 12 == 11 ? ". " : " ");
    return text;
}

std::string line_of(const std::string& name, std::uint32_t version) {
    const std::size_t dash = name.find('-');
    const std::string kind = name.substr(0, dash), word = name.substr(dash + 1), number = std::to_string(version);
    return R"({"id":")" + name + R"(","source":"The Changing Times","title":")" + kind + " article " + word +
           " version " + number + R"(","text":"This is version )" + number + " of " + word + ". " +
           filler(name, version) + "\"}\n";
}

}  // namespace

ChangingFolder::ChangingFolder(fs::path folder, unsigned seed)
    : folder_(std::move(folder)), random_(seed), files_(first_files) {
    fs::create_directories(folder_);
    for (std::uint32_t i = 0; i < evergreen_count; ++i) files_[i % first_files].versions[name_of(i)] = version_;
    for (std::size_t file = 0; file < files_.size(); ++file) write(file);
}

void ChangingFolder::change() {
    ++version_;
    for (std::size_t file = 0; file < first_files; ++file) {
        if (below(2) == 0) continue;
        auto& versions = files_[file].versions;
        for (auto& [name, version] : versions)
            if (below(2) == 0) version = version_;
        for (std::uint32_t i = 0; i < passing_count; ++i) {
            const std::string name = name_of(passing_first + static_cast<std::uint32_t>(file) * passing_count + i);
            if (below(3) != 0) continue;
            if (versions.erase(name) == 0) versions[name] = version_;
        }
        write(file);
    }
    files_.emplace_back();
    for (std::uint32_t i = 0; i < fresh_count; ++i)
        files_.back().versions[name_of(fresh_first + version_ * fresh_count + i)] = version_;
    write(files_.size() - 1);
}

void ChangingFolder::write(std::size_t number) const {
    const fs::path file = folder_ / (std::to_string(number) + ".jsonl"), part = folder_ / "file.part";
    {
        std::ofstream out(part, std::ios::trunc);
        for (const auto& [name, version] : files_[number].versions) out << line_of(name, version);
    }
    fs::rename(part, file);
}

std::map<std::string, std::uint32_t> ChangingFolder::articles() const {
    std::map<std::string, std::uint32_t> all;
    for (const File& file : files_) all.insert(file.versions.begin(), file.versions.end());
    return all;
}

std::size_t ChangingFolder::count(const std::string& kind) const {
    std::size_t count = 0;
    for (const File& file : files_)
        count += static_cast<std::size_t>(
            std::ranges::count_if(file.versions, [&kind](const auto& entry) { return entry.first.starts_with(kind); }));
    return count;
}

NamedVersion read_title(const std::string& title) {
    std::istringstream in(title);
    NamedVersion read;
    std::string word, article, version;
    in >> read.kind >> article >> word >> version >> read.version;
    read.name = read.kind + "-" + word;
    return read;
}

}  // namespace broadsheet::test
