// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/ingest/intake.h"

#include "engine/error.h"
#include "indexer/formats/format.h"
#include "indexer/formats/read_input.h"
#include "indexer/ingest/index_follower.h"
#include "indexer/ingest/story_pass.h"

#include <algorithm>
#include <charconv>
#include <fstream>
#include <memory>
#include <utility>

namespace broadsheet {

namespace {

/// Stores what a request gives, as it comes.
class PostedArticles : public ArticleSink {
public:
    PostedArticles(RecordWriter& writer, const InboxRequest& request, std::int64_t now_s, IntakeOutcome& outcome)
        : writer_(writer),
          run_(-request.id),
          now_s_(now_s),
          name_("post " + std::to_string(request.id)),
          outcome_(outcome),
          file_(writer.start_posted(now_s)) {}
    ~PostedArticles() override { writer_.end_posted(file_); }

    void article(Article article, std::string location) override {
        const bool nameless = article.url.empty() && article.key.empty();
        PreparedArticle prepared = prepare(std::move(article), inbox_file_name, std::move(location));
        // Posted again, in whatever company, it is the same article; another text is another one.
        if (nameless) prepared.identity = identity_by_content(prepared);
        switch (writer_.put(prepared, file_, run_)) {
            case PutOutcome::added:
                ++outcome_.added;
                break;
            case PutOutcome::updated:
                ++outcome_.updated;
                break;
            case PutOutcome::unchanged:
                ++outcome_.unchanged;
                break;
        }
        const ArticleId id = writer_.last_put();
        if (id.value != 0 && outcome_.articles.size() < intake_articles_told_max) outcome_.articles.push_back(id);
    }

    void problem(Stage stage, std::string location, std::string reason) override {
        ++outcome_.rejected;
        if (outcome_.faults.size() < intake_faults_told_max) outcome_.faults.push_back({location, reason});
        const std::string place = location.empty() ? name_ : name_ + ", " + location;
        writer_.put_problem({std::string(inbox_file_name), place, std::string(name_of(stage)), reason, now_s_});
    }

private:
    RecordWriter& writer_;
    const std::int64_t run_;  ///< no run of the indexer has a number below 0
    const std::int64_t now_s_;
    const std::string name_;
    IntakeOutcome& outcome_;
    const std::int64_t file_;
};

void add(RecordWriter& writer, const InboxRequest& request, std::int64_t now_s, IntakeOutcome& outcome) {
    PostedArticles sink(writer, request, now_s, outcome);
    const Format format = request.kind == RequestKind::add_lines ? Format::jsonl : Format::json;
    const std::unique_ptr<ByteStream> stream = open_file(request.file.string());
    InputInfo info;
    info.path = std::string(inbox_file_name) + request.file.extension().string();
    info.now_s = now_s;
    try {
        read_articles(format, *stream, info, sink);
    } catch (const Error&) {
        throw;  // of the record or the disk: to be tried again
    } catch (const std::exception& error) {
        sink.problem(Stage::parse, "", error.what());
    }
}

void take_down(RecordWriter& writer, const InboxRequest& request, IntakeOutcome& outcome) {
    std::ifstream lines(request.file);
    for (std::uint32_t id = 0; lines >> id;) {
        const Standing before = writer.take_down({id});
        ++(before == Standing::shown || before == Standing::unheld ? outcome.removed : outcome.unchanged);
        outcome.articles.push_back({id});
    }
}

IntakeOutcome take_in_one(RecordWriter& writer, const InboxRequest& request, std::int64_t now_s) {
    if (!is_intact(request))
        throw Error(ErrorKind::corrupt, request.file.string() +
                                            " isn't what was posted: its bytes have changed (post it again, and delete "
                                            "this file)");
    IntakeOutcome outcome;
    outcome.request = request.id;
    if (request.kind == RequestKind::take_down)
        take_down(writer, request, outcome);
    else
        add(writer, request, now_s, outcome);
    return outcome;
}

}  // namespace

std::uint64_t take_in(const std::filesystem::path& archive, const IntakeOptions& options) {
    const ArchiveLock lock(archive);
    RecordWriter writer(lock);
    const Inbox inbox(archive);
    IndexFollower follower(lock, options.jobs);
    std::vector<std::pair<InboxRequest, IntakeOutcome>> taken;
    for (InboxRequest& request : inbox.list()) {
        if (std::ranges::find(options.requests, request.id) == options.requests.end()) continue;
        writer.begin();
        IntakeOutcome outcome = take_in_one(writer, request, options.now_s);
        writer.commit();
        taken.emplace_back(std::move(request), std::move(outcome));
        follower.committed(writer.last_sequence());
    }
    follower.catch_up();
    find_stories(archive, writer);
    writer.begin();
    writer.commit();
    const std::uint64_t generation = follower.finish();
    for (const auto& [request, outcome] : taken) {
        inbox.remove(request);
        if (options.done) options.done(outcome);
    }
    writer.checkpoint();
    return generation;
}

}  // namespace broadsheet
