# SPDX-License-Identifier: GPL-3.0-or-later
target_sources(indexer PRIVATE
  ingest/file_reading.cpp
  ingest/index_follower.cpp
  ingest/ingest.cpp
  ingest/intake.cpp
  ingest/ordered_sink.cpp
  ingest/scan.cpp
  ingest/story_pass.cpp
  watch/folder_watch.cpp
  watch/inotify.cpp
  watch/watched_folders.cpp
)
