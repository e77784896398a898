// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/ingest/confined_reading.h"

#include "engine/error.h"
#include "indexer/input/source_file.h"

#include <unistd.h>

#include <algorithm>
#include <utility>

namespace broadsheet {

namespace {

using std::chrono::milliseconds;

/// Files that the reader has, for each of its threads: enough that none waits for the next, few to be read again.
constexpr std::size_t files_of_thread = 4;
constexpr milliseconds starting_max{30'000};
constexpr milliseconds look_interval{250};
constexpr std::size_t known_contents_max = message_bytes_max / 2 / sizeof(std::int64_t);

/// No file is read any further.
struct Standstill {};

constexpr std::uint8_t kind_of(ToReader kind) {
    return static_cast<std::uint8_t>(kind);
}

/// What parsers of whole files take: some six times 40 MiB on each thread, twice over for what is being packed, and the
/// pieces that wait.
std::size_t usual_memory_bytes(unsigned jobs) {
    constexpr std::size_t each = std::size_t{768} * 1024 * 1024, base = std::size_t{1024} * 1024 * 1024;
    return base + jobs * each;
}

FileOrder order_of(std::uint32_t number, const FileTask& task, bool alone) {
    FileOrder order{number, alone, task.file.path, task.known_contents};
    if (order.known_contents.size() > known_contents_max) order.known_contents.resize(known_contents_max);
    return order;
}

/// Leaves out as many at the front as are known, at most.
template <typename Item>
void pass_over(std::vector<Item>& items, std::size_t& known) {
    const std::size_t count = std::min(known, items.size());
    items.erase(items.begin(), items.begin() + static_cast<std::ptrdiff_t>(count));
    known -= count;
}

}  // namespace

ConfinedReading::ConfinedReading(BoundedQueue<std::shared_ptr<FileTask>>& tasks, BoundedQueue<FileEvent>& events,
                                 const ReadingOptions& reading, const ConfinementOptions& confinement)
    : tasks_(tasks),
      events_(events),
      reading_(reading),
      confinement_(confinement),
      pdf_pool_(std::max(1U, reading.jobs), 2 * std::size_t{std::max(1U, reading.jobs)} + 1),
      feeder_([this] { feed(); }),
      conversation_([this] { converse(); }) {}

ConfinedReading::~ConfinedReading() {
    stop();
    feeder_.join();
    conversation_.join();
}

void ConfinedReading::rethrow_failure() const {
    const std::lock_guard lock(mutex_);
    if (failure_) std::rethrow_exception(failure_);
}

std::optional<Confinement> ConfinedReading::confinement() const {
    const std::lock_guard lock(mutex_);
    return confined_;
}

void ConfinedReading::stop() {
    {
        const std::lock_guard lock(mutex_);
        stopped_ = true;
    }
    changed_.notify_all();
    tasks_.close();
    events_.close();
}

void ConfinedReading::feed() {
    while (std::optional<std::shared_ptr<FileTask>> task = tasks_.pop())
        if (!feed(std::move(*task))) return;
    {
        const std::lock_guard lock(mutex_);
        fed_ = true;
    }
    changed_.notify_all();
}

/// Gives a file to the reader as soon as it may have one more. False if everything is to stop.
bool ConfinedReading::feed(std::shared_ptr<FileTask> task) {
    std::shared_ptr<OpenFile> file;
    try {
        const std::string& path = task->file.path;
        file = std::make_shared<OpenFile>(reading_.only_files ? open_source(path, reading_.folders)
                                                              : open_descriptor(path));
    } catch (const Error& error) {
        return events_.push({std::move(task), {}, {{Stage::parse, "", error.what()}}, true});
    }
    std::shared_ptr<MessageChannel> channel;
    FileOrder order;
    {
        std::unique_lock lock(mutex_);
        wanted_ = true;
        changed_.notify_all();
        changed_.wait(lock, [this] {
            const std::size_t files_max = files_of_thread * std::max(1U, reading_.jobs);
            return stopped_ || (channel_ && !recovering_ && flights_.size() < files_max);
        });
        if (stopped_) return false;
        wanted_ = false;
        channel = channel_;
        order = order_of(++last_number_, *task, false);
        Flight flight;
        flight.task = std::move(task);
        flight.file = file;
        flights_.emplace(last_number_, std::move(flight));
    }
    changed_.notify_all();
    // If the reader has gone, the conversation finds out and gives the file to the next.
    channel->send(kind_of(ToReader::file), encode(order), file->number());
    return true;
}

void ConfinedReading::converse() try {
    while (wait_for_work()) {
        if (!process_) start_reader();
        read_alone();
        hear();
    }
    process_.reset();
    events_.close();
} catch (...) {
    {
        const std::lock_guard lock(mutex_);
        failure_ = std::current_exception();
        channel_.reset();
    }
    process_.reset();
    stop();
}

/// False when everything has been read, or all is to stop.
bool ConfinedReading::wait_for_work() {
    std::unique_lock lock(mutex_);
    if (recovering_ && suspects_.empty() && flights_.empty()) {
        recovering_ = false;
        changed_.notify_all();
    }
    const auto is_work = [this] { return !flights_.empty() || !suspects_.empty() || (wanted_ && !channel_); };
    if (is_work()) return !stopped_;
    changed_.wait(lock, [&] { return stopped_ || fed_ || is_work(); });
    progressed_ = now();
    return !stopped_ && is_work();
}

void ConfinedReading::start_reader() {
    process_ = std::make_unique<ReaderProcess>(confinement_.command);
    ReaderStart start;
    start.jobs = std::max(1U, reading_.jobs);
    start.format = reading_.format;
    start.now_s = reading_.now_s;
    if (reading_.records) start.map = reading_.records->map.text();
    start.show_columns = reading_.records && reading_.records->show_columns;
    start.limits.threads = 2 * start.jobs + 3;
    start.limits.descriptors = static_cast<unsigned>(files_of_thread) * start.jobs + 32;
    start.limits.memory_bytes = confinement_.memory_bytes ? confinement_.memory_bytes : usual_memory_bytes(start.jobs);
    const auto& channel = process_->channel();
    Message message;
    channel->send(kind_of(ToReader::start), encode(start));
    if (channel->receive(message, starting_max) != MessageChannel::Got::message ||
        message.kind != static_cast<std::uint8_t>(FromReader::ready))
        throw Error(ErrorKind::io, "the process that reads files could not be started: " + process_->end(false));
    {
        const std::lock_guard lock(mutex_);
        confined_ = decode_ready(message.payload);
        channel_ = channel;
    }
    progressed_ = now();
    changed_.notify_all();
}

/// Hears one message, or that there is none.
void ConfinedReading::hear() {
    try {
        Message message;
        const auto interval = std::min(look_interval, confinement_.patience / 4);
        switch (process_->channel()->receive(message, interval)) {
            case MessageChannel::Got::message:
                return take(message);
            case MessageChannel::Got::nothing:
                return look_for_standstill();
            case MessageChannel::Got::end:
                return lose_reader("crashed the reader (" + process_->end(false) + ")");
        }
    } catch (const Standstill&) {
        const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(confinement_.patience);
        lose_reader("came to a stand for " + std::to_string(seconds.count()) + " s and was given up");
    } catch (const MessageFault&) {
        lose_reader("made the reader send what no reader sends");
    } catch (const ChannelFault&) {
        lose_reader("made the reader send what no reader sends");
    }
}

void ConfinedReading::take(const Message& message) {
    switch (static_cast<FromReader>(message.kind)) {
        case FromReader::news:
            return take_news(message.payload);
        case FromReader::activity:
            take_activity(message.payload);
            return look_for_standstill();
        case FromReader::columns:
            return take_columns(message.payload);
        case FromReader::pdf:
            return take_pdf(message.payload);
        case FromReader::ready:
            break;
    }
    throw MessageFault{};
}

void ConfinedReading::take_news(std::string_view payload) {
    Flights::iterator found;
    {
        const std::lock_guard lock(mutex_);
        found = flights_.find(number_of_news(payload));
        if (found == flights_.end()) throw MessageFault{};
    }
    Flight& flight = found->second;  // others add flights, but only this thread removes any
    FileNews news = decode_news(payload, flight.task->file.path);
    flight.begun = true;
    flight.moved = progressed_ = now();
    count_bytes(flight, news.bytes_read);
    pass_over(news.articles, flight.known_articles);
    pass_over(news.rejected, flight.known_rejected);
    flight.articles += news.articles.size();
    flight.rejected += news.rejected.size();
    const auto task = flight.task;
    if (news.ended) {
        task->format = std::move(news.format);
        const std::lock_guard lock(mutex_);
        flights_.erase(found);
        changed_.notify_all();
    }
    pass_on({task, std::move(news.articles), std::move(news.rejected), news.ended});
}

void ConfinedReading::pass_on(FileEvent event) {
    if (event.articles.empty() && event.rejected.empty() && !event.ended) return;
    std::size_t bytes = 1;
    for (const PreparedArticle& article : event.articles) bytes += memory_bytes(article);
    const auto begun = Clock::now();
    events_.push(std::move(event), bytes);
    held_up_ += Clock::now() - begun;
}

void ConfinedReading::count_bytes(Flight& flight, std::uint64_t bytes_read) {
    if (bytes_read <= flight.bytes_read) return;
    if (reading_.bytes_read) *reading_.bytes_read += bytes_read - flight.bytes_read;
    flight.bytes_read = bytes_read;
}

void ConfinedReading::take_activity(std::string_view payload) {
    const std::lock_guard lock(mutex_);
    for (const FileActivity& told : decode_activity(payload)) {
        const auto found = flights_.find(told.number);
        if (found == flights_.end()) continue;
        Flight& flight = found->second;
        const bool moved = !flight.begun || told.bytes_read > flight.bytes_read || told.pieces > flight.pieces;
        flight.begun = true;
        if (!moved) continue;
        flight.moved = progressed_ = now();
        count_bytes(flight, told.bytes_read);
        flight.pieces = told.pieces;
    }
}

void ConfinedReading::take_columns(std::string_view payload) {
    const ColumnsShown shown = decode_columns(payload);
    if (reading_.records && reading_.records->show_columns) reading_.records->show_columns(shown.path, shown.columns);
}

/// The reader can't start programs, and asks us to.
void ConfinedReading::take_pdf(std::string_view payload) {
    const PdfRequest request = decode_pdf_request(payload);
    if (pdfs_ >= 2 * std::max(1U, reading_.jobs)) throw MessageFault{};  // no more threads than these can wait
    ++pdfs_;
    pdf_pool_.submit(
        [this, number = request.number, bytes = std::string(request.bytes), channel = process_->channel()]() mutable {
            const auto stream = bytes_of(std::move(bytes));
            const std::string reply = encode(PdfReply{number, run_pdf_program(*stream)});
            --pdfs_;
            channel->send(kind_of(ToReader::pdf_text), reply);
        },
        1);
}

/// A program that converts has its own limit of time.
void ConfinedReading::look_for_standstill() {
    const auto time = now();
    const std::lock_guard lock(mutex_);
    bool stands = time - progressed_ > confinement_.patience;
    for (auto& [number, flight] : flights_) {
        if (pdfs_ != 0) flight.moved = progressed_ = time;
        stands = stands || (flight.begun && time - flight.moved > confinement_.patience);
    }
    if (!stands || pdfs_ != 0) return;
    throw Standstill{};
}

/// What was under way is to be read alone; what was alone already is given up.
void ConfinedReading::lose_reader(const std::string& how) {
    process_.reset();
    Flights flights;
    bool were_alone = false;
    {
        const std::lock_guard lock(mutex_);
        channel_.reset();
        were_alone = std::exchange(recovering_, true);
        flights.swap(flights_);
    }
    for (auto& [number, flight] : flights) {
        if (were_alone || ::lseek(flight.file->number(), 0, SEEK_CUR) < 0)  // a pipe can't be read twice
            give_up(std::move(flight), how);
        else
            suspects_.push_back(std::move(flight));
    }
}

/// The next of those that were under way when a reader ended.
void ConfinedReading::read_alone() {
    if (suspects_.empty()) return;
    FileOrder order;
    int descriptor = -1;
    {
        const std::lock_guard lock(mutex_);
        if (!flights_.empty()) return;
        Flight flight = std::move(suspects_.front());
        suspects_.pop_front();
        flight.begun = true;
        flight.moved = progressed_ = now();
        flight.pieces = 0;
        flight.known_articles = flight.articles;
        flight.known_rejected = flight.rejected;
        descriptor = flight.file->number();
        order = order_of(++last_number_, *flight.task, true);
        flights_.emplace(last_number_, std::move(flight));
    }
    ::lseek(descriptor, 0, SEEK_SET);
    channel_->send(kind_of(ToReader::file), encode(order), descriptor);
}

void ConfinedReading::give_up(Flight flight, const std::string& why) {
    std::string reason = "reading it " + why;
    if (const off_t at = ::lseek(flight.file->number(), 0, SEEK_CUR); at >= 0)
        reason += " at about byte " + std::to_string(at);
    if (flight.articles != 0) reason += "; the articles before were kept";
    flight.task->broken = true;
    pass_on({flight.task, {}, {{Stage::parse, "", std::move(reason)}}, true});
}

}  // namespace broadsheet
