// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/index/durable_file.h"

#include "engine/error.h"
#include "engine/fault_point.h"

#include <xxhash.h>

#include <cerrno>
#include <cstring>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

namespace broadsheet {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t hashed_bytes = 256 * 1024;

[[noreturn]] void fail(const char* doing, const fs::path& path) {
    const int code = errno;
    const ErrorKind kind = code == ENOENT ? ErrorKind::not_found : ErrorKind::io;
    const char* next = code == ENOSPC   ? " (free some space on the disk)"
                       : code == EMFILE ? " (raise the limit of open files)"
                                        : "";
    throw Error(kind, std::string("cannot ") + doing + " " + path.string() + ": " + std::strerror(code) + next);
}

void sync_path(const fs::path& path, int flags) {
    const int descriptor = ::open(path.c_str(), flags | O_CLOEXEC);
    if (descriptor < 0) fail("open", path);
    const int result = ::fsync(descriptor);
    ::close(descriptor);
    if (result != 0) fail("sync", path);
}

void write_all(int descriptor, std::string_view bytes, const fs::path& path) {
    while (!bytes.empty()) {
        const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) fail("write", path);
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
}

}  // namespace

void write_durably(const fs::path& path, std::string_view bytes) {
    DurableFile file(path);
    file.append(bytes);
    file.finish();
}

DurableFile::DurableFile(fs::path path)
    : path_(std::move(path)),
      temporary_(path_.string() + ".new"),
      descriptor_(::open(temporary_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666)) {
    if (descriptor_ < 0) fail("create", temporary_);
}

DurableFile::~DurableFile() {
    if (descriptor_ < 0) return;
    ::close(descriptor_);
    ::unlink(temporary_.c_str());
}

void DurableFile::append(std::string_view bytes) {
    write_all(descriptor_, bytes, temporary_);
}

void DurableFile::finish() {
    passed(FaultPoint::file_written_unsynced);
    if (::fsync(descriptor_) != 0) fail("sync", temporary_);
    if (::rename(temporary_.c_str(), path_.c_str()) != 0) fail("rename", temporary_);
    ::close(std::exchange(descriptor_, -1));
    sync_folder(path_.parent_path());
}

std::uint64_t hash_of_file(const fs::path& path) {
    // Read piece by piece: mapped, a segment of a gigabyte would count as a gigabyte of this process's memory.
    const Descriptor descriptor(path);
    const std::unique_ptr<XXH3_state_t, XXH_errorcode (*)(XXH3_state_t*)> state(XXH3_createState(), &XXH3_freeState);
    XXH3_64bits_reset(state.get());
    std::vector<char> piece(hashed_bytes);
    while (true) {
        const ssize_t count = ::read(descriptor.number(), piece.data(), piece.size());
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) fail("read", path);
        if (count == 0) return XXH3_64bits_digest(state.get());
        XXH3_64bits_update(state.get(), piece.data(), static_cast<std::size_t>(count));
    }
}

void sync_file(const fs::path& path) {
    sync_path(path, O_RDONLY);
}
void sync_folder(const fs::path& folder) {
    sync_path(folder, O_RDONLY | O_DIRECTORY);
}

MappedFile::MappedFile(const fs::path& path) {
    const Descriptor descriptor(path);
    struct stat status {};
    if (::fstat(descriptor.number(), &status) != 0) fail("examine", path);
    size_ = static_cast<std::size_t>(status.st_size);
    if (size_ == 0) return;
    data_ = ::mmap(nullptr, size_, PROT_READ, MAP_SHARED, descriptor.number(), 0);
    if (data_ == MAP_FAILED) fail("map", path);
}

MappedFile::~MappedFile() {
    if (data_) ::munmap(data_, size_);
}

MappedFile::MappedFile(MappedFile&& other) noexcept : data_(other.data_), size_(other.size_) {
    other.data_ = nullptr;
}

Descriptor::Descriptor(const fs::path& path) : number_(::open(path.c_str(), O_RDONLY | O_CLOEXEC)) {
    if (number_ < 0) fail("open", path);
}

Descriptor::~Descriptor() {
    if (number_ >= 0) ::close(number_);
}

Descriptor::Descriptor(Descriptor&& other) noexcept : number_(other.number_) {
    other.number_ = -1;
}

bool Descriptor::is_at(const fs::path& path) const {
    // An inode isn't used again as long as it is open, so equal numbers mean the same file.
    struct stat ours {
    }, theirs{};
    if (::fstat(number_, &ours) != 0 || ::stat(path.c_str(), &theirs) != 0) return false;
    return ours.st_dev == theirs.st_dev && ours.st_ino == theirs.st_ino;
}

std::uint64_t Descriptor::hash() const {
    return hash_of_file("/proc/self/fd/" + std::to_string(number_));
}

int Descriptor::reopen() const {
    const fs::path link = "/proc/self/fd/" + std::to_string(number_);
    const int second = ::open(link.c_str(), O_RDONLY | O_CLOEXEC);
    if (second < 0) fail("reopen", link);
    return second;
}

}  // namespace broadsheet
