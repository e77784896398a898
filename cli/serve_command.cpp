// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/command.h"
#include "cli/run_times.h"
#include "cli/self_program.h"
#include "cli/source_watch.h"
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
#include "server/api/reindex_source.h"
#include "server/http/http.h"
#include "server/schedule/reindex_scheduler.h"

#include <csignal>
#include <exception>
#include <iostream>
#include <memory>
#include <thread>

#include <malloc.h>
#include <unistd.h>

namespace broadsheet::cli {

namespace {

constexpr std::size_t bytes_per_mb = 1024 * 1024;

struct ServeFlags {
    std::string listen = "127.0.0.1:8080";
    std::vector<std::filesystem::path> sources;
    std::string reindex;
    bool watch = false;
    std::vector<std::string> origins;
    std::size_t cache_mb = cache_bytes_default / bytes_per_mb;
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

/// On loopback only names of this machine are answered, so that no page elsewhere can read the archive by making its
/// own name point here.
std::vector<std::string> allowed_hosts(const std::string& host) {
    if (host == "127.0.0.1" || host == "localhost" || host == "::1") return {"127.0.0.1", "localhost", "::1"};
    return {};
}

/// Without a text never by itself.
NextRun schedule_of(const std::string& text) {
    if (text.empty()) return [](std::int64_t) { return std::optional<std::int64_t>(); };
    return [times = parse_run_times("--reindex", text)](std::int64_t now_s) {
        return std::optional((times(now_s * 1000) + 999) / 1000);
    };
}

std::vector<std::string> indexer_command(const Settings& settings, const std::vector<std::filesystem::path>& sources) {
    std::vector<std::string> command = {self_program(), "index", "--json", "--archive",
                                        std::filesystem::absolute(settings.archive).string()};
    for (const auto& source : sources) command.push_back(std::filesystem::absolute(source).string());
    return command;
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
        std::cerr << "broadsheet: " << error.what() << "; doing so\n";
    }
    bring_up_to_date(settings.archive);
    return std::make_shared<Searcher>(settings.archive);
}

/// SIGTERM and SIGINT are waited for, in every thread alike, instead of interrupting.
sigset_t block_stop_signals() {
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGINT);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    return signals;
}

/// Runs the server until a signal comes or it fails.
void serve_until_stopped(HttpServer& server, const sigset_t& signals) {
    std::exception_ptr failure;
    std::jthread serving([&server, &failure] {
        try {
            server.run();
        } catch (...) {
            failure = std::current_exception();
            ::kill(::getpid(), SIGTERM);
        }
    });
    int signal = 0;
    sigwait(&signals, &signal);
    server.stop();
    serving.join();
    if (failure) std::rethrow_exception(failure);
}

/// Arrays of postings and replies of many sizes come and go: what a heap for each of the many threads would keep for
/// the next ones is half as much again.
void share_few_heaps() {
    constexpr int heaps_max = 4;
    ::mallopt(M_ARENA_MAX, heaps_max);
}

int serve(const Settings& settings, const ServeFlags& flags) {
    share_few_heaps();
    const Address address = parse_address(flags.listen);
    const NextRun next_run = schedule_of(flags.reindex);
    if (!flags.reindex.empty() && flags.sources.empty())
        throw Error(ErrorKind::usage, "--reindex needs --source PATH: the folder to index");
    for (const std::string& origin : flags.origins) check_origin(origin);
    if (flags.watch && flags.sources.empty())
        throw Error(ErrorKind::usage, "--watch needs --source PATH: the folder to watch");
    const sigset_t signals = block_stop_signals();
    std::optional<ServingMark> mark;
    if (std::filesystem::exists(settings.archive)) mark.emplace(settings.archive, ServingMark::Use::serving);
    const std::shared_ptr<Searcher> searcher = open_searcher(settings, !flags.sources.empty());
    if (!mark) mark.emplace(settings.archive, ServingMark::Use::serving);
    Stemmer::remember_little();

    std::optional<ReindexScheduler> scheduler;
    if (!flags.sources.empty()) scheduler.emplace(indexer_command(settings, flags.sources), next_run);
    HttpLimits limits;
    limits.hosts = allowed_hosts(address.host);
    HttpHandler handler =
        archive_handler(searcher, scheduler ? std::function([&scheduler] { return report_of(*scheduler); }) : nullptr,
                        flags.cache_mb * bytes_per_mb);
    HttpServer server(limits, with_cross_origin(std::move(handler), flags.origins));
    const int port = server.bind(address.host, address.port);
    const bool v6 = address.host.find(':') != std::string::npos;
    std::cout << "http://" << (v6 ? "[" : "") << address.host << (v6 ? "]" : "") << ':' << port << '/' << std::endl;
    std::optional<SourceWatch> watch;
    if (scheduler) {
        scheduler->start();
        if (flags.watch)
            watch.emplace(*scheduler, flags.sources, settings.archive);
        else
            scheduler->trigger_now();
    }
    serve_until_stopped(server, signals);
    watch.reset();
    if (scheduler) scheduler->stop();
    return exit_done;
}

}  // namespace

void add_serve_command(CLI::App& app, Settings& settings, Action& action) {
    auto* command = app.add_subcommand("serve", "Serve the search page and REST");
    auto flags = std::make_shared<ServeFlags>();
    command->add_option("--listen", flags->listen, "HOST:PORT; port 0 picks a free one")->capture_default_str();
    command->add_option("--source", flags->sources,
                        "Folder to keep indexed: at the start, and as --reindex and --watch say");
    command->add_option("--reindex", flags->reindex, "When: a cron expression (\"*/15 * * * *\") or an interval (15m)");
    command->add_flag("--watch", flags->watch, "Index as soon as something in a --source has changed");
    command->add_option("--cors", flags->origins,
                        "Origin whose pages may read REST and feeds, such as https://news.example; * for any");
    command
        ->add_option("--cache-mb", flags->cache_mb,
                     "Memory for finished answers, which are given again until the archive changes; 0: none")
        ->check(CLI::Range(0, 65'536))
        ->capture_default_str();
    command->callback([&settings, &action, flags] { action = [&settings, flags] { return serve(settings, *flags); }; });
}

}  // namespace broadsheet::cli
