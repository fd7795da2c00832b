#include "neighbour.h"

#include <google/protobuf/util/json_util.h>

#include <new>
#include <stdexcept>
#include <string>
#include <vector>

#include "nodestats/v1/summary.pb.h"

namespace {

// Frames with something to destroy on the way up.
[[gnu::noinline]] void ThrowFromBelow(int depth) {
  const std::string owned(static_cast<size_t>(depth + 64), 'x');
  if (depth == 0) throw std::runtime_error(owned);
  ThrowFromBelow(depth - 1);
}

[[gnu::noinline]] std::vector<char> Huge(size_t size) { return std::vector<char>(size); }

}  // namespace

int NeighbourThrowsAndCatches() {
  int caught = 0;
  try {
    ThrowFromBelow(20);
  } catch (const std::runtime_error&) {
    ++caught;
  }
  try {
    (void)std::stoi("not a number");
  } catch (const std::invalid_argument&) {
    ++caught;
  }
  try {
    (void)Huge(size_t{1} << 62);
  } catch (const std::bad_alloc&) {
    ++caught;
  }
  return caught;
}

int NeighbourReadsSummary(const void* data, size_t size) {
  nodestats::v1::Summary summary;
  std::string json;
  if (!summary.ParseFromArray(data, static_cast<int>(size))) return -1;
  if (!google::protobuf::util::MessageToJsonString(summary, &json).ok()) return -1;
  if (json.find("softwareVersion") == std::string::npos) return -1;
  nodestats::v1::Release release;
  for (const auto& signed_release : summary.releases()) {
    if (!release.ParseFromString(signed_release.payload())) return -1;
  }
  return summary.releases_size();
}
