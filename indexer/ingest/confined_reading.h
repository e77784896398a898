// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Reading files in a confined process: as FileReaders, but what breaks while a file is read costs that file alone.
//
// Files are opened here and go to the reader as descriptors, several at a time; what is in them comes back as news.
// When the reader ends, whatever killed it, or comes to a stand, a new one reads each file that was under way again,
// alone. Of what it gives, so much is passed over as had arrived before. What breaks the reader alone is given up: the
// articles before the break are kept, and the reason is the file's problem.

#include "indexer/ingest/file_reading.h"
#include "indexer/ingest/reader_messages.h"
#include "indexer/ingest/reader_process.h"

#include <chrono>
#include <condition_variable>
#include <deque>
#include <exception>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace broadsheet {

struct ConfinementOptions {
    std::vector<std::string> command;             ///< what starts a reader, as ReaderProcess takes it
    std::chrono::milliseconds patience{120'000};  ///< a file without progress for so long is given up
    std::size_t memory_bytes = 0;                 ///< of the reader's data; 0: by the number of its threads
};

class ConfinedReading {
public:
    /// The process is started when the first task comes.
    ConfinedReading(BoundedQueue<std::shared_ptr<FileTask>>& tasks, BoundedQueue<FileEvent>& events,
                    const ReadingOptions& reading, const ConfinementOptions& confinement);
    /// Closes both queues, ends the reader and waits.
    ~ConfinedReading();

    /// After the events have ended: throws what kept files from being read at all.
    void rethrow_failure() const;
    /// How the last reader was confined; no value if none has been needed.
    std::optional<Confinement> confinement() const;

private:
    using Clock = std::chrono::steady_clock;

    /// A file that has been given to the reader.
    struct Flight {
        std::shared_ptr<FileTask> task;
        std::shared_ptr<OpenFile>
            file;  ///< kept open by whoever is sending it, too: its number mustn't become another's
        bool begun = false;
        Clock::time_point moved{};  ///< last progress
        std::uint64_t bytes_read = 0, pieces = 0;
        std::size_t articles = 0, rejected = 0;              ///< passed on
        std::size_t known_articles = 0, known_rejected = 0;  ///< of those, still to be passed over when read again
    };
    using Flights = std::map<std::uint32_t, Flight>;

    void feed();
    bool feed(std::shared_ptr<FileTask> task);
    void converse();
    bool wait_for_work();
    void start_reader();
    void hear();
    void take(const Message& message);
    void take_news(std::string_view payload);
    void take_activity(std::string_view payload);
    void take_columns(std::string_view payload);
    void take_pdf(std::string_view payload);
    void count_bytes(Flight& flight, std::uint64_t bytes_read);
    void look_for_standstill();
    void lose_reader(const std::string& how);
    void read_alone();
    void give_up(Flight flight, const std::string& why);
    void pass_on(FileEvent event);
    void stop();
    Clock::time_point now() const { return Clock::now() - held_up_; }

    BoundedQueue<std::shared_ptr<FileTask>>& tasks_;
    BoundedQueue<FileEvent>& events_;
    const ReadingOptions reading_;
    const ConfinementOptions confinement_;

    mutable std::mutex mutex_;  ///< of what follows
    std::condition_variable changed_;
    std::shared_ptr<MessageChannel> channel_;  ///< none: there is no reader
    Flights flights_;                          ///< added to by the feeder, the rest is the conversation's
    std::uint32_t last_number_ = 0;
    bool recovering_ = false;  ///< files are read alone: no others, please
    bool wanted_ = false;      ///< the feeder waits for a reader
    bool fed_ = false;         ///< no more files
    bool stopped_ = false;
    std::exception_ptr failure_;
    std::optional<Confinement> confined_;

    // Of the conversation's thread alone:
    std::unique_ptr<ReaderProcess> process_;
    std::deque<Flight> suspects_;  ///< under way when the reader ended, to be read alone
    Clock::time_point progressed_{};
    Clock::duration held_up_{};  ///< by those who take the events; no fault of the reader

    std::atomic<unsigned> pdfs_ = 0;  ///< being converted
    WorkPool pdf_pool_;
    std::jthread feeder_;
    std::jthread conversation_;
};

}  // namespace broadsheet
