# SPDX-License-Identifier: GPL-3.0-or-later
broadsheet_test(server_test
  LIBRARIES server nlohmann_json::nlohmann_json
  SOURCES server/sample_reply.cpp server/search_parameters_test.cpp server/json_reply_test.cpp server/pages_test.cpp
    server/query_notes_test.cpp server/query_help_test.cpp server/timeline_page_test.cpp server/timeline_reply_test.cpp
    server/site_test.cpp server/site_cache_test.cpp server/article_formats_test.cpp
    server/article_page_test.cpp server/hostile_content_test.cpp
    server/reply_cache_test.cpp server/json_writer_test.cpp
    server/other_forms_test.cpp server/newsapi_test.cpp server/cross_origin_test.cpp
    support/message_keys.cpp server/messages_test.cpp server/page_controls_test.cpp
    server/kin_sample.cpp server/kin_reply_test.cpp server/kin_pages_test.cpp server/openapi_test.cpp)
target_compile_definitions(server_test PRIVATE BROADSHEET_SOURCE_DIR="${CMAKE_SOURCE_DIR}")

broadsheet_test(shelf_site_test
  LIBRARIES server store_support nlohmann_json::nlohmann_json
  SOURCES server/authority_test.cpp server/saved_test.cpp server/overview_test.cpp server/response_headers_test.cpp)

# Not a test: tools/messages.sh runs it.
add_executable(update_catalogues EXCLUDE_FROM_ALL support/message_keys.cpp support/update_catalogues.cpp)
target_link_libraries(update_catalogues PRIVATE project_options server)
