#include "view/members.h"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

namespace nodestats::crawler {
namespace {

struct Recipient {
  uint32_t stretches = 0;
  uint32_t delegated = 0;  // stretches in which one of its instances is
  bool is_former = false;  // not on the list any more
};

double TotalOf(const std::map<Account, double>& fees) {
  double total = 0;
  for (const auto& [recipient, fee] : fees) total += fee;
  return total;
}

void CountInstance(const Member& member, std::array<Participation, kStretchCount>& counts) {
  for (int i = 0; i < kStretchCount; ++i) {
    if ((member.stretches >> i & 1) == 0) continue;
    Participation& count = counts[static_cast<size_t>(i)];
    ++count.instances;
    count.covered_hours += i == kDayBit ? member.covered_hours : 1;
  }
}

// `fee_share` is nullopt where there are no fees to have a share of.
void CountRecipient(const Recipient& recipient, std::optional<double> fee_share,
                    std::array<Participation, kStretchCount>& counts) {
  for (int i = 0; i < kStretchCount; ++i) {
    if ((recipient.stretches >> i & 1) == 0) continue;
    Participation& count = counts[static_cast<size_t>(i)];
    ++count.recipients;
    count.delegated += static_cast<int>(recipient.delegated >> i & 1);
    count.former += recipient.is_former ? 1 : 0;
    if (fee_share.has_value()) *count.fee_share += *fee_share;
  }
}

}  // namespace

std::array<Participation, kStretchCount> Members::Count(const Tickets& tickets, const std::set<Account>& listed) const {
  std::array<Participation, kStretchCount> counts;
  const double fees = TotalOf(tickets.fees_eth);
  if (fees > 0) {
    for (Participation& count : counts) count.fee_share = 0;
  }
  std::map<Account, Recipient> recipients;
  for (const Member& member : members_) {
    CountInstance(member, counts);
    Recipient& recipient = recipients[member.recipient];
    recipient.stretches |= member.stretches;
    if (member.delegated) recipient.delegated |= member.stretches;
    recipient.is_former = !listed.empty() && !listed.contains(member.recipient);
  }
  for (const auto& [account, recipient] : recipients) {
    const auto fee = tickets.fees_eth.find(account);
    const double own = fee == tickets.fees_eth.end() ? 0 : fee->second;
    CountRecipient(recipient, fees > 0 ? std::optional<double>(own / fees) : std::nullopt, counts);
  }
  return counts;
}

Members Union(const std::vector<const Members*>& days) {
  std::map<std::pair<Account, std::string>, Member> found;
  for (const Members* day : days) {
    for (const Member& member : day->all()) {
      if ((member.stretches >> kDayBit & 1) == 0) continue;
      Member& sum = found[{member.recipient, member.instance_id}];
      const int covered_hours = sum.covered_hours + member.covered_hours;
      sum = member;
      sum.stretches = uint32_t{1} << kDayBit;
      sum.covered_hours = covered_hours;
    }
  }
  Members all;
  for (auto& [name, member] : found) all.Add(std::move(member));
  return all;
}

}  // namespace nodestats::crawler
