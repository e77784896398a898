# SPDX-License-Identifier: GPL-3.0-or-later
# embed_files(TARGET NAME FILE...): compiles files into TARGET as a table. NAME.h declares
#   std::string_view broadsheet::NAME(std::string_view file_name)   (empty for an unknown name)
function(embed_files target name)
  set(out "${CMAKE_CURRENT_BINARY_DIR}/${name}.cpp")
  set(files)
  foreach(file IN LISTS ARGN)
    cmake_path(ABSOLUTE_PATH file BASE_DIRECTORY "${CMAKE_SOURCE_DIR}")
    list(APPEND files "${file}")
  endforeach()
  list(JOIN files "|" joined)
  add_custom_command(OUTPUT "${out}"
    COMMAND ${CMAKE_COMMAND} -DOUT=${out} -DNAME=${name} "-DFILES=${joined}" -P ${CMAKE_SOURCE_DIR}/cmake/embed_script.cmake
    DEPENDS ${files} ${CMAKE_SOURCE_DIR}/cmake/embed_script.cmake VERBATIM)
  target_sources(${target} PRIVATE "${out}")
endfunction()
