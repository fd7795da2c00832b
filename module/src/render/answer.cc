#include "render/answer.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "identity/siphash.h"

namespace nodestats {
namespace {

std::shared_ptr<const Body> BodyIn(std::shared_ptr<const Bytes> memory, size_t size, bool gzip) {
  auto body = std::make_shared<Body>();
  const uint64_t hash = SipHash24(SipKey{}, memory->data(), size);
  body->etag = absl::StrCat("\"", absl::Hex(hash, absl::kZeroPad16), "\"");
  body->bytes = {memory->data(), size};
  body->gzip = gzip;
  body->memory = std::move(memory);
  return body;
}

}  // namespace

std::shared_ptr<const Body> MakeBody(Bytes bytes, bool gzip) {
  const size_t size = bytes.size();
  return BodyIn(std::make_shared<const Bytes>(std::move(bytes)), size, gzip);
}

std::shared_ptr<const Body> MakePrefix(const Body& whole, size_t size) { return BodyIn(whole.memory, size, false); }

}  // namespace nodestats
