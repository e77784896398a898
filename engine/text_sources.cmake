# SPDX-License-Identifier: GPL-3.0-or-later
target_sources(engine_text PRIVATE
  error.h
  article/date.cpp
  article/field.cpp
  analysis/fold.cpp
  analysis/language.cpp
  analysis/slug.cpp
  analysis/stem.cpp
  analysis/term.cpp
  analysis/token.cpp
  analysis/utf8.cpp
  analysis/word_reader.cpp
  highlight/highlight.cpp
  highlight/marked_html.cpp
  highlight/pattern.cpp
  highlight/sentence.cpp
  query/date_range.cpp
  query/expand.cpp
  query/group.cpp
  query/lexer.cpp
  query/mend.cpp
  query/parser.cpp
  query/to_text.cpp
)
