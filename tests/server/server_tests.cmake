# SPDX-License-Identifier: GPL-3.0-or-later
broadsheet_test(server_test
  LIBRARIES server nlohmann_json::nlohmann_json
  SOURCES server/sample_reply.cpp server/search_parameters_test.cpp server/json_reply_test.cpp server/pages_test.cpp
    server/query_notes_test.cpp server/query_help_test.cpp
    server/site_test.cpp server/site_cache_test.cpp server/article_formats_test.cpp
    server/reply_cache_test.cpp server/json_writer_test.cpp
    server/kin_sample.cpp server/kin_reply_test.cpp server/kin_pages_test.cpp)
broadsheet_test(shelf_site_test
  LIBRARIES server store_support nlohmann_json::nlohmann_json
  SOURCES server/saved_test.cpp server/overview_test.cpp)
