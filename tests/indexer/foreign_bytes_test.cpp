// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/input/digest.h"
#include "indexer/input/mime_decode.h"
#include "indexer/input/sandboxed_process.h"

#include <doctest/doctest.h>

#include <fcntl.h>
#include <unistd.h>

#include <string>

using namespace broadsheet;

TEST_CASE("digests are those of FIPS 180-4, however they are written") {
    CHECK(matches_digest("sha1:a9993e364706816aba3e25717850c26c9cd0d89d", "abc") == true);
    CHECK(matches_digest("sha1:VGMT4NSHA2AWVOR6EVYXQUGCNSONBWE5", "abc") == true);
    CHECK(matches_digest("sha1:qZk+NkcGgWq6PiVxeFDCbJzQ2J0=", "abc") == true);
    CHECK(sha1_label("abc") == "sha1:VGMT4NSHA2AWVOR6EVYXQUGCNSONBWE5");
    CHECK(matches_digest("sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", "abc") == true);
    CHECK(matches_digest("sha256:248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1",
                         "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq") == true);
    CHECK(matches_digest("sha1:a9993e364706816aba3e25717850c26c9cd0d89d", "abd") == false);
    CHECK(!matches_digest("crc32:1234", "abc").has_value());
    CHECK(matches_digest("sha1:34aa973cd4c4daa4f61eeb2bdbad27316534016f", std::string(1'000'000, 'a')) == true);
}

TEST_CASE("encoded words are joined before their bytes are decoded") {
    CHECK(decode_header("=?utf-8?B?w6Q=?= =?UTF-8?Q?=C3=B6?= and =?iso-8859-1?q?=FC_b?=") == "äö and ü b");
    CHECK(decode_header("=?utf-8?B?ww==?= =?utf-8?B?pA==?=") == "ä");
    CHECK(decode_header(" Plain\r\n text =?broken") == "Plain text =?broken");
    CHECK(decode_header("=?utf-8?Q?a?= b =?utf-8?Q?c?=") == "a b c");
    CHECK(decode_header("Z\xFCrich") == "Zürich");
}

TEST_CASE("quoted-printable and base64 pass over what they can't be") {
    CHECK(decode_quoted_printable("a=3Db=\r\nc =E2=82=AC  \r\nd=ZZ=") == "a=bc €\nd=ZZ");
    CHECK(decode_base64("aGVs\r\nbG8=") == "hello");
    CHECK(decode_base64("aGVs!!bG8") == "hello");
}

namespace {

SandboxResult run_shell(const std::string& script, const SandboxLimits& limits = {}) {
    const auto shell = find_program("sh");
    const int nothing = open("/dev/null", O_RDONLY | O_CLOEXEC);
    SandboxResult result = run_sandboxed(*shell, {"-c", script}, nothing, limits);
    close(nothing);
    return result;
}

}  // namespace

TEST_CASE("a sandboxed program answers, and has neither environment nor our files") {
    const SandboxResult result = run_shell("echo answer; echo \"home=$HOME\"; echo trouble >&2; exit 3");
    CHECK(result.end == SandboxResult::End::exited);
    CHECK(result.exit_code == 3);
    CHECK(result.output == "answer\nhome=\n");
    CHECK(result.errors == "trouble\n");
}

TEST_CASE("a sandboxed program can neither write files nor start others") {
    const std::string file = "sandbox-test-file";
    CHECK(run_shell("echo x > " + file).exit_code != 0);
    CHECK(access(file.c_str(), F_OK) != 0);
#if defined(__x86_64__) || defined(__aarch64__)
    CHECK(run_shell("(echo from a child) | cat").output.empty());
#endif
}

TEST_CASE("a sandboxed program that doesn't end or says too much is ended") {
    SandboxLimits limits;
    limits.time = std::chrono::milliseconds(200);
    CHECK(run_shell("while :; do :; done", limits).end == SandboxResult::End::too_slow);
    limits.time = std::chrono::seconds(60);
    limits.output_bytes = 10'000;
    CHECK(run_shell("while :; do echo too much; done", limits).end == SandboxResult::End::too_much_output);
    limits.processor_time_s = 1;
    CHECK(run_shell("while :; do :; done", limits).end == SandboxResult::End::killed);
}

TEST_CASE("a program that isn't there is not found, or not started") {
    CHECK(!find_program("no-program-has-this-name").has_value());
    CHECK(run_sandboxed("/no/such/program", {}, 0, {}).end == SandboxResult::End::not_started);
}
