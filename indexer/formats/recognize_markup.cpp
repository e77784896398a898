// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/formats/recognize_parts.h"

#include "indexer/input/clean_text.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <utility>

namespace broadsheet {
namespace {

constexpr auto npos = std::string_view::npos;

/// What stands before the root element and what the root says of itself. Names are in lower case.
struct XmlMarkup {
    bool declared_xml = false;
    std::string document_type;
    std::string prefix;  ///< of the root's name
    std::string root;    ///< its local name; empty if there is none
    std::string_view attributes;
    std::string_view from_root;
};

std::size_t name_end(std::string_view text, std::size_t begin) {
    return std::min(text.find_first_of(" \t\r\n/>[\"'", begin), text.size());
}

/// The end of what begins with `<`: its `>`, but not one within quotes.
std::size_t tag_end(std::string_view text) {
    char quote = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (quote != 0 ? text[i] == quote : text[i] == '"' || text[i] == '\'')
            quote = quote != 0 ? '\0' : text[i];
        else if (quote == 0 && text[i] == '>')
            return i;
    }
    return text.size();
}

/// The end of a document type, whose internal part may hold declarations.
std::size_t type_end(std::string_view text) {
    const std::size_t inner = text.find('[');
    const std::size_t end = text.find('>');
    if (inner == npos || inner > end) return end == npos ? text.size() : end;
    const std::size_t close = text.find(']', inner);
    const std::size_t after = close == npos ? npos : text.find('>', close);
    return after == npos ? text.size() : after;
}

XmlMarkup read_markup(std::string_view text) {
    XmlMarkup markup;
    for (;;) {
        text = trimmed(text);
        std::size_t end = 0;
        if (text.starts_with("<?")) {
            markup.declared_xml = markup.declared_xml || text.starts_with("<?xml ");
            end = text.find("?>");
        } else if (text.starts_with("<!--")) {
            end = text.find("-->");
            if (end != npos) end += 2;
        } else if (text.starts_with("<!")) {
            if (equals_blind(text.substr(0, 9), "<!doctype")) {
                const std::string_view rest = trimmed(text.substr(9));
                markup.document_type = ascii_lower(rest.substr(0, name_end(rest, 0)));
            }
            end = type_end(text);
        } else {
            break;
        }
        const std::size_t close = end == npos ? npos : text.find('>', end);
        if (close == npos) return markup;  // cut off within what stands before the root
        text.remove_prefix(close + 1);
    }
    markup.from_root = text;
    if (text.size() < 2 || text.front() != '<' ||
        !(std::isalpha(static_cast<unsigned char>(text[1])) || text[1] == '_'))
        return markup;
    const std::size_t end = name_end(text, 1);
    const std::string name = ascii_lower(text.substr(1, end - 1));
    const std::size_t colon = name.find(':');
    markup.root = colon == std::string::npos ? name : name.substr(colon + 1);
    if (colon != std::string::npos) markup.prefix = name.substr(0, colon);
    markup.attributes = text.substr(end, tag_end(text.substr(end)));
    return markup;
}

template <std::size_t n>
bool is_one_of(std::string_view word, const std::array<std::string_view, n>& words) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

bool is_html_tag(std::string_view name) {
    static constexpr std::array<std::string_view, 50> tags{
        "a",    "address", "article",  "aside",  "b",        "base",    "blockquote", "body",     "br",      "center",
        "div",  "dl",      "em",       "figure", "font",     "footer",  "form",       "frameset", "h1",      "h2",
        "h3",   "h4",      "head",     "header", "html",     "i",       "iframe",     "img",      "link",    "main",
        "meta", "nav",     "noscript", "ol",     "p",        "picture", "pre",        "script",   "section", "small",
        "span", "strong",  "style",    "table",  "template", "title",   "tt",         "u",        "ul",      "video"};
    return is_one_of(name, tags);
}

bool is_news_item(std::string_view root) {
    static constexpr std::array<std::string_view, 7> roots{
        "newsitem", "newsmessage", "packageitem", "conceptitem", "knowledgeitem", "planningitem", "catalogitem"};
    return is_one_of(root, roots);
}

/// RDF that is a feed: RSS 0.90 and 1.0 say so by their namespace or hold its elements.
bool is_feed_in_rdf(const XmlMarkup& markup) {
    for (const std::string_view mark :
         {"purl.org/rss/", "my.netscape.com/rdf/", "purl.org/net/rss", "<channel", "<item"})
        if (markup.from_root.find(mark) != npos) return true;
    return false;
}

std::optional<Format> format_of_root(const XmlMarkup& markup) {
    const std::string_view root = markup.root;
    if (root == "rss" || root == "feed") return Format::feed;
    if (root == "rdf") return is_feed_in_rdf(markup) ? std::optional(Format::feed) : std::nullopt;
    if (root == "channel") return Format::feed;  // Microsoft's CDF, or RSS that has lost its root
    if (root == "entry" && markup.attributes.find("tom") != npos) return Format::feed;  // one Atom entry alone
    if (is_news_item(root)) return Format::newsml_g2;
    if (root == "nitf") return Format::nitf;
    if (root == "alto") return Format::alto;
    if (root == "mets") return Format::mets;
    if (root == "html") return Format::html;
    return {};
}

/// In plain words what is known not to be news, or not to be read; empty for the rest.
std::string_view known_other(const XmlMarkup& markup) {
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 21> known{{
        {"groupset", "a part of a NewsML-G2 item without the item"},
        {"contentset", "a part of a NewsML-G2 item without the item"},
        {"contentmeta", "a part of a NewsML-G2 item without the item"},
        {"itemmeta", "a part of a NewsML-G2 item without the item"},
        {"opml", "an OPML list of feeds"},
        {"urlset", "a sitemap"},
        {"sitemapindex", "a list of sitemaps"},
        {"svg", "an SVG picture"},
        {"rdf", "RDF that is no feed"},
        {"newsml", "NewsML 1, not NewsML-G2"},
        {"mediawiki", "an export of a wiki"},
        {"tei", "a TEI document"},
        {"teicorpus", "a TEI document"},
        {"plist", "a property list"},
        {"kml", "a map"},
        {"gpx", "a map"},
        {"stylesheet", "an XSLT style sheet"},
        {"transform", "an XSLT style sheet"},
        {"schema", "an XML schema"},
        {"opensearchdescription", "a description of a search engine"},
        {"pcgts", "OCR in PAGE XML, not ALTO"},
    }};
    for (const std::string_view office : {"w", "pkg", "office", "ss"})
        if (markup.prefix == office) return "an Office document in XML";
    const auto* const found =
        std::find_if(known.begin(), known.end(), [&](const auto& one) { return one.first == markup.root; });
    return found == known.end() ? std::string_view() : found->second;
}

std::string description_of(const XmlMarkup& markup) {
    if (const std::string_view known = known_other(markup); !known.empty()) return std::string(known);
    const std::string kind = markup.declared_xml || !markup.prefix.empty() ? "XML" : "XML or SGML";
    if (markup.root.empty()) return kind + " without a root element";
    const std::size_t begin = markup.prefix.empty() ? 1 : markup.prefix.size() + 2;
    return kind + " with the root element <" +
           clean_line(markup.from_root.substr(begin, std::min<std::size_t>(markup.root.size(), 40))) + ">";
}

/// A text may begin with something in angle brackets, but then nothing closes it.
bool is_surely_markup(const XmlMarkup& markup) {
    if (markup.declared_xml || !markup.document_type.empty()) return true;
    return !markup.root.empty() && (markup.from_root.find("</") != npos || markup.attributes.find("xmlns") != npos ||
                                    trimmed(markup.attributes).ends_with('/'));
}

}  // namespace

bool has_html_root(std::string_view text) {
    const std::string lower = ascii_lower(text.substr(0, 4096));
    return lower.find("<html") != std::string::npos || lower.find("<!doctype html") != std::string::npos ||
           (lower.find("<body") != std::string::npos && lower.find("</") != std::string::npos);
}

std::optional<Recognized> recognize_markup(std::string_view text, std::string_view extension) {
    const XmlMarkup markup = read_markup(text);
    if (markup.document_type == "lewis" || text.substr(0, 4096).find("<REUTERS ") != npos)
        return Recognized{Format::reuters_sgml, {}};
    if (const auto format = format_of_root(markup)) return Recognized{format, {}};
    if (markup.document_type == "html") return Recognized{Format::html, {}};
    if (!known_other(markup).empty()) return Recognized{{}, description_of(markup)};
    const bool named_html = extension == "html" || extension == "htm" || extension == "xhtml";
    const bool plain = !markup.declared_xml && markup.prefix.empty();
    if (plain && is_html_tag(markup.root)) return Recognized{Format::html, {}};
    if (plain && (markup.root.empty() || named_html) && has_html_root(text)) return Recognized{Format::html, {}};
    if (plain && named_html) return Recognized{Format::html, {}};
    if (!is_surely_markup(markup)) {
        // An XML file may be cut off or be no XML at all: its reader would say the same.
        const bool named_xml = extension == "xml" || extension == "sgm" || extension == "sgml";
        return named_xml ? std::optional(Recognized{{}, description_of(markup)}) : std::nullopt;
    }
    return Recognized{{}, description_of(markup)};
}

}  // namespace broadsheet
