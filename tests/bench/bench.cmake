# SPDX-License-Identifier: GPL-3.0-or-later
add_executable(query_bench bench/query_bench.cpp)
target_link_libraries(query_bench PRIVATE engine server)
