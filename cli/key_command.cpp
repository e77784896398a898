// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/command.h"
#include "cli/output.h"
#include "engine/article/date.h"
#include "engine/error.h"
#include "engine/keys/audit_log.h"
#include "engine/keys/key_store.h"
#include "engine/record/record_reader.h"

#include <nlohmann/json.hpp>

#include <charconv>
#include <chrono>
#include <iostream>
#include <memory>

namespace broadsheet::cli {

namespace {

using nlohmann::ordered_json;

constexpr std::int64_t day_s = 86'400;

struct KeyFlags {
    std::string action;
    std::string name;
    std::string scope;
    std::string expires;
};

std::int64_t clock_s() {
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    return std::chrono::duration_cast<std::chrono::seconds>(now).count();
}

/// "90d", "12h"; no value for anything else.
std::optional<std::int64_t> span_s(const std::string& text) {
    std::int64_t number = 0;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
    const std::string_view unit(end, static_cast<std::size_t>(text.data() + text.size() - end));
    constexpr std::int64_t number_max = 100'000;
    if (fault != std::errc() || number < 1 || number > number_max) return std::nullopt;
    if (unit == "d") return number * day_s;
    if (unit == "h") return number * 3600;
    return std::nullopt;
}

/// When a key ends: after a time, or with the beginning of a day, month or year in UTC.
std::optional<std::int64_t> expiry_of(const std::string& text, std::int64_t now_s) {
    if (text.empty()) return std::nullopt;
    if (const auto span = span_s(text)) return now_s + *span;
    const auto date = parse_iso_date(text);
    if (!date)
        throw Error(
            ErrorKind::usage,
            "--expires " + text + ": expected a time from now such as 90d or 12h, or a date such as 2030-01-31");
    if (date->utc_s <= now_s) throw Error(ErrorKind::usage, "--expires " + text + ": that has passed already");
    return date->utc_s;
}

ordered_json time_or_null(std::optional<std::int64_t> time_s) {
    return time_s ? ordered_json(to_iso_utc(*time_s)) : ordered_json(nullptr);
}

ordered_json json_of(const Key& key) {
    return {{"id", key.id},
            {"name", key.name},
            {"scope", scope_name(key.scope)},
            {"createdAt", to_iso_utc(key.created_s)},
            {"expiresAt", time_or_null(key.expires_s)},
            {"revokedAt", time_or_null(key.revoked_s)},
            {"lastUsedAt", time_or_null(key.last_used_s)}};
}

std::string name_of(const Key& key) {
    return harmless(key.name) + " (" + std::to_string(key.id) + ")";
}

void note(const Settings& settings, const char* action, const Key& key) {
    const std::string object = key.name + " (" + std::to_string(key.id) + "), " + std::string(scope_name(key.scope));
    AuditLog(settings.archive).add({clock_s(), "local", "", action, object});
}

/// The secret alone goes to stdout, for scripts; what else there is to say to stderr.
int add_key(const Settings& settings, const KeyFlags& flags) {
    if (flags.name.empty())
        throw Error(ErrorKind::usage, "`key add` needs a name: broadsheet key add NAME --scope read|write|admin");
    if (flags.scope.empty())
        throw Error(ErrorKind::usage,
                    "`key add` needs --scope: read (search and read), write (also add and remove "
                    "articles, save searches) or admin (also start and watch jobs)");
    const std::int64_t now_s = clock_s();
    const auto expires_s = expiry_of(flags.expires, now_s);
    const auto made = KeyStore(settings.archive).add(flags.name, *scope_named(flags.scope), expires_s, now_s);
    if (!made)
        throw Error(ErrorKind::usage, "there is a key '" + harmless(flags.name) +
                                          "' already: choose another name, or revoke that one first");
    note(settings, "key.add", made->key);
    if (settings.json) {
        ordered_json json = json_of(made->key);
        json["secret"] = made->secret;
        print_json(json);
        return exit_done;
    }
    std::cout << made->secret << std::endl;
    std::cerr
        << "Key " << name_of(made->key) << " with scope " << scope_name(made->key.scope) << ", "
        << (expires_s ? "until " + to_iso_utc(*expires_s) : "without end")
        << ". It is shown only now: keep it.\nPrograms send it as `Authorization: Bearer KEY`; browsers ask for a "
           "name, which may be any, and a password, which is the key.\n";
    return exit_done;
}

std::string state_of(const Key& key, std::int64_t now_s) {
    if (key.revoked_s) return "revoked " + to_iso_utc(*key.revoked_s);
    if (!key.expires_s) return "without end";
    return (*key.expires_s <= now_s ? "expired " : "until ") + to_iso_utc(*key.expires_s);
}

int list_keys(const Settings& settings) {
    const std::int64_t now_s = clock_s();
    for (const Key& key : KeyStore(settings.archive).all()) {
        if (settings.json)
            print_json(json_of(key));
        else
            std::cout << key.id << "  " << harmless(key.name) << "  " << scope_name(key.scope) << "  "
                      << state_of(key, now_s) << "  "
                      << (key.last_used_s ? "used " + to_iso_utc(*key.last_used_s) : "never used") << '\n';
    }
    return exit_done;
}

int revoke_key(const Settings& settings, const KeyFlags& flags) {
    if (flags.name.empty())
        throw Error(ErrorKind::usage, "`key revoke` needs the name or the number of a key, as `key list` tells them");
    const std::int64_t now_s = clock_s();
    const auto key = KeyStore(settings.archive).revoke(flags.name, now_s);
    if (!key)
        throw Error(ErrorKind::not_found, "there is no key '" + harmless(flags.name) +
                                              "' that could be revoked (`broadsheet key list` tells all)");
    if (key->revoked_s == now_s) note(settings, "key.revoke", *key);
    if (settings.json)
        print_json(json_of(*key));
    else
        std::cout << "Key " << name_of(*key) << " opens nothing any more.\n";
    return exit_done;
}

int run_key(const Settings& settings, const KeyFlags& flags) {
    const RecordReader archive(settings.archive);  // says so if there is none, before a file of keys makes its folder
    if (flags.action != "add" && !(flags.scope.empty() && flags.expires.empty()))
        throw Error(ErrorKind::usage, "--scope and --expires belong to `key add`");
    if (flags.action == "add") return add_key(settings, flags);
    if (flags.action == "revoke") return revoke_key(settings, flags);
    if (!flags.name.empty()) throw Error(ErrorKind::usage, "`key list` takes no name: it tells all keys");
    return list_keys(settings);
}

int audit(const Settings& settings, std::size_t limit) {
    const RecordReader archive(settings.archive);
    for (const AuditEntry& entry : AuditLog(settings.archive).newest(limit)) {
        if (settings.json)
            print_json({{"at", to_iso_utc(entry.at_s)},
                        {"who", entry.who},
                        {"remote", entry.remote},
                        {"action", entry.action},
                        {"object", entry.object}});
        else
            std::cout << to_iso_utc(entry.at_s) << "  " << harmless(entry.who) << "  "
                      << (entry.remote.empty() ? "command line" : harmless(entry.remote)) << "  "
                      << harmless(entry.action) << "  " << harmless(entry.object) << '\n';
    }
    return exit_done;
}

}  // namespace

void add_key_commands(CLI::App& app, Settings& settings, Action& action) {
    auto flags = std::make_shared<KeyFlags>();
    auto* keys = app.add_subcommand("key", "Who may do what over HTTP: make, list and revoke keys");
    keys->add_option("ACTION", flags->action, "add, list or revoke")
        ->required()
        ->check(one_of({"add", "list", "revoke"}));
    keys->add_option("NAME", flags->name, "What the key is called; to revoke, its number serves as well");
    keys->add_option("--scope", flags->scope,
                     "read: search and read; write: also add and remove articles, save searches; admin: also start and "
                     "watch jobs")
        ->check(one_of({"read", "write", "admin"}));
    keys->add_option("--expires", flags->expires, "When it ends: 90d, 12h, or a date (2030-01-31, UTC); else never");
    keys->callback([&settings, &action, flags] { action = [&settings, flags] { return run_key(settings, *flags); }; });

    auto limit = std::make_shared<std::size_t>(1000);
    auto* log = app.add_subcommand("audit", "Who has changed what, newest first");
    log->add_option("--limit", *limit, "How many at most")->capture_default_str();
    log->callback([&settings, &action, limit] { action = [&settings, limit] { return audit(settings, *limit); }; });
}

}  // namespace broadsheet::cli
