#include "release/shelf.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace nodestats {
namespace {

// What ends later says nothing of the hours that the clock is about to show. As long as the longest window, since of
// that one the first hour has to stay closed as well.
constexpr int64_t kMostAheadS = kWindows[kDay].length_s;

auto Order(const Frozen& frozen) { return std::make_tuple(frozen.end_s, frozen.window); }

}  // namespace

void Shelf::Add(Window window, int64_t end_s, std::string payload) {
  Frozen frozen;
  frozen.id = last_id_ + 1;
  frozen.window = window;
  frozen.end_s = end_s;
  frozen.payload = std::move(payload);
  const auto after = [](const Frozen& a, const Frozen& b) { return Order(a) < Order(b); };
  waiting_.insert(std::upper_bound(waiting_.begin(), waiting_.end(), frozen, after), std::move(frozen));
  ++last_id_;
  newest_end_s_ = std::max(newest_end_s_, end_s);
}

const Frozen* Shelf::NextToSign() const {
  if (!wants_signatures_) return nullptr;
  const auto unsigned_one = [](const Frozen& frozen) { return frozen.signature.empty(); };
  const auto found = std::find_if(waiting_.begin(), waiting_.end(), unsigned_one);
  return found == waiting_.end() ? nullptr : &*found;
}

bool Shelf::Sign(uint64_t id, absl::string_view signature) {
  if (!wants_signatures_) return false;
  for (Frozen& frozen : waiting_) {
    if (frozen.id != id || !frozen.signature.empty()) continue;
    frozen.signature = std::string(signature);
    return true;
  }
  return false;
}

bool Shelf::Due(const Frozen& frozen, int64_t now_s) const {
  return now_s >= frozen.end_s + kReleaseDelayS && (!wants_signatures_ || !frozen.signature.empty());
}

bool Shelf::Update(int64_t now_s) {
  bool changed = Forget(now_s);
  while (!waiting_.empty()) {
    const int64_t end_s = waiting_.front().end_s;
    const auto group_end =
        std::find_if(waiting_.begin(), waiting_.end(), [&](const Frozen& frozen) { return frozen.end_s != end_s; });
    if (!std::all_of(waiting_.begin(), group_end, [&](const Frozen& frozen) { return Due(frozen, now_s); })) break;
    // All of them or none: what may throw comes first.
    std::vector<std::shared_ptr<const Frozen>> group;
    for (auto one = waiting_.begin(); one != group_end; ++one) group.push_back(std::make_shared<const Frozen>(*one));
    kept_.reserve(kept_.size() + group.size());
    for (auto& one : group) Keep(std::move(one));
    waiting_.erase(waiting_.begin(), group_end);
    changed = true;
  }
  return changed;
}

void Shelf::Keep(std::shared_ptr<const Frozen> frozen) {
  const int64_t end_s = frozen->end_s;
  const auto after = [](const auto& a, const auto& b) { return Order(*a) < Order(*b); };
  kept_.insert(std::upper_bound(kept_.begin(), kept_.end(), frozen, after), std::move(frozen));
  newest_end_s_ = std::max(newest_end_s_, end_s);
}

bool Shelf::Forget(int64_t now_s) {
  const auto too_old = [&](const Frozen& frozen) { return frozen.kept_until_s() <= now_s; };
  waiting_.erase(std::remove_if(waiting_.begin(), waiting_.end(), too_old), waiting_.end());
  const auto kept = std::remove_if(kept_.begin(), kept_.end(), [&](const auto& frozen) { return too_old(*frozen); });
  const bool changed = kept != kept_.end();
  kept_.erase(kept, kept_.end());
  return changed;
}

nodestats_status Shelf::Restore(Frozen frozen, int64_t now_s) {
  if (frozen.kept_until_s() <= now_s) return NODESTATS_EEXPIRED;
  if (frozen.end_s > now_s) {
    if (frozen.end_s - now_s <= kMostAheadS) future_end_s_ = std::max(future_end_s_, frozen.end_s);
    return NODESTATS_EFUTURE;
  }
  const auto same = [&](const Frozen& held) { return Order(held) == Order(frozen); };
  if (std::any_of(waiting_.begin(), waiting_.end(), same) ||
      std::any_of(kept_.begin(), kept_.end(), [&](const auto& kept) { return same(*kept); })) {
    return NODESTATS_EEXIST;
  }
  Keep(std::make_shared<const Frozen>(std::move(frozen)));
  return NODESTATS_OK;
}

const Frozen* Shelf::Next(uint64_t after_id) const {
  const Frozen* next = nullptr;
  for (const auto& frozen : kept_) {
    if (frozen->id > after_id && (next == nullptr || frozen->id < next->id)) next = frozen.get();
  }
  return next;
}

}  // namespace nodestats
