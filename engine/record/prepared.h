// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// An article made ready for the record: identity and content hashes and the compressed body. Pure work that readers of
// files do on all cores, so that the one writer only writes.

#include "engine/article/article.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace broadsheet {

/// 128-bit hash of what makes an article the same one again.
using Identity = std::array<std::byte, 16>;

struct PreparedArticle {
    Article article;  ///< its body has moved into `compressed_body` once it is complete
    Identity identity{};
    std::int64_t content_hash = 0;  ///< of every field but `seen` and `withdrawn`
    std::int64_t text_hash = 0;     ///< of title, subtitle and body: another one makes a new version
    std::int64_t body_bytes = 0;
    std::string compressed_body;
    std::string fingerprint;  ///< encoded, to compare it with other articles
    std::string location;     ///< in its file

    /// False for one that seemed to be known: then the body is still in `article`, and no fingerprint has been made.
    bool is_complete() const { return !fingerprint.empty(); }
};

/// Identity is the address if there is one; else the source's own key within its publication, or within its file when
/// it names none; else the file and the place in it. `location` is empty for the only article of a file.
/// An article whose content hash is among `known` (sorted) isn't completed: the record likely has it as it is.
PreparedArticle prepare(Article article, std::string_view path, std::string location,
                        std::span<const std::int64_t> known = {});

/// Makes the fingerprint and compresses the body, which is most of the work.
void complete(PreparedArticle& prepared);

/// For what a process prepared that isn't to be trusted: makes identity and hashes anew from the fields and the
/// unpacked body. False if it can't be an article: text that isn't plain UTF-8, a body that can't be unpacked or has
/// another length, a fingerprint that is none. Trusted is only that the fingerprint is of this article.
bool verify(PreparedArticle& prepared, std::string_view path);

/// The identity of an article that has neither an address nor a key, and no place of its own: what it says.
Identity identity_by_content(const PreparedArticle& prepared);

/// The identity of the n-th (from 2) different article under one key.
Identity repeated(const Identity& identity, std::uint32_t n);

std::string compress_body(std::string_view body);
/// Throws Error{corrupt} if the bytes aren't what compress_body made of `body_bytes` bytes.
std::string decompress_body(std::string_view compressed, std::size_t body_bytes);

}  // namespace broadsheet
