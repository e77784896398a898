// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/backup_commands.h"

#include "cli/output.h"
#include "engine/article/date.h"
#include "engine/backup/backup.h"

#include <nlohmann/json.hpp>

#include <ctime>
#include <iostream>
#include <memory>

namespace broadsheet::cli {

namespace {

using nlohmann::ordered_json;

int backup(const Settings& settings, const std::string& file, bool with_index) {
    const BackupResult made = make_backup(settings.archive, file, with_index, std::time(nullptr));
    if (settings.json)
        print_json({{"file", file},
                    {"bytes", made.bytes},
                    {"articles", made.manifest.articles},
                    {"files", made.manifest.entries.size()},
                    {"index", made.manifest.has_index()},
                    {"verified", true}});
    else
        std::cout << "Backed up " << counted(made.manifest.articles, "article", "articles") << " to " << harmless(file)
                  << ": " << grouped(made.bytes) << " bytes, read back and whole\n";
    return exit_done;
}

int restore(const Settings& settings, const std::string& file, bool replace) {
    const RestoreResult done = restore_backup(file, settings.archive, replace);
    if (settings.json)
        print_json({{"archive", settings.archive.string()},
                    {"articles", done.manifest.articles},
                    {"createdAt", to_iso_utc(done.manifest.created_s)},
                    {"files", done.manifest.entries.size()},
                    {"indexRebuilt", done.index_rebuilt},
                    {"generation", done.generation}});
    else
        std::cout << "Restored " << counted(done.manifest.articles, "article", "articles") << " as of "
                  << to_iso_utc(done.manifest.created_s) << " to " << harmless(settings.archive.string())
                  << ", generation " << done.generation << '\n';
    return exit_done;
}

}  // namespace

void add_backup_commands(CLI::App& app, Settings& settings, Action& action) {
    auto file = std::make_shared<std::string>();
    auto with_index = std::make_shared<bool>(false), replace = std::make_shared<bool>(false);
    auto* make = app.add_subcommand("backup", "Copy the archive to one file, also while it is served and written");
    make->add_option("FILE", *file, "A tar packed with zstd, such as news.tar.zst; an older backup is replaced")
        ->required();
    make->add_flag("--with-index", *with_index, "Larger, but nothing has to be made anew after a restore");
    make->callback([&settings, &action, file, with_index] {
        action = [&settings, file, with_index] { return backup(settings, *file, *with_index); };
    });
    auto* back = app.add_subcommand("restore", "Make the archive what it was when a backup was made");
    back->add_option("FILE", *file, "What `broadsheet backup` has made")->required();
    back->add_flag("--replace", *replace, "Over an archive that is there; it mustn't be served or written meanwhile");
    back->callback([&settings, &action, file, replace] {
        action = [&settings, file, replace] { return restore(settings, *file, *replace); };
    });
}

}  // namespace broadsheet::cli
