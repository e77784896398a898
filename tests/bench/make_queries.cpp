// SPDX-License-Identifier: GPL-3.0-or-later
// Makes queries from a corpus, the same from the same seed:
//   make_queries log CORPUS.jsonl [PER_KIND [SEED]]    the log that query_log.h describes, kinds mixed
//   make_queries targets LOG.tsv FORM                  the same as request targets: "/api/v1/search?q=oil&pageSize=10"
//   make_queries size CORPUS.jsonl                     articles, and bytes of title and body
//   make_queries beginnings CORPUS.jsonl [WORDS]       targets of type-ahead: 1 to 4 letters of the most frequent words
// Other engines' drivers read the log, too, so it holds no operators, only words in small letters.
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cstdio>
#include <fstream>
#include <map>
#include <random>
#include <set>
#include <stdexcept>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "server/api/search_links.h"
#include "tests/bench/query_log.h"

namespace {

using namespace broadsheet;
using Words = std::vector<std::string>;

constexpr std::size_t articles_read_max = 60'000;
constexpr std::size_t kept_every = 8;  ///< articles whose words queries are taken from
constexpr std::size_t frequent_words = 120;
constexpr std::uint32_t rare_min = 3, rare_max = 40;
constexpr std::uint32_t together_min = 20;  ///< articles with a word that is asked for beside another
constexpr std::size_t shortest_word = 3;

const std::unordered_set<std::string_view> function_words = {
    "the",  "and",   "for",  "are",   "but",  "not",  "with", "that", "this",  "was",   "were",
    "has",  "had",   "have", "his",   "her",  "its",  "from", "they", "their", "there", "said",
    "will", "would", "who",  "which", "been", "into", "than", "more", "about", "after", "also",
    "one",  "two",   "out",  "over",  "all",  "any",  "can",  "new",  "year",  "last",  "first"};

/// What a corpus tells.
struct Sample {
    std::unordered_map<std::string, std::uint32_t> articles;  ///< with the word
    std::vector<Words> texts;                                 ///< words in order; "" stands for a mark between them
    std::vector<std::string> days;
};

Words words_of(const std::string& text) {
    Words words;
    std::string word;
    for (const char c : text + ' ') {
        const char small = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
        if (small >= 'a' && small <= 'z') {
            word += small;
            continue;
        }
        if (!word.empty()) words.push_back(std::move(word));
        word.clear();
        if (c != ' ' && c != '\n') words.emplace_back();  // no phrase goes across a mark, a figure or an accent
    }
    return words;
}

bool has_content(const std::string& word) {
    return word.size() >= shortest_word && !function_words.contains(word);
}

Sample read_sample(const std::string& file) {
    std::ifstream in(file);
    if (!in) throw std::runtime_error("cannot read " + file);
    Sample sample;
    std::size_t number = 0;
    for (std::string line; number < articles_read_max && std::getline(in, line); ++number) {
        const auto article = nlohmann::json::parse(line);
        Words words = words_of(article.value("title", std::string()) + ". " + article.value("body", std::string()));
        for (const auto& word : std::set<std::string>(words.begin(), words.end())) {
            if (has_content(word)) ++sample.articles[word];
        }
        if (number % kept_every == 0) sample.texts.push_back(std::move(words));
        sample.days.push_back(article.value("date", std::string()).substr(0, 10));
    }
    std::ranges::sort(sample.days);
    return sample;
}

Words by_frequency(const Sample& sample) {
    Words words;
    for (const auto& [word, articles] : sample.articles) words.push_back(word);
    std::ranges::sort(words, [&](const std::string& a, const std::string& b) {
        const auto left = sample.articles.at(a), right = sample.articles.at(b);
        return left != right ? left > right : a < b;
    });
    return words;
}

class QueryMaker {
public:
    QueryMaker(const Sample& sample, std::uint64_t seed) : sample_(sample), random_(seed) {
        const Words words = by_frequency(sample);
        for (std::size_t rank = 0; rank < words.size(); ++rank) {
            const std::uint32_t articles = sample.articles.at(words[rank]);
            if (rank < frequent_words) frequent_.push_back(words[rank]);
            if (rank >= 200 && rank < 6000) middling_.push_back(words[rank]);
            if (articles >= rare_min && articles <= rare_max) rare_.push_back(words[rank]);
        }
        if (rare_.empty() || middling_.empty()) throw std::runtime_error("the corpus is too small to ask about");
    }

    /// A query of each kind.
    void add_round(std::vector<bench::LoggedQuery>& log) {
        log.push_back({"hi1", one_of(frequent_), {}, {}});
        log.push_back({"rare1", one_of(rare_), {}, {}});
        log.push_back({"and2", together(2), {}, {}});
        log.push_back({"and3", together(3), {}, {}});
        log.push_back({"or3", together(3), {}, {}});
        log.push_back({"phrase2", phrase(2), {}, {}});
        log.push_back({"phrase3", phrase(3), {}, {}});
        const std::string& begun = one_of(middling_);
        log.push_back({"prefix", begun.substr(0, std::max<std::size_t>(4, begun.size() - 2)), {}, {}});
        log.push_back({"not", together(1) + ' ' + one_of(frequent_), {}, {}});
        bench::LoggedQuery dated{"date", together(2), {}, {}};
        constexpr std::array<std::size_t, 3> parts = {4, 25, 300};
        const std::size_t first = below(sample_.days.size());
        const std::size_t last = first + sample_.days.size() / parts.at(below(parts.size()));
        dated.from = sample_.days[first];
        dated.to = sample_.days[std::min(last, sample_.days.size() - 1)];
        log.push_back(std::move(dated));
    }

    void shuffle(std::vector<bench::LoggedQuery>& log) {
        for (std::size_t i = log.size(); i > 1; --i) std::swap(log[i - 1], log[below(i)]);
    }

private:
    static constexpr std::size_t attempts = 100'000;

    std::size_t below(std::size_t bound) { return static_cast<std::size_t>(random_() % bound); }
    const std::string& one_of(const Words& words) { return words[below(words.size())]; }

    /// Different words of one article.
    std::string together(std::size_t count) {
        for (std::size_t attempt = 0; attempt < attempts; ++attempt) {
            const Words& text = sample_.texts[below(sample_.texts.size())];
            Words chosen;
            for (std::size_t i = 0; i < 10 * count && chosen.size() < count && !text.empty(); ++i) {
                const std::string& word = one_of(text);
                const bool known = std::ranges::find(chosen, word) != chosen.end();
                if (has_content(word) && !known && sample_.articles.at(word) > together_min) chosen.push_back(word);
            }
            if (chosen.size() == count) return joined(chosen);
        }
        throw std::runtime_error("the corpus is too small for words that stand together");
    }

    /// Neighbours in one article, none of them a function word.
    std::string phrase(std::size_t count) {
        for (std::size_t attempt = 0; attempt < attempts; ++attempt) {
            const Words& text = sample_.texts[below(sample_.texts.size())];
            if (text.size() < count) continue;
            const std::size_t first = below(text.size() - count + 1);
            const Words chosen(text.begin() + static_cast<std::ptrdiff_t>(first),
                               text.begin() + static_cast<std::ptrdiff_t>(first + count));
            if (std::ranges::all_of(chosen, has_content)) return joined(chosen);
        }
        throw std::runtime_error("the corpus is too small for phrases");
    }

    static std::string joined(const Words& words) {
        std::string text;
        for (const auto& word : words) text += (text.empty() ? "" : " ") + word;
        return text;
    }

    const Sample& sample_;
    std::mt19937_64 random_;
    Words frequent_, middling_, rare_;
};

void write_log(const std::string& corpus, std::size_t per_kind, std::uint64_t seed) {
    const Sample sample = read_sample(corpus);
    QueryMaker maker(sample, seed);
    std::vector<bench::LoggedQuery> log;
    for (std::size_t round = 0; round < per_kind; ++round) maker.add_round(log);
    maker.shuffle(log);
    for (const auto& query : log)
        std::printf("%s\t%s\t%s\t%s\n", query.kind.c_str(), query.words.c_str(), query.from.c_str(), query.to.c_str());
}

void write_targets(const std::string& file, const std::string& form) {
    for (const auto& query : bench::read_query_log(file))
        std::puts(url_of("/api/v1/search", bench::parameters_of(query, form)).c_str());
}

void write_size(const std::string& file) {
    std::ifstream in(file);
    std::size_t articles = 0, bytes = 0;
    for (std::string line; std::getline(in, line); ++articles) {
        const auto article = nlohmann::json::parse(line);
        bytes += article.value("title", std::string()).size() + article.value("body", std::string()).size();
    }
    std::printf("%zu %zu\n", articles, bytes);
}

void write_beginnings(const std::string& corpus, std::size_t count) {
    constexpr std::size_t letters_max = 4;
    const Words words = by_frequency(read_sample(corpus));
    std::set<std::string> beginnings;
    for (std::size_t rank = 0; rank < std::min(count, words.size()); ++rank) {
        for (std::size_t letters = 1; letters <= letters_max; ++letters)
            beginnings.insert(words[rank].substr(0, letters));
    }
    for (const auto& beginning : beginnings) std::printf("/api/v1/suggest?q=%s\n", beginning.c_str());
}

}  // namespace

int main(int argc, char** argv) try {
    const std::string what = argc > 2 ? argv[1] : "";
    if (what == "log") {
        write_log(argv[2], argc > 3 ? std::stoul(argv[3]) : 50, argc > 4 ? std::stoull(argv[4]) : 7);
    } else if (what == "targets" && argc > 3) {
        write_targets(argv[2], argv[3]);
    } else if (what == "size") {
        write_size(argv[2]);
    } else if (what == "beginnings") {
        write_beginnings(argv[2], argc > 3 ? std::stoul(argv[3]) : 500);
    } else {
        std::fprintf(stderr, "usage: make_queries log|targets|size|beginnings FILE ...\n");
        return 2;
    }
} catch (const std::exception& error) {
    std::fprintf(stderr, "make_queries: %s\n", error.what());
    return 1;
}
