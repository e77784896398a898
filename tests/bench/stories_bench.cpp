// SPDX-License-Identifier: GPL-3.0-or-later
// Finds duplicates and stories in labelled articles, without an archive: stories_bench FILE.jsonl... [--batch N]
// [--half 0|1] [--shuffle SEED] [--pairs N]. Rows have id, cluster, title, body and, perhaps, date (YYYY-MM-DD).
// Prints a JSON line: pairwise precision, recall and F1 of stories, times and memory. --pairs prints as many groups.
#include "engine/analysis/language.h"
#include "engine/compare/hash.h"
#include "engine/compare/story_finder.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <ctime>
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
    std::size_t synthetic = 0;
};

Options parse(int count, char** values) {
    Options options;
    for (int i = 1; i < count; ++i) {
        const std::string word = values[i];
        const auto next = [&] { return i + 1 < count ? std::stoul(values[++i]) : 0UL; };
        if (word == "--batch")
            options.batch = next();
        else if (word == "--half")
            options.half = static_cast<int>(next());
        else if (word == "--shuffle")
            options.shuffle = static_cast<unsigned>(next());
        else if (word == "--synthetic")
            options.synthetic = next();
        else if (word == "--print")
            options.print = next();
        else
            options.files.push_back(word);
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
        if (options.half >= 0 &&
            static_cast<int>(hash_word(row.cluster.substr(0, row.cluster.find_last_not_of("ab") + 1)) % 2) !=
                options.half)
            continue;
        row.article.title = text("title");
        row.article.body = text("body");
        row.article.language = detect_language(row.article.title + "\n" + row.article.body);
        if (const auto date = parse_iso_date(text("date"))) row.day = day_of(date->utc_s);
        rows.push_back(std::move(row));
    }
}

/// A number below `count`, small ones far more often (Zipf).
std::uint32_t zipf(std::mt19937& random, double count) {
    return static_cast<std::uint32_t>(std::pow(count, std::uniform_real_distribution<>()(random)));
}

/// Made-up fingerprints of twenty years: half of the articles belong to stories of up to eight, one in twenty is a
/// copy.
std::vector<Row> synthesize(std::size_t count) {
    std::mt19937 random(1);
    std::vector<Row> rows(count);
    std::vector<std::uint32_t> event;
    std::size_t left = 0;
    for (std::size_t i = 0; i < count; ++i) {
        Row& row = rows[i];
        row.article.key = std::to_string(i);
        row.day = static_cast<DayNumber>(12000 + i * 7300 / count);
        if (left == 0) {
            left = random() % 2 ? 1 : 2 + random() % 7;
            event.clear();
            for (int term = 0; term < 28; ++term) event.push_back(1'000'000 + zipf(random, 3e6));
        }
        row.cluster = std::to_string(i + left--);
        if (i > 0 && random() % 20 == 0) {
            row.fingerprint = rows[i - 1].fingerprint;
            row.cluster = rows[i - 1].cluster;
            continue;
        }
        std::vector<std::uint32_t> terms;
        for (const std::uint32_t term : event)
            if (random() % 4) terms.push_back(term);
        while (terms.size() < 44) terms.push_back(random() % 3 ? zipf(random, 1e5) : 2'000'000 + zipf(random, 3e6));
        Fingerprint& made = row.fingerprint;
        for (const std::uint32_t term : terms)
            made.terms.push_back((static_cast<std::uint32_t>(mix(term)) & ~term_weight_mask) | (2 + random() % 6));
        std::ranges::sort(made.terms);
        const auto same =
            std::ranges::unique(made.terms, {}, [](TellingTerm term) { return term >> term_weight_bits; });
        made.terms.erase(same.begin(), same.end());
        made.text_hash = mix(i + 1);
        made.words = 200 + random() % 600;
        for (std::uint8_t& slot : made.sketch) slot = static_cast<std::uint8_t>(random());
        for (int quote = 0; quote < 5; ++quote) made.quoted.push_back(static_cast<std::uint32_t>(random()));
        std::ranges::sort(made.quoted);
    }
    return rows;
}

/// Processor time: other programs don't count.
double seconds_since(std::clock_t begin) {
    return static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
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

    if (options.synthetic) rows = synthesize(options.synthetic);
    auto begin = std::clock();
    if (!options.synthetic)
        for (Row& row : rows) row.fingerprint = fingerprint_of(row.article);
    const double fingerprint_s = seconds_since(begin);

    StoryFinder finder;
    begin = std::clock();
    for (std::size_t i = 0; i < rows.size(); ++i) {
        finder.add({static_cast<std::uint32_t>(i + 1)}, rows[i].fingerprint, rows[i].day);
        if ((i + 1) % options.batch == 0) finder.settle();
    }
    finder.settle();
    const double add_s = seconds_since(begin);

    if (options.synthetic) {
        begin = std::clock();
        StoryFinder again;
        for (std::size_t i = 0; i < rows.size(); ++i) {
            const ArticleId id{static_cast<std::uint32_t>(i + 1)};
            again.load(id, rows[i].fingerprint, rows[i].day, finder.grouping_of(id));
        }
        again.settle();
        std::printf("load %.2f s\n", seconds_since(begin));
        begin = std::clock();
        for (int i = 1; i <= 200 && static_cast<std::size_t>(i * 4000) < rows.size(); ++i) {
            again.add({static_cast<std::uint32_t>(i * 4000)}, rows[static_cast<std::size_t>(i * 4000) - 1].fingerprint,
                      rows[static_cast<std::size_t>(i * 4000)].day);
            again.settle();
        }
        std::printf("one at a time %.1f us\n", seconds_since(begin) / 200 * 1e6);
    }
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
    std::printf(
        "{\"articles\": %zu, \"precision\": %.4f, \"recall\": %.4f, \"F1\": %.4f, \"duplicates\": %zu, \"stories\": "
        "%zu, \"in_stories\": %zu, \"largest\": %zu, "
        "\"fingerprint_us\": %.1f, \"add_us\": %.1f, \"bytes_per_article\": %.0f}\n",
        rows.size(), precision, recall, 2 * precision * recall / std::max(1e-9, precision + recall),
        rows.size() - copies.size(), (std::size_t)std::ranges::count_if(found, [](auto& f) { return f.second > 1; }),
        (std::size_t)(n - (double)std::ranges::count_if(found, [](auto& f) { return f.second == 1; })), largest,
        fingerprint_s / n * 1e6, add_s / n * 1e6, (static_cast<double>(finder.size_bytes()) - (1 << 25)) / n);
    std::vector<std::uint32_t> named;
    for (const auto& [story, members] : stories)
        if (members.size() > 1) named.push_back(story);
    std::ranges::shuffle(named, std::mt19937(7));
    for (std::size_t i = 0; i < std::min(options.print, named.size()); ++i) {
        std::printf("== story %u\n", named[i]);
        for (const std::size_t at : stories[named[i]]) {
            const Article& a = rows[at].article;
            std::string start = a.body.substr(0, 260);
            std::ranges::replace(start, '\n', ' ');
            std::printf("  [%s c%s d%d dup%u] %s | %s\n", a.key.c_str(), rows[at].cluster.c_str(),
                        rows[at].day.value_or(-1),
                        finder.grouping_of({static_cast<std::uint32_t>(at + 1)}).duplicates.value, a.title.c_str(),
                        start.c_str());
        }
    }
}
