# SPDX-License-Identifier: GPL-3.0-or-later
broadsheet_test(engine_text_tests
  LIBRARIES engine_text
  SOURCES
    engine/compare_fingerprint_test.cpp
    engine/compare_linkage_test.cpp
    engine/compare_story_finder_test.cpp
    engine/compare_story_sweep_test.cpp
    engine/made_up_tellings.cpp
    engine/compare_word_diff_test.cpp
    engine/date_test.cpp
    engine/definition_test.cpp
    engine/expand_test.cpp
    engine/field_test.cpp
    engine/highlight_test.cpp
    engine/language_test.cpp
    engine/query_test.cpp
    engine/table_vocabulary.cpp
    engine/token_test.cpp
)
