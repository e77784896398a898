# SPDX-License-Identifier: GPL-3.0-or-later
# The pages in a real browser, and public clients that know nothing of us, against the real program. They need node,
# Debian's chromium and the packages of tests/browser/package-lock.json, which ./test installs. The sanitizers' builds
# go without: what they would find, the tests of server/ find sooner.
find_program(BROADSHEET_NODE NAMES node nodejs)
if(NOT BROADSHEET_NODE)
  message(STATUS "No node: the browser's tests are left out")
elseif(NOT CMAKE_CXX_FLAGS MATCHES "-fsanitize")
  # browser_test(NAME files...): one run of node's own test runner, one ctest entry.
  function(browser_test name)
    list(TRANSFORM ARGN PREPEND ${CMAKE_CURRENT_SOURCE_DIR}/browser/ OUTPUT_VARIABLE files)
    add_test(NAME ${name} COMMAND ${BROADSHEET_NODE} --test ${files})
    set_tests_properties(${name} PROPERTIES LABELS browser TIMEOUT 1200
      ENVIRONMENT "BROADSHEET_PROGRAM=$<TARGET_FILE:broadsheet>")
  endfunction()

  browser_test(browser_test harness_test.mjs sweep_test.mjs)
  browser_test(search_page_test search_page_test.mjs live_test.mjs)
  browser_test(reading_test reading_test.mjs rooms_test.mjs)
  browser_test(counts_test counts_test.mjs)
  browser_test(content_test content_test.mjs queries_test.mjs)
  browser_test(clients_test clients_test.mjs openapi_test.mjs)
endif()
