// SPDX-License-Identifier: GPL-3.0-or-later
// Finds duplicates and stories in labelled articles, without an archive: stories_bench FILE.jsonl... [--batch N]
// [--half 0|1] [--shuffle SEED] [--pairs N]. Rows have id, cluster, title, body and, perhaps, date (YYYY-MM-DD).
// Prints a JSON line: pairwise precision, recall and F1 of stories, times and memory. --pairs prints as many groups.
#include "engine/analysis/language.h"
#include "engine/compare/hash.h"
#include "engine/compare/story_finder.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <map>
#include <random>
#include <string>
#include <vector>

namespace {

using namespace broadsheet;

struct Row {
    Article article;
    std::string cluster;
    Fingerprint fingerprint;
    std::optional<DayNumber> day;
};

struct Options {
    std::vector<std::string> files;
    std::size_t batch = 5000;
    int half = -1;
    unsigned shuffle = 0;
    std::size_t print = 0;
};

Options parse(int count, char** values) {
    Options options;
    for (int i = 1; i < count; ++i) {
        const std::string word = values[i];
        const auto next = [&] { return i + 1 < count ? std::stoul(values[++i]) : 0UL; };
        if (word == "--batch") options.batch = next();
        else if (word == "--half") options.half = static_cast<int>(next());
        else if (word == "--shuffle") options.shuffle = static_cast<unsigned>(next());
        else if (word == "--print") options.print = next();
        else options.files.push_back(word);
    }
    return options;
}

void read(const std::string& path, const Options& options, std::vector<Row>& rows) {
    std::ifstream file(path);
    for (std::string line; std::getline(file, line);) {
        const auto json = nlohmann::json::parse(line, nullptr, false);
        if (json.is_discarded()) continue;
        Row row;
        const auto text = [&](const char* name) {
            const auto at = json.find(name);
            return at != json.end() && at->is_string() ? at->get<std::string>() : std::string();
        };
        row.article.key = text("id");
        row.cluster = text("cluster").empty() ? row.article.key : text("cluster");
        if (options.half >= 0 && static_cast<int>(hash_word(row.cluster.substr(0, row.cluster.find_last_not_of("ab") + 1)) % 2) != options.half) continue;
        row.article.title = text("title");
        row.article.body = text("body");
        row.article.language = detect_language(row.article.title + "\n" + row.article.body);
        if (const auto date = parse_iso_date(text("date"))) row.day = day_of(date->utc_s);
        rows.push_back(std::move(row));
    }
}

double seconds_since(std::chrono::steady_clock::time_point begin) {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

template <typename Label>
double pairs_of(const std::map<Label, std::size_t>& sizes) {
    double pairs = 0;
    for (const auto& [label, size] : sizes) pairs += static_cast<double>(size) * static_cast<double>(size - 1) / 2;
    return pairs;
}

}  // namespace

int main(int count, char** values) {
    const Options options = parse(count, values);
    std::vector<Row> rows;
    for (const std::string& file : options.files) read(file, options, rows);
    if (options.shuffle) std::ranges::shuffle(rows, std::mt19937(options.shuffle));

    auto begin = std::chrono::steady_clock::now();
    for (Row& row : rows) row.fingerprint = fingerprint_of(row.article);
    const double fingerprint_s = seconds_since(begin);

    StoryFinder finder;
    begin = std::chrono::steady_clock::now();
    for (std::size_t i = 0; i < rows.size(); ++i) {
        finder.add({static_cast<std::uint32_t>(i + 1)}, rows[i].fingerprint, rows[i].day);
        if ((i + 1) % options.batch == 0) finder.settle();
    }
    finder.settle();
    const double add_s = seconds_since(begin);

    std::map<std::string, std::size_t> truth;
    std::map<std::uint32_t, std::size_t> found, copies;
    std::map<std::pair<std::string, std::uint32_t>, std::size_t> both;
    std::map<std::uint32_t, std::vector<std::size_t>> stories;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const Grouping grouping = finder.grouping_of({static_cast<std::uint32_t>(i + 1)});
        const auto own = static_cast<std::uint32_t>(i + 1);
        const std::uint32_t story = grouping.story.value ? grouping.story.value : own;
        ++truth[rows[i].cluster];
        ++found[story];
        ++copies[grouping.duplicates.value ? grouping.duplicates.value : own];
        ++both[{rows[i].cluster, story}];
        stories[story].push_back(i);
    }
    const double right = pairs_of(both), precision = right / std::max(1.0, pairs_of(found)),
                 recall = right / std::max(1.0, pairs_of(truth));
    const auto n = static_cast<double>(rows.size());
    std::size_t largest = 0;
    for (const auto& [story, size] : found) largest = std::max(largest, size);
    std::printf("{\"articles\": %zu, \"precision\": %.4f, \"recall\": %.4f, \"F1\": %.4f, \"duplicates\": %zu, \"stories\": %zu, \"in_stories\": %zu, \"largest\": %zu, "
                "\"fingerprint_us\": %.1f, \"add_us\": %.1f, \"bytes_per_article\": %.0f}\n",
                rows.size(), precision, recall, 2 * precision * recall / std::max(1e-9, precision + recall),
                rows.size() - copies.size(), (std::size_t)std::ranges::count_if(found, [](auto& f) { return f.second > 1; }),
                (std::size_t)(n - (double)std::ranges::count_if(found, [](auto& f) { return f.second == 1; })), largest,
                fingerprint_s / n * 1e6, add_s / n * 1e6, (static_cast<double>(finder.size_bytes()) - (1 << 25)) / n);
    std::vector<std::uint32_t> named;
    for (const auto& [story, members] : stories) if (members.size() > 1) named.push_back(story);
    std::ranges::shuffle(named, std::mt19937(7));
    for (std::size_t i = 0; i < std::min(options.print, named.size()); ++i) {
        std::printf("== story %u\n", named[i]);
        for (const std::size_t at : stories[named[i]]) {
            const Article& a = rows[at].article;
            std::string start = a.body.substr(0, 260);
            std::ranges::replace(start, '\n', ' ');
            std::printf("  [%s c%s d%d dup%u] %s | %s\n", a.key.c_str(), rows[at].cluster.c_str(), rows[at].day.value_or(-1),
                        finder.grouping_of({static_cast<std::uint32_t>(at + 1)}).duplicates.value, a.title.c_str(), start.c_str());
        }
    }
}
