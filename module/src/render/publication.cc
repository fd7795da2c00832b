#include "render/publication.h"

#include <algorithm>
#include <deque>
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

// A form in which all kept releases, or the latest ones, stand one after the other.
struct List {
  Part RenderedRelease::* part;
  absl::string_view beginning;
  absl::string_view separator;
};

constexpr List kJson = {
    &RenderedRelease::json,
    "{\"note\":\"Not signed: the protobuf form (application/x-protobuf, or gRPC) carries the signatures.\","
    "\"releases\":[",
    ","};
constexpr List kProtobuf = {&RenderedRelease::protobuf, "", ""};

const List& ListOf(uint32_t format) { return format == NODESTATS_FORMAT_JSON ? kJson : kProtobuf; }

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

// Joins plain text and parts, with or without compression.
class Joiner {
 public:
  Joiner(bool gzip, size_t bytes) : gzip_(gzip) { gzip ? joiner_.Reserve(bytes) : plain_.reserve(bytes); }
  size_t size() const { return gzip_ ? joiner_.size() : plain_.size(); }
  void Add(absl::string_view text) { gzip_ ? joiner_.AddPlain(text) : AddPlain(text); }
  void Add(const Part& part) { gzip_ ? joiner_.Add(part.deflated) : AddPlain(part.plain); }
  std::shared_ptr<const Body> Finish() {
    return gzip_ ? MakeBody(joiner_.Finish(), true) : MakeBody(std::move(plain_), false);
  }

 private:
  void AddPlain(absl::string_view text) { plain_.append(text.data(), text.size()); }

  const bool gzip_;
  Bytes plain_;
  GzipJoiner joiner_;
};

// The newest release of each window, shortest window first.
Message<v1::Report> Newest(const std::vector<RenderedRelease>& releases) {
  Message<v1::Report> newest;
  for (int window = 0; window < kWindowCount; ++window) {
    const auto found = std::find_if(releases.rbegin(), releases.rend(),
                                    [&](const auto& release) { return release.frozen->window == window; });
    if (found != releases.rend()) newest->add_releases()->ParseFromString(found->frozen->payload);
  }
  return newest;
}

}  // namespace

const RenderedRelease* Publication::Find(const std::shared_ptr<const Frozen>& frozen) const {
  const auto found = std::find_if(releases_.begin(), releases_.end(),
                                  [&](const RenderedRelease& release) { return release.frozen == frozen; });
  return found == releases_.end() ? nullptr : &*found;
}

Publication::Publication(const std::vector<std::shared_ptr<const Frozen>>& kept, const Publication* before,
                         std::string software_version, int64_t next_release_unix_s)
    : software_version_(std::move(software_version)), next_release_unix_s_(next_release_unix_s) {
  std::deque<std::string> made;  // stays where it is when it grows
  const auto make_part = [&made](std::string bytes) {
    const std::string& plain = made.emplace_back(std::move(bytes));
    return Part{plain, Deflate(plain, &made.emplace_back())};
  };
  for (const std::shared_ptr<const Frozen>& frozen : kept) {
    if (const RenderedRelease* old = before == nullptr ? nullptr : before->Find(frozen); old != nullptr) {
      releases_.push_back(*old);
      continue;
    }
    releases_.push_back({frozen, make_part(SummaryField(*frozen)), make_part(Json(*frozen))});
  }
  if (!releases_.empty()) last_modified_unix_s_ = releases_.back().frozen->end_s + kReleaseDelayS;
  for (const uint32_t format : {NODESTATS_FORMAT_JSON, NODESTATS_FORMAT_PROTOBUF}) {
    for (const bool gzip : {false, true}) {
      std::vector<size_t> begins;
      bodies_[format][gzip] = Join(format, NODESTATS_SINCE_ALL, gzip, &begins);
      // What the parts were copied from, `before` or `made`, goes: from here on they are those of this answer.
      for (size_t i = 0; i < releases_.size(); ++i) {
        Part& part = releases_[i].*ListOf(format).part;
        absl::string_view& bytes = gzip ? part.deflated.stream : part.plain;
        bytes = bodies_[format][gzip]->bytes.substr(begins[i], bytes.size());
      }
    }
  }
  RenderMetrics();
}

void Publication::RenderMetrics() {
  const Message<v1::Report> newest = Newest(releases_);
  const auto render = [&](auto sink) {
    WriteReleases(newest->releases(), software_version_, next_release_unix_s_, &sink);
    return sink.Take();
  };
  std::string stream;
  {
    std::string text = render(TextSink());
    const Deflated deflated = Deflate(text, &stream);
    const absl::string_view end(kOpenMetricsEnd.data(), kOpenMetricsEnd.size());
    bodies_[NODESTATS_FORMAT_TEXT][true] = MakeBody(Gzip(deflated, ""), true);
    bodies_[NODESTATS_FORMAT_OPENMETRICS][true] = MakeBody(Gzip(deflated, end), true);
    const size_t text_size = text.size();
    absl::StrAppend(&text, end);
    const std::shared_ptr<const Body> open_metrics = MakeBody(Bytes(text.data(), text.size()), false);
    bodies_[NODESTATS_FORMAT_OPENMETRICS][false] = open_metrics;
    bodies_[NODESTATS_FORMAT_TEXT][false] = MakePrefix(*open_metrics, text_size);
  }
  const std::string families = render(MetricFamilySink());
  bodies_[NODESTATS_FORMAT_METRIC_FAMILY][true] = MakeBody(Gzip(Deflate(families, &stream), ""), true);
  bodies_[NODESTATS_FORMAT_METRIC_FAMILY][false] = MakeBody(Bytes(families.data(), families.size()), false);
}

std::shared_ptr<const Body> Publication::Join(uint32_t format, int64_t since_unix_s, bool gzip,
                                              std::vector<size_t>* begins) const {
  const List& list = ListOf(format);
  std::string end;
  if (format == NODESTATS_FORMAT_JSON) {
    end = absl::StrCat("],\"softwareVersion\":\"", software_version_, "\",\"nextReleaseUnixSeconds\":\"",
                       next_release_unix_s_, "\"}\n");
  } else {
    AppendBytesField(kSummarySoftwareVersion, software_version_, &end);
    if (next_release_unix_s_ != 0) {
      AppendVarintField(kSummaryNextRelease, static_cast<uint64_t>(next_release_unix_s_), &end);
    }
  }
  std::vector<const Part*> parts;
  const size_t per_plain = gzip ? GzipJoiner::kBytesPerPlain : 0;
  size_t bytes = list.beginning.size() + end.size() + 2 * per_plain + (gzip ? GzipJoiner::kBytesAround : 0);
  for (const RenderedRelease& release : releases_) {
    if (release.frozen->end_s <= since_unix_s) continue;
    parts.push_back(&(release.*list.part));
    bytes += (gzip ? parts.back()->deflated.stream : parts.back()->plain).size() + list.separator.size() + per_plain;
  }
  Joiner joiner(gzip, bytes);
  joiner.Add(list.beginning);
  absl::string_view separator;
  for (const Part* part : parts) {
    joiner.Add(separator);
    if (begins != nullptr) begins->push_back(joiner.size());
    joiner.Add(*part);
    separator = list.separator;
  }
  joiner.Add(end);
  return joiner.Finish();
}

nodestats_status Publication::Get(uint32_t format, int64_t since_unix_s, bool accept_gzip, Answer* answer) const {
  if (format < NODESTATS_FORMAT_TEXT || format > NODESTATS_FORMAT_PROTOBUF || since_unix_s < 0) return NODESTATS_EINVAL;
  const bool listed = format == NODESTATS_FORMAT_JSON || format == NODESTATS_FORMAT_PROTOBUF;
  answer->body = listed && since_unix_s != NODESTATS_SINCE_ALL ? Join(format, since_unix_s, accept_gzip, nullptr)
                                                               : bodies_[format][accept_gzip];
  answer->last_modified_unix_s = last_modified_unix_s_;
  answer->next_release_unix_s = next_release_unix_s_;
  return NODESTATS_OK;
}

}  // namespace nodestats
