# abi_test reads the library's answers back with the full protobuf. Its messages are renamed (package nodestats_test.v1),
# for under a sanitizer the test links the library's objects, which bring messages of the same name for the lite runtime;
# else it links the archive that is installed.
set(summary_path "${CMAKE_SOURCE_DIR}/proto/nodestats/v1/summary.proto")
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${summary_path}")
file(READ "${summary_path}" summary_proto)
string(REPLACE "\npackage nodestats.v1;" "\npackage nodestats_test.v1;" summary_proto "${summary_proto}")
set(renamed_root "${CMAKE_CURRENT_BINARY_DIR}/renamed")
file(GENERATE OUTPUT "${renamed_root}/nodestats_test/v1/summary.proto" CONTENT "${summary_proto}")
nodestats_protobuf_cpp(nodestats_test_proto "" "${renamed_root}" nodestats_test/v1/summary.proto)

find_package(ZLIB REQUIRED) # its answers are decompressed with
nodestats_add_test(abi ${abi_sources})
target_precompile_headers(abi_test PRIVATE "<nodestats_test/v1/summary.pb.h>")
target_link_libraries(abi_test PRIVATE nodestats_test_proto protobuf::libprotobuf ZLIB::ZLIB)
if(NODESTATS_SANITIZE)
  target_link_libraries(abi_test PRIVATE nodestats_core)
else()
  target_link_libraries(abi_test PRIVATE nodestats)
endif()
