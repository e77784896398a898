// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The inside of Searcher, shared by its source files only.

#include "engine/index/generation.h"
#include "engine/match/reader.h"
#include "engine/record/record_reader.h"
#include "engine/search/groups.h"
#include "engine/search/searcher.h"

#include <xapian.h>

#include <array>
#include <condition_variable>
#include <functional>
#include <mutex>

#include <sys/types.h>

namespace broadsheet {

/// Tells one version of the manifest file from the next without reading it.
struct FileStamp {
    ino_t inode = 0;
    off_t size = 0;
    std::int64_t modified_s = 0, modified_ns = 0;
    friend bool operator==(const FileStamp&, const FileStamp&) = default;
};

/// What one thread needs to answer: handles that are not for sharing.
struct Session {
    explicit Session(const std::filesystem::path& archive) : record(archive) {}

    RecordReader record;
    std::shared_ptr<const Generation> generation;
    std::optional<match::Reader> reader;
};

IndexState state_of(const Generation& generation);

class Completer;

struct Searcher::State {
    explicit State(std::filesystem::path folder);
    ~State();

    /// Opens the newest generation if there is a newer one. If it can't be opened, the one that is open stays.
    std::shared_ptr<const Generation> refresh();
    /// Waits while sessions_max are lent. Who has one must not ask for another.
    std::unique_ptr<Session> lease();
    void give_back(std::unique_ptr<Session> session);
    void make_ready(std::unique_ptr<Session>& session);

    const std::filesystem::path archive;
    const std::string archive_id;
    FacetDictionary dictionary;
    const std::shared_ptr<match::Library> library = std::make_shared<match::Library>();
    const std::unique_ptr<Completer> completer;

    std::mutex mutex;  ///< guards all below
    FileStamp stamp;
    std::shared_ptr<const Generation> generation;
    std::string refresh_failure;
    std::vector<std::unique_ptr<Session>> idle;
    const std::size_t sessions_max;
    std::size_t lent = 0;
    std::condition_variable returned;

    /// The groups of the record as it is now; null if the request has none.
    std::shared_ptr<const Groups> groups(RecordReader& record, GroupBy by);

    std::mutex summary_mutex;  ///< guards all below: answers that hold for a whole generation
    std::optional<std::pair<std::uint64_t, RecordFigures>> figures;
    std::optional<std::pair<std::uint64_t, std::vector<SourceCount>>> sources;

    std::mutex coverage_mutex;  ///< guards all below: the same of what a page asks for now and then
    std::shared_ptr<const Coverage> coverage;
    std::optional<std::pair<std::uint64_t, std::vector<ExplainedAcronym>>> acronyms;

    std::mutex groups_mutex;  ///< guards all below
    struct KnownGroups {
        std::int64_t version = -1;
        std::shared_ptr<const Groups> groups;
    };
    std::array<KnownGroups, 3> known_groups;  ///< by GroupBy

    /// How many articles of all kinds the generation has on each day.
    std::shared_ptr<const DayCounts> day_counts(const match::Snapshot& snapshot);
    std::mutex day_counts_mutex;  ///< guards all below
    std::optional<std::pair<std::uint64_t, std::shared_ptr<const DayCounts>>> known_day_counts;

    /// As the record has it now. Asked before every answer, so nobody waits for anybody here.
    std::int64_t groupings_version();
    std::mutex watchers_mutex;  ///< guards all below
    std::vector<std::unique_ptr<RecordReader>> watchers;
};

/// Lends a session to one function and takes it back whatever happens.
class Lease {
public:
    template <typename State>
    explicit Lease(State& state)
        : session_(state.lease()),
          give_back_([&state](std::unique_ptr<Session> session) { state.give_back(std::move(session)); }) {}
    ~Lease() { give_back_(std::move(session_)); }
    Lease(const Lease&) = delete;
    Lease& operator=(const Lease&) = delete;

    Session& operator*() { return *session_; }
    Session* operator->() const { return session_.get(); }

private:
    std::unique_ptr<Session> session_;
    std::function<void(std::unique_ptr<Session>)> give_back_;
};

}  // namespace broadsheet
