#include "render/wire.h"

#include <gtest/gtest.h>

#include <string>

#include "nodestats/v1/summary.pb.h"

namespace nodestats {
namespace {

TEST(Wire, VarintsAreProtobufs) {
  for (const uint64_t value :
       {uint64_t{1}, uint64_t{127}, uint64_t{128}, uint64_t{300}, uint64_t{1} << 35, UINT64_MAX}) {
    v1::Release expected;
    expected.set_chain_id(value);
    std::string written;
    AppendVarintField(13, value, &written);
    EXPECT_EQ(written, expected.SerializeAsString()) << value;
  }
}

TEST(Wire, BytesAreProtobufs) {
  for (const size_t size : {size_t{1}, size_t{127}, size_t{128}, size_t{20000}}) {
    v1::SignedRelease expected;
    expected.set_payload(std::string(size, '\x80'));
    std::string written;
    AppendBytesField(1, expected.payload(), &written);
    EXPECT_EQ(written, expected.SerializeAsString()) << size;
  }
}

TEST(Wire, DoublesAreProtobufs) {
  for (const double value : {1.0, -1.5, 1e300, 5e-324}) {
    v1::Release expected;
    expected.set_epsilon(value);
    std::string written;
    AppendDoubleField(6, value, &written);
    EXPECT_EQ(written, expected.SerializeAsString()) << value;
  }
}

}  // namespace
}  // namespace nodestats
