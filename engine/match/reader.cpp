// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/match/reader.h"

#include "engine/match/ranking.h"

#include <algorithm>
#include <cstring>

namespace broadsheet::match {

namespace {

std::string key_of(std::uint64_t segment, const std::vector<std::string>& terms) {
    std::string key(sizeof segment, '\0');
    std::memcpy(key.data(), &segment, sizeof segment);
    for (const std::string& term : terms) {
        key += term;
        key += '\0';
    }
    return key;
}

std::string key_of(std::uint64_t segment, const std::vector<std::string>& terms,
                   const std::vector<std::string>& words) {
    std::string key = key_of(segment, terms) + '\0';
    for (const std::string& word : words) {
        key += word;
        key += '\0';
    }
    return key;
}

void summarize(Snapshot& snapshot) {
    snapshot.documents = snapshot.generation->documents();
    snapshot.average_length = snapshot.generation->average_length();
    for (Snapshot::Part& part : snapshot.parts) {
        part.length_parts.reserve(part.arrays->documents());
        for (const std::uint32_t length : part.arrays->lengths)
            part.length_parts.push_back(static_cast<float>(length_part(length, snapshot.average_length)));
    }
}

std::vector<std::uint32_t> dead_documents(const Segment& segment) {
    std::vector<std::uint32_t> dead;
    for (std::uint32_t document = 0; segment.entry.dead != 0 && document < segment.entry.documents; ++document)
        if (segment.is_dead(document)) dead.push_back(document);
    return dead;
}

}  // namespace

std::shared_ptr<const SegmentArrays> Library::known_arrays(const Generation::Part& part) const {
    if (!newest_) return nullptr;
    for (const Snapshot::Part& known : newest_->parts)
        if (known.generation_part->segment.files == part.segment.files) return known.arrays;
    return nullptr;
}

std::shared_ptr<const Snapshot> Library::snapshot(std::shared_ptr<const Generation> generation) {
    const std::lock_guard lock(mutex_);
    if (newest_ && newest_->generation == generation) return newest_;
    auto snapshot = std::make_shared<Snapshot>();
    for (const Generation::Part& part : generation->parts()) {
        auto arrays = known_arrays(part);
        if (!arrays) arrays = std::make_shared<const SegmentArrays>(part);
        snapshot->parts.push_back({&part, std::move(arrays), {}, dead_documents(part.segment)});
    }
    snapshot->generation = std::move(generation);
    summarize(*snapshot);
    return newest_ = std::move(snapshot);
}

std::shared_ptr<const Postings> Reader::postings(std::size_t part, const std::vector<std::string>& terms) {
    const Snapshot::Part& known = snapshot_->parts[part];
    return library_->cache.get(key_of(known.arrays->serial, terms), [&] {
        auto& database = databases_[part];
        if (!database) database.emplace(known.generation_part->segment.files->database.reopen());
        return read_postings(*database, terms, known.arrays->lengths);
    });
}

std::shared_ptr<const Postings> Reader::known_sought(std::size_t part, const std::vector<std::string>& terms,
                                                     const std::vector<std::string>& words) {
    return library_->cache.find(key_of(snapshot_->parts[part].arrays->serial, terms, words));
}

void Reader::keep_sought(std::size_t part, const std::vector<std::string>& terms, const std::vector<std::string>& words,
                         std::vector<std::uint32_t> documents) {
    const SegmentArrays& arrays = *snapshot_->parts[part].arrays;
    library_->cache.keep(key_of(arrays.serial, terms, words),
                         std::make_shared<const Postings>(postings_of(std::move(documents), arrays.lengths)));
}

double Reader::articles_with(const std::vector<std::string>& terms) {
    double articles = 0;
    for (std::size_t part = 0; part < snapshot_->parts.size(); ++part)
        articles += static_cast<double>(postings(part, terms)->term_documents);
    return articles;
}

}  // namespace broadsheet::match
