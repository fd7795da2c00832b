// Who takes part in the hours of a day, in the day, in the week.
#ifndef NODESTATS_CRAWLER_VIEW_MEMBERS_H_
#define NODESTATS_CRAWLER_VIEW_MEMBERS_H_

#include <array>
#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "base/account.h"
#include "chain/tickets.h"
#include "view/network_view.h"

namespace nodestats::crawler {

// Stretches of one day, as bits: hour h, and the day.
inline constexpr int kHoursOfDay = 24;
inline constexpr int kDayBit = kHoursOfDay;
inline constexpr int kStretchCount = kHoursOfDay + 1;

// An instance, and the stretches that it has releases of.
struct Member {
  Account recipient = kNoAccount;
  std::string instance_id;
  bool delegated = false;
  uint32_t stretches = 0;
  int covered_hours = 0;  // of the day
};

class Members {
 public:
  void Add(Member member) { members_.push_back(std::move(member)); }
  const std::vector<Member>& all() const { return members_; }

  // Of each stretch. `listed` are the recipients on the list; none: there is no list. known_orchestrators is left to
  // the caller.
  std::array<Participation, kStretchCount> Count(const Tickets& tickets, const std::set<Account>& listed) const;

 private:
  std::vector<Member> members_;
};

// Those of all days that were there on any of them, as of one day; covered hours are summed.
Members Union(const std::vector<const Members*>& days);

}  // namespace nodestats::crawler

#endif  // NODESTATS_CRAWLER_VIEW_MEMBERS_H_
