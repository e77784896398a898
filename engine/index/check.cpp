// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/index/check.h"

#include "engine/error.h"
#include "engine/index/generation.h"
#include "engine/record/damaged_texts.h"
#include "engine/record/record_reader.h"

#include <xapian.h>

#include <algorithm>

namespace broadsheet {

namespace {

/// Ids named one by one; more would only fill the screen.
constexpr std::size_t named_ids_max = 5;

void check_segment(const std::filesystem::path& index, const Segment& segment, CheckResult& result) {
    const std::string file = database_file(index, segment.entry.number).string();
    try {
        // By descriptor: a merge may have replaced the segment meanwhile.
        if (segment.files->database.hash() != segment.files->columns.postings_hash())
            result.faults.push_back(file + " isn't what was written (run `broadsheet rebuild`)");
        if (!segment.files->tokens.streams_are_whole())
            result.faults.push_back(tokens_file(index, segment.entry.number).string() +
                                    " isn't what was written (run `broadsheet rebuild`)");
        if (const std::size_t errors = Xapian::Database::check(segment.files->database.reopen()); errors != 0)
            result.faults.push_back(file + ": Xapian finds " + std::to_string(errors) +
                                    " errors (run `broadsheet rebuild`)");
    } catch (const Xapian::Error& error) {
        result.faults.push_back(file + ": " + error.get_msg() + " (run `broadsheet rebuild`)");
    }
}

std::vector<std::uint32_t> indexed_ids(const Generation& generation) {
    std::vector<std::uint32_t> ids;
    for (const Generation::Part& part : generation.parts())
        for (std::uint32_t document = 0; document < part.segment.entry.documents; ++document)
            if (!part.segment.is_dead(document)) ids.push_back(part.segment.files->columns.ids[document]);
    std::ranges::sort(ids);
    return ids;
}

void name_ids(const std::vector<std::uint32_t>& ids, const std::string& what, const std::string& next,
              CheckResult& result) {
    if (ids.empty()) return;
    std::string text = std::to_string(ids.size()) + " articles " + what + ": ";
    for (std::size_t i = 0; i < std::min(ids.size(), named_ids_max); ++i)
        text += (i == 0 ? "" : ", ") + std::to_string(ids[i]);
    if (ids.size() > named_ids_max) text += ", …";
    result.faults.push_back(text + " (" + next + ")");
}

void compare_ids(RecordReader& record, const std::vector<std::uint32_t>& indexed, CheckResult& result) {
    std::vector<std::uint32_t> recorded, missing, extra, twice;
    record.live_ids([&recorded](ArticleId id) { recorded.push_back(id.value); });
    for (std::size_t i = 1; i < indexed.size(); ++i)
        if (indexed[i] == indexed[i - 1]) twice.push_back(indexed[i]);
    name_ids(twice, "are in the index twice", "run `broadsheet rebuild`", result);
    if (result.lag != 0) return;  // what is missing may just not have been taken in yet
    std::ranges::set_difference(recorded, indexed, std::back_inserter(missing));
    std::ranges::set_difference(indexed, recorded, std::back_inserter(extra));
    name_ids(missing, "are not in the index", "run `broadsheet rebuild`", result);
    name_ids(extra, "are in the index but not in the record", "run `broadsheet rebuild`", result);
}

}  // namespace

CheckResult check_archive(const std::filesystem::path& archive) {
    CheckResult result;
    RecordReader record(archive);
    for (const std::string& error : record.integrity_errors())
        result.faults.push_back("articles.db: " + error + " (restore the archive from a backup)");
    if (const auto damaged = damaged_texts(archive, named_ids_max + 1); !damaged.empty()) {
        std::vector<std::uint32_t> ids;
        for (const ArticleId id : damaged) ids.push_back(id.value);
        name_ids(ids, "have damaged texts in articles.db", "restore the archive from a backup", result);
    }
    const RecordFigures figures = record.figures();
    result.articles = figures.articles;

    FacetDictionary dictionary;
    std::shared_ptr<const Generation> generation;
    try {
        generation = Generation::open(archive, record.archive_id(), nullptr, dictionary);
    } catch (const Error& error) {
        result.faults.emplace_back(error.what());
        return result;
    }
    const Manifest& manifest = generation->manifest();
    result.generation = manifest.generation;
    result.segments = manifest.segments.size();
    if (manifest.sequence > figures.last_sequence)
        result.faults.push_back("the index is ahead of the record: it knows change " +
                                std::to_string(manifest.sequence) + ", the record ends at " +
                                std::to_string(figures.last_sequence) + " (run `broadsheet rebuild`)");
    else
        result.lag = figures.last_sequence - manifest.sequence;
    for (const Generation::Part& part : generation->parts()) check_segment(index_folder(archive), part.segment, result);
    const std::vector<std::uint32_t> indexed = indexed_ids(*generation);
    result.indexed = static_cast<std::uint32_t>(indexed.size());
    compare_ids(record, indexed, result);
    return result;
}

}  // namespace broadsheet
