// SPDX-License-Identifier: GPL-3.0-or-later
// How a fingerprint is written down: version, text hash, words, title, sketch, count and terms, count and quoted
// shingles; numbers little-endian.
#include "engine/compare/fingerprint.h"

#include <algorithm>

namespace broadsheet {

namespace {

template <typename Number>
void put(std::string& blob, Number number) {
    for (std::size_t i = 0; i < sizeof number; ++i) blob.push_back(static_cast<char>(number >> (8 * i)));
}

/// Reads numbers one after the other; after the end, zeros, and `whole` is false.
struct Source {
    std::string_view rest;
    bool whole = true;

    template <typename Number>
    Number take() {
        if (rest.size() < sizeof(Number)) {
            whole = false;
            return 0;
        }
        std::uint64_t number = 0;
        for (std::size_t i = 0; i < sizeof(Number); ++i) {
            number |= std::uint64_t{static_cast<unsigned char>(rest[i])} << (8 * i);
        }
        rest.remove_prefix(sizeof(Number));
        return static_cast<Number>(number);
    }

    std::vector<std::uint32_t> take_list(std::size_t count_max) {
        const std::size_t count = take<std::uint8_t>();
        if (count > count_max || rest.size() < count * sizeof(std::uint32_t)) {
            whole = false;
            return {};
        }
        std::vector<std::uint32_t> list(count);
        for (std::uint32_t& number : list) number = take<std::uint32_t>();
        whole = whole && std::ranges::is_sorted(list);
        return list;
    }
};

void put_list(std::string& blob, const std::vector<std::uint32_t>& list) {
    put(blob, static_cast<std::uint8_t>(list.size()));
    for (const std::uint32_t number : list) put(blob, number);
}

}  // namespace

std::string encode(const Fingerprint& fingerprint) {
    std::string blob;
    blob.reserve(352);
    put(blob, fingerprint_version);
    put(blob, fingerprint.text_hash);
    put(blob, fingerprint.words);
    put(blob, fingerprint.title);
    for (const std::uint8_t slot : fingerprint.sketch) put(blob, slot);
    put_list(blob, fingerprint.terms);
    put_list(blob, fingerprint.quoted);
    return blob;
}

std::optional<Fingerprint> decode_fingerprint(std::string_view blob) {
    Source source{blob};
    if (source.take<std::uint8_t>() != fingerprint_version) return std::nullopt;
    Fingerprint fingerprint;
    fingerprint.text_hash = source.take<std::uint64_t>();
    fingerprint.words = source.take<std::uint32_t>();
    fingerprint.title = source.take<std::uint64_t>();
    for (std::uint8_t& slot : fingerprint.sketch) slot = source.take<std::uint8_t>();
    fingerprint.terms = source.take_list(telling_terms_max);
    fingerprint.quoted = source.take_list(quoted_shingles_max);
    if (!source.whole || !source.rest.empty()) return std::nullopt;
    return fingerprint;
}

}  // namespace broadsheet
