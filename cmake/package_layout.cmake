# SPDX-License-Identifier: GPL-3.0-or-later
# Run by cpack on what is about to be packed: Debian has its manual pages and changelogs compressed.
file(GLOB_RECURSE texts "${CPACK_TEMPORARY_DIRECTORY}/*/broadsheet.1" "${CPACK_TEMPORARY_DIRECTORY}/*/changelog")
foreach(text IN LISTS texts)
  execute_process(COMMAND gzip -9nf "${text}" COMMAND_ERROR_IS_FATAL ANY)
endforeach()
