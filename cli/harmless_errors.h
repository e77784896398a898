// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// What the program says on stderr goes through harmless(), whoever says it and whatever name or text is in it.

#include <ostream>
#include <streambuf>

namespace broadsheet::cli {

/// As long as it lives, std::cerr sends nothing that steers a terminal. What the program itself steers it with, as the
/// progress bar does, goes to stderr past it. One at a time; before threads are started. A character may not be split
/// between two writes.
class HarmlessErrors : private std::streambuf {
public:
    HarmlessErrors();
    ~HarmlessErrors() override;
    HarmlessErrors(const HarmlessErrors&) = delete;
    HarmlessErrors& operator=(const HarmlessErrors&) = delete;

private:
    std::streamsize xsputn(const char* text, std::streamsize size) override;
    int_type overflow(int_type character) override;
    int sync() override;

    std::streambuf* before_;
};

}  // namespace broadsheet::cli
