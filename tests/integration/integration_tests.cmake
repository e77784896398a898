# SPDX-License-Identifier: GPL-3.0-or-later
# The real program in real processes.
add_library(program_support STATIC support/program.cpp)
target_link_libraries(program_support PUBLIC test_support PRIVATE PkgConfig::HTTPLIB Threads::Threads)
target_compile_definitions(program_support PRIVATE
  BROADSHEET_PROGRAM="$<TARGET_FILE:broadsheet>" BROADSHEET_REPOSITORY="${CMAKE_SOURCE_DIR}")
add_dependencies(program_support broadsheet)

broadsheet_test(cli_test LIBRARIES program_support nlohmann_json::nlohmann_json LibArchive::LibArchive
  SOURCES integration/cli_test.cpp integration/export_test.cpp integration/samples_test.cpp
    integration/terminal_test.cpp integration/bombs_test.cpp)
target_compile_definitions(cli_test PRIVATE BROADSHEET_PROGRAM="$<TARGET_FILE:broadsheet>")
broadsheet_test(attack_test LIBRARIES program_support Threads::Threads
  SOURCES integration/attack_test.cpp integration/key_command_test.cpp)
# The program again, of the same objects, with fault points that can be set off.
add_executable(broadsheet_with_faults faults/faults.cpp $<TARGET_OBJECTS:broadsheet>)
target_link_libraries(broadsheet_with_faults PRIVATE engine indexer server PkgConfig::TOMLPP PkgConfig::ICU Threads::Threads)
set_target_properties(broadsheet_with_faults PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR})

broadsheet_test(fault_test LIBRARIES program_support nlohmann_json::nlohmann_json
  SOURCES faults/fault_point_test.cpp faults/backup_test.cpp faults/newsroom.cpp)
add_dependencies(fault_test broadsheet_with_faults)
broadsheet_test(kill_test LIBRARIES program_support nlohmann_json::nlohmann_json Threads::Threads
  SOURCES integration/kill_test.cpp integration/changing_folder.cpp)
broadsheet_test(reindex_test LIBRARIES program_support engine nlohmann_json::nlohmann_json Threads::Threads
  SOURCES integration/reindex_test.cpp integration/posting_test.cpp)
broadsheet_test(watch_program_test LIBRARIES program_support nlohmann_json::nlohmann_json
  SOURCES integration/watch_program_test.cpp)
broadsheet_test(operate_test LIBRARIES program_support nlohmann_json::nlohmann_json
  SOURCES integration/operate_test.cpp)
# What operators install: units as confined as they should be, requests that survive a restart.
add_test(NAME packaging_test COMMAND bash ${CMAKE_CURRENT_SOURCE_DIR}/operate/units.sh ${CMAKE_SOURCE_DIR})
add_test(NAME restart_test COMMAND bash ${CMAKE_CURRENT_SOURCE_DIR}/operate/nginx.sh $<TARGET_FILE:broadsheet> ${CMAKE_SOURCE_DIR} 200)
set_tests_properties(packaging_test restart_test PROPERTIES SKIP_RETURN_CODE 77 TIMEOUT 120)
broadsheet_test(soak_test LIBRARIES program_support nlohmann_json::nlohmann_json Threads::Threads
  SOURCES integration/soak_test.cpp integration/changing_folder.cpp)
broadsheet_test(concurrency_test LIBRARIES store_support Threads::Threads
  SOURCES integration/concurrency_test.cpp)
set_tests_properties(attack_test cli_test fault_test kill_test reindex_test watch_program_test soak_test concurrency_test
  PROPERTIES LABELS integration TIMEOUT 600)
add_test(NAME disk_test COMMAND bash ${CMAKE_CURRENT_SOURCE_DIR}/faults/disk.sh $<TARGET_FILE:broadsheet>)
set_tests_properties(disk_test PROPERTIES LABELS integration TIMEOUT 600)
