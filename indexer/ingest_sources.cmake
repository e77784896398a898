# SPDX-License-Identifier: GPL-3.0-or-later
target_sources(indexer PRIVATE
  ingest/confined_reader.cpp
  ingest/confined_reading.cpp
  ingest/file_reading.cpp
  ingest/index_follower.cpp
  ingest/ingest.cpp
  ingest/intake.cpp
  ingest/message_channel.cpp
  ingest/ordered_sink.cpp
  ingest/reader_messages.cpp
  ingest/reader_process.cpp
  ingest/scan.cpp
  ingest/story_pass.cpp
  watch/folder_watch.cpp
  watch/inotify.cpp
  watch/watched_folders.cpp
)
