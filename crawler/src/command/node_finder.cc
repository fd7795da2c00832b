#include "command/node_finder.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "command/release_uris.h"

namespace nodestats::crawler {
namespace {

constexpr absl::Duration kLongestNamesWait = absl::Hours(1);

}  // namespace

absl::Status NodeFinder::Refresh(absl::Duration list_age) {
  if (clock_.Steady() >= list_due_) return ReadList(list_age);
  if (clock_.Steady() >= names_due_) LookUpNames();
  return absl::OkStatus();
}

absl::Status NodeFinder::ReadList(absl::Duration list_age) {
  absl::StatusOr<Found> found = FindNodes(options_, store_, clock_, stop_, progress_);
  if (!found.ok()) return found.status();
  found_ = *std::move(found);
  const SteadyTime now = clock_.Steady();
  if (found_.trouble.empty()) {
    list_wait_.Succeeded();
    list_due_ = now + list_age;
  } else {
    progress_.Note(found_.trouble);
    list_due_ = now + list_wait_.Failed(list_age);
  }
  names_wait_.Succeeded();
  names_due_ = now + names_wait_.Failed(kLongestNamesWait);
  return absl::OkStatus();
}

void NodeFinder::LookUpNames() {
  const LookedUp names = LookUpAgain(options_, found_.resolved, stop_);
  if (names.resolved > 0) {
    progress_.Note(absl::StrCat(names.resolved, " of ", names.asked, " names that had no address have one now"));
    names_wait_.Succeeded();
  }
  names_due_ = clock_.Steady() + names_wait_.Failed(kLongestNamesWait);
}

absl::StatusOr<Resolved> NodeFinder::AddNamedInReleases() {
  return crawler::AddNamedInReleases(ResolvingOf(options_), store_, stop_, found_);
}

NodeList NodeFinder::list() const {
  NodeList list = found_.list;
  if (found_.read_at > -absl::InfiniteDuration()) {
    list.read_unix_seconds = absl::ToUnixSeconds(clock_.Wall() - (clock_.Steady() - found_.read_at));
  }
  return list;
}

}  // namespace nodestats::crawler
