// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/record/prepared.h"

#include "engine/analysis/plain_text.h"
#include "engine/compare/fingerprint.h"
#include "engine/error.h"
#include "engine/record/text_hash.h"

#include <xxhash.h>
#include <zstd.h>

#include <algorithm>
#include <cstring>
#include <memory>

namespace broadsheet {

namespace {

/// Level 3 keeps up with the disk and halves news text; higher levels gain little on a few kilobytes.
constexpr int compression_level = 3;

class Hasher {
public:
    Hasher() { XXH3_128bits_reset(state_.get()); }

    /// Length first, so that ("ab","c") and ("a","bc") differ.
    Hasher& add(std::string_view text) {
        const std::uint64_t length = text.size();
        XXH3_128bits_update(state_.get(), &length, sizeof length);
        XXH3_128bits_update(state_.get(), text.data(), text.size());
        return *this;
    }
    Hasher& add(std::int64_t number) {
        XXH3_128bits_update(state_.get(), &number, sizeof number);
        return *this;
    }
    Hasher& add(const Date& date) {
        add(date.utc_s).add(static_cast<std::int64_t>(date.precision)).add(static_cast<std::int64_t>(date.source));
        return add(std::int64_t{date.offset_minutes.value_or(INT16_MIN)});
    }
    XXH128_hash_t digest() const { return XXH3_128bits_digest(state_.get()); }

private:
    struct Free {
        void operator()(XXH3_state_t* state) const { XXH3_freeState(state); }
    };
    std::unique_ptr<XXH3_state_t, Free> state_{XXH3_createState()};
};

Identity to_identity(XXH128_hash_t hash) {
    XXH128_canonical_t canonical;
    XXH128_canonicalFromHash(&canonical, hash);
    Identity identity;
    std::memcpy(identity.data(), canonical.digest, identity.size());
    return identity;
}

Identity identity_of(const Article& article, std::string_view path, std::string_view location) {
    Hasher hasher;
    if (!article.url.empty()) return to_identity(hasher.add("url").add(article.url).digest());
    if (!article.key.empty()) {
        const std::string scope = article.source.empty() ? std::string(path) : slug_of(article.source);
        return to_identity(hasher.add("key").add(scope).add(article.key).digest());
    }
    hasher.add("path").add(path);
    if (location.empty()) return to_identity(hasher.digest());
    // Rows without a key: title and date hold when lines are inserted above; the place in the file doesn't.
    if (!article.title.empty()) return to_identity(hasher.add(article.title).add(article.published.utc_s).digest());
    return to_identity(hasher.add(location).digest());
}

std::int64_t content_hash_of(const Article& article) {
    Hasher hasher;
    hasher.add(article.key).add(article.url).add(article.title).add(article.subtitle);
    for (const auto& author : article.authors) hasher.add(author);
    hasher.add(article.source).add(article.agency).add(article.section);
    for (const auto& tag : article.tags) hasher.add(tag);
    // `seen` is left out: having been fetched again is no change. So is `withdrawn`, which a notice elsewhere may say.
    hasher.add(article.language).add(article.place).add(article.published).add(article.modified).add(article.body);
    hasher.add(std::int64_t{article.revision}).add(std::int64_t{article.partial}).add(article.origins);
    return static_cast<std::int64_t>(hasher.digest().low64);
}

void hash(PreparedArticle& prepared, std::string_view path) {
    prepared.identity = identity_of(prepared.article, path, prepared.location);
    prepared.content_hash = content_hash_of(prepared.article);
    prepared.text_hash = text_hash_of(prepared.article);
}

bool is_plain(const PreparedArticle& prepared) {
    const Article& article = prepared.article;
    for (const std::string* text :
         {&article.key, &article.url, &article.title, &article.subtitle, &article.source, &article.agency,
          &article.section, &article.language, &article.place, &article.origins, &article.body, &prepared.location})
        if (!is_plain_text(*text)) return false;
    return std::ranges::all_of(article.authors, is_plain_text) && std::ranges::all_of(article.tags, is_plain_text);
}

struct FreeContext {
    void operator()(ZSTD_CCtx* context) const { ZSTD_freeCCtx(context); }
    void operator()(ZSTD_DCtx* context) const { ZSTD_freeDCtx(context); }
};

}  // namespace

std::int64_t text_hash_of(const Article& article) {
    return static_cast<std::int64_t>(
        Hasher().add(article.title).add(article.subtitle).add(article.body).digest().low64);
}

PreparedArticle prepare(Article article, std::string_view path, std::string location,
                        std::span<const std::int64_t> known) {
    PreparedArticle prepared;
    prepared.body_bytes = static_cast<std::int64_t>(article.body.size());
    prepared.article = std::move(article);
    prepared.location = std::move(location);
    hash(prepared, path);
    if (!std::ranges::binary_search(known, prepared.content_hash)) complete(prepared);
    return prepared;
}

void complete(PreparedArticle& prepared) {
    prepared.fingerprint = encode(fingerprint_of(prepared.article));
    prepared.compressed_body = compress_body(prepared.article.body);
    prepared.article.body = {};
}

bool verify(PreparedArticle& prepared, std::string_view path) try {
    const bool complete = prepared.is_complete();
    if (complete && !decode_fingerprint(prepared.fingerprint)) return false;
    if (prepared.body_bytes < 0 || (complete && !prepared.article.body.empty())) return false;
    if (complete)
        prepared.article.body =
            decompress_body(prepared.compressed_body, static_cast<std::size_t>(prepared.body_bytes));
    if (prepared.article.body.size() != static_cast<std::size_t>(prepared.body_bytes) || !is_plain(prepared))
        return false;
    hash(prepared, path);
    if (complete) prepared.article.body = {};
    return true;
} catch (const Error&) {
    return false;  // its body can't be unpacked
}

Identity identity_by_content(const PreparedArticle& prepared) {
    return to_identity(Hasher().add("content").add(prepared.content_hash).add(prepared.text_hash).digest());
}

Identity repeated(const Identity& identity, std::uint32_t n) {
    const std::string_view bytes(reinterpret_cast<const char*>(identity.data()), identity.size());
    return to_identity(Hasher().add("repeated").add(bytes).add(std::int64_t{n}).digest());
}

std::string compress_body(std::string_view body) {
    thread_local const std::unique_ptr<ZSTD_CCtx, FreeContext> context(ZSTD_createCCtx());
    std::string compressed(ZSTD_compressBound(body.size()), '\0');
    const std::size_t size = ZSTD_compressCCtx(context.get(), compressed.data(), compressed.size(), body.data(),
                                               body.size(), compression_level);
    if (ZSTD_isError(size))
        throw Error(ErrorKind::io, std::string("cannot compress a body: ") + ZSTD_getErrorName(size));
    compressed.resize(size);
    compressed.shrink_to_fit();
    return compressed;
}

std::string decompress_body(std::string_view compressed, std::size_t body_bytes) {
    thread_local const std::unique_ptr<ZSTD_DCtx, FreeContext> context(ZSTD_createDCtx());
    const unsigned long long declared = ZSTD_getFrameContentSize(compressed.data(), compressed.size());
    std::string body;
    if (declared == body_bytes) {
        body.resize(body_bytes);
        const std::size_t size =
            ZSTD_decompressDCtx(context.get(), body.data(), body.size(), compressed.data(), compressed.size());
        if (size == body_bytes) return body;
    }
    throw Error(ErrorKind::corrupt, "record: an article's body can't be unpacked (run `broadsheet check`)");
}

}  // namespace broadsheet
