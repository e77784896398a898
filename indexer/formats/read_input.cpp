// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/formats/read_input.h"

#include "indexer/formats/member.h"
#include "indexer/input/archive.h"
#include "indexer/input/peeked_stream.h"
#include "indexer/input/zip_directory.h"

#include <new>
#include <utility>

namespace broadsheet {
namespace {

/// What recognition looks at.
constexpr std::size_t head_bytes = 64 * 1024;
/// A member up to here is read on another thread, as a whole.
constexpr std::size_t small_member_bytes = 1024 * 1024;
constexpr std::uint64_t xz_window_bytes_max = 64 * 1024 * 1024;

/// Counts what is read of the file itself.
class FileBytes final : public ByteStream {
public:
    FileBytes(ByteStream& file, UnpackBudget& budget) : file_(file), budget_(budget) {
        if (const auto size = file.size_bytes()) budget_.cap_packed(*size);
    }
    std::size_t read(std::span<char> buffer) override {
        const std::size_t got = file_.read(buffer);
        budget_.count_packed(got);
        return got;
    }
    bool seek(std::uint64_t position) override { return file_.seek(position); }
    std::optional<std::uint64_t> size_bytes() const override { return file_.size_bytes(); }

private:
    ByteStream& file_;
    UnpackBudget& budget_;
};

/// Where in the input a stream comes from.
struct Place {
    std::string member;  ///< path within the input, "feeds.tar/a.xml"; empty for the input itself
    std::string name;    ///< of the file without the extensions of what has been unpacked
    int archives = 0;
    int compressions = 0;
};

std::string file_name_of(std::string_view path) {
    const std::size_t slash = path.rfind('/');
    return std::string(slash == std::string_view::npos ? path : path.substr(slash + 1));
}

bool is_web_archive(std::string_view head) {
    return head.starts_with("WARC/") || head.starts_with("filedesc:");
}

class InputReader {
public:
    InputReader(const std::string& path, const InputOptions& options, UnpackBudget& budget, ArticleSink& sink)
        : path_(path), options_(options), budget_(budget), sink_(sink) {}

    std::string read(PeekedStream& stream, const Place& place);

private:
    std::string read_compressed(Packing packing, PeekedStream& stream, const Place& place);
    std::string read_archive(Packing packing, PeekedStream& stream, const Place& place);
    void read_members(ArchiveReader& archive, bool web_archive, const Place& place);
    void read_member(UnpackedStream& data, const Place& place);
    std::string read_file(PeekedStream& stream, const Place& place);
    InputInfo info_of(const Place& place) const;
    void problem(const Place& place, Stage stage, std::string reason) {
        sink_.problem(stage, place.member, std::move(reason));
    }
    /// Every layer ends early when a limit has been passed; the innermost says so.
    void fault(const Place& place, const std::string& reason) {
        if (!reason.empty() && !std::exchange(limit_told_, !budget_.exhausted().empty()))
            problem(place, Stage::open, reason);
    }

    const std::string& path_;
    const InputOptions& options_;
    UnpackBudget& budget_;
    ArticleSink& sink_;
    bool limit_told_ = false;
};

InputInfo InputReader::info_of(const Place& place) const {
    InputInfo info;
    // Readers look for a date in the name: it is that of the innermost file.
    info.path = place.member.empty() ? path_ : path_ + "/" + place.member;
    info.now_s = options_.now_s;
    info.records = options_.records;
    return info;
}

std::string InputReader::read(PeekedStream& stream, const Place& place) {
    const std::string_view head = stream.head(head_bytes);
    if (head.empty()) {
        problem(place, Stage::open, "the file is empty");
        return {};
    }
    const Packing packing = packing_of(head);
    if (packing == Packing::none) return read_file(stream, place);
    return is_archive(packing) ? read_archive(packing, stream, place) : read_compressed(packing, stream, place);
}

std::string InputReader::read_compressed(Packing packing, PeekedStream& stream, const Place& place) {
    const std::string_view head = stream.head(head_bytes);
    // Web archives are gzip by the record, and their reader keeps the offsets of the records.
    if (packing == Packing::gzip && !options_.format && is_web_archive(gzip_head(head, 16))) {
        MemberSink sink(sink_, place.member);
        read_articles(Format::warc, stream, info_of(place), sink);
        return std::string(name_of(Format::warc));
    }
    if (place.compressions == budget_.limits().compressions_deep_max) {
        problem(place, Stage::open, "it is compressed more than twice over: it is refused");
        return {};
    }
    if (packing == Packing::xz && xz_window_bytes(head) > xz_window_bytes_max) {
        problem(place, Stage::open, "unpacking it needs more than 64 MiB of memory; pack it with `xz -9` or less");
        return {};
    }
    const auto unpacked = open_compressed(packing, stream, budget_);
    PeekedStream inside(*unpacked);
    Place inner = place;
    inner.name = without_packing_extension(place.name);
    ++inner.compressions;
    const bool nothing = inside.head(head_bytes).empty();
    std::string format;
    if (!nothing || unpacked->fault().empty()) format = read(inside, inner);
    fault(place, unpacked->fault());
    return format;
}

std::string InputReader::read_archive(Packing packing, PeekedStream& stream, const Place& place) {
    const std::string_view document =
        packing == Packing::zip ? document_in_zip(stream.head(head_bytes)) : std::string_view();
    if (!document.empty()) {
        problem(place, Stage::recognize, "it is " + std::string(document) + ", which is not read");
        return {};
    }
    if (place.archives == budget_.limits().archives_deep_max) {
        problem(place, Stage::open, "it is an archive in more than two others: it is refused");
        return {};
    }
    bool web_archive = place.name.ends_with(".wacz");
    if (packing == Packing::zip)
        if (const auto directory = find_zip_directory(stream)) web_archive = directory->web_archive;
    const auto archive = open_archive(packing, stream, budget_);
    read_members(*archive, web_archive, place);
    fault(place, budget_.exhausted().empty() ? archive->fault() : budget_.exhausted());
    return web_archive ? "wacz" : std::string(name_of(packing));
}

void InputReader::read_members(ArchiveReader& archive, bool web_archive, const Place& place) {
    MemberCounter counter;
    ArchiveMember member;
    bool used = false;
    while (archive.next(member) && budget_.count_member()) {
        if (member.kind == ArchiveMember::Kind::folder) continue;
        const MemberName name = member_name(member.name, budget_.limits().name_bytes_max);
        if (web_archive && !name.path.starts_with("archive/")) continue;
        if (name.refusal.empty() && !member_is_worth_reading(name.path)) continue;
        used = true;
        const std::string path = counter.distinct(name.path);
        const Place inner{place.member.empty() ? path : place.member + "/" + path, file_name_of(name.path),
                          place.archives + 1, 0};
        if (!name.refusal.empty())
            problem(inner, Stage::open, name.refusal);
        else if (member.kind == ArchiveMember::Kind::link)
            problem(inner, Stage::open, "it is a link, and links in archives are not followed");
        else if (member.kind == ArchiveMember::Kind::device)
            problem(inner, Stage::open, "it is a device or a pipe, not a file");
        else if (member.encrypted)
            problem(inner, Stage::open, "it is encrypted; unpack it with its password first");
        else
            read_member(archive.data(), inner);
        if (!budget_.exhausted().empty()) return;
    }
    if (!used && archive.fault().empty())
        problem(place, Stage::recognize, "the archive holds no file of a kind that is read");
}

/// The fault of one member harms no other.
void InputReader::read_member(UnpackedStream& data, const Place& place) {
    try {
        PeekedStream stream(data);
        const bool nothing = stream.head(head_bytes).empty();
        if (!nothing || data.fault().empty()) read(stream, place);
        fault(place, data.fault());
    } catch (const std::bad_alloc&) {
        problem(place, Stage::parse, "needs more memory than there is");
    }
}

std::string read_recognized(ByteStream& stream, std::string_view head, const std::optional<Format>& stated,
                            const std::string& name, const InputInfo& info, ArticleSink& sink) {
    const std::optional<Format> format = stated ? stated : recognize(head, name);
    if (!format) {
        sink.problem(Stage::recognize, "", describe_unrecognized(head));
        return {};
    }
    read_articles(*format, stream, info, sink);
    return std::string(name_of(*format));
}

std::string InputReader::read_file(PeekedStream& stream, const Place& place) {
    MemberSink sink(sink_, place.member);
    const bool small = place.archives != 0 && stream.head(small_member_bytes + 1).size() <= small_member_bytes;
    if (!small)
        return read_recognized(stream, stream.head(head_bytes), options_.format, place.name, info_of(place), sink);
    std::string bytes(stream.head(small_member_bytes));
    const std::size_t cost_bytes = bytes.size();
    sink.defer("", cost_bytes,
               [bytes = std::move(bytes), format = options_.format, name = place.name,
                info = info_of(place)](ArticleSink& inner) mutable {
                   const std::string head = bytes.substr(0, head_bytes);
                   const auto all = bytes_of(std::move(bytes));
                   read_recognized(*all, head, format, name, info, inner);
               });
    return {};
}

}  // namespace

std::string read_input(ByteStream& file, const std::string& path, const InputOptions& options, ArticleSink& sink) {
    UnpackBudget budget(options.limits);
    FileBytes bytes(file, budget);
    PeekedStream stream(bytes);
    LimitingSink limited(sink);
    return InputReader(path, options, budget, limited).read(stream, {"", file_name_of(path), 0, 0});
}

}  // namespace broadsheet
