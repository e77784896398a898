// SPDX-License-Identifier: GPL-3.0-or-later
// Whether an article is shown: files let it go, somebody takes it down and brings it back.
#include "engine/record/article_writer.h"
#include "engine/record/row.h"

namespace broadsheet {

bool ArticleWriter::let_go(std::int64_t id, std::int64_t file) {
    if (!held_elsewhere(id, file)) {
        remove_.bind_all(id, next_sequence());
        const bool was_shown = remove_.step() && remove_.integer(0) == removed_by_files;
        remove_.run();
        return was_shown;
    }
    shown_.bind_all(id);
    shown_.step();
    const bool shows_this_file = shown_.integer(0) == file;
    const bool filled = shown_.integer(1) != 0;
    const std::int64_t same = shown_.integer(2);
    shown_.reset();
    if (!filled && !shows_this_file) return false;
    if (!filled && same != 0) {
        set_holder_.bind_all(id, same).run();
        return false;
    }
    // Nobody else gave this text, or a part of it came from elsewhere: the others must be read again to tell.
    forget_content_.bind_all(id).run();
    reread_others_.bind_all(id, file).run();
    return false;
}

Standing ArticleWriter::standing_of(ArticleId article) {
    standing_.bind_all(std::int64_t{article.value});
    const Standing standing = standing_.step() ? standing_at(standing_.integer(0)) : Standing::unknown;
    standing_.reset();
    return standing;
}

Standing ArticleWriter::take_down(ArticleId article) {
    const Standing before = standing_of(article);
    if (before == Standing::shown || before == Standing::unheld)
        take_down_.bind_all(std::int64_t{article.value}, next_sequence()).run();
    return before;
}

Standing ArticleWriter::bring_back(ArticleId article) {
    if (standing_of(article) == Standing::taken_down)
        bring_back_.bind_all(std::int64_t{article.value}, next_sequence()).run();
    return standing_of(article);
}

bool ArticleWriter::held_elsewhere(std::int64_t id, std::int64_t file) {
    held_by_.bind_all(id, file);
    held_by_.step();
    const bool held = held_by_.integer(0) != 0;
    held_by_.reset();
    return held;
}

}  // namespace broadsheet
