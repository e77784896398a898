# SPDX-License-Identifier: GPL-3.0-or-later
add_executable(query_bench bench/query_bench.cpp)
target_link_libraries(query_bench PRIVATE engine server)
add_executable(stories_bench bench/stories_bench.cpp)
target_link_libraries(stories_bench PRIVATE engine_text nlohmann_json::nlohmann_json)
