// The C interface: checks pointers and sizes, and hands on to Engine.
#include <algorithm>
#include <iterator>
#include <memory>
#include <string>
#include <utility>

#include "absl/strings/string_view.h"
#include "engine.h"
#include "geo/database.h"
#include "guard.h"
#include "nodestats/nodestats.h"

// What the opaque pointer points to.
struct nodestats_engine {
  std::unique_ptr<nodestats::Engine> impl;
};

namespace nodestats {
namespace {

static_assert(sizeof(nodestats_rendition) == 40 && sizeof(nodestats_segment) == 744, "the shim has the same layout");
static_assert(sizeof(nodestats_config) == 104 && sizeof(nodestats_answer) == 104 && sizeof(nodestats_info) == 144);
static_assert(sizeof(nodestats_geo_info) == 88);

template <typename Struct>
bool Usable(const Struct* pointer) {
  return pointer != nullptr && pointer->struct_size == sizeof *pointer;
}

// All of *out but its size is zero until it is filled.
template <typename Struct>
void Empty(Struct* out) {
  *out = Struct{};
  out->struct_size = sizeof *out;
}

// Replaces *answer, whose owner is new: what may throw comes first.
void Fill(const Answer& from, nodestats_answer* answer) {
  auto* owner = new std::shared_ptr<const Body>(from.body);
  Empty(answer);
  answer->owner = owner;
  answer->data = reinterpret_cast<const uint8_t*>(from.body->bytes.data());
  answer->size = from.body->bytes.size();
  answer->id = from.id;
  answer->last_modified_unix_s = from.last_modified_unix_s;
  answer->next_release_unix_s = from.next_release_unix_s;
  answer->gzip = from.body->gzip ? 1 : 0;
  from.body->etag.copy(answer->etag, sizeof answer->etag - 1);
}

// Makes an answer of what `get` fills in.
template <typename Get>
nodestats_status Respond(nodestats_engine* engine, nodestats_answer* answer, Get&& get) noexcept {
  if (engine == nullptr || !Usable(answer)) return NODESTATS_EINVAL;
  return Guard([&] {
    Answer made;
    const nodestats_status status = get(*engine->impl, &made);
    if (status == NODESTATS_OK) Fill(made, answer);
    return status;
  });
}

// The same for bytes with an id.
template <typename Get>
nodestats_status RespondBytes(nodestats_engine* engine, nodestats_answer* answer, Get&& get) noexcept {
  return Respond(engine, answer, [&](Engine& impl, Answer* made) {
    std::string bytes;
    const nodestats_status status = get(impl, &made->id, &bytes);
    auto body = std::make_shared<Body>();
    body->memory = std::make_shared<const Bytes>(bytes.data(), bytes.size());
    body->bytes = *body->memory;
    made->body = std::move(body);
    return status;
  });
}

constexpr const char* kStatusTexts[] = {
    "ok",
    "invalid argument: null, of a wrong size, or out of its range",
    "no place for this stream in this hour: the table, or its broadcaster's quarter, is full; it may come in the next",
    "not supported by this version: use kind transcode",
    "no hour is open: tell the time first, or wait until the clock is past the newest release",
    "nothing to hand out",
    "this release is held already",
    "this release ends in the future, was the clock set back? Hand it in again once it has ended",
    "this release is older than what is kept: delete it",
    "this frozen release is truncated or altered: delete it",
    "the geo database is missing or cannot be read: check its path and permissions",
    "the geo database is corrupt, empty or truncated: download it again",
    "the geo database does not tell countries: use a country or city database in MMDB format",
    "the geo database is too large: use one of countries instead of cities",
    "out of memory",
    "the operating system refused randomness or a private memory file (getrandom, memfd_create, /proc)",
    "internal error: please report it",
};
static_assert(std::size(kStatusTexts) == NODESTATS_EINTERNAL + 1);

}  // namespace
}  // namespace nodestats

using nodestats::Guard;
using nodestats::Usable;

extern "C" {

const char* nodestats_version() noexcept { return NODESTATS_VERSION; }

const char* nodestats_status_text(nodestats_status status) noexcept {
  if (status < 0 || status > NODESTATS_EINTERNAL) return "unknown status: is the library of another version?";
  return nodestats::kStatusTexts[status];
}

nodestats_status nodestats_config_init(nodestats_config* config) noexcept {
  if (config == nullptr) return NODESTATS_EINVAL;
  nodestats::Empty(config);
  config->privacy = NODESTATS_PRIVACY_STREAM_HOUR;
  config->max_streams = 65536;
  config->max_geo_bytes = uint64_t{256} << 20;
  return NODESTATS_OK;
}

nodestats_status nodestats_open(const nodestats_config* config, nodestats_engine** engine) noexcept {
  if (engine == nullptr) return NODESTATS_EINVAL;
  *engine = nullptr;
  if (!Usable(config)) return NODESTATS_EINVAL;
  return Guard([&] {
    auto made = std::make_unique<nodestats_engine>();
    const nodestats_status status = nodestats::Engine::Open(*config, &made->impl);
    if (status == NODESTATS_OK) *engine = made.release();
    return status;
  });
}

nodestats_status nodestats_close(nodestats_engine* engine) noexcept {
  delete engine;
  return NODESTATS_OK;
}

nodestats_status nodestats_record_segment(nodestats_engine* engine, const nodestats_segment* segment,
                                          const void* manifest_id, size_t manifest_id_size) noexcept {
  if (engine == nullptr) return NODESTATS_EINVAL;
  return Guard([&] { return engine->impl->Record(segment, manifest_id, manifest_id_size); });
}

nodestats_status nodestats_advance(nodestats_engine* engine, int64_t now_unix_ms) noexcept {
  if (engine == nullptr) return NODESTATS_EINVAL;
  return Guard([&] { return engine->impl->Advance(now_unix_ms); });
}

nodestats_status nodestats_reload_geo(nodestats_engine* engine, const char* path) noexcept {
  if (engine == nullptr) return NODESTATS_EINVAL;
  return Guard([&] { return engine->impl->ReloadGeo(path); });
}

nodestats_status nodestats_inspect_geo(const char* path, uint64_t max_bytes, nodestats_geo_info* info) noexcept {
  if (path == nullptr || !Usable(info)) return NODESTATS_EINVAL;
  nodestats::Empty(info);
  return Guard([&] {
    std::unique_ptr<nodestats::GeoDatabase> database;
    const nodestats_status status = nodestats::GeoDatabase::Load(path, max_bytes, &database);
    if (status != NODESTATS_OK) return status;
    info->build_unix_s = database->build_unix_s();
    info->versions = database->versions();
    info->has_positions = database->has_positions() ? 1 : 0;
    info->type[database->type().copy(info->type, sizeof info->type - 1)] = '\0';
    return status;
  });
}

nodestats_status nodestats_summary(nodestats_engine* engine, uint32_t format, int64_t since_unix_s,
                                   uint32_t accept_gzip, nodestats_answer* answer) noexcept {
  return nodestats::Respond(engine, answer, [&](nodestats::Engine& impl, nodestats::Answer* made) {
    return impl.Summary(format, since_unix_s, accept_gzip != 0, made);
  });
}

nodestats_status nodestats_exact(nodestats_engine* engine, uint32_t format, nodestats_answer* answer) noexcept {
  return nodestats::Respond(engine, answer,
                            [&](nodestats::Engine& impl, nodestats::Answer* made) { return impl.Exact(format, made); });
}

nodestats_status nodestats_answer_release(nodestats_answer* answer) noexcept {
  if (answer == nullptr) return NODESTATS_OK;
  if (!Usable(answer)) return NODESTATS_EINVAL;
  delete static_cast<std::shared_ptr<const nodestats::Body>*>(answer->owner);
  nodestats::Empty(answer);
  return NODESTATS_OK;
}

nodestats_status nodestats_next_to_sign(nodestats_engine* engine, nodestats_answer* answer) noexcept {
  return nodestats::RespondBytes(engine, answer, [](nodestats::Engine& impl, uint64_t* id, std::string* message) {
    return impl.NextToSign(id, message);
  });
}

nodestats_status nodestats_add_signature(nodestats_engine* engine, uint64_t id, const void* signature,
                                         size_t size) noexcept {
  if (engine == nullptr || signature == nullptr) return NODESTATS_EINVAL;
  return Guard([&] { return engine->impl->AddSignature(id, {static_cast<const char*>(signature), size}); });
}

nodestats_status nodestats_next_frozen(nodestats_engine* engine, uint64_t after_id, nodestats_answer* answer) noexcept {
  return nodestats::RespondBytes(engine, answer, [&](nodestats::Engine& impl, uint64_t* id, std::string* data) {
    return impl.NextFrozen(after_id, id, data);
  });
}

nodestats_status nodestats_restore_frozen(nodestats_engine* engine, const void* data, size_t size) noexcept {
  if (engine == nullptr || data == nullptr) return NODESTATS_EINVAL;
  return Guard([&] { return engine->impl->RestoreFrozen({static_cast<const char*>(data), size}); });
}

nodestats_status nodestats_get_info(nodestats_engine* engine, nodestats_info* info) noexcept {
  if (engine == nullptr || !Usable(info)) return NODESTATS_EINVAL;
  nodestats::Empty(info);
  return Guard([&] {
    engine->impl->Info(info);
    return NODESTATS_OK;
  });
}

}  // extern "C"
