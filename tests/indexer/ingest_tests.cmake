# SPDX-License-Identifier: GPL-3.0-or-later
broadsheet_test(ingest_test LIBRARIES store_support indexer SOURCES indexer/ingest_test.cpp)
