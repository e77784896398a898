// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The records of a WARC or ARC file, one after the other.
// Owns what a record's header says and how reading resumes after damage.

#include "indexer/formats/format.h"
#include "indexer/formats/warc_bytes.h"

#include <optional>
#include <string>

namespace broadsheet {

struct WarcRecord {
    std::string place;  ///< "offset 812"
    std::string type;   ///< "response", "resource" …, in lower case; those of an ARC are responses
    std::string id;
    std::string uri;
    std::string content_type;    ///< of the block
    std::string payload_digest;  ///< as declared
    std::string refers_to;       ///< the id, address and date of what a revisit or conversion was made from
    std::string refers_to_uri;
    std::string refers_to_date;
    std::string date;               ///< as written
    bool truncated = false;         ///< by the crawler, which says so
    bool continued = false;         ///< a further segment of another record
    bool too_large = false;         ///< the block has been passed over but for its beginning
    std::uint64_t block_bytes = 0;  ///< as declared
    std::string block;
};

class WarcRecords {
public:
    /// Damage is reported to the sink; what comes after it is read on.
    WarcRecords(ByteStream& stream, ArticleSink& sink);

    /// The next record that is whole; no value at the end.
    std::optional<WarcRecord> next();

private:
    bool find_start();
    void report_seams();
    bool starts_record(std::string_view bytes) const;
    bool is_seam(std::uint64_t position) const;
    std::size_t offset_of_start(std::string_view bytes, std::size_t from) const;
    bool take_head(WarcRecord& record);
    bool take_arc_head(WarcRecord& record);
    bool take_warc_head(WarcRecord& record);
    bool take_block(WarcRecord& record);
    bool pass_large_block(WarcRecord& record);
    bool ends_as_declared(WarcRecord& record);
    bool cut(WarcRecord& record, std::size_t size, const std::string& reason);
    void lose(const WarcRecord& record, const std::string& reason);

    WarcBytes bytes_;
    ArticleSink& sink_;
    bool arc_ = false;
    bool resuming_ = false;          ///< damage has been reported, what is passed over belongs to it
    std::uint64_t reported_to_ = 0;  ///< seams up to here have been looked at
};

}  // namespace broadsheet
