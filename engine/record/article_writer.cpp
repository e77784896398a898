// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/record/article_writer.h"

#include "engine/record/row.h"

#include <limits>
#include <tuple>

namespace broadsheet {

namespace {

sqlite::Blob blob_of(const Identity& identity) {
    return {identity.data(), identity.size()};
}
sqlite::Blob blob_of(const std::string& bytes) {
    return std::as_bytes(std::span(bytes));
}

/// What a page lacks and its summary in a feed tells. True if anything was taken.
bool fill_missing(Article& full, const Article& summary) {
    bool filled = false;
    const auto take = [&filled](auto& to, const auto& from, bool missing, bool offered) {
        if (!missing || !offered) return;
        to = from;
        filled = true;
    };
    for (const auto field :
         {&Article::subtitle, &Article::source, &Article::agency, &Article::section, &Article::place})
        take(full.*field, summary.*field, (full.*field).empty(), !(summary.*field).empty());
    for (const auto list : {&Article::authors, &Article::tags})
        take(full.*list, summary.*list, (full.*list).empty(), !(summary.*list).empty());
    for (const auto date : {&Article::published, &Article::modified})
        take(full.*date, summary.*date, !(full.*date).known(), (summary.*date).known());
    return filled;
}

std::string insert_sql() {
    return "INSERT INTO article (id, sequence, identity, content_hash, text_hash, source, body_bytes, version, taken_s,"
           " holder," +
           field_names() + ") VALUES (NULL,?1,?2,?3,?4,?5,?6,1,?7,?8," + field_parameters(9) + ")";
}

}  // namespace

/// What put() needs of an article that the record has.
struct ArticleWriter::Known {
    std::int64_t id, content_hash, text_hash, version, taken_s, holder;
    bool removed;  ///< no file holds it
    bool taken_down;
    bool partial, withdrawn, filled;
};

/// Of two files that hold one article, the text of the higher rank is shown: full texts before summaries, then what the
/// publication numbers higher, has changed later, was fetched later, and last the file that was written later.
struct ArticleWriter::Rank {
    bool full;
    std::uint32_t revision;
    std::int64_t changed_s, seen_s, written_ns;
    std::string path;

    bool operator<(const Rank& other) const {
        const auto facts = [](const Rank& rank) {
            return std::tie(rank.full, rank.revision, rank.changed_s, rank.seen_s, rank.written_ns);
        };
        // Something has to decide: the file that comes first by name.
        return facts(*this) != facts(other) ? facts(*this) < facts(other) : path > other.path;
    }
};

ArticleWriter::ArticleWriter(sqlite::Connection& connection)
    : connection_(connection),
      sources_(connection),
      sequence_(static_cast<Sequence>(connection.number("SELECT coalesce(max(sequence), 0) FROM article"))),
      find_(
          connection.prepare("SELECT id, content_hash, text_hash, version, taken_s, coalesce(holder, 0),"
                             " removed & 1, removed & 2, partial, withdrawn, filled FROM article WHERE identity = ?1")),
      find_by_key_(connection.prepare("SELECT a.identity FROM article a LEFT JOIN source s ON s.id = a.source"
                                      " WHERE a.key = ?1 AND a.key <> '' AND (?2 = '' OR s.slug = ?2)")),
      fields_(connection.prepare("SELECT coalesce(s.name, '')," + field_names("a.") +
                                 " FROM article a LEFT JOIN source s ON s.id = a.source WHERE a.id = ?1")),
      insert_(connection.prepare(insert_sql())),
      update_(connection.prepare(
          "UPDATE article SET removed=removed & 2, sequence=?2, content_hash=?3, text_hash=?4, source=?5,"
          " body_bytes=?6, version=?7, taken_s=?8, holder=?9, filled=?10" +
          field_assignments(11) + " WHERE id = ?1")),
      update_fields_(connection.prepare("UPDATE article SET sequence=?2, source=?3, filled=?4" + field_assignments(5) +
                                        " WHERE id = ?1")),
      write_body_(connection.prepare(
          "INSERT INTO body VALUES (?1, ?2) ON CONFLICT(article) DO UPDATE SET text = excluded.text")),
      write_fingerprint_(connection.prepare(
          "INSERT INTO fingerprint VALUES (?1, ?2) ON CONFLICT(article) DO UPDATE SET bytes = excluded.bytes")),
      restore_(
          connection.prepare("UPDATE article SET removed = removed & 2, sequence = ?2, holder = ?3 WHERE id = ?1")),
      remove_(connection.prepare("UPDATE article SET removed = removed | 1, sequence = ?2 WHERE id = ?1"
                                 " AND removed & 1 = 0 RETURNING removed")),
      take_down_(connection.prepare("UPDATE article SET removed = removed | 2, sequence = ?2 WHERE id = ?1")),
      bring_back_(connection.prepare("UPDATE article SET removed = removed & 1, sequence = ?2 WHERE id = ?1")),
      standing_(connection.prepare("SELECT removed FROM article WHERE id = ?1")),
      withdraw_(connection.prepare("UPDATE article SET withdrawn = ?2, sequence = ?3 WHERE id = ?1")),
      set_holder_(connection.prepare("UPDATE article SET holder = ?2 WHERE id = ?1")),
      set_identity_(connection.prepare("UPDATE article SET identity = ?2 WHERE id = ?1")),
      find_version_(connection.prepare("SELECT number FROM version WHERE article = ?1 AND text_hash = ?2")),
      last_version_(connection.prepare("SELECT max(a.version, coalesce((SELECT max(number) FROM version WHERE article ="
                                       " ?1), 0)) FROM article a WHERE id = ?1")),
      save_current_(connection.prepare(
          "INSERT OR IGNORE INTO version SELECT a.id, a.version, a.text_hash, a.taken_s, " + field_names("a.") +
          ", a.body_bytes, b.text FROM article a JOIN body b ON b.article = a.id WHERE a.id = ?1")),
      save_version_(connection.prepare("INSERT INTO version (article, number, text_hash, taken_s, body_bytes, text," +
                                       field_names() + ") VALUES (?1,?2,?3,?4,?5,?6," + field_parameters(7) + ")")),
      holding_(connection.prepare("SELECT run FROM holding WHERE file = ?1 AND article = ?2")),
      hold_(connection.prepare("INSERT INTO holding VALUES (?1,?2,?3,?4,?5) ON CONFLICT DO UPDATE SET"
                               " location=excluded.location, run=excluded.run, content_hash=excluded.content_hash")),
      held_by_(connection.prepare("SELECT count(*) FROM holding WHERE article = ?1 AND file <> ?2")),
      shown_(connection.prepare("SELECT coalesce(a.holder, 0), a.filled, coalesce((SELECT min(h.file) FROM holding h"
                                " WHERE h.article = ?1 AND h.content_hash = a.content_hash), 0)"
                                " FROM article a WHERE a.id = ?1")),
      reread_others_(connection.prepare("UPDATE file SET size_bytes = -1 WHERE id <> ?2 AND id IN (SELECT file FROM"
                                        " holding WHERE article = ?1)")),
      forget_content_(connection.prepare("UPDATE article SET content_hash = 0, holder = NULL WHERE id = ?1")),
      file_(connection.prepare("SELECT modified_ns, path FROM file WHERE id = ?1")),
      articles_of_file_(connection.prepare("SELECT a.content_hash, a.id FROM holding h JOIN article a ON a.id ="
                                           " h.article WHERE h.file = ?1 AND a.url = '' AND a.key = ''")) {}

void ArticleWriter::expect_moved(std::int64_t file) {
    articles_of_file_.bind_all(file);
    while (articles_of_file_.step())
        moved_articles_.emplace(articles_of_file_.integer(0), articles_of_file_.integer(1));
}

PutOutcome ArticleWriter::put(const PreparedArticle& prepared, std::int64_t file, std::int64_t run) {
    last_put_ = 0;
    if (prepared.article.withdrawn && prepared.body_bytes == 0) return withdraw(prepared);
    Identity identity = prepared.identity;
    for (std::uint32_t repetition = 1;; identity = repeated(prepared.identity, ++repetition)) {
        std::optional<Known> known = find(identity);
        if (!known) known = find_moved(prepared);
        // What seemed to be known has changed meanwhile, or another file's text is shown.
        if (!prepared.is_complete() && (!known || known->content_hash != prepared.content_hash)) {
            PreparedArticle completed = prepared;
            complete(completed);
            return put(completed, file, run);
        }
        if (!known) {
            last_put_ = insert(prepared, identity, file);
            hold(last_put_, prepared, file, run);
            return PutOutcome::added;
        }
        // One file giving two texts under one key in one run: two articles, or one of them would be lost.
        const bool is_repeatable = prepared.article.url.empty() && prepared.article.revision == 0;
        if (is_repeatable && known->content_hash != prepared.content_hash && given_in_run(file, known->id, run))
            continue;
        const PutOutcome outcome = offer(*known, prepared, file, run);
        hold(known->id, prepared, file, run);
        last_put_ = known->id;
        return known->taken_down ? PutOutcome::unchanged : outcome;  // nobody sees what has changed
    }
}

std::optional<ArticleWriter::Known> ArticleWriter::find(const Identity& identity) {
    find_.bind_all(blob_of(identity));
    std::optional<Known> known;
    if (find_.step())
        known = Known{find_.integer(0),      find_.integer(1),      find_.integer(2),      find_.integer(3),
                      find_.integer(4),      find_.integer(5),      find_.integer(6) != 0, find_.integer(7) != 0,
                      find_.integer(8) != 0, find_.integer(9) != 0, find_.integer(10) != 0};
    find_.reset();
    return known;
}

/// An article without address and key is known by its file; under another name it is told by its content.
std::optional<ArticleWriter::Known> ArticleWriter::find_moved(const PreparedArticle& prepared) {
    if (!prepared.article.url.empty() || !prepared.article.key.empty()) return std::nullopt;
    const auto moved = moved_articles_.find(prepared.content_hash);
    if (moved == moved_articles_.end()) return std::nullopt;
    const std::int64_t id = moved->second;
    moved_articles_.erase(moved);
    set_identity_.bind_all(id, blob_of(prepared.identity)).run();
    return find(prepared.identity);
}

/// A notice without a text: what we have of the article stays, marked as withdrawn.
PutOutcome ArticleWriter::withdraw(const PreparedArticle& prepared) {
    std::optional<Known> known = find(prepared.identity);
    if (!known) {
        const std::string slug = slug_of(prepared.article.source);
        find_by_key_.bind_all(std::string_view(prepared.article.key), std::string_view(slug));
        Identity identity{};
        const bool found = find_by_key_.step();
        if (found) std::ranges::copy(find_by_key_.blob(0).first(identity.size()), identity.begin());
        find_by_key_.reset();
        if (found) known = find(identity);
    }
    if (!known || known->removed) return PutOutcome::unchanged;  // nothing that could be withdrawn
    last_put_ = known->id;
    if (known->withdrawn) return PutOutcome::unchanged;
    withdraw_.bind_all(known->id, std::int64_t{1}, next_sequence()).run();
    return PutOutcome::updated;
}

PutOutcome ArticleWriter::offer(const Known& known, const PreparedArticle& prepared, std::int64_t file,
                                std::int64_t run) {
    if (known.content_hash == prepared.content_hash) return keep(known, prepared, file, run);
    if (replaces(known, prepared, file, run)) return replace(known, prepared, file, run);
    return lose(known, prepared);
}

bool ArticleWriter::replaces(const Known& known, const PreparedArticle& prepared, std::int64_t file, std::int64_t run) {
    if (known.removed || known.holder == 0 || !holds(known.holder, known.id)) return true;
    if (known.holder == file && !given_in_run(file, known.id, run)) return true;
    return !(rank_of(prepared.article, file) < rank_shown(known, run));
}

PutOutcome ArticleWriter::keep(const Known& known, const PreparedArticle& prepared, std::int64_t file,
                               std::int64_t run) {
    if (known.removed) {
        restore_.bind_all(known.id, next_sequence(), file).run();
        return PutOutcome::added;
    }
    const bool holder_gone = known.holder == 0 || !holds(known.holder, known.id);
    if (known.holder == file) {
        // It may look older now, so that another is better. Mostly there is no other, and nothing to compare.
        if (!holder_gone && held_elsewhere(known.id, file) && rank_of(prepared.article, file) < rank_shown(known, run))
            reread_others_.bind_all(known.id, file).run();
    } else if (holder_gone || rank_shown(known, run) < rank_of(prepared.article, file)) {
        set_holder_.bind_all(known.id, file).run();
    }
    if (!prepared.article.withdrawn || known.withdrawn) return PutOutcome::unchanged;
    withdraw_.bind_all(known.id, std::int64_t{1}, next_sequence()).run();
    return PutOutcome::updated;
}

PutOutcome ArticleWriter::replace(const Known& known, const PreparedArticle& prepared, std::int64_t file,
                                  std::int64_t run) {
    const Article old = fields_of(known.id);
    const bool declines =
        known.holder != 0 && !known.removed && rank_of(prepared.article, file) < rank_shown(known, run);
    PreparedArticle offered = prepared;
    const bool joins = known.partial && !prepared.article.partial && !known.removed;
    const bool filled = joins && known.holder != file && fill_missing(offered.article, old);
    update(known, offered, file, filled);
    // Another file may have the better text now, or what was taken from its summary.
    if (declines || known.filled) reread_others_.bind_all(known.id, file).run();
    return known.removed ? PutOutcome::added : PutOutcome::updated;
}

/// Another file has the text that is shown. This one is still a text that the article had, unless it is a summary.
PutOutcome ArticleWriter::lose(const Known& known, const PreparedArticle& prepared) {
    if (prepared.article.partial) {
        Article full = fields_of(known.id);
        if (!fill_missing(full, prepared.article)) return PutOutcome::unchanged;
        update_fields(known.id, full, true);
        return PutOutcome::updated;
    }
    if (prepared.text_hash == known.text_hash) return PutOutcome::unchanged;
    find_version_.bind_all(known.id, prepared.text_hash);
    const bool have = find_version_.step();
    find_version_.reset();
    if (have) return PutOutcome::unchanged;
    last_version_.bind_all(known.id);
    last_version_.step();
    const std::int64_t number = last_version_.integer(0) + 1;
    last_version_.reset();
    save_version_.bind_all(known.id, number, prepared.text_hash, now_s_, prepared.body_bytes,
                           blob_of(prepared.compressed_body));
    const BoundFields bound(save_version_, 7, prepared.article);
    save_version_.run();
    return PutOutcome::unchanged;
}

std::int64_t ArticleWriter::insert(const PreparedArticle& prepared, const Identity& identity, std::int64_t file) {
    insert_.bind_all(next_sequence(), blob_of(identity), prepared.content_hash, prepared.text_hash);
    bind_source(insert_, 5, prepared.article.source);
    insert_.bind(6, prepared.body_bytes).bind(7, now_s_).bind(8, file);
    const BoundFields bound(insert_, 9, prepared.article);
    insert_.run();
    const std::int64_t id = connection_.last_insert_id();
    write_text(id, prepared);
    return id;
}

void ArticleWriter::update(const Known& known, const PreparedArticle& prepared, std::int64_t file, bool filled) {
    // An upgraded record doesn't know the hash of its texts yet: they count as unchanged.
    const bool new_text = known.text_hash != 0 && prepared.text_hash != known.text_hash;
    if (new_text && !known.partial) save_current_.bind_all(known.id).run();
    update_.bind_all(known.id, next_sequence(), prepared.content_hash, prepared.text_hash);
    bind_source(update_, 5, prepared.article.source);
    update_.bind(6, prepared.body_bytes);
    update_.bind(7, new_text ? version_for(known, prepared) : known.version);
    update_.bind(8, new_text ? now_s_ : known.taken_s).bind(9, file).bind(10, std::int64_t{filled});
    const BoundFields bound(update_, 11, prepared.article);
    update_.run();
    write_text(known.id, prepared);
}

void ArticleWriter::update_fields(std::int64_t id, const Article& article, bool filled) {
    update_fields_.bind_all(id, next_sequence());
    bind_source(update_fields_, 3, article.source);
    update_fields_.bind(4, std::int64_t{filled});
    const BoundFields bound(update_fields_, 5, article);
    update_fields_.run();
}

void ArticleWriter::write_text(std::int64_t id, const PreparedArticle& prepared) {
    write_body_.bind_all(id, blob_of(prepared.compressed_body)).run();
    write_fingerprint_.bind_all(id, blob_of(prepared.fingerprint)).run();
}

/// A text that the article had before gets its number back; so flipping between two texts adds nothing.
std::int64_t ArticleWriter::version_for(const Known& known, const PreparedArticle& prepared) {
    find_version_.bind_all(known.id, prepared.text_hash);
    std::int64_t number = find_version_.step() ? find_version_.integer(0) : 0;
    find_version_.reset();
    if (number != 0) return number;
    if (known.partial) return known.version;  // a summary is no version of its own
    last_version_.bind_all(known.id);
    last_version_.step();
    number = last_version_.integer(0) + 1;
    last_version_.reset();
    return number;
}

void ArticleWriter::bind_source(sqlite::Statement& statement, int parameter, const std::string& name) {
    if (name.empty())
        statement.bind_null(parameter);
    else
        statement.bind(parameter, sources_.row_of(name));
}

void ArticleWriter::hold(std::int64_t article, const PreparedArticle& prepared, std::int64_t file, std::int64_t run) {
    hold_.bind_all(file, article, std::string_view(prepared.location), run, prepared.content_hash).run();
}

bool ArticleWriter::holds(std::int64_t file, std::int64_t article) {
    holding_.bind_all(file, article);
    const bool held = holding_.step();
    holding_.reset();
    return held;
}

bool ArticleWriter::given_in_run(std::int64_t file, std::int64_t article, std::int64_t run) {
    holding_.bind_all(file, article);
    const bool given = holding_.step() && holding_.integer(0) == run;
    holding_.reset();
    return given;
}

Article ArticleWriter::fields_of(std::int64_t id) {
    Article article;
    fields_.bind_all(id);
    if (fields_.step()) {
        article.source = fields_.text(0);
        read_fields(fields_, 1, article);
    }
    fields_.reset();
    return article;
}

ArticleWriter::Rank ArticleWriter::rank_of(const Article& article, std::int64_t file, FileTime time) {
    constexpr std::int64_t never = std::numeric_limits<std::int64_t>::min();
    const Date& changed = article.modified.known() ? article.modified : article.published;
    Rank rank{!article.partial,
              article.revision,
              changed.known() ? changed.utc_s : never,
              article.seen.known() ? article.seen.utc_s : never,
              never,
              {}};
    file_.bind_all(file);
    if (file_.step()) {
        rank.written_ns = file_.integer(0);
        rank.path = file_.text(1);
    }
    file_.reset();
    if (const auto being_read = being_read_.find(file); time == FileTime::now && being_read != being_read_.end())
        rank.written_ns = being_read->second;
    return rank;
}

/// As its holder gave it: in this run, or when that was last read.
ArticleWriter::Rank ArticleWriter::rank_shown(const Known& known, std::int64_t run) {
    const bool in_run = given_in_run(known.holder, known.id, run);
    return rank_of(fields_of(known.id), known.holder, in_run ? FileTime::now : FileTime::recorded);
}

}  // namespace broadsheet
