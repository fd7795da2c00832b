# Sets NODESTATS_VERSION from the public header, the one place that says it.
set(NODESTATS_HEADER "${CMAKE_CURRENT_LIST_DIR}/../module/include/nodestats/nodestats.h")
get_filename_component(NODESTATS_HEADER "${NODESTATS_HEADER}" ABSOLUTE)
file(STRINGS "${NODESTATS_HEADER}" NODESTATS_VERSION REGEX "^#define NODESTATS_VERSION ")
if(NOT NODESTATS_VERSION MATCHES "\"([0-9]+\\.[0-9]+\\.[0-9]+)\"")
  message(FATAL_ERROR "${NODESTATS_HEADER} defines no NODESTATS_VERSION like \"1.2.3\"")
endif()
set(NODESTATS_VERSION "${CMAKE_MATCH_1}")
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${NODESTATS_HEADER}")
