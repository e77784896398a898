# SPDX-License-Identifier: GPL-3.0-or-later
# Fuzz targets. Every build replays their kept inputs as tests; with BROADSHEET_FUZZERS (clang only, see run.sh) there is
# a libFuzzer program of each, too, and everything is compiled for it.
option(BROADSHEET_FUZZERS "Build the libFuzzer programs" OFF)
if(BROADSHEET_FUZZERS)
  if(NOT CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
    message(FATAL_ERROR "libFuzzer comes with clang: configure with -DCMAKE_CXX_COMPILER=clang++, or use tests/fuzz/run.sh")
  endif()
  target_compile_options(project_options INTERFACE
    -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_link_options(project_options INTERFACE -fsanitize=address,undefined)
endif()

# broadsheet_fuzz_target(NAME [LIBRARY...]): NAME_fuzzer.cpp, its inputs in corpus/NAME, what it needs beyond engine_text.
function(broadsheet_fuzz_target name)
  set(sources fuzz/${name}_fuzzer.cpp engine/table_vocabulary.cpp)
  add_executable(${name}_replay fuzz/replay.cpp ${sources})
  target_link_libraries(${name}_replay PRIVATE engine_text ${ARGN})
  add_test(NAME ${name}_replay COMMAND ${name}_replay ${CMAKE_CURRENT_SOURCE_DIR}/fuzz/corpus/${name})
  if(BROADSHEET_FUZZERS)
    add_executable(${name}_fuzzer ${sources})
    target_link_libraries(${name}_fuzzer PRIVATE engine_text ${ARGN})
    target_link_options(${name}_fuzzer PRIVATE -fsanitize=fuzzer)
  endif()
endfunction()

broadsheet_fuzz_target(parse_query)
broadsheet_fuzz_target(analyse)
broadsheet_fuzz_target(highlight)
broadsheet_fuzz_target(extract indexer_formats LibXml2::LibXml2)
