// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/search/coverage.h"

#include "engine/search/query_notes.h"
#include "engine/search/searcher_state.h"

#include <algorithm>
#include <limits>
#include <unordered_map>

namespace broadsheet {

namespace {

constexpr std::size_t source_facet = 0;
static_assert(facet_fields[source_facet] == FieldId::source);

constexpr std::int32_t months_a_year = 12;
constexpr std::size_t acronyms_told = 500;
/// Long forms that are looked at for that; rarer ones don't make an acronym one of the most explained.
constexpr std::size_t definitions_seen = 20'000;
/// All words of definitions begin with this (engine/analysis/term.h).
constexpr std::string_view every_definition = "XD";

Date date_of(DayNumber day) {
    return {std::int64_t{day} * seconds_per_day, DatePrecision::day, DateSource::none, std::nullopt};
}

/// Counts the documents of one generation by source and month. Sources are numbered as the dictionary does; the number
/// behind the last stands for none.
class MonthCounter {
public:
    explicit MonthCounter(std::uint32_t sources) : rows_(sources + 1) {}

    void add(std::uint32_t source, std::int64_t published_s) {
        Row& row = rows_[source];
        ++row.articles;
        if (published_s == no_date) {
            ++row.undated;
            return;
        }
        const DayNumber day = day_of(published_s);
        row.first = std::min(row.first, day);
        row.last = std::max(row.last, day);
        if (day != last_day_) last_month_ = month_of(last_day_ = day);
        ++row.months[last_month_];
    }

    /// Without name and id.
    SourceMonths row(std::uint32_t source) const {
        const Row& row = rows_[source];
        SourceMonths out;
        out.articles = row.articles;
        out.undated = row.undated;
        if (row.articles > row.undated) {
            out.first = date_of(row.first);
            out.last = date_of(row.last);
        }
        for (const auto& [month, articles] : row.months) out.months.push_back({month, articles});
        std::ranges::sort(out.months, {}, &SourceMonths::Month::month);
        return out;
    }

private:
    struct Row {
        std::uint32_t articles = 0, undated = 0;
        DayNumber first = std::numeric_limits<DayNumber>::max(), last = std::numeric_limits<DayNumber>::min();
        std::unordered_map<MonthNumber, std::uint32_t> months;
    };
    std::vector<Row> rows_;
    DayNumber last_day_ = std::numeric_limits<DayNumber>::min();  ///< neighbours are mostly of one day
    MonthNumber last_month_ = 0;
};

/// Counts the living documents; returns the greatest id.
std::uint32_t count_part(const Generation::Part& part, std::uint32_t no_source, MonthCounter& counter) {
    const Columns& columns = part.segment.files->columns;
    std::uint32_t newest = 0;
    for (std::uint32_t document = 0; document < columns.documents(); ++document) {
        newest = std::max(newest, columns.ids[document]);
        if (part.segment.is_dead(document)) continue;
        const auto sources = columns.fields[source_facet].of(document);
        const std::int64_t published_s = columns.published_s[document];
        if (sources.empty()) counter.add(no_source, published_s);
        for (const std::uint32_t ordinal : sources)
            counter.add((*part.translation)[source_facet][ordinal], published_s);
    }
    return newest;
}

Coverage count_months(const Generation& generation, const FacetDictionary& dictionary) {
    Coverage coverage;
    coverage.generation = generation.manifest().generation;
    const auto sources = static_cast<std::uint32_t>(dictionary.size(source_facet));
    MonthCounter counter(sources);
    for (const Generation::Part& part : generation.parts())
        coverage.newest.value = std::max(coverage.newest.value, count_part(part, sources, counter));
    for (std::uint32_t source = 0; source <= sources; ++source) {
        SourceMonths row = counter.row(source);
        if (row.articles == 0) continue;
        if (source < sources) {
            row.id = dictionary.entry(source_facet, source).slug;
            row.name = dictionary.entry(source_facet, source).label;
        }
        coverage.sources.push_back(std::move(row));
    }
    std::ranges::sort(coverage.sources, [](const SourceMonths& a, const SourceMonths& b) {
        return a.articles != b.articles ? a.articles > b.articles : a.name < b.name;
    });
    return coverage;
}

/// Words of definitions are XDagi=artificial general intelligence; most frequent first.
std::vector<ExplainedAcronym> explained(const std::vector<Lexicon::Counted>& definitions) {
    std::vector<ExplainedAcronym> acronyms;
    std::unordered_map<std::string, std::size_t> places;
    for (const auto& [word, articles] : definitions) {
        const std::size_t sign = word.find('=');
        if (sign == std::string::npos) continue;
        const std::string acronym = capitals(word.substr(every_definition.size(), sign - every_definition.size()));
        const auto [place, added] = places.try_emplace(acronym, acronyms.size());
        if (added)
            acronyms.push_back({acronym, word.substr(sign + 1), articles, 0});
        else
            ++acronyms[place->second].others;
    }
    if (acronyms.size() > acronyms_told) acronyms.resize(acronyms_told);
    return acronyms;
}

}  // namespace

MonthNumber month_of(DayNumber day) {
    const CivilDay civil = civil_day(day);
    return civil.year * months_a_year + static_cast<MonthNumber>(civil.month) - 1;
}

DayNumber first_day_of(MonthNumber month) {
    return day_number({month / months_a_year, static_cast<unsigned>(month % months_a_year) + 1, 1});
}

std::shared_ptr<const Coverage> Searcher::coverage() {
    const Lease session(*state_);
    const Generation& generation = *session->generation;
    const std::lock_guard lock(state_->coverage_mutex);
    auto& known = state_->coverage;
    if (!known || known->generation != generation.manifest().generation)
        known = std::make_shared<const Coverage>(count_months(generation, state_->dictionary));
    return known;
}

std::vector<ExplainedAcronym> Searcher::acronyms() {
    const Lease session(*state_);
    const Generation& generation = *session->generation;
    const std::lock_guard lock(state_->coverage_mutex);
    auto& known = state_->acronyms;
    if (!known || known->first != generation.manifest().generation)
        known = {generation.manifest().generation,
                 explained(Lexicon(generation).starting_with(every_definition, definitions_seen))};
    return known->second;
}

ProblemList Searcher::problems(std::size_t offset, std::size_t limit) {
    Lease session(*state_);
    return {session->record.problems(limit, offset), session->record.problem_count()};
}

std::optional<Run> Searcher::last_run() {
    Lease session(*state_);
    return session->record.last_run();
}

const std::filesystem::path& Searcher::archive() const {
    return state_->archive;
}

}  // namespace broadsheet
