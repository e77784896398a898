// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/extract/html_dates.h"

#include "indexer/extract/address_date.h"
#include "indexer/extract/html_words.h"
#include "indexer/input/clean_text.h"

#include <cstdlib>
#include <optional>

namespace broadsheet {
namespace {

constexpr std::size_t dated_line_bytes_max = 200;

class DateFinder {
public:
    DateFinder(xmlNode* root, const MetaTable& meta, std::string_view url, DayOrder order, std::int64_t latest_s)
        : root_(root), meta_(meta), order_(order), latest_s_(latest_s) {
        if (auto date = date_in_url(url); date && date->utc_s <= latest_s_) in_url_ = *date;
    }

    PageDates find() {
        PageDates dates;
        dates.modified =
            from_meta({"article:modified_time", "og:updated_time", "article:modified", "datemodified", "last-modified",
                       "dc.date.modified", "dcterms.modified", "revised", "parsely-updated", "lastmod"});
        walk();
        dates.published = published();
        if (!dates.modified.known()) dates.modified = modified_;
        return dates;
    }

private:
    Date believed(std::optional<Date> date, DateSource source) const {
        if (!date || date->utc_s > latest_s_ || date->precision < DatePrecision::month) return {};
        date->source = source;
        return *date;
    }

    Date from_meta(std::initializer_list<std::string_view> names) const {
        for (const std::string_view name : names)
            if (Date date = believed(read_date(meta_.first({name}), order_), DateSource::meta); date.known())
                return date;
        return {};
    }

    Date published() const {
        Date date = from_meta({"article:published_time",
                               "og:article:published_time",
                               "og:published_time",
                               "datepublished",
                               "article:published",
                               "article.published",
                               "parsely-pub-date",
                               "sailthru.date",
                               "citation_publication_date",
                               "citation_date",
                               "citation_online_date",
                               "dc.date.issued",
                               "dcterms.issued",
                               "dc.date.created",
                               "dcterms.created",
                               "dc.date",
                               "dcterms.date",
                               "publish_date",
                               "publish-date",
                               "pubdate",
                               "pub_date",
                               "publication_date",
                               "published_date",
                               "publisheddate",
                               "publication-date",
                               "originalpublicationdate",
                               "rnews:datepublished",
                               "cxenseparse:recs:publishtime",
                               "shareaholic:article_published_time",
                               "ptime",
                               "displaydate",
                               "article_date_original",
                               "article:post_date",
                               "prism.publicationdate",
                               "date_published",
                               "datecreated",
                               "timestamp",
                               "bt:pubdate",
                               "date"});
        if (date.known()) return date;
        if (marked_.known()) return checked(marked_);
        if (time_.known()) return checked(time_);
        if (in_url_.precision == DatePrecision::day) return in_url_;
        if (line_.known()) return checked(line_);
        if (text_.known()) return checked(text_);
        return in_url_;
    }

    /// An address names the day of publication; a date far from it belongs to something else on the page.
    Date checked(const Date& date) const {
        if (in_url_.precision != DatePrecision::day) return date;
        return std::llabs(date.utc_s - in_url_.utc_s) <= 2 * seconds_per_day ? date : in_url_;
    }

    void walk() {
        for_each_element(root_, [&](xmlNode* node) {
            const std::string_view tag = tag_of(node);
            if (tag == "script" || tag == "style" || tag == "footer" || tag == "svg") return false;
            const std::string words = class_and_id(node);
            if (is_aside(node, words)) return false;
            if (tag == "h1") after_heading_ = true;
            take_microdata(node);
            if (tag == "time" || tag == "abbr")
                take_time(node, words);
            else if (!line_.known() && names_date(words))
                take_line(node, words);
            if (after_heading_ && !text_.known() && lines_after_heading_ < 12) take_text(node);
            return true;
        });
    }

    static bool is_aside(const xmlNode* node, const std::string& words) {
        return has_tag(node, {"aside", "nav"}) ||
               has_word(words, {"related", "sidebar", "comments", "comment", "recommended", "recirc", "trending",
                                "popular", "teaser", "mostread", "latest", "copyright"});
    }

    static bool names_date(const std::string& words) {
        return has_word(words,
                        {"date",        "dateline", "published", "pubdate", "timestamp", "publish",     "posted",
                         "datetime",    "datum",    "byline",    "fecha",   "postdate",  "publishdate", "entrydate",
                         "articledate", "posttime", "time",      "meta",    "submitted", "infos",       "info"});
    }

    static bool names_change(std::string_view text) {
        const std::string lower = ascii_lower(text);
        for (const std::string_view word :
             {"updated", "modified", "aktualisiert", "mis à jour", "actualizado", "aggiornato", "update"})
            if (lower.find(word) != std::string::npos) return true;
        return false;
    }

    void take_microdata(const xmlNode* node) {
        const std::string property = ascii_lower(attribute(node, "itemprop"));
        if (property.find("date") == std::string::npos) return;
        std::string value = attribute(node, "datetime");
        if (value.empty()) value = attribute(node, "content");
        if (value.empty()) value = text_below(node);
        const Date date = believed(read_date(value, order_), DateSource::time);
        const bool published = property.find("datepublished") != std::string::npos || property == "datecreated";
        if (published && !marked_.known()) marked_ = date;
        if (property.find("datemodified") != std::string::npos && !modified_.known()) modified_ = date;
    }

    void take_time(const xmlNode* node, const std::string& words) {
        std::string value = attribute(node, "datetime");
        if (value.empty() && tag_of(node) == "abbr") value = attribute(node, "title");
        if (value.empty()) value = attribute(node, "content");
        auto read = read_date(value, order_);
        if (!read) read = read_date(text_below(node), order_);
        const Date date = believed(read, DateSource::time);
        if (date.precision < DatePrecision::day) return;
        const bool change = has_word(words, {"updated", "modified", "update"}) || names_change(text_below(node));
        if (change) {
            if (!modified_.known()) modified_ = date;
        } else if (!time_.known()) {
            time_ = date;
        }
    }

    /// An element whose class says that it holds the date.
    void take_line(const xmlNode* node, const std::string& words) {
        const std::string text = text_below(node);
        if (text.size() > dated_line_bytes_max || has_word(words, {"updated", "modified"})) return;
        line_ = believed(find_date(text, order_), DateSource::text);
    }

    /// A short line of its own soon after the headline.
    void take_text(const xmlNode* node) {
        if (!has_tag(node, {"p", "div", "span", "font", "center", "address", "li", "td", "em", "small", "strong", "b",
                            "i", "h2", "h3", "h4", "h5", "h6"}))
            return;
        const std::string text = text_below(node);
        if (text.empty() || text.size() > dated_line_bytes_max) return;
        ++lines_after_heading_;
        text_ = believed(find_date(text, order_), DateSource::text);
    }

    xmlNode* root_;
    const MetaTable& meta_;
    DayOrder order_;
    std::int64_t latest_s_;
    Date in_url_;
    Date marked_;  ///< microdata
    Date time_;    ///< <time>
    Date line_;    ///< an element named after dates
    Date text_;    ///< a line after the headline
    Date modified_;
    bool after_heading_ = false;
    int lines_after_heading_ = 0;
};

}  // namespace

PageDates read_page_dates(xmlNode* root, const MetaTable& meta, std::string_view url, DayOrder order,
                          std::int64_t latest_s) {
    return DateFinder(root, meta, url, order, latest_s).find();
}

}  // namespace broadsheet
