# SPDX-License-Identifier: GPL-3.0-or-later
broadsheet_test(ingest_test LIBRARIES store_support indexer SOURCES indexer/ingest_test.cpp)
broadsheet_test(watch_test LIBRARIES indexer SOURCES indexer/watch_test.cpp)
broadsheet_test(ordered_sink_test LIBRARIES indexer SOURCES indexer/ordered_sink_test.cpp)
broadsheet_test(folder_model_test LIBRARIES store_support indexer nlohmann_json::nlohmann_json
  SOURCES indexer/folder_model_test.cpp)
broadsheet_test(confined_reading_test LIBRARIES store_support indexer Threads::Threads
  SOURCES indexer/confined_reading_test.cpp indexer/reader_messages_test.cpp)
target_compile_definitions(confined_reading_test PRIVATE
  BROADSHEET_PROGRAM="$<TARGET_FILE:broadsheet>" BROADSHEET_REPOSITORY="${CMAKE_SOURCE_DIR}")
add_dependencies(confined_reading_test broadsheet)
