# nodestats_protobuf_cpp(TARGET PARAMETERS ROOT FILE) adds the C++ of ROOT/FILE (a .proto) as an object library whose
# headers are included by FILE's path. PARAMETERS are protoc's for C++, such as `lite`; may be empty.
include_guard(GLOBAL)

function(nodestats_protobuf_cpp target parameters root file)
  set(out "${CMAKE_CURRENT_BINARY_DIR}/${target}")
  string(REGEX REPLACE "\\.proto$" "" stem "${file}")
  file(MAKE_DIRECTORY "${out}")
  add_custom_command(
    OUTPUT "${out}/${stem}.pb.cc" "${out}/${stem}.pb.h"
    COMMAND "${NODESTATS_PROTOC}" "--cpp_out=${parameters}:${out}" "--proto_path=${root}" "${file}"
    DEPENDS "${root}/${file}"
    COMMENT "Generating C++ of ${file}"
    VERBATIM)
  add_library(${target} OBJECT "${out}/${stem}.pb.cc" "${out}/${stem}.pb.h")
  target_include_directories(${target} SYSTEM PUBLIC "${out}")
  target_compile_features(${target} PUBLIC cxx_std_20)
  set_target_properties(${target} PROPERTIES POSITION_INDEPENDENT_CODE ON)
endfunction()
