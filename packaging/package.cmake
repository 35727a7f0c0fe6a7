# SPDX-License-Identifier: GPL-3.0-or-later
# What is installed, and the Debian package made of it.
include(GNUInstallDirs)
install(TARGETS outturn-index outturn-serve RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(DIRECTORY ${CMAKE_BINARY_DIR}/web/ DESTINATION ${CMAKE_INSTALL_DATADIR}/outturn/web
        PATTERN .stamp EXCLUDE PATTERN npm.log EXCLUDE)
install(DIRECTORY ${CMAKE_SOURCE_DIR}/corpus/ DESTINATION ${CMAKE_INSTALL_DATADIR}/outturn/corpus)
install(FILES ${CMAKE_SOURCE_DIR}/LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR})

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_CONTACT "Outturn maintainers <outturn@example.org>")
set(CPACK_PACKAGE_DIRECTORY ${CMAKE_BINARY_DIR})
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_SECTION database)
include(CPack)
