// SPDX-License-Identifier: GPL-3.0-or-later
// Finds duplicates and stories in labelled articles, without an archive: stories_bench FILE.jsonl... [--batch N]
// [--half 0|1] [--shuffle SEED] [--print N] [--synthetic N] [--diff BYTES]
// Rows have id, cluster, title, body and, perhaps, date. Prints a JSON line: pairwise precision, recall and F1 of
// stories, processor time an article, memory; with --print so many stories, with --synthetic figures for a made-up
// archive.
#include "engine/analysis/language.h"
#include "engine/compare/hash.h"
#include "engine/compare/story_sweep.h"
#include "engine/compare/word_diff.h"

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

ArticleId id_of(std::size_t row) {
    return {static_cast<std::uint32_t>(row + 1)};
}

struct Options {
    std::vector<std::string> files;
    std::size_t batch = 0;  ///< articles a run; 0: all in one
    int half = -1;
    unsigned shuffle = 0;
    std::size_t print = 0;
    std::size_t synthetic = 0;
    std::size_t diff_bytes = 0;
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
        else if (word == "--diff")
            options.diff_bytes = next();
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
        // "2a" and "2b" are look-alikes and belong into one half.
        const std::string topic = row.cluster.substr(0, row.cluster.find_last_not_of("ab") + 1);
        if (options.half >= 0 && static_cast<int>(hash_word(topic) % 2) != options.half) continue;
        row.article.title = text("title");
        row.article.body = text("body");
        row.article.language = detect_language(row.article.title + "\n" + row.article.body);
        if (const auto date = parse_iso_date(text("date"))) row.day = day_of(date->utc_s);
        rows.push_back(std::move(row));
    }
}

std::uint32_t below(std::mt19937& random, std::uint32_t count) {
    return static_cast<std::uint32_t>(random() % count);
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
            left = below(random, 2) ? 1 : 2 + below(random, 7);
            event.clear();
            for (int term = 0; term < 28; ++term) event.push_back(1'000'000 + zipf(random, 3e6));
        }
        row.cluster = std::to_string(i + left--);
        if (i > 0 && below(random, 20) == 0) {
            row.fingerprint = rows[i - 1].fingerprint;
            row.cluster = rows[i - 1].cluster;
            continue;
        }
        std::vector<std::uint32_t> terms;
        for (const std::uint32_t term : event)
            if (below(random, 4)) terms.push_back(term);
        while (terms.size() < 44) terms.push_back(below(random, 3) ? zipf(random, 1e5) : 2'000'000 + zipf(random, 3e6));
        Fingerprint& made = row.fingerprint;
        for (const std::uint32_t term : terms)
            made.terms.push_back((static_cast<std::uint32_t>(mix(term)) & ~term_weight_mask) | (2 + below(random, 6)));
        std::ranges::sort(made.terms);
        const auto same =
            std::ranges::unique(made.terms, {}, [](TellingTerm term) { return term >> term_weight_bits; });
        made.terms.erase(same.begin(), same.end());
        made.text_hash = mix(i + 1);
        made.words = 200 + below(random, 600);
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

StorySweep sweep_of(const std::vector<Row>& rows) {
    return StorySweep([&rows](ArticleId id) { return rows[(id.value - 1) % rows.size()].fingerprint; });
}

void give(StorySweep& sweep, const std::vector<Row>& rows, std::size_t batch) {
    for (std::size_t i = 0; i < rows.size(); ++i) {
        sweep.add(id_of(i), rows[i].day);
        if (batch != 0 && (i + 1) % batch == 0) sweep.settle();
    }
    sweep.settle();
}

/// What a run costs that finds a few new articles, spread over all days, in an archive that was compared before.
void time_loading(const StorySweep& sweep, const std::vector<Row>& rows) {
    StorySweep again = sweep_of(rows);
    auto begin = std::clock();
    for (std::size_t i = 0; i < rows.size(); ++i) {
        again.load(id_of(i), rows[i].fingerprint, rows[i].day, sweep.grouping_of(id_of(i)));
    }
    std::printf("load %.2f s", seconds_since(begin));
    std::size_t added = 0;
    for (const std::size_t count : {1, 100}) {
        for (std::size_t i = 0; i < count; ++i, ++added) {
            again.add(id_of(rows.size() + added), rows[(i * rows.size()) / count].day);
        }
        begin = std::clock();
        again.settle();
        std::printf(", %zu new %.2f s", count, seconds_since(begin));
    }
    std::printf("\n");
}

using Stories = std::map<std::uint32_t, std::vector<std::size_t>>;

Stories stories_of(const StorySweep& sweep, std::size_t count) {
    Stories stories;
    for (std::size_t i = 0; i < count; ++i) {
        const std::uint32_t story = sweep.grouping_of(id_of(i)).story.value;
        stories[story != 0 ? story : id_of(i).value].push_back(i);
    }
    return stories;
}

void print_scores(const Stories& stories, const std::vector<Row>& rows) {
    std::map<std::string, std::size_t> truth;
    std::map<std::uint32_t, std::size_t> found;
    std::map<std::pair<std::string, std::uint32_t>, std::size_t> both;
    std::size_t in_stories = 0;
    std::size_t largest = 0;
    for (const auto& [story, members] : stories) {
        for (const std::size_t member : members) {
            ++truth[rows[member].cluster];
            ++found[story];
            ++both[{rows[member].cluster, story}];
        }
        if (members.size() > 1) in_stories += members.size();
        largest = std::max(largest, members.size());
    }
    const double precision = pairs_of(both) / std::max(1.0, pairs_of(found));
    const double recall = pairs_of(both) / std::max(1.0, pairs_of(truth));
    std::printf(
        "{\"articles\": %zu, \"precision\": %.4f, \"recall\": %.4f, \"F1\": %.4f, \"in_stories\": %zu, "
        "\"largest\": %zu, ",
        rows.size(), precision, recall, 2 * precision * recall / std::max(1e-9, precision + recall), in_stories,
        largest);
}

void print_stories(const StorySweep& sweep, const Stories& stories, const std::vector<Row>& rows, std::size_t count) {
    std::vector<std::uint32_t> named;
    for (const auto& [story, members] : stories) {
        if (members.size() > 1) named.push_back(story);
    }
    std::ranges::shuffle(named, std::mt19937(7));
    for (std::size_t i = 0; i < std::min(count, named.size()); ++i) {
        std::printf("== story %u\n", named[i]);
        for (const std::size_t at : stories.at(named[i])) {
            std::string start = rows[at].article.body.substr(0, 260);
            std::ranges::replace(start, '\n', ' ');
            std::printf("  [%s c%s d%d dup%u] %s | %s\n", rows[at].article.key.c_str(), rows[at].cluster.c_str(),
                        rows[at].day.value_or(-1), sweep.grouping_of(id_of(at)).duplicates.value,
                        rows[at].article.title.c_str(), start.c_str());
        }
    }
}

/// Two texts of that many bytes without a word in common but the commonest.
void time_diff(std::size_t bytes) {
    std::mt19937 random(5);
    std::string texts[2];
    for (std::string& text : texts) {
        while (text.size() < bytes) {
            text += 'w' + std::to_string(zipf(random, 2e4));
            text += below(random, 60) == 0 ? "\n\n" : " ";
        }
    }
    auto begin = std::clock();
    const std::size_t runs = word_diff(texts[0], texts[1]).size();
    const double diff_s = seconds_since(begin);
    begin = std::clock();
    const std::size_t sentences = sentences_not_in(texts[0], texts[1], "en").size();
    std::printf("word_diff of %zu bytes: %.3f s, %zu runs; sentences_not_in: %.3f s, %zu sentences\n", bytes, diff_s,
                runs, seconds_since(begin), sentences);
}

}  // namespace

int main(int count, char** values) {
    const Options options = parse(count, values);
    if (options.diff_bytes != 0) time_diff(options.diff_bytes);
    std::vector<Row> rows = synthesize(options.synthetic);
    for (const std::string& file : options.files) read(file, options, rows);
    if (options.shuffle != 0) std::ranges::shuffle(rows, std::mt19937(options.shuffle));
    if (rows.empty()) return 0;

    auto begin = std::clock();
    for (Row& row : rows) {
        if (row.fingerprint.terms.empty()) row.fingerprint = fingerprint_of(row.article);
    }
    const auto articles = static_cast<double>(rows.size());
    const double fingerprint_us = seconds_since(begin) / articles * 1e6;
    StorySweep sweep = sweep_of(rows);
    begin = std::clock();
    give(sweep, rows, options.batch);
    const double add_us = seconds_since(begin) / articles * 1e6;

    const Stories stories = stories_of(sweep, rows.size());
    print_scores(stories, rows);
    std::printf("\"fingerprint_us\": %.1f, \"add_us\": %.1f, \"megabytes\": %.1f}\n", fingerprint_us, add_us,
                static_cast<double>(sweep.size_bytes()) / 1e6);
    if (options.synthetic != 0) time_loading(sweep, rows);
    print_stories(sweep, stories, rows, options.print);
}
