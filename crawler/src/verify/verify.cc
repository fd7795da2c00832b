#include "verify/verify.h"

#include <google/protobuf/io/coded_stream.h>
#include <google/protobuf/stubs/logging.h>
#include <google/protobuf/wire_format_lite.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "base/printable.h"
#include "domain/windows.h"
#include "verify/release_check.h"

namespace nodestats::crawler {
namespace {

using google::protobuf::internal::WireFormatLite;
using google::protobuf::io::CodedInputStream;

constexpr size_t kMaxVersionBytes = 128;
constexpr int64_t kOldestS = 16 * 24 * kHourS;  // nodes keep 14 days

// Which instance told of each window of an answer. Behind one address is one node, and it makes each window once.
class Tellers {
 public:
  // False where another instance told of the window.
  bool Add(const v1::Release& release) {
    const auto window = std::make_pair(release.window(), release.start_unix_seconds());
    return instances_.emplace(window, release.instance_id()).first->second == release.instance_id();
  }

 private:
  std::map<std::pair<v1::Window, int64_t>, std::string> instances_;
};

// Releases in a serialized Summary, without making any: an empty one has 2 bytes there, and 100 in memory. -1 where it
// is no message.
int CountReleases(absl::string_view summary) {
  CodedInputStream stream(reinterpret_cast<const uint8_t*>(summary.data()), static_cast<int>(summary.size()));
  int count = 0;
  for (uint32_t tag = stream.ReadTag(); tag != 0; tag = stream.ReadTag()) {
    count += WireFormatLite::GetTagFieldNumber(tag) == v1::Summary::kReleasesFieldNumber ? 1 : 0;
    if (!WireFormatLite::SkipField(&stream, tag)) return -1;
  }
  return stream.ConsumedEntireMessage() ? count : -1;
}

// protobuf writes a line to stderr for each string that is not UTF-8, which strangers could make it do for ever.
void SilenceProtobuf() {
  static std::once_flag once;
  std::call_once(once, [] { google::protobuf::SetLogHandler(nullptr); });
}

// How much a reason says against the node: of several, the first here is the one that is shown.
int Weight(Reason reason) {
  constexpr Reason kWorstFirst[] = {Reason::kBadSignature,  Reason::kMalformed, Reason::kTooLarge,
                                    Reason::kFromTheFuture, Reason::kUnsigned,  Reason::kNone};
  return static_cast<int>(std::end(kWorstFirst) - std::find(std::begin(kWorstFirst), std::end(kWorstFirst), reason));
}

void Add(Finding wrong, Fetched& fetched) {
  if (Weight(wrong.reason) <= Weight(fetched.reason)) return;
  fetched.reason = wrong.reason;
  fetched.detail = std::move(wrong.detail);
  fetched.unvouched = wrong.unvouched;
}

bool ParseSummary(absl::string_view bytes, const VerifyOptions& options, v1::Summary& summary, Fetched& fetched) {
  const int count = CountReleases(bytes);
  if (count > options.max_releases) {
    Add({Reason::kTooLarge, absl::StrCat(count, " releases in one answer")}, fetched);
  } else if (bytes.empty()) {
    Add({Reason::kMalformed, "an empty answer"}, fetched);
  } else if (count < 0 || !summary.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) {
    Add({Reason::kMalformed, "the answer is no Summary"}, fetched);
  }
  return fetched.reason == Reason::kNone;
}

}  // namespace

void VerifySummary(absl::string_view summary_bytes, const VerifyOptions& options, Fetched& fetched) {
  SilenceProtobuf();
  v1::Summary summary;
  if (!ParseSummary(summary_bytes, options, summary, fetched)) return;
  fetched.software_version = Printable(summary.software_version(), kMaxVersionBytes);
  fetched.next_release_unix_seconds = summary.next_release_unix_seconds();
  std::set<std::pair<std::string, std::string>> seen;
  Tellers tellers;
  for (v1::SignedRelease& candidate : *summary.mutable_releases()) {
    if (!seen.emplace(candidate.payload(), candidate.signature()).second) continue;
    VerifiedRelease verified;
    Findings wrong = CheckRelease(fetched.endpoint, options, candidate, verified);
    if (!wrong && !tellers.Add(verified.release)) wrong = Malformed("two instances tell of one window");
    if (wrong) {
      ++fetched.rejected;
      Add(std::move(*wrong), fetched);
    } else if (verified.release.end_unix_seconds() > options.now_unix_seconds - kOldestS) {
      fetched.releases.push_back(std::move(verified));
    }
  }
}

}  // namespace nodestats::crawler
