# SPDX-License-Identifier: GPL-3.0-or-later
find_package(benchmark REQUIRED)

add_executable(make_corpus bench/make_corpus.cpp)
target_link_libraries(make_corpus PRIVATE project_options nlohmann_json::nlohmann_json)
add_executable(make_queries bench/make_queries.cpp)
target_link_libraries(make_queries PRIVATE server nlohmann_json::nlohmann_json)

add_executable(query_bench bench/query_bench.cpp)
target_link_libraries(query_bench PRIVATE engine server)
add_executable(http_load bench/http_load.cpp)
target_link_libraries(http_load PRIVATE project_options)
add_executable(parts_bench bench/parts_bench.cpp)
target_link_libraries(parts_bench PRIVATE engine_text server benchmark::benchmark)
add_executable(stories_bench bench/stories_bench.cpp)
target_link_libraries(stories_bench PRIVATE engine_text nlohmann_json::nlohmann_json)
add_executable(match_differential bench/match_differential.cpp support/match_differential.cpp
  support/query_generator.cpp)
target_link_libraries(match_differential PRIVATE engine PkgConfig::XAPIAN)
add_executable(match_bench bench/match_bench.cpp)
target_link_libraries(match_bench PRIVATE engine PkgConfig::XAPIAN)
