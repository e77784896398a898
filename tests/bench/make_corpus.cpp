// SPDX-License-Identifier: GPL-3.0-or-later
// Makes a corpus of any size from a seed, as JSON lines (id, title, date, source, section, author, body):
//   make_corpus ARTICLES [--seed N] [--words MIN-MAX] [--sentences FILE]
// The same arguments make the same bytes. Without --sentences the text is made up: words of syllables, as frequent as
// words are (the rank's inverse), some of them the words of a topic that an article has for its own. With it, articles
// are put together from the sentences of a file of JSON lines with a "body", or of Reuters' SGML.
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

namespace {

constexpr std::size_t vocabulary_size = 60'000;
constexpr std::size_t topics = 400;
constexpr std::size_t topic_words = 40;
constexpr std::size_t sentences_max = 2'000'000;
constexpr std::int64_t first_day = 9'131;  ///< 1995-01-01, in days since 1970
constexpr std::int64_t days = 30 * 365;

constexpr std::array<std::string_view, 24> function_words = {"the",  "of",  "to", "and",  "in",  "a",    "said", "for",
                                                             "on",   "it",  "is", "that", "was", "with", "by",   "as",
                                                             "from", "its", "at", "be",   "has", "will", "have", "an"};
constexpr std::array<std::string_view, 20> onsets = {"b", "br", "c", "d", "f", "g",  "gr", "h",  "k", "l",
                                                     "m", "n",  "p", "r", "s", "st", "t",  "tr", "v", "w"};
constexpr std::array<std::string_view, 8> vowels = {"a", "e", "i", "o", "u", "ea", "ou", "ai"};
constexpr std::array<std::string_view, 8> codas = {"", "", "", "n", "r", "l", "st", "nd"};
constexpr std::array<std::string_view, 8> endings = {"", "", "", "s", "ed", "ing", "er", "ment"};
constexpr std::array<std::string_view, 12> sections = {"business", "politics", "world",   "sport",
                                                       "science",  "culture",  "opinion", "health",
                                                       "travel",   "weather",  "courts",  "markets"};

/// SplitMix64: the same numbers everywhere, unlike the distributions of the standard library.
class Dice {
public:
    explicit Dice(std::uint64_t seed) : state_(seed) {}

    std::uint64_t next() {
        std::uint64_t z = state_ += 0x9e3779b97f4a7c15U;
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9U;
        z = (z ^ (z >> 27)) * 0x94d049bb133111ebU;
        return z ^ (z >> 31);
    }
    /// 0 to `bound` - 1.
    std::size_t below(std::size_t bound) { return static_cast<std::size_t>(next() % bound); }
    double part() { return static_cast<double>(next() >> 11) * 0x1p-53; }
    /// A rank of `count`, each about as frequent as its inverse.
    std::size_t rank(std::size_t count) {
        return static_cast<std::size_t>(std::pow(static_cast<double>(count), part())) - 1;
    }
    template <typename List>
    auto& one_of(List& list) {
        return list[below(list.size())];
    }

private:
    std::uint64_t state_;
};

std::string made_up_word(Dice& dice, std::size_t syllables) {
    std::string word;
    for (std::size_t i = 0; i < syllables; ++i) word.append(dice.one_of(onsets)).append(dice.one_of(vowels));
    return word.append(dice.one_of(codas)).append(dice.one_of(endings));
}

std::vector<std::string> made_up_vocabulary(Dice& dice) {
    std::vector<std::string> words;
    std::unordered_set<std::string> known;
    while (words.size() < vocabulary_size) {
        std::string word = made_up_word(dice, 1 + (words.size() > 300) + (words.size() > 8000 && dice.below(2) == 0));
        if (known.insert(word).second) words.push_back(std::move(word));
        if (known.size() > words.size() + 100'000) break;
    }
    return words;
}

std::string capitalized(std::string word) {
    if (!word.empty() && word[0] >= 'a' && word[0] <= 'z') word[0] = static_cast<char>(word[0] - 'a' + 'A');
    return word;
}

/// Texts by the sentence.
class Writer {
public:
    Writer(Dice& dice, std::vector<std::string> sentences)
        : dice_(dice), vocabulary_(made_up_vocabulary(dice)), sentences_(std::move(sentences)) {}

    void begin_article() { topic_ = dice_.rank(topics); }

    std::string sentence() {
        if (!sentences_.empty()) return dice_.one_of(sentences_);
        const std::size_t length = 8 + dice_.below(18);
        std::string text = capitalized(word());
        for (std::size_t i = 1; i < length; ++i) text.append(" ").append(word());
        return text + '.';
    }

    std::string title() {
        if (!sentences_.empty()) return first_words(dice_.one_of(sentences_), 4 + dice_.below(6));
        std::string text = capitalized(topic_word());
        for (std::size_t i = 3 + dice_.below(6); i > 0; --i) text.append(" ").append(capitalized(content_word()));
        return text;
    }

    std::string name(std::size_t number) const {
        return capitalized(vocabulary_[400 + number % 600]) + ' ' + capitalized(vocabulary_[1000 + number % 4000]);
    }

    static std::size_t words_in(const std::string& text) {
        return 1 + static_cast<std::size_t>(std::count(text.begin(), text.end(), ' '));
    }

private:
    std::string word() {
        return dice_.below(5) < 2 ? std::string(function_words[dice_.rank(function_words.size())]) : content_word();
    }
    std::string content_word() {
        if (dice_.below(4) == 0) return topic_word();
        // The first ranks of a language are its function words.
        std::size_t rank = dice_.rank(vocabulary_.size());
        while (rank < function_words.size()) rank = dice_.rank(vocabulary_.size());
        return vocabulary_[rank];
    }
    std::string topic_word() { return vocabulary_[500 + topic_ * topic_words + dice_.rank(topic_words)]; }

    static std::string first_words(const std::string& text, std::size_t count) {
        std::size_t end = 0;
        while (count-- > 0 && end != text.npos) end = text.find(' ', end + 1);
        return text.substr(0, end);
    }

    Dice& dice_;
    std::vector<std::string> vocabulary_;
    std::vector<std::string> sentences_;
    std::size_t topic_ = 0;
};

void cut_sentences(std::string text, std::vector<std::string>& sentences) {
    for (char& c : text) c = c == '\n' || c == '\r' || c == '\t' ? ' ' : c;
    std::size_t begin = 0;
    for (std::size_t end = text.find(". "); end != text.npos; end = text.find(". ", begin)) {
        const std::size_t first = std::min(text.find_first_not_of(' ', begin), end);
        constexpr std::size_t shortest = 30, longest = 400;
        if (end - first >= shortest && end - first <= longest) sentences.push_back(text.substr(first, end + 1 - first));
        begin = end + 2;
    }
}

void read_sgml(std::ifstream& in, std::vector<std::string>& sentences) {
    const std::string text{std::istreambuf_iterator<char>(in), {}};
    for (std::size_t at = text.find("<BODY>"); at != text.npos; at = text.find("<BODY>", at + 1)) {
        const std::size_t end = std::min(text.find("&#3;", at), text.find("</BODY>", at));
        if (end == text.npos) return;
        cut_sentences(text.substr(at + 6, end - at - 6), sentences);
    }
}

std::vector<std::string> read_sentences(const std::string& file) {
    std::ifstream in(file);
    if (!in) throw std::runtime_error("cannot read " + file);
    std::vector<std::string> sentences;
    if (in.peek() != '{') {
        read_sgml(in, sentences);
    } else {
        for (std::string line; sentences.size() < sentences_max && std::getline(in, line);)
            cut_sentences(nlohmann::json::parse(line).value("body", std::string()), sentences);
    }
    if (sentences.empty()) throw std::runtime_error(file + " has no sentences");
    return sentences;
}

/// Civil date of a day since 1970 (the usual arithmetic over eras of 400 years).
std::string day_text(std::int64_t day) {
    day += 719'468;
    const std::int64_t era = day / 146'097, of_era = day % 146'097;
    const std::int64_t year_of_era = (of_era - of_era / 1460 + of_era / 36'524 - of_era / 146'096) / 365;
    const std::int64_t of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    const std::int64_t shifted = (5 * of_year + 2) / 153;
    const std::int64_t month = shifted < 10 ? shifted + 3 : shifted - 9;
    std::array<char, 48> text{};
    std::snprintf(text.data(), text.size(), "%04d-%02d-%02d", static_cast<int>(year_of_era + era * 400 + (month <= 2)),
                  static_cast<int>(month), static_cast<int>(of_year - (153 * shifted + 2) / 5 + 1));
    return text.data();
}

struct Order {
    std::size_t articles = 0;
    std::uint64_t seed = 1;
    std::size_t words_min = 30, words_max = 80;
    std::string sentences;
};

Order read_order(int argc, char** argv) {
    Order order;
    order.articles = std::stoul(argv[1]);
    for (int i = 2; i + 1 < argc; i += 2) {
        const std::string name = argv[i], value = argv[i + 1];
        if (name == "--seed") {
            order.seed = std::stoull(value);
        } else if (name == "--sentences") {
            order.sentences = value;
        } else if (name == "--words") {
            order.words_min = std::stoul(value);
            order.words_max = std::stoul(value.substr(value.find('-') + 1));
        } else {
            throw std::runtime_error("no option " + name);
        }
    }
    return order;
}

void write_articles(const Order& order) {
    Dice dice(order.seed);
    Writer writer(dice, order.sentences.empty() ? std::vector<std::string>() : read_sentences(order.sentences));
    for (std::size_t number = 0; number < order.articles; ++number) {
        writer.begin_article();
        const std::size_t wanted = order.words_min + dice.below(order.words_max - order.words_min + 1);
        std::string body;
        for (std::size_t words = 0; words < wanted;) {
            const std::string sentence = writer.sentence();
            words += Writer::words_in(sentence);
            if (!body.empty()) body += dice.below(5) == 0 ? '\n' : ' ';
            body += sentence;
        }
        const auto day =
            first_day + static_cast<std::int64_t>(number) * days / static_cast<std::int64_t>(order.articles);
        nlohmann::ordered_json article = {{"id", "m" + std::to_string(number + 1)}, {"title", writer.title()}};
        article["date"] = day_text(day) + "T00:00:00Z";
        article["source"] = writer.name(dice.rank(40)) + " Post";
        article["section"] = sections[dice.rank(sections.size())];
        article["author"] = writer.name(7000 + dice.rank(500));
        article["body"] = std::move(body);
        std::puts(article.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace).c_str());
    }
}

}  // namespace

int main(int argc, char** argv) try {
    if (argc < 2) {
        std::fprintf(stderr, "usage: make_corpus ARTICLES [--seed N] [--words MIN-MAX] [--sentences FILE]\n");
        return 2;
    }
    write_articles(read_order(argc, argv));
} catch (const std::exception& error) {
    std::fprintf(stderr, "make_corpus: %s\n", error.what());
    return 1;
}
