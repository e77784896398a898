// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/harmless_errors.h"

#include "cli/output.h"

#include <iostream>

namespace broadsheet::cli {

HarmlessErrors::HarmlessErrors() : before_(std::cerr.rdbuf(this)) {}

HarmlessErrors::~HarmlessErrors() {
    std::cerr.rdbuf(before_);
}

std::streamsize HarmlessErrors::xsputn(const char* text, std::streamsize size) {
    const std::string clean = harmless({text, static_cast<std::size_t>(size)});
    const auto length = static_cast<std::streamsize>(clean.size());
    return before_->sputn(clean.data(), length) == length ? size : 0;
}

HarmlessErrors::int_type HarmlessErrors::overflow(int_type character) {
    if (traits_type::eq_int_type(character, traits_type::eof())) return traits_type::not_eof(character);
    const char c = traits_type::to_char_type(character);
    return xsputn(&c, 1) == 1 ? character : traits_type::eof();
}

int HarmlessErrors::sync() {
    return before_->pubsync();
}

}  // namespace broadsheet::cli
