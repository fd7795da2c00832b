# What whoever builds may choose; included before project().
set(NODESTATS_SANITIZE "" CACHE STRING
    "Sanitizers for the library's objects and its tests: 'address,undefined' or 'thread'. No archive is made then.")
option(NODESTATS_WERROR "Treat warnings in our own code as errors" ON)

if(NOT CMAKE_BUILD_TYPE AND NOT CMAKE_CONFIGURATION_TYPES)
  if(NODESTATS_SANITIZE)
    set(CMAKE_BUILD_TYPE Debug CACHE STRING "Build type" FORCE)
  else()
    set(CMAKE_BUILD_TYPE Release CACHE STRING "Build type" FORCE)
  endif()
endif()
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
