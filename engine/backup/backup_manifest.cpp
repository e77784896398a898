// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/backup/backup_manifest.h"

#include "engine/error.h"
#include "engine/record/pending_restore.h"

#include <xxhash.h>

#include <algorithm>
#include <sstream>

namespace broadsheet {

namespace {

constexpr int format_version = 1;

std::string hash_line(std::string_view text) {
    return "hash " + std::to_string(XXH3_64bits(text.data(), text.size())) + "\n";
}

bool is_plain_name(std::string_view name) {
    const auto plain = [](char character) {
        return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z') ||
               (character >= '0' && character <= '9') || character == '-' || character == '_' || character == '.';
    };
    return !name.empty() && !name.starts_with('.') && std::ranges::all_of(name, plain);
}

}  // namespace

bool BackupManifest::has_index() const {
    return std::ranges::any_of(entries, [](const BackupEntry& entry) { return entry.name.starts_with("index/"); });
}

bool belongs_into_archive(std::string_view name) {
    if (std::ranges::find(archive_databases, name) != archive_databases.end()) return true;
    return std::ranges::any_of(archive_folders, [name](std::string_view folder) {
        return name.size() > folder.size() && name.starts_with(folder) && name[folder.size()] == '/' &&
               is_plain_name(name.substr(folder.size() + 1));
    });
}

std::string to_text(const BackupManifest& manifest) {
    std::ostringstream out;
    out << backup_manifest_name << ' ' << format_version << "\narchive " << manifest.archive_id << "\ncreated "
        << manifest.created_s << "\narticles " << manifest.articles << '\n';
    for (const BackupEntry& entry : manifest.entries)
        out << "file " << entry.bytes << ' ' << entry.hash << ' ' << entry.name << '\n';
    const std::string text = out.str();
    return text + hash_line(text);
}

BackupManifest backup_manifest_of(std::string_view text, const std::string& file) {
    const auto fail = [&file](const std::string& why) { return Error(ErrorKind::corrupt, file + why); };
    std::istringstream in{std::string(text)};
    std::string word;
    int version = 0;
    in >> word >> version;
    if (word != backup_manifest_name) throw fail(" is no backup of Broadsheet's");
    if (version != format_version) throw fail(" was made by another version of the program (use that, or a newer one)");
    const std::size_t hash_at = text.rfind("hash ");
    if (hash_at == std::string_view::npos || text.substr(hash_at) != hash_line(text.substr(0, hash_at)))
        throw fail(" is damaged: what it says of its contents isn't what was written (use another backup)");
    BackupManifest manifest;
    in >> word >> manifest.archive_id >> word >> manifest.created_s >> word >> manifest.articles;
    for (BackupEntry entry; in >> word && word == "file" && in >> entry.bytes >> entry.hash >> entry.name;) {
        const auto same = [&entry](const BackupEntry& other) { return other.name == entry.name; };
        if (!belongs_into_archive(entry.name) || std::ranges::any_of(manifest.entries, same))
            throw fail(" holds '" + entry.name + "', which has no place in an archive");
        manifest.entries.push_back(entry);
    }
    const auto is_record = [](const BackupEntry& entry) { return entry.name == archive_databases[0]; };
    if (std::ranges::none_of(manifest.entries, is_record)) throw fail(" holds no articles.db");
    return manifest;
}

}  // namespace broadsheet
