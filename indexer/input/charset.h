// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Bytes to valid UTF-8 in NFC: which character set they are in, and their conversion.

#include "indexer/input/byte_stream.h"

#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace broadsheet {

/// The character set of `bytes`, as ICU names it: byte order mark, then `declared` (an HTTP, XML or meta label, if any
/// is known and the bytes don't contradict it), then UTF-8 if they are valid UTF-8, then what uchardet finds, then
/// windows-1252. `whole` is false if the bytes are only the first part of a text and may end within a character.
std::string detect_charset(std::string_view bytes, std::string_view declared = {}, bool whole = true);

/// The text as valid UTF-8 in NFC without a byte order mark; what can't be decoded becomes U+FFFD.
std::string decode_text(std::string_view bytes, std::string_view declared = {});

/// Any UTF-8, valid or not, as valid UTF-8 in NFC.
std::string to_nfc(std::string text);

bool is_valid_utf8(std::string_view bytes);

/// True if the bytes can't be text in any character set that we read: more than a few NULs (outside UTF-16 and
/// UTF-32) or many controls.
bool is_binary(std::string_view head);

/// A stream of UTF-8 made from a stream of bytes whose character set is told from their beginning. Bytes that claim to
/// be UTF-8 pass unchanged (readers repair each record with decode_text).
std::unique_ptr<ByteStream> decoded(ByteStream& bytes);

/// As decoded(), where the text itself may declare its character set: `declared` finds the label in its first bytes.
std::unique_ptr<ByteStream> decoded(ByteStream& bytes, std::function<std::string(std::string_view head)> declared);

}  // namespace broadsheet
