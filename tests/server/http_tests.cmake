# SPDX-License-Identifier: GPL-3.0-or-later
broadsheet_test(http_test
  LIBRARIES server_http nlohmann_json::nlohmann_json Threads::Threads
  SOURCES server/raw_client.cpp server/http_server_test.cpp server/http_attack_test.cpp server/client_limits_test.cpp
    server/http_parts_test.cpp)
broadsheet_test(schedule_test
  LIBRARIES server Threads::Threads
  SOURCES server/schedule_test.cpp server/reindex_test.cpp)
