# SPDX-License-Identifier: GPL-3.0-or-later
# `cmake --install`: units, settings, nginx and monitoring files beside the program. `cpack`: the same as a Debian package.
include(GNUInstallDirs)
set(packaging ${CMAKE_SOURCE_DIR}/packaging)

# The units name the program where it is put, which is known only then. Below /usr settings belong in /etc.
install(CODE "
  cmake_policy(VERSION 3.25)  # so that @hardening@ is what it says
  set(prefix \"\${CMAKE_INSTALL_PREFIX}\")
  set(etc \"\${prefix}/etc\")
  if(prefix STREQUAL \"/usr\")
    set(etc \"/etc\")
  endif()
  set(made \"${CMAKE_BINARY_DIR}/packaging\")
  file(READ \"${packaging}/systemd/hardening.conf\" hardening)
  file(GLOB units \"${packaging}/systemd/broadsheet*\")
  foreach(unit IN LISTS units)
    get_filename_component(name \"\${unit}\" NAME)
    file(READ \"\${unit}\" text)
    string(REPLACE \"@hardening@\\n\" \"\${hardening}\" text \"\${text}\")
    string(REPLACE \"@bindir@\" \"\${prefix}/${CMAKE_INSTALL_BINDIR}\" text \"\${text}\")
    string(REPLACE \"@sysconfdir@\" \"\${etc}\" text \"\${text}\")
    file(WRITE \"\${made}/\${name}\" \"\${text}\")
    file(INSTALL \"\${made}/\${name}\" DESTINATION \"\${prefix}/lib/systemd/system\")
  endforeach()
  file(INSTALL \"${packaging}/broadsheet.toml\" DESTINATION \"\${etc}/broadsheet\")")
install(FILES ${packaging}/nginx/broadsheet.conf ${packaging}/nginx/broadsheet-proxy.conf
  DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/broadsheet/nginx)
install(FILES ${packaging}/monitoring/alerts.yml ${packaging}/monitoring/dashboard.json
  DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/broadsheet/monitoring)
install(FILES ${CMAKE_SOURCE_DIR}/docs/operating.md ${packaging}/debian/copyright
  DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/broadsheet)
install(FILES ${CMAKE_SOURCE_DIR}/CHANGELOG.md DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/broadsheet RENAME changelog)

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME broadsheet)
set(CPACK_PACKAGE_VENDOR "Broadsheet")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS
  OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
set(CPACK_PRE_BUILD_SCRIPTS ${CMAKE_SOURCE_DIR}/cmake/package_layout.cmake)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_MAINTAINER "Broadsheet developers <developers@broadsheet.example>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "local search engine for news archives")
set(CPACK_DEBIAN_PACKAGE_DESCRIPTION
  "Broadsheet takes articles from files of many formats into an archive and finds
them by their words, at the terminal, on pages and through REST. A service
answers on this machine's loopback; a timer looks for new articles.")
set(CPACK_DEBIAN_PACKAGE_SECTION text)
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_DEPENDS adduser)
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "poppler-utils")
set(CPACK_DEBIAN_PACKAGE_SUGGESTS "nginx | httpd, prometheus")
set(CPACK_DEBIAN_PACKAGE_CONTROL_EXTRA
  ${packaging}/debian/conffiles ${packaging}/debian/postinst ${packaging}/debian/prerm ${packaging}/debian/postrm)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
include(CPack)
