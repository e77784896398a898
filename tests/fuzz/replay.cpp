// SPDX-License-Identifier: GPL-3.0-or-later
// Feeds kept inputs to a fuzz target, so that a test needs no libFuzzer.
// Usage: NAME FILE|FOLDER...

#include "tests/fuzz/property.h"

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

namespace {

namespace fs = std::filesystem;

bool replay(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    const std::vector<char> bytes{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    if (!file) {
        std::fprintf(stderr, "%s can't be read\n", path.c_str());
        return false;
    }
    // On a line of its own, so that the last one names the input that broke the program.
    std::printf("%s\n", path.filename().c_str());
    std::fflush(stdout);
    LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
    return true;
}

}  // namespace

int main(int argc, char** argv) {
    std::size_t replayed = 0;
    for (int i = 1; i < argc; ++i) {
        std::vector<fs::path> paths;
        if (fs::is_directory(argv[i])) {
            for (const auto& entry : fs::directory_iterator(argv[i])) paths.push_back(entry.path());
        } else {
            paths.emplace_back(argv[i]);
        }
        for (const fs::path& path : paths) {
            if (!replay(path)) return 1;
            ++replayed;
        }
    }
    std::printf("%zu inputs replayed\n", replayed);
    return replayed > 0 ? 0 : 1;
}
