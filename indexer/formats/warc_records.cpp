// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/formats/warc_records.h"

#include "engine/analysis/utf8.h"
#include "indexer/formats/http_response.h"
#include "indexer/formats/readers.h"
#include "indexer/formats/warc_header.h"
#include "indexer/input/clean_text.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace broadsheet {
namespace {

constexpr std::size_t header_bytes_max = 256 * 1024;
constexpr std::size_t search_bytes = 64 * 1024;
constexpr std::string_view version_label = "WARC/";

std::size_t leading_line_ends(std::string_view bytes) {
    return std::min(bytes.find_first_not_of("\r\n \t"), bytes.size());
}

/// True for "WARC/" and a digit.
bool starts_warc_record(std::string_view bytes) {
    return bytes.size() > version_label.size() && bytes.starts_with(version_label) &&
           bytes[version_label.size()] >= '0' && bytes[version_label.size()] <= '9';
}

/// The end of the header with its empty line; npos if that isn't among the bytes.
std::size_t header_end(std::string_view bytes) {
    std::size_t end = std::string_view::npos;
    for (const std::string_view mark : {"\n\r\n", "\n\n"}) {
        const std::size_t at = bytes.substr(0, end).find(mark);
        if (at != std::string_view::npos) end = at + mark.size();
    }
    return end;
}

/// An HTTP response that is whole by its own headers is worth keeping, whatever the record's header says.
bool is_whole_response(std::string_view block) {
    const auto response = read_http_response(block);
    return response && has_whole_body(*response);
}

}  // namespace

WarcRecords::WarcRecords(ByteStream& stream, ArticleSink& sink) : bytes_(stream), sink_(sink) {
    WarcRecord first;
    arc_ = !starts_warc_record(bytes_.peek(16)) && read_arc_line(bytes_.peek(arc_line_bytes_max), first);
}

std::optional<WarcRecord> WarcRecords::next() {
    while (find_start()) {
        bytes_.forget_seams();
        WarcRecord record;
        record.place = bytes_.place();
        resuming_ = true;  // until the record proves to be whole
        if (!take_head(record) || !take_block(record)) continue;
        resuming_ = false;
        return record;
    }
    return {};
}

bool WarcRecords::starts_record(std::string_view bytes) const {
    WarcRecord ignored;
    return arc_ ? read_arc_line(bytes, ignored) : starts_warc_record(bytes);
}

bool WarcRecords::is_seam(std::uint64_t position) const {
    const auto after = bytes_.seam_after(position);
    return after != bytes_.seams().begin() && std::prev(after)->position == position;
}

/// Where in the bytes the first record begins at a line's start, looked for from an offset on; their size if none does.
std::size_t WarcRecords::offset_of_start(std::string_view bytes, std::size_t from) const {
    for (std::size_t at = from; at < bytes.size(); ++at) {
        if (starts_record(bytes.substr(at))) return at;
        at = bytes.find('\n', at);
        if (at == std::string_view::npos) break;
    }
    return bytes.size();
}

/// Goes to the beginning of the next record, reporting what stands before it and belongs to none.
bool WarcRecords::find_start() {
    std::uint64_t passed = 0;
    std::string place;
    for (;;) {
        const std::string_view ahead = bytes_.peek(search_bytes);
        if (ahead.empty()) break;
        if (const std::size_t ends = leading_line_ends(ahead); ends > 0) {
            bytes_.skip(ends);
            continue;
        }
        if (starts_record(ahead)) break;
        if (passed == 0) place = bytes_.place();
        // Records begin at a line's start or at a member's.
        std::size_t next = std::min(ahead.find('\n'), ahead.size() - 1) + 1;
        if (const auto seam = bytes_.seam_after(bytes_.position()); seam != bytes_.seams().end())
            next = std::min(next, static_cast<std::size_t>(seam->position - bytes_.position()));
        passed += bytes_.skip(next);
    }
    report_seams();
    if (passed > 0 && !std::exchange(resuming_, false))
        sink_.problem(Stage::parse, place, std::to_string(passed) + " bytes that belong to no record were passed over");
    return !bytes_.peek(1).empty();
}

/// Tells of gzip members that broke without a record having told so.
void WarcRecords::report_seams() {
    std::uint64_t passed = 0;
    bool broken = false;
    std::string place;
    for (const auto& seam : bytes_.seams()) {
        if (seam.position > bytes_.position()) break;
        if (seam.position < reported_to_) continue;
        passed += seam.passed_bytes;
        broken = broken || seam.before == MemberEnd::broken;
        place = "offset " + std::to_string(seam.file_offset);
    }
    reported_to_ = bytes_.position() + 1;
    if (resuming_) return;
    if (broken)
        sink_.problem(Stage::decode, place, "the gzip member before it is damaged, and what it held is lost");
    else if (passed > 0)
        sink_.problem(Stage::decode, place,
                      "before it, " + std::to_string(passed) + " bytes that are not gzip data were passed over");
    resuming_ = resuming_ || broken;
}

void WarcRecords::lose(const WarcRecord& record, const std::string& reason) {
    std::string what =
        record.uri.empty() ? std::string("the record") : "the record of " + std::string(utf8_prefix(record.uri, 200));
    sink_.problem(Stage::parse, record.place, what + " was left out: " + reason);
}

bool WarcRecords::take_head(WarcRecord& record) {
    return arc_ ? take_arc_head(record) : take_warc_head(record);
}

bool WarcRecords::take_arc_head(WarcRecord& record) {
    const std::string_view line = bytes_.peek(arc_line_bytes_max);
    read_arc_line(line, record);
    bytes_.skip(line.find('\n') + 1);
    return true;
}

bool WarcRecords::take_warc_head(WarcRecord& record) {
    for (std::size_t size = 4 * 1024;; size *= 4) {
        const std::string_view ahead = bytes_.peek(size);
        const std::size_t next = offset_of_start(ahead, version_label.size());  // before the header's end: it has none
        const std::size_t end = header_end(ahead.substr(0, next));
        std::string reason;
        if (end != std::string_view::npos)
            reason = read_warc_header(ahead.substr(0, end), record);
        else if (next < ahead.size() || size >= header_bytes_max)
            reason = "its header has no end";
        else if (ahead.size() < size)
            reason = "the file ends within its header";
        else
            continue;
        bytes_.skip(std::min(end, next));
        if (!reason.empty()) lose(record, reason);
        return reason.empty();
    }
}

/// Ends a record after `size` bytes of its block, which is not where its header says. It may be whole all the same.
bool WarcRecords::cut(WarcRecord& record, std::size_t size, const std::string& reason) {
    bytes_.give_back(std::string_view(record.block).substr(size));
    record.block.resize(size);
    if (is_whole_response(record.block)) return true;
    lose(record, reason);
    return false;
}

bool WarcRecords::take_block(WarcRecord& record) {
    if (record.block_bytes > record_bytes_max) return pass_large_block(record);
    const std::uint64_t begin = bytes_.position();
    record.block = bytes_.take(static_cast<std::size_t>(record.block_bytes));
    // The member's end comes after the line ends that close the record; there its checksum is seen.
    const std::uint64_t end = bytes_.position() + leading_line_ends(bytes_.peek(16));
    for (auto at = bytes_.seam_after(begin); at != bytes_.seams().end() && at->position <= end; ++at) {
        const auto size = std::min(static_cast<std::size_t>(at->position - begin), record.block.size());
        if (at->before == MemberEnd::broken) {
            bytes_.give_back(std::string_view(record.block).substr(size));
            lose(record, "its gzip member is damaged");
            return false;
        }
        if (size < record.block.size() && starts_record(std::string_view(record.block).substr(size)))
            return cut(record, size, "its gzip member ends before it does");
    }
    return ends_as_declared(record);
}

/// False after a report if the block's end is not where the header says.
bool WarcRecords::ends_as_declared(WarcRecord& record) {
    const bool short_of = record.block.size() < record.block_bytes;
    const std::string_view after = bytes_.peek(arc_line_bytes_max);
    const std::size_t ends = leading_line_ends(after);
    const bool at_record = ends == after.size() || starts_record(after.substr(ends)) || is_seam(bytes_.position()) ||
                           is_seam(bytes_.position() + ends);
    if (!short_of && at_record) return true;
    const std::size_t start = offset_of_start(record.block, std::min(record.block.find('\n'), record.block.size()));
    if (start < record.block.size())
        return cut(record, start, "the next record begins within it, so its length is wrong");
    if (short_of)
        return cut(
            record, record.block.size(),
            "the file ends " + std::to_string(record.block_bytes - record.block.size()) + " bytes before it does");
    const auto line_ends = std::count(after.begin(), after.begin() + static_cast<std::ptrdiff_t>(ends), '\n');
    if (line_ends >= (arc_ ? 1 : 2)) return true;  // what follows belongs to no record
    return cut(record, record.block.size(), "what follows it is no record, so its length is wrong");
}

/// Passes over a block piece by piece. A length beyond the member's end must not swallow the records after it.
bool WarcRecords::pass_large_block(WarcRecord& record) {
    record.too_large = true;
    record.block = bytes_.peek(search_bytes);
    std::uint64_t left = record.block_bytes;
    while (left > 0) {
        bytes_.forget_seams();
        const std::uint64_t begin = bytes_.position();
        const std::string_view ahead =
            bytes_.peek(static_cast<std::size_t>(std::min<std::uint64_t>(left, search_bytes)));
        std::uint64_t step = ahead.size();
        if (const auto seam = bytes_.seam_after(begin); seam != bytes_.seams().end() && seam->position < begin + step) {
            step = seam->position - begin;
            if (seam->before == MemberEnd::broken || starts_record(ahead.substr(static_cast<std::size_t>(step)))) {
                bytes_.skip(step);
                lose(record, "its gzip member is damaged or ends before it does");
                return false;
            }
        }
        left -= bytes_.skip(step);
        if (step > 0) continue;
        lose(record, "the file ends " + std::to_string(left) + " bytes before it does");
        return false;
    }
    return true;
}

}  // namespace broadsheet
