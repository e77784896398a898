// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/formats/json_value.h"

#include "engine/analysis/utf8.h"
#include "engine/article/web_address.h"
#include "indexer/extract/html_text.h"
#include "indexer/formats/json_shapes.h"
#include "indexer/formats/record_fields.h"
#include "indexer/formats/record_text.h"
#include "indexer/formats/relative_address.h"
#include "indexer/input/clean_text.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <utility>

namespace broadsheet {
namespace {

constexpr int depth_max = 100;
/// An empty object takes 80 bytes of memory and 3 of text.
constexpr std::size_t values_max = 1'000'000;

using DomParser = nlohmann::detail::json_sax_dom_parser<Json>;

/// Builds the value, counts the depth, and keeps the first error instead of throwing it.
class Builder : public DomParser {
public:
    explicit Builder(Json& value) : DomParser(value, false) {}

    // Only what takes much memory for few bytes is counted: a string takes as much as in the text.
    bool start_object(std::size_t size) { return enter() && DomParser::start_object(size); }
    bool start_array(std::size_t size) { return enter() && DomParser::start_array(size); }
    bool end_object() {
        --depth_;
        return DomParser::end_object();
    }
    bool end_array() {
        --depth_;
        return DomParser::end_array();
    }
    template <class Exception>
    bool parse_error(std::size_t position, const std::string& token, const Exception& error) {
        if (reason_.empty())
            reason_ = "no valid JSON at byte " + std::to_string(position) + near(token) + why(error.what());
        return false;
    }

    const std::string& reason() const { return reason_; }

private:
    bool enter() {
        if (++depth_ > depth_max)
            reason_ = "nested deeper than " + std::to_string(depth_max) + " levels";
        else if (++values_ > values_max)
            reason_ = "more than " + std::to_string(values_max) + " objects and lists in one value";
        return reason_.empty();
    }

    static std::string near(const std::string& token) {
        const std::string clean = clean_line(token);
        if (clean.empty() || clean == "<U+0000>") return {};
        return " near '" + std::string(utf8_prefix(clean, 40)) + "'";
    }

    /// What nlohmann says after its own position: "syntax error while parsing value - unexpected end of input".
    static std::string why(std::string_view what) {
        const std::size_t at = what.rfind(" - ");
        if (at == std::string_view::npos) return {};
        const std::string_view text = what.substr(at + 3);
        return ": " + clean_line(utf8_prefix(text.substr(0, text.find("; last read")), 120));
    }

    std::string reason_;
    int depth_ = 0;
    std::size_t values_ = 0;
};

/// Python writes NaN and Infinity, which JSON has not; outside strings they become null, byte for byte.
bool replace_python_numbers(std::string& text) {
    bool replaced = false;
    bool quoted = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (quoted && text[i] == '\\')
            ++i;
        else if (text[i] == '"')
            quoted = !quoted;
        if (quoted) continue;
        for (const std::string_view word : {"-Infinity", "Infinity", "NaN"}) {
            if (text.compare(i, word.size(), word) != 0) continue;
            text.replace(i, word.size(), "null");
            replaced = true;
        }
    }
    return replaced;
}

std::optional<Json> build(std::string_view text, std::string& reason) {
    Json value;
    Builder builder(value);
    if (Json::sax_parse(text.begin(), text.end(), &builder)) return value;
    reason = builder.reason().empty() ? "no valid JSON" : builder.reason();
    return {};
}

constexpr std::array<std::string_view, 12> text_members{"name",     "main",  "rendered", "value", "text",    "default",
                                                        "original", "title", "label",    "html",  "content", "@id"};
/// Objects whose members are members of the article: Guardian, JSON:API, Elasticsearch, lists of items, rows of tables.
constexpr std::array<std::string_view, 7> wrappers{"fields",   "attributes", "_source", "article",
                                                   "metadata", "document",   "row"};

/// Text of one item of a list. Numbers in lists of names are keys of something else; the New York Times' keywords are
/// pairs of a kind ("name") and a value.
std::string item_text(const Json& item, InputField field) {
    const bool names = field == InputField::tags || field == InputField::authors || field == InputField::source;
    if (names && item.is_number()) return {};
    if (field == InputField::tags && item.is_object())
        if (const auto value = item.find("value"); value != item.end() && value->is_string())
            return value->get<std::string>();
    return text_of(item);
}

std::vector<std::string> texts_of(const Json& value, InputField field) {
    std::vector<std::string> texts;
    if (!value.is_array()) {
        texts.push_back(item_text(value, field));
        return texts;
    }
    for (const Json& item : value) texts.push_back(item_text(item, field));
    return texts;
}

/// "source" is the name of a publication for some, the address of the page for others.
Alias meant(Alias alias, const std::vector<std::string>& texts) {
    if (alias.field == InputField::source && !texts.empty() && is_web_address(texts.front()))
        return {alias.name, InputField::url, 3};
    return alias;
}

bool is_usable(const Alias& alias, const Json& value) {
    if (value.is_null() || value.is_boolean()) return false;
    if (alias.field == InputField::body || alias.field == InputField::title) return !value.is_number();
    return !(alias.field == InputField::tags && value.is_number());
}

void offer_members(const Json& object, const FieldMap& map, RecordFields& fields, int depth) {
    for (const auto& [name, value] : object.items()) {
        const bool wrapper = value.is_object() && std::find(wrappers.begin(), wrappers.end(), name) != wrappers.end();
        if (wrapper && depth < 3) {
            offer_members(value, map, fields, depth + 1);
            continue;
        }
        const auto alias = map.find(name);
        if (!alias || !is_usable(*alias, value)) continue;
        std::vector<std::string> texts = texts_of(value, alias->field);
        const Alias field = meant(*alias, texts);
        fields.offer(field, std::move(texts));
    }
}

}  // namespace

std::optional<Json> parse_json(std::string_view text, std::string& reason) {
    if (auto value = build(text, reason)) return value;
    if (text.find("NaN") == std::string_view::npos && text.find("Infinity") == std::string_view::npos) return {};
    std::string repaired(text);
    std::string second_reason;
    return replace_python_numbers(repaired) ? build(repaired, second_reason) : std::nullopt;
}

std::string text_of(const Json& value) {
    if (value.is_string()) return value.get<std::string>();
    if (value.is_number()) return value.dump();
    if (!value.is_object()) return {};
    for (const std::string_view member : text_members)
        if (const auto found = value.find(member); found != value.end() && found->is_string())
            return found->get<std::string>();
    return {};
}

bool is_article(const Json& value, const FieldMap& map) {
    if (!value.is_object()) return false;
    RecordFields fields;
    offer_members(value, map, fields, 0);
    return fields.has(InputField::title) || fields.has(InputField::body);
}

Article article_of(const Json& object, const FieldMap& map) {
    if (is_ninjs(content_of(object))) return ninjs_article(content_of(object));
    RecordFields fields;
    offer_members(object, map, fields, 0);
    Article article = fields.article(DateSource::header);
    article.body = body_of(article.body);
    if (has_html_tags(article.subtitle)) article.subtitle = clean_line(text_of_html(article.subtitle));
    if (has_html_tags(article.title)) article.title = clean_line(text_of_html(article.title));
    complete_shape(content_of(object), article);
    return article;
}

}  // namespace broadsheet
