// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/analysis/token.h"
#include "engine/query/writing.h"
#include "engine/search/query_notes.h"

#include <algorithm>

namespace broadsheet {

namespace {

using query::Node;
using query::NodeKind;

/// Listed for one word; a prefix may stand for many more.
constexpr std::size_t listed_forms_max = 12;
/// Words of a query whose forms are told; nobody reads more.
constexpr std::size_t listed_leaves_max = 8;

/// Without the mark of an acronym.
std::string bare(const std::string& word) {
    return is_acronym(word) ? word.substr(1) : word;
}

std::string shown(const std::string& word) {
    return is_acronym(word) ? capitals(bare(word)) : word;
}

WrittenForm told(std::string form, std::uint32_t articles) {
    WrittenForm made;
    made.form = std::move(form);
    made.articles = articles;
    return made;
}

class FormLister {
public:
    FormLister(const IndexVocabulary& vocabulary, const CountMatches& count) : vocabulary_(vocabulary), count_(count) {}

    std::vector<WrittenForm> list(const Node& root) {
        add(root);
        return std::move(forms_);
    }

private:
    void add(const Node& node) {
        if (node.excluded || leaves_ == listed_leaves_max) return;
        for (const Node& child : node.children) add(child);
        if (node.kind != NodeKind::words && node.kind != NodeKind::prefix && node.kind != NodeKind::similar) return;
        ++leaves_;
        if (finds_nothing(node)) return;
        std::vector<WrittenForm> own;
        std::vector<std::string> words = node.forms;
        for (const query::Run& run : node.runs) {
            const bool single = run.size() == 1;
            if (single) words.insert(words.end(), run[0].begin(), run[0].end());
        }
        std::sort(words.begin(), words.end());
        words.erase(std::unique(words.begin(), words.end()), words.end());
        for (const std::string& word : words) add_word(word, node.kind == NodeKind::words, own);
        if (node.kind == NodeKind::words) add_spaced(node, own);
        std::stable_sort(own.begin(), own.end(),
                         [](const WrittenForm& a, const WrittenForm& b) { return a.articles > b.articles; });
        if (own.size() > listed_forms_max) own.resize(listed_forms_max);
        for (WrittenForm& form : own) {
            form.position = node.position;
            form.word = node.text;
            keep(std::move(form));
        }
    }

    /// Articles with a hyphenated compound also hold its closed form, so that is counted without them; those with an
    /// accented word hold the word without accents, which is then counted by itself.
    void add_word(const std::string& word, bool hyphens, std::vector<WrittenForm>& own) const {
        std::uint32_t articles = vocabulary_.articles_with(word);
        const auto accented = vocabulary_.accentings(word);
        for (const auto& [form, with_accents] : accented) own.push_back(told(form, with_accents));
        if (hyphens) {
            for (const auto& [hyphenated, with_hyphen] : vocabulary_.hyphenations(word)) {
                own.push_back(told(hyphenated, with_hyphen));
                articles -= std::min(articles, with_hyphen);
            }
        }
        if (!accented.empty() && articles > 0) articles = static_cast<std::uint32_t>(count_(written(word)));
        if (articles > 0) own.push_back(told(shown(word), articles));
    }

    static Node written(std::string text) {
        Node node;
        node.kind = NodeKind::written;
        node.text = std::move(text);
        return node;
    }

    /// A word of no article may share its stem with others, in another language than theirs: then it finds none.
    bool finds_nothing(const Node& leaf) const {
        if (leaf.kind != NodeKind::words) return false;
        const auto tokens = tokenize(leaf.text);
        if (tokens.empty() || vocabulary_.articles_with(tokens.front().text) > 0) return false;
        Node alone;
        alone.kind = NodeKind::words;
        alone.text = leaf.text;
        return count_(std::move(alone)) == 0;
    }

    /// The words side by side, neither hyphenated nor closed up.
    void add_spaced(const Node& leaf, std::vector<WrittenForm>& own) const {
        const auto run = std::find_if(leaf.runs.begin(), leaf.runs.end(), [](auto& r) { return r.size() > 1; });
        if (run == leaf.runs.end() || leaf.stems.empty()) return;
        const auto tokens = tokenize(leaf.text);
        if (tokens.empty() || tokens.front().ideograph) return;
        std::string text;
        for (const query::Slot& slot : *run) text += (text.empty() ? "" : " ") + bare(slot.front());
        const auto articles = static_cast<std::uint32_t>(count_(written(text)));
        if (articles > 0) own.push_back(told(text, articles));
    }

    void keep(WrittenForm form) {
        const auto same = [&](const WrittenForm& known) { return known.form == form.form; };
        if (std::none_of(forms_.begin(), forms_.end(), same)) forms_.push_back(std::move(form));
    }

    const IndexVocabulary& vocabulary_;
    const CountMatches& count_;
    std::vector<WrittenForm> forms_;
    std::size_t leaves_ = 0;
};

}  // namespace

std::vector<WrittenForm> forms_of(const Node& root, const IndexVocabulary& vocabulary, const CountMatches& count) {
    return FormLister(vocabulary, count).list(root);
}

}  // namespace broadsheet
