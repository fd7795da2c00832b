#include "engine.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "base/node_uris.h"
#include "base/plain.h"
#include "geo/address.h"
#include "identity/random.h"

namespace nodestats {
namespace {

constexpr uint32_t kMinStreams = 1024;
constexpr uint32_t kMaxStreams = 1024 * 1024;
constexpr size_t kMaxManifestSize = 4096;
constexpr size_t kMaxHostVersion = 64;
constexpr int64_t kEndOfTimeMs = 253402300800000;  // the year 10000

nodestats_status Check(const nodestats_config& config) {
  if (config.struct_size != sizeof config) return NODESTATS_EINVAL;
  if (config.max_streams < kMinStreams || config.max_streams > kMaxStreams) return NODESTATS_EINVAL;
  const absl::string_view host = absl::NullSafeStringView(config.host_version);
  if (host.size() > kMaxHostVersion || !IsPlain(host)) return NODESTATS_EINVAL;
  std::vector<std::string> uris;
  if (!ReadNodeUris(absl::NullSafeStringView(config.node_uris), &uris)) return NODESTATS_EINVAL;
  switch (config.privacy) {
    case NODESTATS_PRIVACY_STREAM_HOUR:
    case NODESTATS_PRIVACY_STREAM_DAY:
    case NODESTATS_PRIVACY_BINNED:
      return NODESTATS_OK;
    default:
      return NODESTATS_EINVAL;
  }
}

std::vector<std::string> GeoPathsOf(const nodestats_config& config) {
  std::vector<std::string> paths;
  for (const char* path : {config.geo_path, config.more_geo_path}) {
    if (path != nullptr) paths.emplace_back(path);
  }
  return paths;
}

Mode ModeOf(uint32_t privacy) {
  if (privacy == NODESTATS_PRIVACY_BINNED) return Mode::kBinned;
  return privacy == NODESTATS_PRIVACY_STREAM_DAY ? Mode::kStreamDay : Mode::kStreamHour;
}

// "0x" and 40 digits, or nothing for the zero address.
std::string Account(const uint8_t (&address)[NODESTATS_ADDRESS_SIZE]) {
  if (std::all_of(std::begin(address), std::end(address), [](uint8_t byte) { return byte == 0; })) return "";
  return absl::StrCat("0x", Hex(address, sizeof address));
}

Identity IdentityOf(const nodestats_config& config) {
  Identity identity;
  identity.mode = ModeOf(config.privacy);
  identity.chain_id = config.chain_id;
  identity.signer = Account(config.signer);
  identity.recipient = Account(config.recipient);
  ReadNodeUris(absl::NullSafeStringView(config.node_uris), &identity.node_uris);
  identity.software_version = "nodestats/" NODESTATS_VERSION;
  const absl::string_view host = absl::NullSafeStringView(config.host_version);
  if (!host.empty()) absl::StrAppend(&identity.software_version, " ", host);
  return identity;
}

}  // namespace

nodestats_status Engine::Open(const nodestats_config& config, std::unique_ptr<Engine>* engine) {
  if (const nodestats_status status = Check(config); status != NODESTATS_OK) return status;
  Identity identity = IdentityOf(config);
  SipKey keys[3];
  if (!FillRandom(keys, sizeof keys) || !FillRandom(identity.instance, sizeof identity.instance)) {
    return NODESTATS_ESYSTEM;
  }
  std::unique_ptr<Engine> made(new Engine(config, identity, StreamKeys(keys[0], keys[1]), keys[2]));
  if (const std::vector<std::string> paths = GeoPathsOf(config); !paths.empty()) {
    if (const nodestats_status status = made->geo_.Use(paths); status != NODESTATS_OK) return status;
  }
  *engine = std::move(made);
  return NODESTATS_OK;
}

Engine::Engine(const nodestats_config& config, const Identity& identity, const StreamKeys& keys, const SipKey& peer_key)
    : identity_(identity),
      keys_(keys),
      peer_key_(peer_key),
      max_streams_(config.max_streams),
      geo_(config.max_geo_bytes),
      book_(config.max_streams, identity.mode),
      sums_(config.max_streams, identity.mode),
      shelf_(!identity.signer.empty()),
      noise_source_(MakeNoiseSource()) {
  MutexLock lock(&mutex_);
  Publish(0);
}

nodestats_status Engine::Record(const nodestats_segment* segment, const void* manifest_id, size_t manifest_id_size) {
  const nodestats_status status = Count(segment, manifest_id, manifest_id_size);
  if (status != NODESTATS_OK) rejected_[status].fetch_add(1, std::memory_order_relaxed);
  return status;
}

nodestats_status Engine::Count(const nodestats_segment* given, const void* manifest_id, size_t manifest_id_size) {
  if (given == nullptr || manifest_id == nullptr) return NODESTATS_EINVAL;
  if (manifest_id_size < 1 || manifest_id_size > kMaxManifestSize) return NODESTATS_EINVAL;
  const nodestats_segment& segment = *given;
  Measured measured;
  if (const nodestats_status status = Measure(segment, &measured); status != NODESTATS_OK) return status;
  const Owner owner(segment);
  const auto broadcaster = [&] { return keys_.Broadcaster(BroadcasterOf(owner)); };
  const auto find_place = [&] {
    Address peer;
    MakeAddress(segment.peer, segment.peer_size, &peer);
    const Place place = geo_.Lookup(peer.bytes.data());
    const bool is_placed = place.country != kUnknownCountry;
    peers_.See(SipHash24(peer_key_, peer.bytes.data(), peer.bytes.size()), IsPublic(peer), is_placed);
    return place;
  };
  return book_.table().Record(keys_.Stream(owner, manifest_id, manifest_id_size), measured, {broadcaster, find_place});
}

nodestats_status Engine::Advance(int64_t now_unix_ms) {
  if (now_unix_ms < 0 || now_unix_ms >= kEndOfTimeMs) return NODESTATS_EINVAL;
  MutexLock lock(&mutex_);
  const CoveredHour* hour = book_.Advance(now_unix_ms, shelf_.open_from_s() * 1000, [this](const StreamHour& row) {
    if (identity_.mode == Mode::kBinned) sums_.AddBroadcaster(row.broadcaster, row.country);
  });
  if (hour != nullptr) {
    // What could not be released for a whole hour, since memory is short, is lost: it must not pass for this hour.
    sums_.TakeEnded(hour->start_ms / 1000, [](const WindowSum&) {});
    sums_.AddHour(hour->start_ms / 1000, hour->tally);
  }
  const int64_t now_s = book_.clock().now_ms() / 1000;
  const bool frozen = FreezeEnded(now_s);
  Publish(now_s);
  return frozen ? NODESTATS_OK : NODESTATS_ESYSTEM;
}

bool Engine::FreezeEnded(int64_t now_s) {
  bool lost = false;
  GeoSource geo;
  if (const auto databases = geo_.current(); databases != nullptr) {
    geo = {databases->type(), databases->build_unix_s()};
  }
  sums_.TakeEnded(now_s, [&](const WindowSum& sum) {
    Noise noise(identity_.mode, sum.window);
    if (!noise.Draw(noise_source_.get())) {  // never without it
      lost = true;
      return;
    }
    shelf_.Add(sum.window, sum.end_s(), Freeze(sum, identity_, geo, noise)->SerializeAsString());
  });
  return !lost;
}

int64_t Engine::NextReleaseS() {
  if (const Frozen* waiting = shelf_.Oldest(); waiting != nullptr) return waiting->end_s + kReleaseDelayS;
  const HourClock& clock = book_.clock();
  if (!clock.open()) return 0;
  const int64_t first_end_s = sums_.FirstEndS((clock.whole() ? clock.hour_start_ms() : clock.hour_end_ms()) / 1000);
  const int64_t window_end_s = sums_.NextEndS();
  return (window_end_s == 0 ? first_end_s : std::min(first_end_s, window_end_s)) + kReleaseDelayS;
}

void Engine::Publish(int64_t now_s) {
  if (shelf_.Update(now_s)) stale_ = true;
  const int64_t next_release_s = NextReleaseS();
  next_release_s_ = next_release_s;
  const std::shared_ptr<const Publication> before = publication();
  if (shelf_.kept().empty() && before != nullptr && before->next_release_unix_s() != next_release_s) stale_ = true;
  if (!stale_) return;
  auto made =
      std::make_shared<const Publication>(shelf_.kept(), before.get(), identity_.software_version, next_release_s);
  MutexLock lock(&publication_mutex_);
  publication_ = std::move(made);
  stale_ = false;
}

std::shared_ptr<const Publication> Engine::publication() const {
  MutexLock lock(&publication_mutex_);
  return publication_;
}

nodestats_status Engine::Summary(uint32_t format, int64_t since_unix_s, bool accept_gzip, Answer* answer) const {
  const nodestats_status status = publication()->Get(format, since_unix_s, accept_gzip, answer);
  answer->next_release_unix_s = next_release_s_;
  return status;
}

nodestats_status Engine::Exact(uint32_t format, Answer* answer) {
  if (format != NODESTATS_FORMAT_TEXT && format != NODESTATS_FORMAT_JSON) return NODESTATS_EINVAL;
  ExactView view;
  view.software_version = identity_.software_version;
  view.max_streams = max_streams_;
  for (int i = 0; i < kStatusCount; ++i) view.rejected[i] = rejected_[i];
  view.refused = book_.table().refused();
  {
    MutexLock lock(&mutex_);
    const HourClock& clock = book_.clock();
    view.now_unix_s = clock.now_ms() / 1000;
    view.hour_start_unix_s = clock.open() ? clock.hour_start_ms() / 1000 : 0;
    view.hour_is_whole = clock.whole();
    view.streams_seen = book_.table().streams();
    view.hour = book_.Peek(&view.active);
    view.lifetime = book_.Lifetime();
  }
  const std::string bytes = format == NODESTATS_FORMAT_TEXT ? ExactText(view) : ExactJson(view);
  answer->body = MakeBody(Bytes(bytes.data(), bytes.size()), false);
  return NODESTATS_OK;
}

nodestats_status Engine::NextToSign(uint64_t* id, std::string* message) {
  MutexLock lock(&mutex_);
  const Frozen* frozen = shelf_.NextToSign();
  if (frozen == nullptr) return NODESTATS_ENONE;
  *id = frozen->id;
  *message = MessageToSign(identity_, frozen->payload);
  return NODESTATS_OK;
}

nodestats_status Engine::AddSignature(uint64_t id, absl::string_view signature) {
  if (signature.size() != NODESTATS_SIGNATURE_SIZE) return NODESTATS_EINVAL;
  MutexLock lock(&mutex_);
  if (!shelf_.Sign(id, signature)) return NODESTATS_ENONE;
  Publish(book_.clock().now_ms() / 1000);
  return NODESTATS_OK;
}

nodestats_status Engine::NextFrozen(uint64_t after_id, uint64_t* id, std::string* data) {
  MutexLock lock(&mutex_);
  const Frozen* frozen = shelf_.Next(after_id);
  if (frozen == nullptr) return NODESTATS_ENONE;
  *id = frozen->id;
  *data = EncodeFrozen(*frozen);
  return NODESTATS_OK;
}

nodestats_status Engine::RestoreFrozen(absl::string_view data) {
  Frozen frozen;
  if (const nodestats_status status = DecodeFrozen(data, &frozen); status != NODESTATS_OK) return status;
  MutexLock lock(&mutex_);
  if (!book_.clock().running()) return NODESTATS_ECLOCK;
  const nodestats_status status = shelf_.Restore(std::move(frozen), book_.clock().now_ms() / 1000);
  if (status == NODESTATS_OK) stale_ = true;
  return status;
}

void Engine::Info(nodestats_info* info) {
  if (const auto databases = geo_.current(); databases != nullptr) {
    const std::string type = databases->type();
    info->geo_build_unix_s = databases->build_unix_s();
    info->geo_versions = databases->versions();
    info->geo_type[type.copy(info->geo_type, sizeof info->geo_type - 1)] = '\0';
  }
  info->placed_streams = peers_.placed();
  info->unplaced_streams = peers_.unplaced();
  info->max_streams = max_streams_;
  info->peers = peers_.state();
  MutexLock lock(&mutex_);
  const HourClock& clock = book_.clock();
  const Totals lifetime = book_.Lifetime();
  for (const int64_t count : lifetime.segments) info->segments += static_cast<uint64_t>(count);
  info->newest_end_unix_s = shelf_.newest_end_s();
  info->hour_start_unix_s = clock.open() ? clock.hour_start_ms() / 1000 : 0;
  info->hour_is_whole = clock.whole() ? 1 : 0;
  info->streams = book_.table().streams();
}

}  // namespace nodestats
