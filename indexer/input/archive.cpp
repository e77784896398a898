// SPDX-License-Identifier: GPL-3.0-or-later
// Everything that is done by libarchive.
#include "indexer/input/archive.h"

#include "engine/error.h"
#include "indexer/input/charset.h"
#include "indexer/input/zip_directory.h"

#include <archive.h>
#include <archive_entry.h>
#include <locale.h>

#include <algorithm>
#include <cstdio>
#include <cwchar>
#include <exception>
#include <utility>

namespace broadsheet {
namespace {

constexpr std::size_t block_bytes = 64 * 1024;
/// A directory is held in memory, some 200 bytes for the 46 or more that a member takes there.
constexpr std::uint64_t zip_directory_bytes_max = 24 * 1024 * 1024;

/// libarchive converts names to the locale's character set and loses those that it can't hold; the program's own locale
/// is "C". Only this thread's is changed.
class Utf8Locale {
public:
    Utf8Locale() : before_(::uselocale(utf8())) {}
    Utf8Locale(const Utf8Locale&) = delete;
    Utf8Locale& operator=(const Utf8Locale&) = delete;
    ~Utf8Locale() { ::uselocale(before_); }

private:
    static locale_t utf8() {
        static const locale_t locale = ::newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr);
        return locale;  // none: nothing is changed
    }
    locale_t before_;
};

/// libarchive reading from a ByteStream. What the stream throws waits until the C code has returned.
class Unpacker {
public:
    explicit Unpacker(ByteStream& packed)
        : packed_(packed), archive_(::archive_read_new()), buffer_(block_bytes, '\0') {
        if (!archive_) throw Error(ErrorKind::io, "libarchive can't be started: there is too little memory");
    }
    Unpacker(const Unpacker&) = delete;
    Unpacker& operator=(const Unpacker&) = delete;
    ~Unpacker() { ::archive_read_free(archive_); }

    archive* get() const { return archive_; }

    bool open(bool seekable) {
        ::archive_read_set_callback_data(archive_, this);
        ::archive_read_set_read_callback(archive_, &Unpacker::read);
        if (seekable) ::archive_read_set_seek_callback(archive_, &Unpacker::seek);
        return checked(::archive_read_open1(archive_)) >= ARCHIVE_WARN;
    }

    /// Hands a result on unless the stream has thrown.
    template <class Result>
    Result checked(Result result) {
        if (thrown_) std::rethrow_exception(std::exchange(thrown_, nullptr));
        return result;
    }

    /// What libarchive says, ready to follow a colon.
    std::string reason() const {
        const char* const text = ::archive_error_string(archive_);
        return text && *text ? decode_text(text) : std::string("it can't be read");
    }

private:
    static la_ssize_t read(archive*, void* self, const void** buffer) {
        auto& unpacker = *static_cast<Unpacker*>(self);
        try {
            const std::size_t got = unpacker.packed_.read(unpacker.buffer_);
            unpacker.position_ += got;
            *buffer = unpacker.buffer_.data();
            return static_cast<la_ssize_t>(got);
        } catch (...) {
            unpacker.thrown_ = std::current_exception();
            return -1;
        }
    }

    static la_int64_t seek(archive*, void* self, la_int64_t offset, int whence) {
        auto& unpacker = *static_cast<Unpacker*>(self);
        la_int64_t base = 0;
        if (whence == SEEK_CUR) base = static_cast<la_int64_t>(unpacker.position_);
        if (whence == SEEK_END) base = static_cast<la_int64_t>(unpacker.packed_.size_bytes().value_or(0));
        if (base + offset < 0 || !unpacker.packed_.seek(static_cast<std::uint64_t>(base + offset)))
            return ARCHIVE_FATAL;
        unpacker.position_ = static_cast<std::uint64_t>(base + offset);
        return base + offset;
    }

    ByteStream& packed_;
    archive* archive_;
    std::string buffer_;
    std::uint64_t position_ = 0;
    std::exception_ptr thrown_;
};

/// The data of the member at which an archive stands.
class MemberStream final : public UnpackedStream {
public:
    MemberStream(Unpacker& unpacker, UnpackBudget& budget, std::string what)
        : unpacker_(unpacker), budget_(budget), what_(std::move(what)) {}

    std::size_t read(std::span<char> buffer) override {
        if (ended_) return 0;
        const la_ssize_t got = unpacker_.checked(::archive_read_data(unpacker_.get(), buffer.data(), buffer.size()));
        ended_ = got <= 0;
        if (got < 0) fault_ = what_ + " can't be read to its end: " + unpacker_.reason() + "; the rest is missing";
        if (got <= 0) return 0;
        if (budget_.count_unpacked(static_cast<std::uint64_t>(got))) return static_cast<std::size_t>(got);
        ended_ = true;
        fault_ = budget_.exhausted();
        return 0;
    }

    void restart() {
        ended_ = false;
        fault_.clear();
    }
    void fail(std::string fault) {
        ended_ = true;
        fault_ = std::move(fault);
    }

private:
    Unpacker& unpacker_;
    UnpackBudget& budget_;
    std::string what_;
    bool ended_ = false;
};

/// A compressed file is to libarchive an archive with a single member of "raw" format.
class FilteredStream final : public UnpackedStream {
public:
    FilteredStream(Packing packing, ByteStream& packed, UnpackBudget& budget)
        : unpacker_(packed), data_(unpacker_, budget, "the " + std::string(name_of(packing)) + " data") {
        archive* const reader = unpacker_.get();
        if (packing == Packing::zstd) ::archive_read_support_filter_zstd(reader);
        if (packing == Packing::bzip2) ::archive_read_support_filter_bzip2(reader);
        if (packing == Packing::xz) ::archive_read_support_filter_xz(reader);
        if (packing == Packing::lz4) ::archive_read_support_filter_lz4(reader);
        ::archive_read_support_format_raw(reader);
        ::archive_read_support_format_empty(reader);
        archive_entry* entry = nullptr;
        if (!unpacker_.open(false))
            data_.fail("it can't be unpacked: " + unpacker_.reason());
        else if (const int result = unpacker_.checked(::archive_read_next_header(reader, &entry));
                 result < ARCHIVE_WARN)
            data_.fail("it can't be unpacked: " + unpacker_.reason());
        else if (result == ARCHIVE_EOF)
            data_.fail("");
        fault_ = data_.fault();
    }

    std::size_t read(std::span<char> buffer) override {
        const std::size_t got = data_.read(buffer);
        if (got == 0) fault_ = data_.fault();
        return got;
    }

private:
    Unpacker unpacker_;
    MemberStream data_;
};

std::string name_of_entry(archive_entry* entry) {
    if (const char* const name = ::archive_entry_pathname_utf8(entry)) return decode_text(name);
    const char* const name = ::archive_entry_pathname(entry);
    return name ? decode_text(name) : std::string();
}

ArchiveMember::Kind kind_of(archive_entry* entry) {
    if (::archive_entry_hardlink(entry) || ::archive_entry_filetype(entry) == AE_IFLNK)
        return ArchiveMember::Kind::link;
    if (::archive_entry_filetype(entry) == AE_IFDIR) return ArchiveMember::Kind::folder;
    return ::archive_entry_filetype(entry) == AE_IFREG ? ArchiveMember::Kind::file : ArchiveMember::Kind::device;
}

class MemberReader final : public ArchiveReader {
public:
    MemberReader(Packing packing, ByteStream& packed, UnpackBudget& budget)
        : what_("the " + std::string(broadsheet::name_of(packing)) + " archive"),
          unpacker_(packed),
          data_(unpacker_, budget, "it") {
        if (packing == Packing::zip)
            ::archive_read_support_format_zip(unpacker_.get());
        else
            ::archive_read_support_format_tar(unpacker_.get());
        bool seekable = false;
        if (packing == Packing::zip) {
            const auto directory = find_zip_directory(packed);
            seekable = directory && directory->bytes <= zip_directory_bytes_max;
        }
        const Utf8Locale names_are_utf8;
        if (!unpacker_.open(seekable)) fault_ = what_ + " can't be read: " + unpacker_.reason();
        ended_ = !fault_.empty();
    }

    bool next(ArchiveMember& member) override {
        if (ended_) return false;
        const Utf8Locale names_are_utf8;
        archive_entry* entry = nullptr;
        const int result = unpacker_.checked(::archive_read_next_header(unpacker_.get(), &entry));
        ended_ = result == ARCHIVE_EOF || result < ARCHIVE_WARN;
        if (result < ARCHIVE_WARN)
            fault_ = what_ + " is damaged after " + std::to_string(members_) +
                     (members_ == 1 ? " member: " : " members: ") + unpacker_.reason() + "; what follows is missing";
        if (ended_) return false;
        ++members_;
        data_.restart();
        member.name = name_of_entry(entry);
        member.kind = kind_of(entry);
        member.encrypted = ::archive_entry_is_encrypted(entry) != 0;
        return true;
    }

    UnpackedStream& data() override { return data_; }
    const std::string& fault() const override { return fault_; }

private:
    std::string what_;
    Unpacker unpacker_;
    MemberStream data_;
    std::string fault_;
    std::size_t members_ = 0;
    bool ended_ = false;
};

}  // namespace

std::unique_ptr<UnpackedStream> open_compressed(Packing packing, ByteStream& packed, UnpackBudget& budget) {
    if (packing == Packing::gzip) return open_gzip(packed, budget);
    return std::make_unique<FilteredStream>(packing, packed, budget);
}

std::unique_ptr<ArchiveReader> open_archive(Packing packing, ByteStream& packed, UnpackBudget& budget) {
    return std::make_unique<MemberReader>(packing, packed, budget);
}

void prepare_for_archives() {
    const Utf8Locale locale;
    wchar_t character = 0;
    std::mbstate_t state{};
    std::mbrtowc(&character, "\xC3\xBC", 2, &state);  // the first conversion loads its table
}

}  // namespace broadsheet
