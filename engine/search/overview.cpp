// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/search/searcher.h"
#include "engine/search/searcher_state.h"

#include <algorithm>

namespace broadsheet {

namespace {

constexpr std::size_t source_facet = 0;
static_assert(facet_fields[source_facet] == FieldId::source);

Date day_date(DayNumber day) {
    return {std::int64_t{day} * seconds_per_day, DatePrecision::day, DateSource::none, std::nullopt};
}

void widen(SourceCount& count, std::int64_t published_s) {
    if (published_s == no_date) return;
    const Date date = day_date(day_of(published_s));
    if (!count.first.known() || date.utc_s < count.first.utc_s) count.first = date;
    if (!count.last.known() || date.utc_s > count.last.utc_s) count.last = date;
}

std::vector<SourceCount> count_sources(const Generation& generation, const FacetDictionary& dictionary) {
    std::vector<SourceCount> counts(dictionary.size(source_facet));
    for (const Generation::Part& part : generation.parts()) {
        const Columns& columns = part.segment.files->columns;
        for (std::uint32_t document = 0; document < columns.documents(); ++document) {
            if (part.segment.is_dead(document)) continue;
            for (const std::uint32_t ordinal : columns.fields[source_facet].of(document)) {
                SourceCount& count = counts[(*part.translation)[source_facet][ordinal]];
                ++count.articles;
                widen(count, columns.published_s[document]);
            }
        }
    }
    for (std::size_t ordinal = 0; ordinal < counts.size(); ++ordinal) {
        const auto& entry = dictionary.entry(source_facet, static_cast<std::uint32_t>(ordinal));
        counts[ordinal].id = entry.slug;
        counts[ordinal].name = entry.label;
    }
    std::erase_if(counts, [](const SourceCount& count) { return count.articles == 0; });
    std::ranges::sort(counts, [](const SourceCount& a, const SourceCount& b) {
        return a.articles != b.articles ? a.articles > b.articles : a.name < b.name;
    });
    return counts;
}

}  // namespace

std::vector<SourceCount> Searcher::sources() {
    const Lease session(*state_);
    const Generation& generation = *session->generation;
    const std::lock_guard lock(state_->summary_mutex);
    if (!state_->sources || state_->sources->first != generation.manifest().generation)
        state_->sources = {generation.manifest().generation, count_sources(generation, state_->dictionary)};
    return state_->sources->second;
}

ArchiveOverview Searcher::summary() {
    ArchiveOverview overview;
    overview.sources = static_cast<std::uint32_t>(sources().size());
    Lease session(*state_);
    const Generation& generation = *session->generation;
    overview.index = state_of(generation);
    overview.articles = overview.index.articles;
    if (const auto& days = generation.days()) {
        overview.first = day_date(days->first);
        overview.last = day_date(days->last);
    }
    const Sequence last = session->record.last_sequence();
    overview.lag = last > generation.manifest().sequence ? last - generation.manifest().sequence : 0;
    const std::lock_guard lock(state_->mutex);
    overview.warning = state_->refresh_failure;
    return overview;
}

ArchiveOverview Searcher::overview() {
    ArchiveOverview overview = summary();
    Lease session(*state_);
    const std::lock_guard lock(state_->summary_mutex);
    if (!state_->figures || state_->figures->first != overview.index.generation)
        state_->figures = {overview.index.generation, session->record.figures()};
    const RecordFigures& figures = state_->figures->second;
    overview.articles = figures.articles;
    overview.removed = figures.removed;
    overview.body_bytes = figures.body_bytes;
    overview.problems = figures.problems;
    return overview;
}

}  // namespace broadsheet
