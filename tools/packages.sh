# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=sh disable=SC2034
# The Debian 12 packages that Broadsheet needs: the one list, read by ./run, ./test and docker/Dockerfile.
# Plain sh, because a Dockerfile's shell is.

# To build the program. cpp-httplib's own package brings brotli.
build_packages="
    g++ cmake ninja-build pkg-config
    libxapian-dev libsqlite3-dev libzstd-dev libxxhash-dev libarchive-dev zlib1g-dev libssl-dev
    libicu-dev libcld2-dev libxml2-dev libuchardet-dev nlohmann-json3-dev
    libcpp-httplib-dev libkainjow-mustache-dev libcli11-dev libtomlplusplus-dev"

# To build and run the tests as well (curl: the examples of README.md; strace: disks that fail; zstd: hostile backups).
test_packages="doctest-dev curl strace zstd"

# To run the tests of tests/browser as well; they take more from npm, by tests/browser/package-lock.json. Each package
# stands for the program that is wanted of it: where that is there, however it came, the package isn't needed.
browser_packages="nodejs:node npm:npm chromium-headless-shell:chromium-headless-shell strace:strace"

# To build the benchmarks of tests/bench as well.
bench_packages="libbenchmark-dev"

# To run a program that was built elsewhere on Debian 12.
runtime_packages="
    libxapian30 libsqlite3-0 libzstd1 libxxhash0 libarchive13 zlib1g libssl3
    libicu72 libcld2-0 libxml2 libuchardet0 libtomlplusplus3
    libcpp-httplib0.11"
