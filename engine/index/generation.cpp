// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/index/generation.h"

#include "engine/analysis/stem.h"
#include "engine/analysis/token.h"
#include "engine/error.h"

#include <algorithm>

namespace broadsheet {

namespace fs = std::filesystem;

namespace {

/// The writer may replace segments between our reading of the manifest and our opening of its files; then the manifest
/// has changed, too. More than a few times in a row means that files are missing.
constexpr int open_attempts_max = 10;

Manifest require_manifest(const fs::path& index, const std::string& archive_id) {
    std::optional<Manifest> manifest = read_manifest(index);
    if (!manifest) throw Error(ErrorKind::corrupt, "the archive has no index (run `broadsheet rebuild`)");
    if (manifest->archive_id != archive_id)
        throw Error(ErrorKind::corrupt, "the index belongs to another archive (run `broadsheet rebuild`)");
    if (manifest->analysis != analysis_version)
        throw Error(ErrorKind::corrupt,
                    "the index was made by another version of the program (run `broadsheet rebuild`)");
    return *std::move(manifest);
}

/// Who deletes the index folder makes segment numbers begin again: a part is known by its file, not by its number
/// alone.
const Generation::Part* known_part(const Generation* previous, std::uint32_t number, const fs::path& index) {
    if (!previous) return nullptr;
    for (const Generation::Part& part : previous->parts())
        if (part.segment.entry.number == number && part.segment.files->database.is_at(database_file(index, number)))
            return &part;
    return nullptr;
}

void derive(const fs::path& index, Generation::Part& part, FacetDictionary& dictionary) {
    const SegmentFiles& files = *part.segment.files;
    part.translation = std::make_shared<const FacetDictionary::Translation>(dictionary.translate(files.columns));
    require_whole_database(index, part.segment);
}

}  // namespace

std::shared_ptr<const Generation> Generation::open(const fs::path& archive, const std::string& archive_id,
                                                   const Generation* previous, FacetDictionary& dictionary) {
    const fs::path index = index_folder(archive);
    for (int attempt = 1;; ++attempt) {
        auto generation = std::make_shared<Generation>();
        generation->manifest_ = require_manifest(index, archive_id);
        try {
            for (const SegmentEntry& entry : generation->manifest_.segments) {
                const Part* known = known_part(previous, entry.number, index);
                Part part = known ? *known : Part{};
                part.segment = open_segment(index, entry, known ? &known->segment : nullptr);
                if (!known) derive(index, part, dictionary);
                generation->parts_.push_back(std::move(part));
            }
        } catch (const Error& error) {
            if (error.kind() != ErrorKind::not_found) throw;
            if (attempt < open_attempts_max) continue;
            throw Error(ErrorKind::corrupt, std::string("index: ") + error.what() + " (run `broadsheet rebuild`)");
        }
        generation->summarize(dictionary);
        return generation;
    }
}

void Generation::summarize(const FacetDictionary& dictionary) {
    const std::size_t facet = facet_index(FieldId::language);
    std::vector<std::pair<std::uint32_t, std::string>> counts(dictionary.size(facet) + 1);
    for (std::size_t ordinal = 0; ordinal + 1 < counts.size(); ++ordinal)
        counts[ordinal].second = dictionary.entry(facet, static_cast<std::uint32_t>(ordinal)).slug;
    double total_length = 0;
    for (const Part& part : parts_) {
        const Columns& columns = part.segment.files->columns;
        documents_ += columns.documents();
        for (const std::uint32_t length : columns.lengths) total_length += length;
        const auto& column = columns.fields[facet];
        for (const std::uint32_t ordinal : column.ordinals) ++counts[(*part.translation)[facet][ordinal]].first;
        counts.back().first += columns.documents() - static_cast<std::uint32_t>(column.ordinals.size());
        for (const std::int64_t published_s : columns.published_s) {
            if (published_s == no_date) continue;
            const DayNumber day = day_of(published_s);
            if (!days_) days_ = Days{day, day};
            days_->first = std::min(days_->first, day);
            days_->last = std::max(days_->last, day);
        }
    }
    std::ranges::sort(counts, std::greater<>{});
    for (auto& [count, language] : counts) {
        if (count == 0) continue;
        std::string code(stem_code(language));
        if (std::ranges::find(stem_codes_, code) == stem_codes_.end()) stem_codes_.push_back(std::move(code));
        languages_.push_back(std::move(language));
    }
    average_length_ = documents_ == 0 ? 0 : total_length / documents_;
}

}  // namespace broadsheet
