// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/ingest/confined_reader.h"

#include "indexer/formats/readers.h"
#include "indexer/ingest/file_reading.h"
#include "indexer/ingest/message_channel.h"
#include "indexer/ingest/reader_messages.h"
#include "indexer/ingest/reader_process.h"
#include "indexer/input/archive.h"

#include <sys/prctl.h>
#include <unistd.h>

#include <cstdlib>
#include <exception>
#include <future>
#include <map>
#include <new>

namespace broadsheet {

namespace {

constexpr int not_understood = 70;
constexpr std::size_t waiting_bytes_max = std::size_t{16} * 1024 * 1024;
constexpr std::size_t waiting_tasks_max = 100'000;  // the other side holds back
constexpr auto activity_interval = std::chrono::milliseconds(200);

/// Only one file is being read.
std::atomic<bool> alone = false;

std::atomic<bool> memory_ran_out = false;

/// Files that are read beside one that needs too much memory mustn't suffer for it: the process ends, and each is read
/// again alone. Alone, it is the file's own problem.
void out_of_memory() {
    if (!alone) _exit(reader_out_of_memory);
    memory_ran_out = true;
    throw std::bad_alloc();
}

/// Where nothing may be thrown, memory that has run out ends the process all the same: then it says why.
[[noreturn]] void end_with_reason() {
    if (memory_ran_out) _exit(reader_out_of_memory);
    std::abort();
}

constexpr std::uint8_t kind_of(FromReader kind) {
    return static_cast<std::uint8_t>(kind);
}

class ConfinedReader {
public:
    ConfinedReader(MessageChannel& channel, const ReaderStart& start)
        : channel_(channel),
          tasks_(waiting_tasks_max),
          events_(waiting_bytes_max),
          readers_(tasks_, events_, options_of(start)),
          sender_([this] { send_news(); }),
          reporter_([this] { report_activity(); }) {
        set_pdf_program([this](ByteStream& stream) { return ask_for_text(stream); });
    }

    [[noreturn]] void run() {
        Message message;
        while (channel_.receive(message, std::chrono::milliseconds(-1)) == MessageChannel::Got::message) {
            if (message.kind == static_cast<std::uint8_t>(ToReader::file))
                take(decode_order(message.payload), std::move(message.descriptor));
            else if (message.kind == static_cast<std::uint8_t>(ToReader::pdf_text))
                take(decode_pdf_reply(message.payload));
        }
        _exit(0);
    }

private:
    ReadingOptions options_of(const ReaderStart& start);
    void take(FileOrder order, OpenFile file);
    void take(PdfReply reply);
    void send(FromReader kind, std::string_view payload);
    void send_news();
    void report_activity();
    PdfText ask_for_text(ByteStream& stream);

    MessageChannel& channel_;
    std::mutex mutex_;  ///< of what follows
    std::map<std::uint32_t, std::shared_ptr<FileTask>> active_;
    std::map<std::uint32_t, std::promise<PdfText>> asked_;
    std::uint32_t last_request_ = 0;

    BoundedQueue<std::shared_ptr<FileTask>> tasks_;
    BoundedQueue<FileEvent> events_;
    FileReaders readers_;
    std::jthread sender_;
    std::jthread reporter_;
};

ReadingOptions ConfinedReader::options_of(const ReaderStart& start) {
    auto records = std::make_shared<RecordOptions>();
    records->map = FieldMap::parse(start.map);
    if (start.show_columns)
        records->show_columns = [this](const std::string& path, const std::string& columns) {
            send(FromReader::columns, encode(ColumnsShown{path, columns}));
        };
    ReadingOptions options;
    options.jobs = start.jobs;
    options.format = start.format;
    options.now_s = start.now_s;
    options.records = std::move(records);
    return options;
}

void ConfinedReader::take(FileOrder order, OpenFile file) {
    auto task = std::make_shared<FileTask>();
    task->number = order.number;
    task->file.path = std::move(order.path);
    task->known_contents = std::move(order.known_contents);
    task->opened = bytes_from(file.release(), task->file.path);
    alone = order.alone;
    {
        const std::lock_guard lock(mutex_);
        active_[task->number] = task;
    }
    tasks_.push(std::move(task));
}

void ConfinedReader::take(PdfReply reply) {
    const std::lock_guard lock(mutex_);
    const auto asked = asked_.find(reply.number);
    if (asked == asked_.end()) return;
    asked->second.set_value(std::move(reply.text));
    asked_.erase(asked);
}

void ConfinedReader::send(FromReader kind, std::string_view payload) {
    if (!channel_.send(kind_of(kind), payload)) _exit(0);  // nobody listens any more
}

void ConfinedReader::send_news() {
    while (std::optional<FileEvent> event = events_.pop()) {
        for (const std::string& payload : encode_news(*event)) send(FromReader::news, payload);
        ++event->task->pieces;
        if (!event->ended) continue;
        const std::lock_guard lock(mutex_);
        active_.erase(event->task->number);
    }
}

void ConfinedReader::report_activity() {
    while (true) {
        std::this_thread::sleep_for(activity_interval);
        std::vector<FileActivity> activity;
        {
            const std::lock_guard lock(mutex_);
            for (const auto& [number, task] : active_)
                if (task->begun) activity.push_back({number, task->bytes_read, task->pieces});
        }
        if (!activity.empty()) send(FromReader::activity, encode(activity));
    }
}

/// On the thread that reads the PDF, which waits for the answer.
PdfText ConfinedReader::ask_for_text(ByteStream& stream) {
    bool too_large = false;
    const std::string bytes = read_all(stream, whole_file_bytes_max, too_large);
    if (too_large) return {"", "larger than 40 MiB", Stage::open};
    std::future<PdfText> text;
    std::uint32_t number = 0;
    {
        const std::lock_guard lock(mutex_);
        number = ++last_request_;
        text = asked_[number].get_future();
    }
    send(FromReader::pdf, encode(PdfRequest{number, bytes}));
    return text.get();
}

}  // namespace

void run_confined_reader() {
    prctl(PR_SET_NAME, "broadsheet-read");
    try {
        MessageChannel channel(OpenFile(STDIN_FILENO), true);
        Message message;
        if (channel.receive(message, std::chrono::milliseconds(-1)) != MessageChannel::Got::message) _exit(0);
        const ReaderStart start = decode_start(message.payload);
        prepare_for_archives();
        std::set_new_handler(out_of_memory);
        std::set_terminate(end_with_reason);
        channel.send(kind_of(FromReader::ready), encode(confine_process(start.limits)));
        ConfinedReader(channel, start).run();
    } catch (...) {
        _exit(not_understood);
    }
}

}  // namespace broadsheet
