// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/version_reply.h"

#include "server/api/article_member.h"
#include "server/api/json_reply.h"
#include "server/api/text_change.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace broadsheet {
namespace {

using Json = nlohmann::ordered_json;

std::string text_of(const Json& json) {
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Json version_of(const ArticleVersion& version) {
    const auto& article = version.article;
    return {{"number", version.number},
            {"current", version.current},
            {"takenAt", version.taken_s == 0 ? Json(nullptr) : Json(to_iso_utc(version.taken_s))},
            {"publishedAt", or_null(to_iso(article.published))},
            {"modifiedAt", or_null(to_iso(article.modified))},
            {"seenAt", or_null(to_iso(article.seen))},
            {"revision", article.revision == 0 ? Json(nullptr) : Json(article.revision)},
            {"title", article.title},
            {"words", word_count(article.body)},
            {"bodyBytes", article.body.size()},
            {"withdrawn", article.withdrawn},
            {"partial", article.partial}};
}

std::string_view name_of(PieceKind kind) {
    switch (kind) {
        case PieceKind::added:
            return "added";
        case PieceKind::removed:
            return "removed";
        case PieceKind::same:
            break;
    }
    return "same";
}

Json runs_of(const std::vector<TextPiece>& pieces) {
    Json runs = Json::array();
    for (const auto& piece : pieces) runs.push_back({{"kind", name_of(piece.kind)}, {"text", piece.text}});
    return runs;
}

bool has_change(const std::vector<TextPiece>& pieces) {
    return std::ranges::any_of(pieces, [](const TextPiece& piece) { return piece.kind != PieceKind::same; });
}

}  // namespace

std::string versions_json(ArticleId id, const std::vector<ArticleVersion>& versions) {
    Json list = Json::array();
    for (const auto& version : versions) list.push_back(version_of(version));
    return text_of(
        {{"status", "ok"}, {"id", id.value}, {"totalResults", versions.size()}, {"versions", std::move(list)}});
}

std::string version_change_json(ArticleId id, const VersionPair& pair) {
    const auto& older = pair.from->article;
    const auto& newer = pair.to->article;
    const auto title = text_change(older.title, newer.title);
    const auto body = text_change(older.body, newer.body);
    return text_of({{"status", "ok"},
                    {"id", id.value},
                    {"from", version_of(*pair.from)},
                    {"to", version_of(*pair.to)},
                    {"changed", has_change(title) || has_change(body)},
                    {"title", runs_of(title)},
                    {"body", runs_of(body)}});
}

std::string version_json(const ArticleVersion& version) {
    Json json = Json::parse(article_json(version.article));
    // These tell of the article, not of one of its texts.
    for (const char* name : {"story", "duplicates", "versions"}) json.erase(name);
    json["version"] = version_of(version);
    return text_of(json);
}

}  // namespace broadsheet
