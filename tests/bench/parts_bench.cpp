// SPDX-License-Identifier: GPL-3.0-or-later
// The parts that everything stands on, each alone (google-benchmark): parts_bench [--benchmark_filter=REGEX]
#include "engine/analysis/stem.h"
#include "engine/analysis/token.h"
#include "engine/highlight/highlight.h"
#include "engine/query/expand.h"
#include "engine/query/parser.h"
#include "server/api/json_writer.h"
#include "server/http/stored_body.h"

#include <benchmark/benchmark.h>

#include <string>

namespace {

using namespace broadsheet;

/// 3 kB of plain English of our own.
std::string english_text() {
    std::string text;
    for (int i = 0; i < 12; ++i) {
        text += "The council said on Tuesday that rents in the old harbour had risen by 4.5 percent since January. ";
        text += "Open-source models weren't cheaper, its chairman Jonas Okoro told reporters after the meeting; ";
        text += "ministers of the U.S. and Germany will discuss prices, exports and new licences next week.\n";
    }
    return text;
}

void count_bytes(benchmark::State& state, std::size_t bytes) {
    state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations()) * static_cast<std::int64_t>(bytes));
}

void tokenizer(benchmark::State& state) {
    const std::string text = english_text();
    std::vector<Token> tokens;
    for (auto unused : state) {
        (void)unused;
        tokens.clear();
        tokenize(text, tokens);
        benchmark::DoNotOptimize(tokens.data());
    }
    count_bytes(state, text.size());
}
BENCHMARK(tokenizer);

void stemmer(benchmark::State& state) {
    const std::vector<Token> tokens = tokenize(english_text());
    Stemmer english("en");
    for (auto unused : state) {
        (void)unused;
        for (const Token& token : tokens) benchmark::DoNotOptimize(english.stem(token.text).data());
    }
    state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations()) * static_cast<std::int64_t>(tokens.size()));
}
BENCHMARK(stemmer);

/// An archive of English articles that tells nothing of its words.
class EnglishAlone : public query::Vocabulary {
public:
    const std::vector<std::string>& stem_codes() const override { return codes_; }
    std::vector<std::string> compounds(const std::string&) const override { return {}; }
    std::vector<std::string> words_with_prefix(TextField, const std::string&, std::size_t) const override { return {}; }
    std::vector<std::string> similar_words(const std::string&, std::size_t, std::size_t) const override { return {}; }
    std::uint32_t articles_with(const std::string&) const override { return 1; }
    bool is_written_small(const std::string&) const override { return true; }

private:
    std::vector<std::string> codes_ = {"en"};
};

void fragments(benchmark::State& state) {
    const std::string text = english_text();
    query::Node root = query::parse("harbour \"prices exports\" open-source", {false, false, 0, {"en"}}).root;
    query::expand(root, EnglishAlone());
    const Highlighter highlighter(root, {FieldId::body});
    for (auto unused : state) {
        (void)unused;
        benchmark::DoNotOptimize(highlighter.fragments(text, "en", {}));
    }
    count_bytes(state, text.size());
}
BENCHMARK(fragments);

void marked_title(benchmark::State& state) {
    const std::string text = english_text();
    for (auto unused : state) {
        (void)unused;
        benchmark::DoNotOptimize(marked_html(text, {{10, 20}, {100, 110}}));
    }
    count_bytes(state, text.size());
}
BENCHMARK(marked_title);

void json_string(benchmark::State& state) {
    const std::string text = english_text();
    for (auto unused : state) {
        (void)unused;
        JsonWriter json(text.size() * 2);
        json.string(text);
        benchmark::DoNotOptimize(json.take());
    }
    count_bytes(state, text.size());
}
BENCHMARK(json_string);

void gzip(benchmark::State& state) {
    const std::string text = english_text();
    for (auto unused : state) {
        (void)unused;
        benchmark::DoNotOptimize(gzip_of(text));
    }
    count_bytes(state, text.size());
}
BENCHMARK(gzip);

}  // namespace

BENCHMARK_MAIN();
