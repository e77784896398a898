# SPDX-License-Identifier: GPL-3.0-or-later
# Acceptance tests of the language of news.
broadsheet_test(news_language_test LIBRARIES store_support
  SOURCES
    engine/news_language_acronyms.cpp
    engine/news_language_compounds.cpp
    engine/news_language_forms.cpp
    engine/news_language_operators.cpp
    engine/news_language_reply_test.cpp
    engine/news_language_scripts.cpp
    engine/news_language_spellings.cpp
    engine/news_language_test.cpp
)

# Articles to copy words and passages from.
add_library(article_samples STATIC
  engine/article_collection.cpp
  engine/article_passages.cpp
  engine/multilingual_newsroom.cpp
)
target_link_libraries(article_samples PUBLIC store_support PRIVATE nlohmann_json::nlohmann_json)

broadsheet_test(highlight_property_test LIBRARIES article_samples SOURCES engine/highlight_property_test.cpp)
broadsheet_test(language_copy_test LIBRARIES article_samples SOURCES engine/language_copy_test.cpp)
