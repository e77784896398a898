// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/extract/html_dates.h"

#include "indexer/extract/address_date.h"
#include "indexer/extract/dated_lines.h"
#include "indexer/extract/script_dates.h"

#include <algorithm>
#include <cstdlib>
#include <optional>

namespace broadsheet {
namespace {

constexpr int score_min = 6;   ///< of a written date that is taken where nothing is stated
constexpr int score_sure = 9;  ///< of one that corrects what is stated vaguely
/// An address so much older than what is stated is right.
constexpr DayNumber moved_days_min = 90;

std::int64_t local_seconds(const Date& date) {
    return date.utc_s + date.offset_minutes.value_or(0) * 60;
}

/// The day as the source's readers saw it.
DayNumber local_day(const Date& date) {
    return day_of(local_seconds(date));
}

/// 1 January on the full hour: what systems put where nobody gave a date.
bool is_placeholder(const Date& date) {
    const CivilDay day = civil_day(local_day(date));
    return day.month == 1 && day.day == 1 && date.utc_s % 3600 == 0;
}

class DateFinder {
public:
    explicit DateFinder(const DatedPage& page) : page_(page) {
        if (const auto date = date_in_url(page.url); date && date->utc_s <= page.latest_s) in_url_ = *date;
    }

    PageDates find() {
        written_ = dated_lines(page_.root, page_.title, page_.order, page_.latest_s);
        choose_written();
        PageDates dates;
        dates.published = published();
        dates.modified = modified();
        if (dates.modified.known() && dates.published.known() && local_day(dates.modified) < local_day(dates.published))
            dates.modified = {};
        return dates;
    }

private:
    bool believable(const Date& date) const { return date.known() && date.utc_s <= page_.latest_s; }

    Date from_meta(std::initializer_list<std::string_view> names) const {
        for (const std::string_view name : names) {
            const std::string value = page_.meta.first({name});
            if (value.empty()) continue;
            auto date = read_date(value, page_.order);
            if (!date || !believable(*date) || date->precision < DatePrecision::month) continue;
            if (const auto other = read_date(value, other_order()); other && shown_on(*other) && !shown_on(*date))
                date = other;
            date->source = DateSource::meta;
            return *date;
        }
        return {};
    }

    DayOrder other_order() const {
        return page_.order == DayOrder::month_first ? DayOrder::day_first : DayOrder::month_first;
    }

    /// True if the page's best written date is of that day.
    bool shown_on(const Date& date) const {
        return best_ && date.precision >= DatePrecision::day && local_day(best_->date) == local_day(date);
    }

    Date published_in_meta() const {
        return from_meta({"article:published_time",
                          "og:article:published_time",
                          "og:published_time",
                          "article:published",
                          "article.published",
                          "parsely-pub-date",
                          "sailthru.date",
                          "citation_publication_date",
                          "citation_date",
                          "citation_online_date",
                          "dc.date.issued",
                          "dcterms.issued",
                          "rnews:datepublished",
                          "cxenseparse:recs:publishtime",
                          "shareaholic:article_published_time",
                          "article:post_date",
                          "prism.publicationdate",
                          "bt:pubdate",
                          "date_published",
                          "datepublished",
                          "publish_date",
                          "publish-date",
                          "pubdate",
                          "pub_date",
                          "publication_date",
                          "published_date",
                          "publisheddate",
                          "publication-date",
                          "originalpublicationdate",
                          "article_date_original",
                          "ptime",
                          "displaydate"});
    }

    /// Names that may mean the making of the page as well as its publication.
    Date dated_in_meta() const {
        return from_meta({"dc.date.created", "dcterms.created", "dc.date", "dcterms.date", "datecreated", "date",
                          "timestamp", "created"});
    }

    Date published() const {
        const Date stated = believable(page_.linked.published) ? page_.linked.published : published_in_meta();
        if (stated.known() && is_older_address(stated)) return in_url_;
        if (stated.known() && !(is_placeholder(stated) && contradicted(stated))) return in_local_time(stated);
        const Date weak = dated_in_meta();
        if (best_ && best_score_ >= score_sure && weak.known() && !shown_on(weak)) return checked(best_->date);
        if (weak.known() && !(is_placeholder(weak) && contradicted(weak))) return in_local_time(weak);
        if (best_) return checked(best_->date);
        if (in_url_.precision == DatePrecision::day) return in_url_;
        if (const Date date = date_in_scripts(page_.root, page_.latest_s); date.known() && !is_placeholder(date))
            return date;
        if (const Date date = in_picture(); date.known()) return date;
        if (in_url_.known()) return in_url_;
        if (const Date date = labelled(); date.known()) return date;
        // A page that shows only when it was changed had been published by then.
        return modified();
    }

    /// The one date of the page that has a label, "Published on", wherever it stands.
    Date labelled() const {
        const DatedLine* found = nullptr;
        for (const DatedLine& line : written_.lines) {
            if (line.label != DateLabel::published || line.comment || line.share < 0.3) continue;
            if (found && local_day(found->date) != local_day(line.date)) return {};
            found = &line;
        }
        return found ? found->date : Date{};
    }

    /// An address is made when an article is; what a site states may be the day when it moved its articles.
    bool is_older_address(const Date& stated) const {
        return in_url_.precision == DatePrecision::day && local_day(stated) - day_of(in_url_.utc_s) > moved_days_min;
    }

    bool contradicted(const Date& date) const {
        if (best_) return std::abs(local_day(best_->date) - local_day(date)) > 1;
        return changed_ && civil_day(local_day(changed_->date)).year != civil_day(local_day(date)).year;
    }

    /// An address names the day of publication; a date far from it belongs to something else on the page.
    Date checked(Date date) const {
        // A <time> for machines in UTC without saying so, beside the newsroom's time for readers.
        const Date shown = best_ ? best_->shown : Date{};
        if (best_ && date == best_->date && !date.offset_minutes && offset_between(date, shown)) date = shown;
        if (in_url_.precision != DatePrecision::day) return date;
        return std::abs(local_day(date) - day_of(in_url_.utc_s)) <= 2 ? date : in_url_;
    }

    /// A moment in UTC whose day in the newsroom was another one, with the newsroom's offset from UTC if the page shows
    /// it; else, if the address or the line at the headline names the neighbouring day, that day.
    Date in_local_time(const Date& date) const {
        if (date.precision < DatePrecision::minute || date.offset_minutes.value_or(1) != 0) return date;
        for (const DatedLine& line : written_.lines) {
            if (line.comment || line.foreign) continue;
            for (const Date& shown : {line.date, line.shown})
                if (const auto offset = offset_between(date, shown)) {
                    Date local = date;
                    local.offset_minutes = offset;
                    return local;
                }
        }
        if (in_url_.precision == DatePrecision::day) return may_be_on(date, in_url_) ? in_url_ : date;
        const bool shown = best_ && best_score_ >= score_sure && best_->date.precision == DatePrecision::day;
        return shown && may_be_on(date, best_->date) ? best_->date : date;
    }

    /// True if the moment falls on that day somewhere on earth, though it doesn't in UTC.
    static bool may_be_on(const Date& moment, const Date& day) {
        const std::int64_t begin = day.utc_s - 14 * 3600;
        const std::int64_t end = day.utc_s + seconds_per_day + 12 * 3600;
        return day_of(moment.utc_s) != day_of(day.utc_s) && moment.utc_s >= begin && moment.utc_s < end;
    }

    /// The offset of a written time that means the moment `utc`.
    static std::optional<std::int16_t> offset_between(const Date& utc, const Date& written) {
        if (written.precision < DatePrecision::minute) return {};
        if (written.offset_minutes.value_or(0) != 0)
            return std::abs(written.utc_s - utc.utc_s) < 60 ? written.offset_minutes : std::nullopt;
        if (written.offset_minutes) return {};
        const std::int64_t minutes = written.utc_s / 60 - utc.utc_s / 60;
        const bool possible = minutes != 0 && minutes % 30 == 0 && minutes >= -12 * 60 && minutes <= 14 * 60;
        return possible ? std::optional(static_cast<std::int16_t>(minutes)) : std::nullopt;
    }

    int nearness(const DatedLine& line) const {
        if (!written_.headline_found) return 0;
        if (line.line < 0) return line.line >= -2 ? 4 : line.line >= -5 ? 2 : line.line >= -10 ? 0 : -3;
        if (line.text_bytes > 1500) return 0;
        if (line.line <= 6) return 4;
        return line.line <= 15 ? 3 : line.line <= 30 || (line.text_bytes == 0 && line.line <= 60) ? 1 : 0;
    }

    /// What kind of element and what words vouch for a date.
    static int element_score(const DatedLine& line) {
        int score = line.marked ? 6 : 0;
        if (line.date.source == DateSource::time) score += 3;
        if (line.pubdate) score += 2;
        if (line.words.published) score += 3;
        if (line.words.date)
            score += 3;
        else if (line.words.meta)
            score += 2;
        if (line.words.other) score -= 3;
        if (line.label == DateLabel::published || line.label == DateLabel::modified) score += 4;
        if (line.label == DateLabel::foreign) score -= 6;
        return score;
    }

    int score_of(const DatedLine& line) const {
        int score = element_score(line) + nearness(line);
        score += line.share >= 0.5 ? 2 : line.share >= 0.25 ? 1 : 0;
        if (line.line_bytes > 120) score -= 3;
        if (line.foreign) score -= line.label == DateLabel::none ? 7 : 4;
        if (line.comment) score -= 9;
        if (line.footer) score -= 4;
        if (line.linked) score -= 3;
        if (line.range) score -= 4;
        if (line.line == 0 && line.share < 0.9) score -= 6;  // a headline tells what it is about
        if (line.date.source == DateSource::time && !line.shown.known() && is_placeholder(line.date)) score -= 8;
        const DayNumber day = local_day(line.date);
        if (civil_day(day).year < 1995) score -= 5;
        if (in_url_.precision == DatePrecision::day && std::abs(day - day_of(in_url_.utc_s)) <= 2) score += 5;
        if (in_url_.precision == DatePrecision::month && day >= day_of(in_url_.utc_s) && day < day_of(end_of(in_url_)))
            score += 3;
        return score;
    }

    /// Pages that say their date twice mean it.
    bool said_again(const DatedLine& line) const {
        return std::any_of(written_.lines.begin(), written_.lines.end(), [&](const DatedLine& other) {
            return &other != &line && !other.comment && !other.foreign && !other.footer &&
                   local_day(other.date) == local_day(line.date);
        });
    }

    void choose_written() {
        int changed_score = 0;
        for (const DatedLine& line : written_.lines) {
            int score = score_of(line);
            if (score == score_min - 1 && said_again(line)) score = score_min;
            const bool change = line.marked_modified || line.label == DateLabel::modified ||
                                (line.words.modified && line.label != DateLabel::published && !line.words.published);
            if (change && (!changed_ || score > changed_score)) {
                changed_ = &line;
                changed_score = score;
            }
            if (!change && score >= score_min && (!best_ || score > best_score_)) {
                best_ = &line;
                best_score_ = score;
            }
        }
        if (changed_score < 3) changed_ = nullptr;
    }

    Date modified() const {
        if (believable(page_.linked.modified)) return page_.linked.modified;
        const Date date = from_meta({"article:modified_time", "og:updated_time", "article:modified", "datemodified",
                                     "dateupdate", "last-modified", "dc.date.modified", "dcterms.modified", "revised",
                                     "parsely-updated", "lastmod", "og:article:modified_time"});
        if (date.known() || !changed_) return date;
        return changed_->date;
    }

    /// /uploads/2020/10/26/ in the address of the page's own picture.
    Date in_picture() const {
        const auto date = date_in_url(page_.meta.first({"og:image", "twitter:image"}));
        if (!date || date->precision < DatePrecision::day || date->utc_s > page_.latest_s || is_placeholder(*date))
            return {};
        return *date;
    }

    const DatedPage& page_;
    Date in_url_;
    DatedLines written_;
    const DatedLine* best_ = nullptr;     ///< the most likely date of publication that is written on the page
    const DatedLine* changed_ = nullptr;  ///< the same for a change
    int best_score_ = 0;
};

}  // namespace

PageDates read_page_dates(const DatedPage& page) {
    return DateFinder(page).find();
}

}  // namespace broadsheet
