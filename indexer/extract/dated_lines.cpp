// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/extract/dated_lines.h"

#include "indexer/extract/date_scanner.h"
#include "indexer/extract/page_title.h"
#include "indexer/input/clean_text.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <string>
#include <utility>

namespace broadsheet {
namespace {

constexpr std::size_t line_bytes_max = 240;
constexpr std::size_t prose_bytes_min = 160;
constexpr std::size_t dates_a_line_max = 4;
constexpr std::size_t dates_a_page_max = 400;
constexpr int texts_read_max = 50;  ///< elements inside each other would be read again and again

/// A part of the page whose dates are not the article's unless the headline stands in it, too.
struct Region {
    int begin = 0;
    int end = 0;
    int text_bytes = 0;  ///< prose before it
    int outer = -1;      ///< the region of the same kind around it
    bool holds(int line) const { return line >= begin && line < end; }
};

/// Indices of the innermost region of each kind around an element; -1 for none.
struct Around {
    int foreign = -1;
    int comment = -1;
    int chrome = -1;
    int link = -1;
    bool heading = false;
    std::array<const xmlNode*, 3> elements{};  ///< the nearest ones with a class or id, nearest first
};

/// class and id as written.
std::string names_of(const xmlNode* node) {
    std::string names;
    for (const xmlAttr* attr = node->properties; attr; attr = attr->next) {
        const std::string_view name(reinterpret_cast<const char*>(attr->name));
        if (name != "class" && name != "id") continue;
        for (const xmlNode* part = attr->children; part; part = part->next)
            if (part->content) names.append(reinterpret_cast<const char*>(part->content)) += ' ';
    }
    return names;
}

bool has_attribute(const xmlNode* node, std::initializer_list<std::string_view> wanted) {
    for (const xmlAttr* attr = node->properties; attr; attr = attr->next)
        if (std::find(wanted.begin(), wanted.end(), reinterpret_cast<const char*>(attr->name)) != wanted.end())
            return true;
    return false;
}

class LineCollector {
public:
    LineCollector(std::string_view title, DayOrder order, std::int64_t latest_s)
        : title_(comparable_letters(title)), order_(order), latest_s_(latest_s) {}

    DatedLines collect(xmlNode* root) {
        walk(root, Around{}, 0);
        flush(Around{});
        finish();
        return {std::move(lines_), headline_rank_ > 0};
    }

private:
    struct Pending {
        Around around;
        int line = 0;
        int text_bytes = 0;
    };

    void walk(const xmlNode* node, Around around, int depth) {
        if (depth > html_depth_max) return;
        if (has_tag(node, {"script", "style", "noscript", "template", "svg", "head", "select", "option", "button",
                           "textarea", "iframe"}))
            return;
        const std::string names = names_of(node);
        const bool named = !names.empty();
        const bool separate = !is_inline(node) || (named && !around.heading) || tag_of(node) == "abbr";
        if (separate) flush(around);
        const std::size_t regions = regions_.size();
        if (depth > 1) enter(node, named ? element_words(names) : ElementWords{}, around);
        const std::size_t entered = regions_.size();
        if (named) {
            std::move_backward(around.elements.begin(), around.elements.end() - 1, around.elements.end());
            around.elements.front() = node;
        }
        if (has_tag(node, {"h1", "h2", "h3", "h4"})) {
            around.heading = true;
            heading_level_ = tag_of(node)[1] - '0';
        }
        take_attributes(node, around);
        for (const xmlNode* child = node->children; child; child = child->next) {
            if (child->type == XML_TEXT_NODE || child->type == XML_CDATA_SECTION_NODE) {
                if (child->content) buffer_ += reinterpret_cast<const char*>(child->content);
            } else if (child->type == XML_ELEMENT_NODE) {
                if (tag_of(child) == "br") flush(around);
                walk(child, around, depth + 1);
            }
        }
        if (separate) flush(around);
        for (std::size_t i = regions; i < entered; ++i) regions_[i].end = line_;
    }

    static bool is_inline(const xmlNode* node) {
        return has_tag(node, {"a", "b", "i", "em", "strong", "span", "sup", "sub", "u", "font", "small", "mark", "bdi",
                              "bdo", "wbr", "o:p", "ins"});
    }

    int open_region(int outer) {
        regions_.push_back({line_, line_, text_bytes_, outer});
        return static_cast<int>(regions_.size()) - 1;
    }

    void enter(const xmlNode* node, const ElementWords& words, Around& around) {
        if (words.comment) around.comment = open_region(around.comment);
        if (words.foreign || has_tag(node, {"aside", "nav"})) around.foreign = open_region(around.foreign);
        if (has_tag(node, {"footer", "header"})) around.chrome = open_region(around.chrome);
        if (tag_of(node) == "a" && around.link < 0) around.link = open_region(-1);
    }

    Date believed(const std::optional<Date>& date, DateSource source) const {
        if (!date || date->utc_s > latest_s_ || date->precision < DatePrecision::day) return {};
        Date found = *date;
        found.source = source;
        return found;
    }

    ElementWords words_of(const Around& around) const {
        ElementWords all;
        for (const xmlNode* node : around.elements) {
            if (!node) continue;
            const ElementWords words = element_words(names_of(node));
            all.date |= words.date;
            all.published |= words.published;
            all.modified |= words.modified;
            all.meta |= words.meta;
            all.other |= words.other;
        }
        return all;
    }

    DatedLine& add(const Around& around, Date date) {
        DatedLine line;
        line.date = date;
        line.line = line_;
        line.text_bytes = text_bytes_;
        line.words = words_of(around);
        line.share = 1;
        lines_.push_back(line);
        around_.push_back(around);
        return lines_.back();
    }

    /// Dates for machines: <time datetime>, itemprop and property, titles of "3 hours ago".
    void take_attributes(const xmlNode* node, const Around& around) {
        if (lines_.size() >= dates_a_page_max ||
            !has_attribute(node,
                           {"itemprop", "property", "datetime", "data-datetime", "title", "data-date", "content"}))
            return;
        const std::string property = ascii_lower(attribute(node, "itemprop") + ' ' + attribute(node, "property"));
        const bool published = property.find("datepublished") != std::string::npos ||
                               property.find("datecreated") != std::string::npos || property.ends_with("dc:date") ||
                               property.ends_with(":issued") || property.ends_with("dc:created");
        const bool modified =
            property.find("datemodified") != std::string::npos || property.find("dateupdate") != std::string::npos;
        const bool time = tag_of(node) == "time";
        const bool titled = has_tag(node, {"abbr", "span", "a", "em", "small"});
        if (!published && !modified && !time && !titled) return;
        Date date;
        for (const char* const name : {"datetime", "content", "data-datetime", "title", "data-date"})
            if (!date.known() && (published || modified || time || attribute(node, name).size() > 7))
                date = believed(read_date(attribute(node, name), order_), DateSource::time);
        if (!date.known()) {
            if (!published && !modified && !time) return;
            if ((published || modified) && texts_read_++ < texts_read_max)
                date = believed(read_date(text_below(node), order_), DateSource::time);
            if (!date.known()) return;
        }
        flush(around);
        DatedLine& line = add(around, date);
        line.marked = published;
        line.marked_modified = modified;
        line.pubdate = time && has_attribute(node, {"pubdate"});
        line.label = label_before("");
        if (!published && !modified && !time) line.date.source = DateSource::text;
        shown_in_ = time || published ? static_cast<int>(lines_.size()) - 1 : -1;
    }

    /// The end of a line of text.
    void flush(const Around& around) {
        if (buffer_.empty()) return;
        const std::string_view raw = trimmed(buffer_);
        if (!raw.empty()) take_raw_line(raw, around);
        buffer_.clear();
    }

    void take_raw_line(std::string_view raw, const Around& around) {
        const bool short_line = raw.size() < line_bytes_max * 4;
        const bool heading = around.heading || (headline_rank_ < 2 && raw.size() < 300);
        const bool digits = short_line && has_digit(raw);
        if (!digits) take_word_of_date(raw);
        const std::string text = heading || digits ? clean_line(raw) : std::string();
        if (heading) take_heading(text, around.heading ? heading_level_ : 9);
        const std::size_t dated = lines_.size();
        if (digits && (text.size() < prose_bytes_min || !take_beginning(text, around)) && text.size() <= line_bytes_max)
            take_line(text, around);
        if (raw.size() > prose_bytes_min) text_bytes_ += static_cast<int>(raw.size());
        ++line_;
        shown_in_ = -1;
        before_ = raw.size() <= 60 && lines_.size() == dated ? raw : std::string_view();
    }

    void take_heading(const std::string& text, int level) {
        if (text.size() < 4 || text.size() > 400) return;
        const std::string letters = comparable_letters(text);
        const bool same = !title_.empty() && letters == title_;
        const bool alike = !title_.empty() && letters.size() > 12 &&
                           (title_.find(letters) != std::string::npos || letters.find(title_) != std::string::npos) &&
                           letters.size() * 2 > title_.size() && letters.size() < title_.size() * 2;
        int rank = level == 1 ? 2 : level < 5 ? 1 : 0;
        if (same || alike) rank += same ? 6 : 4;
        if (level > 5) rank = same ? 3 : alike && letters.size() * 4 > title_.size() * 3 ? 2 : 0;
        if (level > 1 && !same && !alike) rank = 0;
        if (rank <= headline_rank_) return;
        headline_rank_ = rank;
        headline_ = line_;
        headline_text_bytes_ = text_bytes_;
    }

    DateLabel label_before(std::string_view words) const {
        if (!words.empty())
            if (const DateLabel label = label_of(words); label != DateLabel::none) return label;
        if (before_.empty()) return DateLabel::none;
        const DateLabel label = label_of(lower_words(before_));
        return label == DateLabel::foreign && !before_.ends_with(':') ? DateLabel::none : label;
    }

    static std::string lower_words(std::string_view text) {
        const DateScanner scanner(text);
        std::string words;
        for (std::size_t i = 0; i < scanner.size(); ++i) words += std::string(scanner.text_of(i)) + ' ';
        return words;
    }

    /// True if there may be a digit: an ASCII one, or a byte that digits of other scripts begin with.
    static bool has_digit(std::string_view text) {
        return std::any_of(text.begin(), text.end(), [](char c) {
            const auto byte = static_cast<unsigned char>(c);
            return (byte >= '0' && byte <= '9') || byte == 0xD9 || byte == 0xDB || byte == 0xE0 || byte == 0xEF;
        });
    }

    /// A word between the numbers of a date in pieces: its month.
    void take_word_of_date(std::string_view raw) {
        constexpr std::size_t month_bytes_max = 16;
        if (raw.size() > month_bytes_max || DateScanner(raw).month_at(0) == 0) return split_.clear();
        append_piece(raw);
    }

    void append_piece(std::string_view piece) {
        if (!split_.empty()) split_ += ' ';
        split_ += piece;
    }

    void take_line(const std::string& text, const Around& around) {
        if (lines_.size() >= dates_a_page_max) return void(split_.clear());
        if (read_dates(text, around)) return void(split_.clear());
        // <span>12</span><span>May</span><span>2020</span>
        if (text.size() > 16) return void(split_.clear());
        append_piece(text);
        if (split_.size() > 60) split_.clear();
        if (split_.size() > text.size() && read_dates(split_, around)) split_.clear();
    }

    /// "(18.01.2018) Farmers in Germany …": a paragraph that begins with its date.
    bool take_beginning(const std::string& text, const Around& around) {
        if (lines_.size() >= dates_a_page_max || !has_digit(std::string_view(text).substr(0, 12))) return false;
        const DateScanner scanner(std::string_view(text).substr(0, 60));
        const std::size_t begin = scanner.is_mark(0) ? 1 : 0;
        const auto found = scanner.date_at(begin, order_);
        const Date date = found ? believed(found->date, DateSource::text) : Date{};
        if (!date.known() || !scanner.is_mark(found->end)) return false;
        DatedLine& line = add(around, date);
        line.share = 0.5;
        return true;
    }

    bool read_dates(const std::string& text, const Around& around) {
        const DateScanner scanner(text);
        std::size_t found_count = 0;
        std::size_t last_end = 0;
        std::string words;
        for (std::size_t i = 0; i < scanner.size() && found_count < dates_a_line_max;) {
            const auto found = scanner.date_at(i, order_);
            const Date date = found ? believed(found->date, DateSource::text) : Date{};
            if (!date.known()) {
                words += std::string(scanner.text_of(i++)) + ' ';
                continue;
            }
            ++found_count;
            if (shown_in_ >= 0) {
                lines_[static_cast<std::size_t>(shown_in_)].shown = date;
                return true;
            }
            DatedLine& line = add(around, date);
            line.label = found_count == 1 ? label_before(words) : label_of(words);
            line.share = static_cast<double>(found->end - i) / static_cast<double>(scanner.size());
            line.line_bytes = static_cast<int>(text.size());
            const std::string_view mark = i == last_end + 1 ? scanner.text_of(last_end) : std::string_view();
            if (found_count > 1 && (mark == "-" || mark == "–")) line.range = lines_[lines_.size() - 2].range = true;
            words.clear();
            last_end = i = found->end;
        }
        return found_count > 0;
    }

    bool outside(int region) const {
        return region >= 0 && (headline_rank_ == 0 || !regions_[static_cast<std::size_t>(region)].holds(headline_));
    }

    /// A few lines next to the headline are no list of other articles, whatever their class says.
    bool beside_headline(int region) const {
        if (region < 0 || headline_rank_ == 0) return false;
        const Region& inner = regions_[static_cast<std::size_t>(region)];
        if (outside(inner.outer)) return beside_headline(inner.outer);
        if (inner.text_bytes > headline_text_bytes_ + 200) return false;
        return inner.end - inner.begin <= 12 && inner.begin <= headline_ + 7 && inner.end >= headline_ - 6;
    }

    void finish() {
        for (std::size_t i = 0; i < lines_.size(); ++i) {
            const Around& around = around_[i];
            DatedLine& line = lines_[i];
            line.comment = outside(around.comment);
            line.foreign = outside(around.foreign) && !beside_headline(around.foreign);
            line.footer = outside(around.chrome) && !beside_headline(around.chrome);
            const Region link = around.link < 0 ? Region{} : regions_[static_cast<std::size_t>(around.link)];
            line.linked = outside(around.link) && link.end - link.begin > 1;
            line.line -= headline_;
            line.text_bytes = line.line > 0 ? line.text_bytes - headline_text_bytes_ : 0;
        }
    }

    std::string title_;
    DayOrder order_;
    std::int64_t latest_s_;
    std::string buffer_;
    std::string before_;  ///< the line before, if it is short
    std::string split_;   ///< short lines in a row, which may be one date in pieces
    int shown_in_ = -1;   ///< the dated line whose element shows the text that follows
    int texts_read_ = 0;
    int line_ = 0;
    int text_bytes_ = 0;
    int heading_level_ = 9;
    int headline_ = 0;
    int headline_rank_ = 0;
    int headline_text_bytes_ = 0;
    std::vector<Region> regions_;
    std::vector<DatedLine> lines_;
    std::vector<Around> around_;
};

}  // namespace

DatedLines dated_lines(xmlNode* root, std::string_view title, DayOrder order, std::int64_t latest_s) {
    return LineCollector(title, order, latest_s).collect(root);
}

}  // namespace broadsheet
