# SPDX-License-Identifier: GPL-3.0-or-later
# Archives for the tests of everything that stands on the stores.
add_library(store_support STATIC support/test_archive.cpp)
target_link_libraries(store_support PUBLIC test_support engine)

broadsheet_test(record_test LIBRARIES store_support SOURCES engine/record_test.cpp)
broadsheet_test(record_version_test LIBRARIES store_support
  SOURCES engine/record_version_test.cpp engine/record_standing_test.cpp)
target_compile_definitions(record_version_test PRIVATE BROADSHEET_SOURCE_DIR="${CMAKE_SOURCE_DIR}")
broadsheet_test(index_test LIBRARIES store_support PkgConfig::XAPIAN
  SOURCES engine/index_test.cpp engine/index_damage_test.cpp engine/tokens_test.cpp support/generation_database.cpp)
broadsheet_test(shelf_test LIBRARIES store_support Threads::Threads
  SOURCES engine/saved_searches_test.cpp engine/keys_test.cpp engine/coverage_test.cpp engine/first_mention_test.cpp)
broadsheet_test(merge_test LIBRARIES store_support SOURCES engine/merge_test.cpp)
broadsheet_test(searcher_test LIBRARIES store_support
  SOURCES engine/searcher_test.cpp engine/search_answer_test.cpp engine/completion_test.cpp engine/timeline_test.cpp
    engine/similar_articles_test.cpp)
# The matcher beside the same queries on Xapian's own operators.
set(match_differential_sources support/generation_database.cpp support/match_differential.cpp support/query_generator.cpp
  support/reference/compile.cpp support/reference/enquire_reference.cpp support/reference/freshness_source.cpp
  support/reference/live_source.cpp support/reference/news_weight.cpp support/reference/span_source.cpp
  support/reference/word_source.cpp)
broadsheet_test(match_test LIBRARIES store_support PkgConfig::XAPIAN
  SOURCES engine/match_test.cpp engine/multilingual_newsroom.cpp ${match_differential_sources})
