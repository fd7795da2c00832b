#include "render/answer.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "identity/siphash.h"

namespace nodestats {

std::shared_ptr<const Body> MakeBody(std::string bytes, bool gzip) {
  auto body = std::make_shared<Body>();
  const uint64_t hash = SipHash24(SipKey{}, bytes.data(), bytes.size());
  body->etag = absl::StrCat("\"", absl::Hex(hash, absl::kZeroPad16), "\"");
  body->bytes = std::move(bytes);
  body->bytes.shrink_to_fit();  // kept for an hour or longer
  body->gzip = gzip;
  return body;
}

}  // namespace nodestats
