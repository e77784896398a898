// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/access_flags.h"
#include "cli/command.h"
#include "cli/run_times.h"
#include "cli/self_program.h"
#include "cli/service.h"
#include "cli/source_watch.h"
#include "cli/time_zone.h"
#include "engine/analysis/stem.h"
#include "engine/error.h"
#include "engine/index/index_writer.h"
#include "engine/index/manifest.h"
#include "engine/record/record_reader.h"
#include "engine/record/record_writer.h"
#include "engine/record/serving_mark.h"
#include "engine/search/searcher.h"
#include "server/api/archive_server.h"
#include "server/api/cross_origin.h"
#include "server/http/client_limits.h"
#include "server/http/http.h"
#include "server/log/log.h"
#include "server/metrics/observed.h"
#include "server/metrics/server_state.h"
#include "server/schedule/duration.h"
#include "server/schedule/job_queue.h"

#include <iostream>
#include <memory>
#include <thread>

#include <malloc.h>

namespace broadsheet::cli {

namespace {

constexpr std::size_t bytes_per_mb = 1024 * 1024;

struct ServeFlags {
    std::string listen = "127.0.0.1:8080";
    std::vector<std::filesystem::path> sources;
    std::string reindex, time_zone;
    bool watch = false, follow_links = false;
    std::vector<std::string> origins;
    AccessFlags access;
    std::size_t cache_mb = cache_bytes_default / bytes_per_mb;
    bool create = false;
    AccessLog access_log;
    std::string drain;
    std::uint64_t ready_lag = 0;
};

struct Address {
    std::string host;
    int port = 0;
};

/// "127.0.0.1:8080", "[::1]:8080", "localhost:0".
Address parse_address(const std::string& text) {
    const std::size_t colon = text.rfind(':');
    const auto fail = [&text] {
        return Error(ErrorKind::usage, "--listen " + text + ": expected HOST:PORT, such as 127.0.0.1:8080");
    };
    if (colon == std::string::npos || colon == 0 || colon + 1 == text.size() || text.size() - colon > 6) throw fail();
    Address address{text.substr(0, colon), 0};
    for (const char digit : text.substr(colon + 1)) {
        if (digit < '0' || digit > '9') throw fail();
        address.port = address.port * 10 + (digit - '0');
    }
    if (address.port > 65'535) throw fail();
    if (address.host.starts_with('[') && address.host.ends_with(']'))
        address.host = address.host.substr(1, address.host.size() - 2);
    return address;
}

/// Without a text never by itself.
JobSchedule schedule_of(const std::string& text) {
    JobSchedule schedule;
    if (text.empty()) return schedule;
    schedule.next = [times = parse_run_times("--reindex", text)](std::int64_t now_s) {
        return std::optional((times(now_s * 1000) + 999) / 1000);
    };
    schedule.by_clock = is_cron(text);
    return schedule;
}

JobCommands commands_of(const Settings& settings, const ServeFlags& flags) {
    const auto started_with = [&](std::initializer_list<std::string> words) {
        std::vector<std::string> command = {self_program()};
        command.insert(command.end(), words);
        for (const char* word : {"--json", "--wait", "--archive"}) command.emplace_back(word);
        command.push_back(std::filesystem::absolute(settings.archive).string());
        if (!settings.config.empty())
            command.push_back("--config=" + std::filesystem::absolute(settings.config).string());
        return command;
    };
    JobCommands commands;
    commands.take_in = started_with({"take-in"});
    if (flags.sources.empty()) return commands;
    commands.reindex = started_with({"index", "--progress"});
    if (flags.follow_links) commands.reindex.emplace_back("--follow-links");
    for (const auto& source : flags.sources) commands.reindex.push_back(std::filesystem::absolute(source).string());
    return commands;
}

/// Makes an archive that isn't there yet, and an index that is missing, unfit or behind. Leaves both alone if another
/// process is writing: it does the same.
void bring_up_to_date(const std::filesystem::path& archive) {
    try {
        const ArchiveLock lock(archive);
        RecordWriter writer(lock);
        RecordReader record(archive);
        IndexWriter index(lock, record, std::max(1U, std::thread::hardware_concurrency()));
        index.catch_up(record);
    } catch (const Error& error) {
        if (error.kind() != ErrorKind::busy) throw;
    }
}

/// True if the record has changes that the index doesn't cover. Searcher's overview tells it, too, but walks all
/// articles.
bool is_behind(const std::filesystem::path& archive) {
    const std::optional<Manifest> manifest = read_manifest(index_folder(archive));
    return !manifest || RecordReader(archive).last_sequence() > manifest->sequence;
}

std::shared_ptr<Searcher> open_searcher(const Settings& settings, bool may_create) {
    try {
        auto searcher = std::make_shared<Searcher>(settings.archive);
        if (!is_behind(settings.archive)) return searcher;
    } catch (const Error& error) {
        const bool repairable =
            error.kind() == ErrorKind::corrupt || (error.kind() == ErrorKind::not_found && may_create);
        if (!repairable) throw;
        log(LogLevel::warning, "index.mending", {{"reason", error.what()}});
    }
    bring_up_to_date(settings.archive);
    return std::make_shared<Searcher>(settings.archive);
}

/// Arrays of postings and replies of many sizes come and go: what a heap for each of the many threads would keep for
/// the next ones is half as much again.
void share_few_heaps() {
    constexpr int heaps_max = 4;
    ::mallopt(M_ARENA_MAX, heaps_max);
}

void check_flags(const ServeFlags& flags) {
    if (!flags.reindex.empty() && flags.sources.empty())
        throw Error(ErrorKind::usage, "--reindex needs --source PATH: the folder to index");
    for (const std::string& origin : flags.origins) check_origin(origin);
    if (flags.watch && flags.sources.empty())
        throw Error(ErrorKind::usage, "--watch needs --source PATH: the folder to watch");
}

std::chrono::milliseconds drain_of(const std::string& text) {
    if (text.empty()) return {};
    std::string error;
    const auto drain = parse_duration_ms(text, error);
    if (!drain) throw Error(ErrorKind::usage, "--drain " + text + ": " + error);
    return std::chrono::milliseconds(*drain);
}

std::string url_of(const Address& address) {
    const bool v6 = address.host.find(':') != std::string::npos;
    return "http://" + (v6 ? "[" + address.host + "]" : address.host) + ":" + std::to_string(address.port) + "/";
}

std::vector<std::string> patterns_of_routes() {
    std::vector<std::string> patterns;
    for (auto& [method, pattern] : site_routes()) patterns.push_back(std::move(pattern));
    return patterns;
}

/// Listens at `address`, or takes the socket that the service was given, whose address it then is.
void listen(HttpServer& server, const std::optional<int>& passed, Address& address) {
    if (passed)
        server.take(*passed);
    else
        address.port = server.bind(address.host, address.port);
    const std::string url = url_of(address);
    std::cout << url << std::endl;
    log(LogLevel::info, "server.started", {{"version", BROADSHEET_VERSION}, {"url", url}});
}

int serve(const Settings& settings, const ServeFlags& flags) {
    share_few_heaps();
    set_log(settings.log);
    const std::optional<int> passed = passed_socket();
    Address address = parse_address(flags.listen);
    if (passed) {
        const SocketAddress given = address_of(*passed);
        address = {given.host, given.port};
    }
    use_time_zone(flags.time_zone);
    JobSchedule schedule = schedule_of(flags.reindex);
    const std::chrono::milliseconds drain = drain_of(flags.drain);
    check_flags(flags);
    const HttpLimits limits = limits_of(flags.access, address.host);
    const sigset_t signals = block_stop_signals();
    std::optional<ServingMark> mark;
    if (std::filesystem::exists(settings.archive)) mark.emplace(settings.archive, ServingMark::Use::serving);
    const std::shared_ptr<Searcher> searcher = open_searcher(settings, flags.create || !flags.sources.empty());
    if (!mark) mark.emplace(settings.archive, ServingMark::Use::serving);
    Stemmer::remember_little();

    const auto jobs = std::make_shared<JobQueue>(settings.archive, commands_of(settings, flags), std::move(schedule));
    const auto state = std::make_shared<ServerState>(patterns_of_routes());
    state->lag_max = flags.ready_lag;
    HttpHandler handler = archive_handler(searcher, jobs, flags.cache_mb * bytes_per_mb,
                                          rules_of(flags.access, address.host, flags.origins), state);
    handler = with_client_limits(std::move(handler), flags.access.rate_limit);
    handler = observed(with_cross_origin(std::move(handler), flags.origins), state, flags.access_log);
    HttpServer server(limits, std::move(handler), {state, &state->http});
    for (const auto& warning : warnings_of(flags.access, address.host)) std::cerr << "broadsheet: " << warning << '\n';
    listen(server, passed, address);
    std::optional<SourceWatch> watch;
    jobs->start();
    if (flags.watch)
        watch.emplace(*jobs, flags.sources, settings.archive);
    else if (jobs->can_reindex())
        jobs->reindex("start");
    serve_until_stopped(server, state, signals, drain, [&jobs] { jobs->stop(); });
    watch.reset();
    log(LogLevel::info, "server.stopped");
    return exit_done;
}

}  // namespace

void add_serve_command(CLI::App& app, Settings& settings, Action& action) {
    auto* command = app.add_subcommand("serve", "Serve the search page and REST");
    auto flags = std::make_shared<ServeFlags>();
    command->add_option("--listen", flags->listen, "HOST:PORT; port 0 picks a free one")->capture_default_str();
    command->add_flag("--create", flags->create, "Make the archive if it isn't there yet");
    command->add_option("--source", flags->sources,
                        "Folder to keep indexed: at the start, and as --reindex and --watch say");
    command->add_option("--reindex", flags->reindex, "When: a cron expression (\"*/15 * * * *\") or an interval (15m)");
    command->add_option("--time-zone", flags->time_zone,
                        "Zone of --reindex's cron expression, such as Europe/Berlin; otherwise the system's");
    command->add_flag("--watch", flags->watch, "Index as soon as something in a --source has changed");
    command->add_flag("--follow-links", flags->follow_links, "Index links to files outside of the --sources, too");
    command->add_option("--cors", flags->origins,
                        "Origin whose pages may read REST and feeds, and with a key change something, such as "
                        "https://news.example; * for any, to read");
    add_access_flags(*command, flags->access);
    command
        ->add_option("--cache-mb", flags->cache_mb,
                     "Memory for finished answers, which are given again until the archive changes; 0: none")
        ->check(CLI::Range(0, 65'536))
        ->capture_default_str();
    command->add_flag("--access-log", flags->access_log.requests,
                      "Note each request in the log: method, path, status, bytes, time; never what was searched");
    command->add_flag("--log-clients", flags->access_log.clients, "With --access-log, also the client's address");
    command->add_option(
        "--drain", flags->drain,
        "How long /readyz says 503 before the server stops, so that a proxy asks others (2s); usually not at all");
    command
        ->add_option("--ready-lag", flags->ready_lag,
                     "Above so many changes that the index lacks /readyz says 503; 0: never for that")
        ->capture_default_str();
    command->callback([&settings, &action, flags] { action = [&settings, flags] { return serve(settings, *flags); }; });
}

}  // namespace broadsheet::cli
