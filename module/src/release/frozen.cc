#include "release/frozen.h"

#include <google/protobuf/stubs/logging.h>
#include <zlib.h>

#include "nodestats/v1/summary.pb.h"
#include "release/message.h"
#include "release/validate.h"

namespace nodestats {
namespace {

constexpr absl::string_view kMagic = "nodestats frozen release 1\n";
constexpr size_t kHeaderSize = kMagic.size() + 4;
constexpr size_t kMaxSize = 1024 * 1024;  // some ten times what a release has with its largest numbers

std::string Checksum(absl::string_view data) {
  const uint32_t crc =
      static_cast<uint32_t>(crc32(0, reinterpret_cast<const Bytef*>(data.data()), static_cast<uInt>(data.size())));
  std::string bytes;
  for (int shift = 24; shift >= 0; shift -= 8) bytes.push_back(static_cast<char>(crc >> shift & 0xff));
  return bytes;
}

// Protobuf tells stderr of strings that are not UTF-8; a library in somebody else's process does not. Only ever this
// library's own copy of protobuf is meant.
void SilenceProtobuf() { [[maybe_unused]] static auto* const before = google::protobuf::SetLogHandler(nullptr); }

}  // namespace

std::string EncodeFrozen(const Frozen& frozen) {
  v1::SignedRelease release;
  release.set_payload(frozen.payload);
  release.set_signature(frozen.signature);
  const std::string body = release.SerializeAsString();
  return std::string(kMagic) + Checksum(body) + body;
}

nodestats_status DecodeFrozen(absl::string_view data, Frozen* frozen) {
  if (data.size() < kHeaderSize || data.size() > kMaxSize) return NODESTATS_EDAMAGED;
  if (data.substr(0, kMagic.size()) != kMagic) return NODESTATS_EDAMAGED;
  const absl::string_view body = data.substr(kHeaderSize);
  if (data.substr(kMagic.size(), 4) != Checksum(body)) return NODESTATS_EDAMAGED;
  SilenceProtobuf();
  v1::SignedRelease signed_release;
  Message<v1::Release> release;
  if (!signed_release.ParseFromArray(body.data(), static_cast<int>(body.size()))) return NODESTATS_EDAMAGED;
  if (!release->ParseFromString(signed_release.payload()) || !ValidRelease(*release)) return NODESTATS_EDAMAGED;
  const size_t signature_size = signed_release.signature().size();
  if (signature_size != 0 && signature_size != NODESTATS_SIGNATURE_SIZE) return NODESTATS_EDAMAGED;
  frozen->id = 0;
  frozen->window = WindowOf(*release);
  frozen->end_s = release->end_unix_seconds();
  frozen->payload = signed_release.payload();
  frozen->signature = signed_release.signature();
  return NODESTATS_OK;
}

}  // namespace nodestats
