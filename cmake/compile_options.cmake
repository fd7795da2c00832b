# nodestats_compile_options: how all of our own C++ is compiled, library and tests alike.
include_guard(GLOBAL)
get_filename_component(NODESTATS_ROOT "${CMAKE_CURRENT_LIST_DIR}" DIRECTORY)

add_library(nodestats_compile_options INTERFACE)
target_compile_features(nodestats_compile_options INTERFACE cxx_std_20)
target_compile_options(nodestats_compile_options INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wcast-qual -Wformat=2 -Wundef -Wvla
  -Wnon-virtual-dtor -Woverloaded-virtual -Wextra-semi
  # Paths in assertions do not name the folder that it was built in.
  "-ffile-prefix-map=${NODESTATS_ROOT}/=" "-ffile-prefix-map=${CMAKE_CURRENT_BINARY_DIR}/=build/")
if(NODESTATS_WERROR)
  target_compile_options(nodestats_compile_options INTERFACE -Werror)
endif()
if(CMAKE_CXX_COMPILER_ID STREQUAL GNU)
  # g++ 12 warns of an overlap inside its own std::string operator+ (GCC bug 105651).
  target_compile_options(nodestats_compile_options INTERFACE -Wno-restrict)
endif()

if(NODESTATS_SANITIZE)
  # Lines are all that a sanitizer's report needs of debugging information.
  if(NOT DEFINED NODESTATS_SANITIZE_OPTIMIZATION)
    set(NODESTATS_SANITIZE_OPTIMIZATION -O1)
  endif()
  target_compile_options(nodestats_compile_options INTERFACE
    -fsanitize=${NODESTATS_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer -g1
    # Programs of tests compile in half the time like this, and it is the library that works in them.
    $<IF:$<STREQUAL:$<TARGET_PROPERTY:TYPE>,EXECUTABLE>,-O0,${NODESTATS_SANITIZE_OPTIMIZATION}>
    # The checks' own branches make values look uninitialised.
    -Wno-maybe-uninitialized)
  target_compile_definitions(nodestats_compile_options INTERFACE
    _GLIBCXX_ASSERTIONS
    # Abseil's hash tables grow a field under a sanitizer, which the distribution's archives were built without.
    NDEBUG_SANITIZER)
  target_link_options(nodestats_compile_options INTERFACE -fsanitize=${NODESTATS_SANITIZE})
endif()
