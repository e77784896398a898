// SPDX-License-Identifier: GPL-3.0-or-later
// remove: what somebody decides about single articles. take-in: what was posted to a server.
#include "cli/change_commands.h"
#include "cli/output.h"
#include "cli/patience.h"
#include "engine/error.h"
#include "engine/index/index_writer.h"
#include "indexer/ingest/intake.h"
#include "indexer/ingest/story_pass.h"

#include <nlohmann/json.hpp>

#include <ctime>
#include <iostream>
#include <memory>
#include <thread>

namespace broadsheet::cli {

namespace {

using nlohmann::ordered_json;

struct RemoveFlags {
    std::vector<std::uint32_t> ids;
    bool undo = false;
};

/// What became of the ids that were given.
struct Changed {
    std::vector<std::uint32_t> changed, unheld, unchanged, unknown;
    std::uint64_t generation = 0;
};

unsigned all_cores() {
    return std::max(1U, std::thread::hardware_concurrency());
}

void change_one(RecordWriter& writer, Standing before, std::uint32_t id, bool undo, Changed& result) {
    const bool down = before == Standing::taken_down;
    if (before == Standing::unknown) return result.unknown.push_back(id);
    if (undo != down) return result.unchanged.push_back(id);
    if (undo && writer.bring_back({id}) == Standing::unheld) return result.unheld.push_back(id);
    if (!undo) writer.take_down({id});
    result.changed.push_back(id);
}

Changed change(const Settings& settings, const RemoveFlags& flags) {
    RecordReader(settings.archive);  // says so if there is no archive, before a lock makes its folder
    const ArchiveLock lock(settings.archive);
    RecordWriter writer(lock);
    RecordReader record(settings.archive);
    Changed result;
    writer.begin();
    for (const std::uint32_t id : flags.ids)
        change_one(writer, standing_of(settings.archive, {id}), id, flags.undo, result);
    writer.commit();
    IndexWriter index(lock, record, all_cores());
    const std::size_t changes = index.catch_up(record);
    find_stories(settings.archive, writer);
    writer.commit();
    index.settle(changes);
    result.generation = index.generation();
    return result;
}

std::string listed(const std::vector<std::uint32_t>& ids) {
    std::string text;
    for (const std::uint32_t id : ids) text += (text.empty() ? "" : ", ") + std::to_string(id);
    return text;
}

void say(const std::vector<std::uint32_t>& ids, const std::string& what) {
    if (!ids.empty()) std::cout << what << ": " << listed(ids) << '\n';
}

int remove(const Settings& settings, const RemoveFlags& flags) {
    const Changed result = change(settings, flags);
    if (settings.json) {
        ordered_json json{{flags.undo ? "restored" : "removed", result.changed}};
        if (flags.undo) json["unheld"] = result.unheld;
        json["unchanged"] = result.unchanged;
        json["unknown"] = result.unknown;
        json["generation"] = result.generation;
        std::cout << json.dump() << '\n';
    } else {
        say(result.changed, flags.undo ? "Back in the archive" : "Removed, until --undo brings it back");
        say(result.unheld, "No longer taken down, but no file holds it: back when one does");
        say(result.unchanged, flags.undo ? "Wasn't taken down" : "Was removed before");
        say(result.unknown, "There is no article");
    }
    return result.unknown.empty() ? exit_done : exit_failed;
}

struct TakeInFlags {
    std::vector<std::int64_t> requests;
    bool wait = false;
};

ordered_json json_of(const IntakeOutcome& outcome) {
    ordered_json articles = ordered_json::array(), problems = ordered_json::array();
    for (const ArticleId id : outcome.articles) articles.push_back(id.value);
    for (const auto& fault : outcome.faults)
        problems.push_back({{"location", fault.location}, {"reason", fault.reason}});
    return {{"id", outcome.request},           {"added", outcome.added},         {"updated", outcome.updated},
            {"unchanged", outcome.unchanged},  {"removed", outcome.removed},     {"rejected", outcome.rejected},
            {"articles", std::move(articles)}, {"problems", std::move(problems)}};
}

int take_in_requests(const Settings& settings, const TakeInFlags& flags) {
    IntakeOptions options;
    options.requests = flags.requests;
    if (options.requests.empty())
        for (const InboxRequest& request : Inbox(settings.archive).list()) options.requests.push_back(request.id);
    options.jobs = all_cores();
    options.now_s = std::time(nullptr);
    IntakeOutcome sum;
    std::size_t requests = 0;
    options.done = [&](const IntakeOutcome& outcome) {
        ++requests;
        sum.added += outcome.added;
        sum.updated += outcome.updated;
        sum.unchanged += outcome.unchanged;
        sum.removed += outcome.removed;
        sum.rejected += outcome.rejected;
        if (settings.json) print_json({{"request", json_of(outcome)}});
    };
    std::uint64_t generation = 0;
    run_patiently(flags.wait, [&] { generation = take_in(settings.archive, options); });
    if (settings.json)
        print_json({{"requests", requests},
                    {"added", sum.added},
                    {"updated", sum.updated},
                    {"unchanged", sum.unchanged},
                    {"removed", sum.removed},
                    {"rejected", sum.rejected},
                    {"generation", generation}});
    else
        std::cout << counted(requests, "request", "requests") << ": " << sum.added << " added, " << sum.updated
                  << " updated, " << sum.removed << " removed, " << sum.unchanged << " unchanged, " << sum.rejected
                  << " rejected\n";
    return exit_done;
}

}  // namespace

void add_change_commands(CLI::App& app, Settings& settings, Action& action) {
    auto* remove_command =
        app.add_subcommand("remove", "Take articles out of the archive, whatever files still hold them");
    auto remove_flags = std::make_shared<RemoveFlags>();
    remove_command->add_option("ID", remove_flags->ids, "Numbers of articles")->type_name("ID")->required();
    remove_command->add_flag("--undo", remove_flags->undo, "Bring them back");
    remove_command->callback([&settings, &action, remove_flags] {
        action = [&settings, remove_flags] { return remove(settings, *remove_flags); };
    });

    auto* take_in_command = app.add_subcommand(
        "take-in", "Take what was posted to a server into the archive, as the server does by itself");
    auto take_in_flags = std::make_shared<TakeInFlags>();
    take_in_command->add_option("REQUEST", take_in_flags->requests, "Numbers of requests; all if none is given")
        ->type_name("REQUEST");
    take_in_command->add_flag("--wait", take_in_flags->wait, "Wait while another program writes the archive");
    take_in_command->callback([&settings, &action, take_in_flags] {
        action = [&settings, take_in_flags] { return take_in_requests(settings, *take_in_flags); };
    });
}

}  // namespace broadsheet::cli
