// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Articles to what the index holds of them: terms for Xapian (analysis/term.h says which) and token streams.

#include "engine/article/article.h"
#include "engine/index/chunk_words.h"

#include <memory>

namespace Xapian {
class Document;
}

namespace broadsheet {

/// Makes the documents of one chunk of articles, one after the other. For one thread.
class DocumentBuilder {
public:
    DocumentBuilder();
    ~DocumentBuilder();

    /// The terms of the article; its words go into words().
    Xapian::Document document_of(const StoredArticle& article);
    /// Of that article, in words: the sum of its terms' frequencies.
    std::uint32_t length() const;
    ChunkWords& words();

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace broadsheet
