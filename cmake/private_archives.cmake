# Finds the static archives that go into the library. find_package() is no help here: the CMake and pkg-config files of
# the distributions name shared objects, and of Abseil a hundred archives, of which the linker takes what it needs.
# Sets NODESTATS_<NAME>_ARCHIVES for ABSL, PROTOBUF_LITE, MAXMINDDB, ZLIB and CXX_RUNTIME, and NODESTATS_PROTOC.
include_guard(GLOBAL)

function(nodestats_find_archive name package archive)
  find_library(NODESTATS_${name}_ARCHIVE NAMES ${archive})
  if(NOT NODESTATS_${name}_ARCHIVE)
    message(FATAL_ERROR "${archive} was not found: install ${package} (Debian, Ubuntu), or give its path by "
                        "-DNODESTATS_${name}_ARCHIVE=... or its prefix by -DCMAKE_PREFIX_PATH=...")
  endif()
  mark_as_advanced(NODESTATS_${name}_ARCHIVE)
  set(NODESTATS_${name}_ARCHIVES "${NODESTATS_${name}_ARCHIVE}" PARENT_SCOPE)
endfunction()

# The compiler's own archives: the ones that belong to this compiler, not just any.
function(nodestats_find_runtime_archives)
  foreach(archive libstdc++.a libgcc_eh.a libgcc.a)
    execute_process(COMMAND "${CMAKE_CXX_COMPILER}" -print-file-name=${archive}
                    OUTPUT_VARIABLE path OUTPUT_STRIP_TRAILING_WHITESPACE)
    if(NOT IS_ABSOLUTE "${path}")
      message(FATAL_ERROR "${CMAKE_CXX_COMPILER} has no ${archive}: install the compiler's static C++ runtime "
                          "(Debian, Ubuntu: g++; Fedora: libstdc++-static)")
    endif()
    list(APPEND archives "${path}")
  endforeach()
  set(NODESTATS_CXX_RUNTIME_ARCHIVES "${archives}" PARENT_SCOPE)
endfunction()

nodestats_find_archive(ABSL libabsl-dev libabsl_base.a)
get_filename_component(absl_folder "${NODESTATS_ABSL_ARCHIVE}" DIRECTORY)
file(GLOB NODESTATS_ABSL_ARCHIVES "${absl_folder}/libabsl_*.a")
nodestats_find_archive(PROTOBUF_LITE libprotobuf-dev libprotobuf-lite.a)
nodestats_find_archive(MAXMINDDB libmaxminddb-dev libmaxminddb.a)
nodestats_find_archive(ZLIB zlib1g-dev libz.a)
nodestats_find_runtime_archives()

find_program(NODESTATS_PROTOC protoc)
if(NOT NODESTATS_PROTOC)
  message(FATAL_ERROR "protoc was not found: install protobuf-compiler, or give its path by -DNODESTATS_PROTOC=...")
endif()
