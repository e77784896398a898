// SPDX-License-Identifier: GPL-3.0-or-later
// The archive equals the folder, whatever happens to its files: random operations on a folder and on a model of it.
#include "engine/index/check.h"
#include "engine/search/searcher.h"
#include "indexer/ingest/ingest.h"
#include "tests/support/test_archive.h"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <chrono>
#include <cstdlib>
#include <random>
#include <set>

using namespace broadsheet;
using namespace broadsheet::test;
namespace fs = std::filesystem;

namespace {

struct Telling {
    std::string address;  ///< empty: the article is known by its file
    std::string body;
    int changed_day = 0;  ///< of January 2025; 0: it doesn't say
};

struct ModelFile {
    std::vector<Telling> tellings;
    int written_s = 0;
};

/// What the archive should show, by address or by file.
using Shown = std::map<std::string, std::string>;

class FolderModel {
public:
    explicit FolderModel(unsigned seed) : random_(seed) { fs::create_directories(in()); }

    fs::path in() const { return folder_ / "in"; }
    fs::path archive() const { return folder_ / "archive"; }

    void operate() {
        switch (pick(8)) {
            case 0:
            case 1:
                return write(new_name());
            case 2:
            case 3:
                return with_file([this](const std::string& name) { write(name); });
            case 4:
                return with_file([this](const std::string& name) {
                    files_[name].written_s = pick(1000);  // touched, perhaps back in time
                    stamp(name);
                });
            case 5:
                return with_file([this](const std::string& name) { rename(name); });
            case 6:
                return with_file([this](const std::string& name) {
                    trash_[name] = files_[name];
                    files_.erase(name);
                    fs::remove(in() / name);
                });
            default:
                return restore();
        }
    }

    Shown expected() const {
        Shown shown;
        std::map<std::string, std::tuple<int, int, std::string>> ranks;
        for (const auto& [name, file] : files_)
            for (const Telling& telling : file.tellings) {
                const std::string id = telling.address.empty() ? name : telling.address;
                // Of two files the one that comes first by name wins a tie: std::map visits it first.
                const std::tuple rank{telling.changed_day, file.written_s, std::string()};
                if (shown.contains(id) && ranks[id] >= rank) continue;
                shown[id] = telling.body;
                ranks[id] = rank;
            }
        return shown;
    }

    /// Every text that was in the folder when it was indexed, by address.
    void note_texts() {
        for (const auto& [name, file] : files_)
            for (const Telling& telling : file.tellings)
                if (!telling.address.empty()) texts_[telling.address].insert(telling.body);
    }
    const std::map<std::string, std::set<std::string>>& texts() const { return texts_; }

private:
    int pick(int count) { return static_cast<int>(random_() % static_cast<unsigned>(count)); }
    std::string new_name() { return "file-" + std::to_string(++names_) + (pick(2) == 0 ? ".txt" : ".json"); }

    template <typename Do>
    void with_file(Do act) {
        if (files_.empty()) return write(new_name());
        auto file = files_.begin();
        std::advance(file, pick(static_cast<int>(files_.size())));
        act(std::string(file->first));
    }

    void write(const std::string& name) {
        ModelFile& file = files_[name];
        file.tellings.clear();
        file.written_s = pick(1000);
        if (name.ends_with(".txt")) {
            file.tellings.push_back({"", sentence(), 0});
        } else {
            std::set<std::string> addresses;
            for (int i = pick(3); i >= 0; --i) addresses.insert("https://example.org/" + std::to_string(pick(6)));
            for (const std::string& address : addresses)
                file.tellings.push_back({address, sentence(), pick(3) == 0 ? 1 + pick(28) : 0});
        }
        put_on_disk(name);
    }

    std::string sentence() { return "They spoke of " + word_of(static_cast<std::uint32_t>(pick(200))) + " again."; }

    void put_on_disk(const std::string& name) {
        const ModelFile& file = files_[name];
        if (name.ends_with(".txt")) {
            folder_.write("in/" + name, "A headline\n\n" + file.tellings.front().body + "\n");
        } else {
            nlohmann::json rows = nlohmann::json::array();
            for (const Telling& telling : file.tellings) {
                nlohmann::json row = {{"url", telling.address}, {"title", "A headline"}, {"body", telling.body}};
                if (telling.changed_day != 0)
                    row["modified"] = "2025-01-" + std::string(telling.changed_day < 10 ? "0" : "") +
                                      std::to_string(telling.changed_day);
                rows.push_back(row);
            }
            folder_.write("in/" + name, rows.dump());
        }
        stamp(name);
    }

    void stamp(const std::string& name) {
        using namespace std::chrono;
        const auto base = fs::file_time_type::clock::from_sys(sys_seconds(seconds(1'700'000'000)));
        // Two writes within a second must not look like one: the inode or the size tells, or the nanoseconds do.
        fs::last_write_time(in() / name, base + seconds(files_[name].written_s) + nanoseconds(++stamps_));
    }

    void rename(const std::string& name) {
        const std::string to = "file-" + std::to_string(++names_) + fs::path(name).extension().string();
        files_[to] = files_[name];
        files_.erase(name);
        fs::rename(in() / name, in() / to);
        stamp(to);
    }

    void restore() {
        if (trash_.empty()) return write(new_name());
        const auto [name, file] = *trash_.begin();
        trash_.erase(trash_.begin());
        files_[name] = file;
        put_on_disk(name);
    }

    TempDir folder_;
    std::mt19937 random_;
    std::map<std::string, ModelFile> files_, trash_;
    std::map<std::string, std::set<std::string>> texts_;
    int names_ = 0;
    long stamps_ = 0;
};

Shown shown_by(const fs::path& archive, std::map<std::string, std::uint32_t>& ids) {
    Shown shown;
    RecordReader record(archive);
    std::vector<ArticleId> all;
    record.live_ids([&all](ArticleId id) { all.push_back(id); });
    for (const StoredArticle& article : record.articles(all)) {
        const std::string name =
            article.url.empty() ? fs::path(article.provenance.path).filename().string() : article.url;
        CHECK_MESSAGE(!shown.contains(name), "twice: ", name);
        shown[name] = article.body;
        if (article.url.empty()) continue;
        const auto [known, is_new] = ids.emplace(name, article.id.value);
        CHECK_MESSAGE(known->second == article.id.value, "another id: ", name);
    }
    return shown;
}

void check_versions(const fs::path& archive, const FolderModel& model,
                    const std::map<std::string, std::uint32_t>& ids) {
    RecordReader record(archive);
    for (const auto& [address, texts] : model.texts()) {
        std::set<std::string> kept;
        for (const ArticleVersion& version : record.versions({ids.at(address)})) kept.insert(version.article.body);
        CHECK(kept == texts);
    }
}

}  // namespace

TEST_CASE("the archive equals its folder after any operations; ids stay, versions are complete") {
    const char* asked = std::getenv("BROADSHEET_OPERATIONS");
    const int operations = asked ? std::atoi(asked) : 1000;
    const char* seed = std::getenv("BROADSHEET_SEED");
    FolderModel model(seed ? static_cast<unsigned>(std::atoi(seed)) : 20251123);
    std::map<std::string, std::uint32_t> ids;
    std::mt19937 pauses(7);
    for (int done = 0; done < operations;) {
        for (int batch = 1 + static_cast<int>(pauses() % 6); batch > 0 && done < operations; --batch, ++done)
            model.operate();
        IngestOptions options;
        options.paths = {model.in()};
        options.now_s = 1'750'000'000 + done;
        options.prune = true;
        ingest(model.archive(), options);
        model.note_texts();
        CAPTURE(done);
        const Shown shown = shown_by(model.archive(), ids);
        REQUIRE(shown == model.expected());
        REQUIRE(Searcher(model.archive()).search(request_for("")).total == shown.size());
    }
    check_versions(model.archive(), model, ids);
    const CheckResult check = check_archive(model.archive());
    CHECK(check.faults.empty());
    CHECK(check.lag == 0);
}
