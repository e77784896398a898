# SPDX-License-Identifier: GPL-3.0-or-later
broadsheet_test(ingest_test LIBRARIES store_support indexer SOURCES indexer/ingest_test.cpp)
broadsheet_test(watch_test LIBRARIES indexer SOURCES indexer/watch_test.cpp)
broadsheet_test(ordered_sink_test LIBRARIES indexer SOURCES indexer/ordered_sink_test.cpp)
broadsheet_test(folder_model_test LIBRARIES store_support indexer nlohmann_json::nlohmann_json
  SOURCES indexer/folder_model_test.cpp)
