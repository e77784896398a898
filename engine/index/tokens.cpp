// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/index/tokens.h"

#include "engine/error.h"

#include <xxhash.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <memory>
#include <numeric>
#include <queue>

namespace broadsheet {

namespace {

constexpr std::string_view magic = "BSHTOK01";
constexpr std::size_t written_bytes = 1024 * 1024;

struct Footer {
    std::uint64_t documents = 0, words = 0, text_bytes = 0, stream_bytes = 0;
    std::uint64_t streams_hash = 0;
    std::uint64_t tables_hash = 0;
};
constexpr std::size_t hashed_footer_bytes = sizeof(Footer) - sizeof(std::uint64_t);

constexpr std::size_t aligned(std::size_t bytes) {
    return (bytes + 7) / 8 * 8;
}

/// Reads arrays one after the other; `whole` turns false at the first that isn't there.
struct TableReader {
    std::string_view bytes;
    bool whole = true;

    template <typename Value>
    std::span<const Value> array(std::uint64_t count) {
        if (count > bytes.size() / sizeof(Value) || aligned(count * sizeof(Value)) > bytes.size()) {
            whole = false;
            return {};
        }
        const auto* values = reinterpret_cast<const Value*>(bytes.data());
        bytes.remove_prefix(aligned(count * sizeof(Value)));
        return {values, static_cast<std::size_t>(count)};
    }
};

/// The word that each source's cursor is at; the least comes first.
struct Cursor {
    std::string_view word;
    std::uint32_t source = 0;
    std::uint32_t rank = 0;
    std::uint64_t beginning = 0;  ///< the first eight bytes as a number, to compare quickly

    Cursor(const std::vector<Tokens>& sources, std::uint32_t from, std::uint32_t at)
        : word(sources[from].words.word(at)), source(from), rank(at) {
        std::array<unsigned char, 8> first{};
        std::memcpy(first.data(), word.data(), std::min(word.size(), first.size()));
        for (const unsigned char byte : first) beginning = beginning << 8 | byte;
    }
    friend bool operator>(const Cursor& a, const Cursor& b) {
        if (a.beginning != b.beginning) return a.beginning > b.beginning;
        const int order = a.word.compare(b.word);
        return order != 0 ? order > 0 : a.source > b.source;
    }
};

/// One table of all sources' words, and for each source the new number of each of its numbers.
class WordMerge {
public:
    explicit WordMerge(const std::vector<Tokens>& sources) : sources_(sources), new_numbers_(sources.size()) {
        for (std::size_t i = 0; i < sources.size(); ++i) new_numbers_[i].resize(sources[i].words.size());
        merge();
        number();
    }

    OwnedTokens table;
    const std::vector<std::uint32_t>& new_numbers(std::size_t source) const { return new_numbers_[source]; }

private:
    void merge() {
        std::priority_queue<Cursor, std::vector<Cursor>, std::greater<>> next;
        for (std::uint32_t source = 0; source < sources_.size(); ++source)
            if (sources_[source].words.size() > 0) next.emplace(sources_, source, 0U);
        std::string_view last;
        while (!next.empty()) {
            const Cursor at = next.top();
            next.pop();
            if (table.ends.empty() || at.word != last) {
                table.text += at.word;
                table.ends.push_back(static_cast<std::uint32_t>(table.text.size()));
                table.counts.emplace_back();
                last = at.word;
            }
            const WordTable& words = sources_[at.source].words;
            table.counts.back() += words.counts[at.rank];
            new_numbers_[at.source][words.numbers[at.rank]] = static_cast<std::uint32_t>(table.ends.size() - 1);
            if (at.rank + 1 < words.size()) next.emplace(sources_, at.source, at.rank + 1);
        }
    }

    /// Frequent words get the small numbers, which are short in the streams.
    void number() {
        table.ranks.resize(table.ends.size());
        std::iota(table.ranks.begin(), table.ranks.end(), 0U);
        std::ranges::stable_sort(table.ranks, [this](std::uint32_t a, std::uint32_t b) {
            return table.counts[a].articles > table.counts[b].articles;
        });
        table.numbers.resize(table.ranks.size());
        for (std::uint32_t word = 0; word < table.ranks.size(); ++word) table.numbers[table.ranks[word]] = word;
        for (auto& numbers : new_numbers_)
            for (std::uint32_t& number : numbers) number = table.numbers[number];
    }

    const std::vector<Tokens>& sources_;
    std::vector<std::vector<std::uint32_t>> new_numbers_;  ///< of each source; ranks while merging
};

/// Writes and hashes what it is given.
class HashedWriter {
public:
    explicit HashedWriter(const std::filesystem::path& file) : file_(file), hash_(XXH3_createState(), &XXH3_freeState) {
        restart();
    }

    void restart() { XXH3_64bits_reset(hash_.get()); }
    void bytes(std::string_view more) {
        XXH3_64bits_update(hash_.get(), more.data(), more.size());
        file_.append(more);
    }
    template <typename Value>
    void array(const Value* values, std::size_t count) {
        bytes({reinterpret_cast<const char*>(values), count * sizeof(Value)});
        align(count * sizeof(Value));
    }
    void align(std::size_t written) { bytes(std::string(aligned(written) - written, '\0')); }
    std::uint64_t hash() const { return XXH3_64bits_digest(hash_.get()); }
    void finish(std::uint64_t hash) {
        file_.append({reinterpret_cast<const char*>(&hash), sizeof hash});
        file_.finish();
    }

private:
    DurableFile file_;
    std::unique_ptr<XXH3_state_t, XXH_errorcode (*)(XXH3_state_t*)> hash_;
};

void write_streams(const std::vector<Tokens>& sources, WordMerge& merge, HashedWriter& out) {
    std::string streams;
    std::uint64_t written = 0;
    for (std::size_t i = 0; i < sources.size(); ++i) {
        const std::vector<std::uint32_t>& numbers = merge.new_numbers(i);
        for (std::uint32_t document = 0; document < sources[i].documents(); ++document) {
            append_renumbered(sources[i].stream_bytes(document), numbers.data(), numbers.size(), streams);
            merge.table.stream_ends.push_back(written + streams.size());
            if (streams.size() < written_bytes) continue;
            out.bytes(streams);
            written += streams.size();
            streams.clear();
        }
    }
    out.bytes(streams);
}

}  // namespace

TokensFile::TokensFile(const std::filesystem::path& file) : file_(file) {
    const std::string_view bytes = file_.bytes();
    const auto damaged = [&file] {
        return Error(ErrorKind::corrupt, "index: " + file.string() + " is damaged (run `broadsheet rebuild`)");
    };
    Footer footer;
    if (bytes.size() < magic.size() + sizeof footer || !bytes.starts_with(magic)) throw damaged();
    std::memcpy(&footer, bytes.data() + bytes.size() - sizeof footer, sizeof footer);
    const std::size_t room = bytes.size() - magic.size() - sizeof footer;
    if (footer.stream_bytes > room || aligned(footer.stream_bytes) > room) throw damaged();
    const std::string_view tables = bytes.substr(magic.size() + aligned(footer.stream_bytes));
    if (footer.tables_hash != XXH3_64bits(tables.data(), tables.size() - sizeof footer.tables_hash)) throw damaged();

    TableReader in{tables.substr(0, tables.size() - sizeof footer)};
    tokens_.streams = bytes.substr(magic.size(), footer.stream_bytes);
    tokens_.stream_ends = in.array<std::uint64_t>(footer.documents);
    tokens_.words.ends = in.array<std::uint32_t>(footer.words);
    tokens_.words.counts = in.array<WordCounts>(footer.words);
    tokens_.words.numbers = in.array<std::uint32_t>(footer.words);
    tokens_.words.ranks = in.array<std::uint32_t>(footer.words);
    const std::span<const char> text = in.array<char>(footer.text_bytes);
    if (!in.whole) throw damaged();
    tokens_.words.text = {text.data(), text.size()};
    streams_hash_ = footer.streams_hash;
}

bool TokensFile::streams_are_whole() const {
    return XXH3_64bits(tokens_.streams.data(), tokens_.streams.size()) == streams_hash_;
}

void write_tokens(const std::filesystem::path& file, const std::vector<Tokens>& sources) {
    WordMerge merge(sources);
    const OwnedTokens& table = merge.table;
    HashedWriter out(file);
    out.bytes(magic);
    out.restart();
    write_streams(sources, merge, out);
    Footer footer;
    footer.streams_hash = out.hash();
    footer.documents = table.stream_ends.size();
    footer.words = table.ends.size();
    footer.text_bytes = table.text.size();
    footer.stream_bytes = table.stream_ends.empty() ? 0 : table.stream_ends.back();
    out.align(footer.stream_bytes);
    out.restart();
    out.array(table.stream_ends.data(), table.stream_ends.size());
    out.array(table.ends.data(), table.ends.size());
    out.array(table.counts.data(), table.counts.size());
    out.array(table.numbers.data(), table.numbers.size());
    out.array(table.ranks.data(), table.ranks.size());
    out.array(table.text.data(), table.text.size());
    out.bytes({reinterpret_cast<const char*>(&footer), hashed_footer_bytes});
    out.finish(out.hash());
}

}  // namespace broadsheet
