# SPDX-License-Identifier: GPL-3.0-or-later
broadsheet_test(input_test LIBRARIES indexer_formats
  SOURCES indexer/byte_stream_test.cpp indexer/charset_test.cpp indexer/clean_text_test.cpp)
broadsheet_test(formats_test LIBRARIES indexer_formats nlohmann_json::nlohmann_json LibXml2::LibXml2
  SOURCES indexer/date_text_test.cpp indexer/recognize_test.cpp indexer/text_formats_test.cpp
          indexer/record_formats_test.cpp indexer/html_test.cpp
          indexer/page_dates_test.cpp indexer/page_metadata_test.cpp
          indexer/golden_files.cpp indexer/golden_records_test.cpp indexer/golden_inputs_test.cpp indexer/xml_test.cpp
          indexer/unpack_test.cpp indexer/csv_test.cpp)
broadsheet_test(web_formats_test LIBRARIES indexer_formats nlohmann_json::nlohmann_json
  SOURCES indexer/web_formats_test.cpp indexer/foreign_bytes_test.cpp)
