#include "remote_write/stepped_over.h"

#include "absl/strings/str_cat.h"
#include "remote_write/receiver.h"

namespace nodestats::crawler {
namespace {

std::string Releases(int64_t count) { return absl::StrCat(count, count == 1 ? " release" : " releases"); }

}  // namespace

std::vector<std::string> SteppedOver(const RemoteWriteOptions& options, const Pushed& pushed) {
  std::vector<std::string> lines;
  if (pushed.too_old > 0) {
    lines.push_back(absl::StrCat("remote write to ", ShownUrl(options.url), ": stepped over ", Releases(pushed.too_old),
                                 " that ended longer ago than --remote-write-max-age"));
  }
  if (pushed.refused > 0) {
    lines.push_back(
        absl::StrCat(pushed.refusal, "; stepped over ", Releases(pushed.refused), " that it refuses, for good"));
  }
  return lines;
}

}  // namespace nodestats::crawler
