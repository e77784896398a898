// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/analysis/token.h"
#include "engine/query/expand.h"
#include "engine/query/group.h"
#include "engine/query/parser.h"
#include "engine/query/writing.h"
#include "engine/search/query_notes.h"

#include <algorithm>

namespace broadsheet {

namespace {

using query::Node;
using query::NodeKind;

/// With more hits than this nobody has misspelt anything that matters.
constexpr std::uint64_t few_hits = 3;
/// A word that so many articles have is no slip.
constexpr std::uint32_t common_articles = 20;
/// Halves of a word tried as words of their own.
constexpr std::size_t halvings_max = 2;
/// A word this many times as frequent as a neighbour in spelling is what was meant.
constexpr std::uint32_t much_more_frequent = 50;
constexpr std::size_t spelling_bytes_min = 4;
constexpr std::size_t one_edit_bytes_max = 5;
/// In a longer query "us" and "who" are what they seem.
constexpr std::size_t short_query_words = 3;

std::string counted(std::uint64_t articles) {
    return std::to_string(articles) + (articles == 1 ? " article has " : " articles have ");
}

std::string in_quotes(const std::string& word) {
    return '"' + word + '"';
}

std::size_t count_leaves(const Node& node) {
    std::size_t leaves = node.children.empty() && node.kind != NodeKind::nothing ? 1 : 0;
    for (const Node& child : node.children) leaves += count_leaves(child);
    return leaves;
}

class Adviser {
public:
    Adviser(const Node& root, std::uint64_t total, const IndexVocabulary& vocabulary, const CountMatches& count,
            Deadline& deadline)
        : root_(root), total_(total), vocabulary_(vocabulary), count_(count), deadline_(deadline) {}

    std::optional<Suggestion> run() {
        if (total_ <= few_hits) {
            if (auto respelt = respelled()) return respelt;
        }
        if (total_ == 0) return loosened();
        if (count_leaves(root_) <= short_query_words) return in_capitals();
        return std::nullopt;
    }

private:
    std::optional<Suggestion> checked(const Node& root, std::string reason) const {
        const std::string text = query::to_text(root);
        if (text.empty() || text == query::to_text(root_) || deadline_.expired_now()) return std::nullopt;
        const std::uint64_t articles = count_(root);
        if (articles <= total_) return std::nullopt;
        return Suggestion{text, std::move(reason), articles};
    }

    std::optional<Suggestion> respelled() {
        Node root = root_;
        std::string reason;
        respell(root, reason);
        return reason.empty() ? std::nullopt : checked(root, reason);
    }

    void respell(Node& node, std::string& reason) const {
        if (node.excluded) return;
        for (Node& child : node.children) respell(child, reason);
        if (node.kind == NodeKind::exact) return respell_phrase(node, reason);
        if (node.kind != NodeKind::words && node.kind != NodeKind::written) return;
        const auto tokens = tokenize(node.text);
        if (tokens.size() != 1 || tokens[0].ideograph) return;
        const std::string better = better_spelling(tokens[0].text, reason);
        if (better.empty()) return;
        node.text = better;
        if (better.find(' ') != std::string::npos) node.kind = NodeKind::exact;
    }

    void respell_phrase(Node& phrase, std::string& reason) const {
        if (phrase.text.find('*') != std::string::npos) return;
        std::string text = phrase.text;
        auto tokens = tokenize(text);
        std::reverse(tokens.begin(), tokens.end());
        for (const Token& token : tokens) {
            if (token.kind == TokenKind::closed || token.ideograph) continue;
            const std::string better = better_spelling(token.text, reason);
            if (!better.empty()) text.replace(token.begin, token.end - token.begin, better);
        }
        phrase.text = text;
    }

    /// Empty if the word is well known to the archive or nothing is near it.
    std::string better_spelling(const std::string& token, std::string& reason) const {
        const std::string word = is_acronym(token) ? token.substr(1) : token;
        if (word.size() < spelling_bytes_min || deadline_.expired_now()) return "";
        const std::uint32_t own = articles_with_any_form(token);
        if (own > common_articles) return "";
        const std::size_t edits = word.size() <= one_edit_bytes_max ? 1 : 2;
        const auto near = vocabulary_.similar_words(word, own > 0 ? 1 : edits, 1);
        const std::uint32_t articles = near.empty() ? 0 : vocabulary_.articles_with(near[0]);
        if (articles > 0 && articles >= std::uint64_t{own} * much_more_frequent) {
            tell(word, own, near[0], articles, reason);
            return near[0];
        }
        return own == 0 ? two_words(word, reason) : "";
    }

    /// Counted by the match: forms that share the word's stem in another language aren't its own.
    std::uint32_t articles_with_any_form(const std::string& word) const {
        Node leaf;
        leaf.kind = NodeKind::words;
        leaf.text = is_acronym(word) ? word.substr(1) : word;
        return static_cast<std::uint32_t>(count_(std::move(leaf)));
    }

    /// "wellbeing" where the archive writes "well being".
    std::string two_words(const std::string& word, std::string& reason) const {
        for (const std::string& text : halvings(word)) {
            Node phrase;
            phrase.kind = NodeKind::exact;
            phrase.text = text;
            const std::uint64_t articles = count_(std::move(phrase));
            if (articles == 0) continue;
            tell(word, 0, text, articles, reason);
            return text;
        }
        return "";
    }

    /// The ways to cut a word in two known ones, those whose rarer half is most frequent.
    std::vector<std::string> halvings(const std::string& word) const {
        std::vector<std::pair<std::uint32_t, std::string>> cuts;
        for (std::size_t cut = 3; cut + 3 <= word.size(); ++cut) {
            const std::string left = word.substr(0, cut), right = word.substr(cut);
            const std::uint32_t rarer = std::min(vocabulary_.articles_with(left), vocabulary_.articles_with(right));
            if (rarer > 0) cuts.emplace_back(rarer, left + ' ' + right);
        }
        std::sort(cuts.rbegin(), cuts.rend());
        std::vector<std::string> texts;
        for (std::size_t i = 0; i < std::min(cuts.size(), halvings_max); ++i) texts.push_back(cuts[i].second);
        return texts;
    }

    static void tell(const std::string& word, std::uint64_t own, const std::string& better, std::uint64_t articles,
                     std::string& reason) {
        if (!reason.empty()) reason += "; ";
        reason += own == 0 ? "no article has " + in_quotes(word) : "only " + counted(own) + in_quotes(word);
        reason += ", " + counted(articles) + in_quotes(better);
    }

    /// The query with one demand after the other taken back, until something is found.
    std::optional<Suggestion> loosened() const {
        Node words = root_;
        loosen_phrases(words);
        const bool several = has_several_words(root_);
        if (auto found = checked(words, several ? "no article has these words side by side; these have them anywhere"
                                                : "nothing is written exactly so; other forms of it are"))
            return found;
        Node unfiltered = words;
        drop_filters(unfiltered);
        unfiltered = query::group_of(NodeKind::all_of, {std::move(unfiltered)});
        if (auto found = checked(unfiltered, "no such article has these words; others do")) return found;
        return without_one(unfiltered);
    }

    /// True if a phrase or NEAR wants words together.
    static bool has_several_words(const Node& node) {
        const bool phrase = node.kind == NodeKind::exact || node.kind == NodeKind::written;
        return node.kind == NodeKind::near || (phrase && tokenize(node.text).size() > 1) ||
               std::ranges::any_of(node.children, has_several_words);
    }

    static void loosen_phrases(Node& node) {
        for (Node& child : node.children) loosen_phrases(child);
        if (node.kind == NodeKind::near) {
            node.kind = NodeKind::all_of;
        } else if (node.kind == NodeKind::exact || node.kind == NodeKind::written) {
            node.kind = NodeKind::words;
            if (node.text.find(' ') != std::string::npos) split(node);
        }
    }

    static void split(Node& phrase) {
        const query::ParsedQuery words = query::parse(phrase.text, {});
        std::vector<FieldId> fields = phrase.fields;
        const bool excluded = phrase.excluded;
        phrase = words.root;
        phrase.excluded = excluded;
        set_fields(phrase, fields);
    }

    static void set_fields(Node& node, const std::vector<FieldId>& fields) {
        if (query::is_text_leaf(node)) node.fields = fields;
        for (Node& child : node.children) set_fields(child, fields);
    }

    static void drop_filters(Node& node) {
        std::erase_if(node.children, [](const Node& child) { return query::is_filter(child) && !child.excluded; });
        for (Node& child : node.children) drop_filters(child);
        if (query::is_text_leaf(node)) node.fields.clear();
    }

    /// All words but the one that stands most in the way.
    std::optional<Suggestion> without_one(const Node& root) const {
        if (root.kind != NodeKind::all_of || root.children.size() < 2) return std::nullopt;
        std::optional<Suggestion> best;
        for (std::size_t i = 0; i < root.children.size(); ++i) {
            if (root.children[i].excluded) continue;
            std::vector<Node> rest = root.children;
            const std::string left_out = query::to_text(rest[i]);
            rest.erase(rest.begin() + static_cast<std::ptrdiff_t>(i));
            auto found = checked(query::group_of(NodeKind::all_of, std::move(rest)),
                                 "no article has all these words; these have all but " + left_out);
            if (found && (!best || found->articles < best->articles)) best = std::move(found);
        }
        return best;
    }

    /// "us election" may be about the US.
    std::optional<Suggestion> in_capitals() const {
        Node root = root_;
        std::string reason;
        raise(root, reason);
        if (reason.empty()) return std::nullopt;
        const std::uint64_t articles = count_(root);
        if (articles == 0) return std::nullopt;
        return Suggestion{query::to_text(root), reason, articles};
    }

    void raise(Node& node, std::string& reason) const {
        if (node.excluded) return;
        for (Node& child : node.children) raise(child, reason);
        if (node.kind != NodeKind::words) return;
        const auto tokens = tokenize(node.text);
        if (tokens.size() != 1 || !query::Writing(vocabulary_).is_function(tokens[0].text)) return;
        const std::uint32_t articles = vocabulary_.articles_with('.' + tokens[0].text);
        if (articles == 0 || tokens[0].text.size() < 2) return;
        node.text = capitals(tokens[0].text);
        if (!reason.empty()) reason += "; ";
        reason += in_quotes(tokens[0].text) + " is searched as the word; " + counted(articles) + in_quotes(node.text) +
                  " in capitals";
    }

    const Node& root_;
    const std::uint64_t total_;
    const IndexVocabulary& vocabulary_;
    const CountMatches& count_;
    Deadline& deadline_;
};

}  // namespace

std::optional<Suggestion> suggestion_for(const Node& root, std::uint64_t total, const IndexVocabulary& vocabulary,
                                         const CountMatches& count, Deadline& deadline) {
    return Adviser(root, total, vocabulary, count, deadline).run();
}

}  // namespace broadsheet
