# `cmake --install` and, by CPack, the Debian package libnodestats-dev.
set(CMAKE_INSTALL_LIBDIR lib CACHE PATH "Folder of libraries, the same wherever it is installed")
include(GNUInstallDirs)

# The pkg-config file finds its prefix from its own place, so that an installed tree can be moved.
file(RELATIVE_PATH NODESTATS_PC_PREFIX "/${CMAKE_INSTALL_LIBDIR}/pkgconfig" "/")
string(REGEX REPLACE "/$" "" NODESTATS_PC_PREFIX "${NODESTATS_PC_PREFIX}")
configure_file(nodestats.pc.in nodestats.pc @ONLY)

install(FILES "${NODESTATS_HEADER}" DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}/nodestats" COMPONENT dev)
install(FILES "${archive}" DESTINATION "${CMAKE_INSTALL_LIBDIR}" COMPONENT dev)
install(FILES "${CMAKE_CURRENT_BINARY_DIR}/nodestats.pc" DESTINATION "${CMAKE_INSTALL_LIBDIR}/pkgconfig" COMPONENT dev)
install(FILES "${NODESTATS_CMAKE}/copyright" DESTINATION share/doc/libnodestats-dev COMPONENT dev)

# The archive refers to functions of the C library that it was built with; a later one has them all.
execute_process(COMMAND getconf GNU_LIBC_VERSION OUTPUT_VARIABLE glibc OUTPUT_STRIP_TRAILING_WHITESPACE)
if(NOT glibc MATCHES "^glibc ([0-9.]+)$")
  message(FATAL_ERROR "getconf GNU_LIBC_VERSION says '${glibc}': the library is for glibc only")
endif()
set(CPACK_DEBIAN_DEV_PACKAGE_DEPENDS "libc6-dev (>= ${CMAKE_MATCH_1})")

set(CPACK_GENERATOR DEB)
set(CPACK_COMPONENTS_ALL dev)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_PACKAGE_NAME nodestats)
set(CPACK_PACKAGE_VERSION "${NODESTATS_VERSION}")
set(CPACK_PACKAGE_VENDOR nodestats)
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS
    OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_MAINTAINER "nodestats maintainers <maintainers@nodestats.invalid>")
set(CPACK_DEBIAN_DEV_PACKAGE_NAME libnodestats-dev)
set(CPACK_DEBIAN_DEV_PACKAGE_SECTION libdevel)
set(CPACK_COMPONENT_DEV_DESCRIPTION
"Anonymised demand statistics of a Livepeer orchestrator (static library)
Counts transcoded segments and gives, for each closed hour, a frozen and signed
summary of where demand came from. One archive with a C interface that holds
all it needs and shows no other symbols.")
include(CPack)
