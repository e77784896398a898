// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/error.h"
#include "engine/keys/audit_log.h"
#include "engine/keys/key_store.h"
#include "tests/support/temp_dir.h"

#include <doctest/doctest.h>

#include <fstream>
#include <set>
#include <sstream>
#include <thread>

using namespace broadsheet;

namespace {

constexpr std::int64_t now_s = 1'800'000'000;

KeyFault fault_of(KeyStore& keys, std::string_view secret, std::int64_t at_s = now_s) {
    const auto checked = keys.check(secret, at_s);
    REQUIRE(std::holds_alternative<KeyFault>(checked));
    return std::get<KeyFault>(checked);
}

std::string name_of(KeyStore& keys, std::string_view secret, std::int64_t at_s = now_s) {
    const auto checked = keys.check(secret, at_s);
    return std::holds_alternative<Key>(checked) ? std::get<Key>(checked).name : "";
}

/// Everything that the folder's files hold.
std::string bytes_below(const std::filesystem::path& folder) {
    std::ostringstream bytes;
    for (const auto& file : std::filesystem::directory_iterator(folder)) bytes << std::ifstream(file.path()).rdbuf();
    return bytes.str();
}

}  // namespace

TEST_CASE("keys: a secret opens as the key that it is, by a store that was open before") {
    const test::TempDir folder;
    KeyStore server(folder.path());
    CHECK(server.all().empty());
    KeyStore desk(folder.path());
    const auto made = desk.add("reader", Scope::read, {}, now_s);
    const auto other = desk.add("writer", Scope::write, {}, now_s);
    REQUIRE(made);
    REQUIRE(other);
    CHECK(name_of(server, made->secret) == "reader");
    CHECK(name_of(server, other->secret) == "writer");
    CHECK(std::get<Key>(server.check(other->secret, now_s)).scope == Scope::write);

    REQUIRE(desk.revoke("reader", now_s + 5));
    CHECK(fault_of(server, made->secret) == KeyFault::revoked);
    CHECK(name_of(server, other->secret) == "writer");

    // The file may be replaced while it is open, as by restoring a backup.
    for (const char* file : {"access.db", "access.db-wal", "access.db-shm"}) std::filesystem::remove(folder / file);
    CHECK(fault_of(server, other->secret) == KeyFault::unknown);
    const auto third = desk.add("third", Scope::admin, {}, now_s);
    REQUIRE(third);
    CHECK(name_of(server, third->secret) == "third");
}

TEST_CASE("keys: what isn't a key is told apart") {
    const test::TempDir folder;
    KeyStore keys(folder.path());
    const auto made = keys.add("desk", Scope::read, now_s + 100, now_s);
    REQUIRE(made);
    CHECK(name_of(keys, made->secret, now_s + 99) == "desk");
    CHECK(fault_of(keys, made->secret, now_s + 100) == KeyFault::expired);
    CHECK(fault_of(keys, new_secret()) == KeyFault::unknown);
    CHECK(fault_of(keys, "") == KeyFault::mistyped);
    CHECK(fault_of(keys, "hunter2") == KeyFault::mistyped);
    CHECK(fault_of(keys, made->secret + "a") == KeyFault::mistyped);
    for (std::size_t at = 3; at < made->secret.size(); ++at) {  // one letter wrong, anywhere
        std::string wrong = made->secret;
        wrong[at] = wrong[at] == 'q' ? 'r' : 'q';
        CHECK(fault_of(keys, wrong) == KeyFault::mistyped);
    }
    std::set<std::string> secrets;
    for (int i = 0; i < 1000; ++i) secrets.insert(new_secret());
    CHECK(secrets.size() == 1000);
    CHECK(secrets.begin()->size() == 59);
}

TEST_CASE("keys: no byte of a secret reaches the disk but its digest") {
    const test::TempDir folder;
    KeyStore keys(folder.path());
    const auto made = keys.add("desk", Scope::write, {}, now_s);
    REQUIRE(made);
    CHECK(name_of(keys, made->secret) == "desk");
    const std::string kept = bytes_below(folder.path());
    const SecretDigest digest = digest_of(made->secret);
    CHECK(kept.find(std::string_view(reinterpret_cast<const char*>(digest.data()), digest.size())) != kept.npos);
    for (std::size_t at = 3; at + 8 <= made->secret.size(); ++at)
        CHECK(kept.find(made->secret.substr(at, 8)) == kept.npos);
}

TEST_CASE("keys: names are one key's at a time, and numbers mean ids") {
    const test::TempDir folder;
    KeyStore keys(folder.path());
    const auto first = keys.add("O'Hara \"desk\"; --", Scope::read, {}, now_s);
    REQUIRE(first);
    CHECK_FALSE(keys.add("O'Hara \"desk\"; --", Scope::admin, {}, now_s));
    REQUIRE(keys.revoke("O'Hara \"desk\"; --", now_s + 1));
    CHECK_FALSE(keys.revoke("O'Hara \"desk\"; --", now_s + 2));
    const auto second = keys.add("O'Hara \"desk\"; --", Scope::admin, {}, now_s + 3);
    REQUIRE(second);
    CHECK(second->key.id != first->key.id);
    CHECK(keys.revoke(std::to_string(first->key.id), now_s + 9)->revoked_s == now_s + 1);  // as it was
    CHECK(name_of(keys, second->secret) == second->key.name);
    CHECK_FALSE(keys.revoke("777", now_s));
    for (const std::string& name : {std::string(), std::string("12"), std::string("a\nb"), std::string(65, 'x')})
        CHECK_THROWS_AS(keys.add(name, Scope::read, {}, now_s), Error);
    CHECK(keys.all().size() == 2);
}

TEST_CASE("keys: a use is noted once a minute, also under a clock that was set back") {
    const test::TempDir folder;
    KeyStore keys(folder.path());
    const auto made = keys.add("desk", Scope::read, {}, now_s);
    REQUIRE(made);
    const auto used_at = [&](std::int64_t at_s) {
        CHECK(name_of(keys, made->secret, at_s) == "desk");
        return keys.all().at(0).last_used_s;
    };
    CHECK_FALSE(keys.all().at(0).last_used_s);
    CHECK(used_at(now_s) == now_s);
    CHECK(used_at(now_s + 59) == now_s);
    CHECK(used_at(now_s + 60) == now_s + 60);
    CHECK(used_at(now_s - 1000) == now_s - 1000);
}

TEST_CASE("keys: a file that only a newer program reads opens nothing, and one of another kind neither") {
    const test::TempDir folder;
    KeyStore keys(folder.path());
    const auto made = keys.add("desk", Scope::read, {}, now_s);
    REQUIRE(made);
    sqlite::Connection file(folder / "access.db", sqlite::Connection::Mode::read_write_create);
    file.execute("PRAGMA application_id = 7");
    CHECK_THROWS_WITH_AS(KeyStore(folder.path()).check(made->secret, now_s), doctest::Contains("isn't a file of keys"),
                         Error);
    file.execute("PRAGMA user_version = 2");
    CHECK_THROWS_WITH_AS(KeyStore(folder.path()).check(made->secret, now_s), doctest::Contains("newer Broadsheet"),
                         Error);
    CHECK_THROWS_AS(KeyStore(folder.path()).add("x", Scope::read, {}, now_s), Error);
    std::ofstream(folder / "access.db") << "nonsense that is long enough to be no header of a database at all";
    CHECK_THROWS_WITH_AS(KeyStore(folder.path()).check(made->secret, now_s), doctest::Contains("keys can't be read"),
                         Error);
}

TEST_CASE("keys: many threads check while keys come and go") {
    const test::TempDir folder;
    KeyStore keys(folder.path());
    const auto kept = keys.add("kept", Scope::read, {}, now_s);
    REQUIRE(kept);
    std::atomic<int> opened{0};
    std::vector<std::jthread> threads;
    for (int i = 0; i < 4; ++i) {
        threads.emplace_back([&] {
            for (int check = 0; check < 200; ++check)
                opened += std::holds_alternative<Key>(keys.check(kept->secret, now_s)) ? 1 : 0;
        });
    }
    for (int i = 0; i < 20; ++i) {
        const std::string name = "key " + std::to_string(i);
        REQUIRE(KeyStore(folder.path()).add(name, Scope::write, {}, now_s));
        REQUIRE(KeyStore(folder.path()).revoke(name, now_s));
    }
    threads.clear();
    CHECK(opened == 800);
    CHECK(keys.all().size() == 21);
}

TEST_CASE("audit: the newest entries are kept, newest first, long texts cut between characters") {
    const test::TempDir folder;
    AuditLog log(folder.path());
    CHECK(log.newest(10).empty());
    log.add({now_s, "desk (1)", "10.0.0.7", "article.remove", "17"});
    std::string letters;
    for (int i = 0; i < 300; ++i) letters += "ä";
    log.add({now_s + 1, "local", "127.0.0.1", "search.save", "x" + letters});
    const auto entries = AuditLog(folder.path()).newest(10);
    REQUIRE(entries.size() == 2);
    CHECK(entries[0].object == "x" + letters.substr(0, 498));
    CHECK(entries[1].who == "desk (1)");
    CHECK(entries[1].remote == "10.0.0.7");
    CHECK(entries[1].action == "article.remove");
    CHECK(log.newest(1).size() == 1);

    sqlite::Connection file(folder / "access.db", sqlite::Connection::Mode::read_write_create);
    file.execute("UPDATE audit SET id = 100000 WHERE id = 2");  // as after so many changes more
    log.add({now_s + 2, "local", "", "key.add", "desk"});
    CHECK(log.newest(10).size() == 2);
    CHECK(log.newest(10)[1].action == "search.save");
}
