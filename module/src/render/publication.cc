#include "render/publication.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "release/message.h"
#include "render/metric_family_sink.h"
#include "render/release_json.h"
#include "render/release_metrics.h"
#include "render/text_sink.h"
#include "render/wire.h"

namespace nodestats {
namespace {

constexpr absl::string_view kNote =
    "Not signed: the protobuf form (application/x-protobuf, or gRPC) carries the signatures.";

// Field numbers of nodestats.v1.Summary and SignedRelease.
enum : uint32_t { kSummaryReleases = 1, kSummarySoftwareVersion = 2, kSummaryNextRelease = 3 };
enum : uint32_t { kPayload = 1, kSignature = 2 };

std::string SummaryField(const Frozen& frozen) {
  std::string message;
  AppendBytesField(kPayload, frozen.payload, &message);
  if (!frozen.signature.empty()) AppendBytesField(kSignature, frozen.signature, &message);
  std::string field;
  AppendBytesField(kSummaryReleases, message, &field);
  return field;
}

std::string Json(const Frozen& frozen) {
  Message<v1::Release> release;
  release->ParseFromString(frozen.payload);
  return ReleaseJson(*release);
}

// Joins plain text and rendered pieces, with or without compression.
class Joiner {
 public:
  Joiner(bool gzip, size_t bytes) : gzip_(gzip) {
    if (!gzip) plain_.reserve(bytes);
  }
  void Add(absl::string_view text) { gzip_ ? joiner_.AddPlain(text) : absl::StrAppend(&plain_, text); }
  void Add(const Piece& piece) { gzip_ ? joiner_.Add(piece) : absl::StrAppend(&plain_, piece.plain); }
  std::shared_ptr<const Body> Finish() { return MakeBody(gzip_ ? joiner_.Finish() : std::move(plain_), gzip_); }

 private:
  const bool gzip_;
  std::string plain_;
  GzipJoiner joiner_;
};

// The newest release of each window, shortest window first.
Message<v1::Report> Newest(const RenderedReleases& releases) {
  Message<v1::Report> newest;
  for (int window = 0; window < kWindowCount; ++window) {
    const auto found = std::find_if(releases.rbegin(), releases.rend(),
                                    [&](const auto& release) { return release->frozen->window == window; });
    if (found != releases.rend()) newest->add_releases()->ParseFromString((*found)->frozen->payload);
  }
  return newest;
}

}  // namespace

RenderedRelease::RenderedRelease(std::shared_ptr<const Frozen> from)
    : frozen(std::move(from)), protobuf(MakePiece(SummaryField(*frozen))), json(MakePiece(Json(*frozen))) {}

RenderedReleases Render(const std::vector<std::shared_ptr<const Frozen>>& kept, const RenderedReleases& before) {
  RenderedReleases releases;
  for (const auto& frozen : kept) {
    const auto found =
        std::find_if(before.begin(), before.end(), [&](const auto& old) { return old->frozen == frozen; });
    releases.push_back(found != before.end() ? *found : std::make_shared<const RenderedRelease>(frozen));
  }
  return releases;
}

Publication::Publication(RenderedReleases releases, std::string software_version, int64_t next_release_unix_s)
    : releases_(std::move(releases)),
      software_version_(std::move(software_version)),
      next_release_unix_s_(next_release_unix_s) {
  if (!releases_.empty()) last_modified_unix_s_ = releases_.back()->frozen->end_s + kReleaseDelayS;
  RenderMetrics();
  for (const uint32_t format : {NODESTATS_FORMAT_JSON, NODESTATS_FORMAT_PROTOBUF}) {
    for (const bool gzip : {false, true}) bodies_[format][gzip] = Join(format, NODESTATS_SINCE_ALL, gzip);
  }
}

void Publication::RenderMetrics() {
  TextSink text;
  MetricFamilySink families;
  {
    const Message<v1::Report> newest = Newest(releases_);
    WriteReleases(newest->releases(), software_version_, next_release_unix_s_, &text);
    WriteReleases(newest->releases(), software_version_, next_release_unix_s_, &families);
  }
  const Piece text_piece = MakePiece(text.Take());
  const Piece families_piece = MakePiece(families.Take());
  for (const bool gzip : {false, true}) {
    Joiner plain(gzip, text_piece.plain.size());
    plain.Add(text_piece);
    bodies_[NODESTATS_FORMAT_TEXT][gzip] = plain.Finish();
    Joiner open_metrics(gzip, text_piece.plain.size() + kOpenMetricsEnd.size());
    open_metrics.Add(text_piece);
    open_metrics.Add(absl::string_view(kOpenMetricsEnd.data(), kOpenMetricsEnd.size()));
    bodies_[NODESTATS_FORMAT_OPENMETRICS][gzip] = open_metrics.Finish();
    Joiner delimited(gzip, families_piece.plain.size());
    delimited.Add(families_piece);
    bodies_[NODESTATS_FORMAT_METRIC_FAMILY][gzip] = delimited.Finish();
  }
}

std::shared_ptr<const Body> Publication::Join(uint32_t format, int64_t since_unix_s, bool gzip) const {
  const bool json = format == NODESTATS_FORMAT_JSON;
  std::vector<const Piece*> pieces;
  size_t bytes = 512;  // what stands around them
  for (const auto& release : releases_) {
    if (release->frozen->end_s <= since_unix_s) continue;
    pieces.push_back(json ? &release->json : &release->protobuf);
    bytes += pieces.back()->plain.size() + 1;
  }
  Joiner joiner(gzip, bytes);
  if (json) joiner.Add(absl::StrCat("{\"note\":\"", kNote, "\",\"releases\":["));
  absl::string_view separator;
  for (const Piece* piece : pieces) {
    if (json) joiner.Add(separator);
    joiner.Add(*piece);
    separator = ",";
  }
  if (json) {
    joiner.Add(absl::StrCat("],\"softwareVersion\":\"", software_version_, "\",\"nextReleaseUnixSeconds\":\"",
                            next_release_unix_s_, "\"}\n"));
    return joiner.Finish();
  }
  std::string end;
  AppendBytesField(kSummarySoftwareVersion, software_version_, &end);
  if (next_release_unix_s_ != 0) {
    AppendVarintField(kSummaryNextRelease, static_cast<uint64_t>(next_release_unix_s_), &end);
  }
  joiner.Add(end);
  return joiner.Finish();
}

nodestats_status Publication::Get(uint32_t format, int64_t since_unix_s, bool accept_gzip, Answer* answer) const {
  if (format < NODESTATS_FORMAT_TEXT || format > NODESTATS_FORMAT_PROTOBUF || since_unix_s < 0) return NODESTATS_EINVAL;
  const bool listed = format == NODESTATS_FORMAT_JSON || format == NODESTATS_FORMAT_PROTOBUF;
  answer->body = listed && since_unix_s != NODESTATS_SINCE_ALL ? Join(format, since_unix_s, accept_gzip)
                                                               : bodies_[format][accept_gzip];
  answer->last_modified_unix_s = last_modified_unix_s_;
  answer->next_release_unix_s = next_release_unix_s_;
  return NODESTATS_OK;
}

}  // namespace nodestats
