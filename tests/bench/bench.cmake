# SPDX-License-Identifier: GPL-3.0-or-later
add_executable(query_bench bench/query_bench.cpp)
target_link_libraries(query_bench PRIVATE engine server)
add_executable(stories_bench bench/stories_bench.cpp)
target_link_libraries(stories_bench PRIVATE engine_text nlohmann_json::nlohmann_json)
add_executable(match_differential bench/match_differential.cpp support/match_differential.cpp
  support/query_generator.cpp)
target_link_libraries(match_differential PRIVATE engine PkgConfig::XAPIAN)
add_executable(match_bench bench/match_bench.cpp)
target_link_libraries(match_bench PRIVATE engine PkgConfig::XAPIAN)
