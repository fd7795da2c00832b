#include "chain/transfer_reader.h"

#include <algorithm>
#include <iterator>
#include <string>

#include "absl/strings/str_cat.h"
#include "chain/ticket_log.h"

namespace nodestats::crawler {
namespace {

constexpr size_t kRangesAtOnce = 8;  // logs are long: fewer to a request than of other calls

}  // namespace

absl::Status TransferReader::Read(const ProgressLine& progress) {
  while (ranges_.next()) {
    if (progress) {
      progress(absl::StrCat("reading paid tickets: ", next() - blocks_.first, " of ", blocks_.last - blocks_.first + 1,
                            " blocks"));
    }
    absl::Status status = AskSome();
    if (absl::IsDeadlineExceeded(status)) return TooSlow();
    if (!status.ok()) return status;
  }
  return absl::OkStatus();
}

absl::Status TransferReader::AskSome() {
  std::vector<BlockRange> asked;
  std::vector<RpcCall> calls;
  while (asked.size() < kRangesAtOnce && ranges_.next()) {
    asked.push_back(*ranges_.Take());
    calls.push_back(AskTicketLogs(broker_, asked.back()));
  }
  const absl::StatusOr<std::vector<RpcItem>> items = rpc_.TryBatch(calls);
  absl::Status status = items.status();
  last_ = {};
  std::vector<std::optional<RpcError>> errors(asked.size());
  // First what was given, since it tells what is too much.
  for (size_t i = 0; status.ok() && i < asked.size(); ++i) {
    errors[i] = ErrorOf((*items)[i]);
    if (!errors[i]) status = Use((*items)[i].result, asked[i]);
  }
  // From the last on, so that what is asked again is put back in the order of blocks.
  for (size_t i = asked.size(); status.ok() && i-- > 0;) {
    if (errors[i]) status = Failed(*errors[i], asked[i]);
  }
  if (!status.ok()) {
    for (size_t i = asked.size(); i-- > 0;) ranges_.Again(asked[i]);  // so that `next` is right
    return status;
  }
  repeated_ = last_.repeats && !last_.got ? repeated_ + 1 : 0;
  if (last_.failed && ranges_.next()) rpc_.Wait(std::max(repeated_, 1));
  return absl::OkStatus();
}

std::optional<RpcError> TransferReader::ErrorOf(const RpcItem& item) {
  if (item.error || !item.result.is_null() || NullIsNone()) return item.error;
  return RpcError{.code = 0, .message = "null in place of logs"};
}

absl::Status TransferReader::Use(const nlohmann::json& logs, const BlockRange& range) {
  static const nlohmann::json kNone = nlohmann::json::array();
  const nlohmann::json& list = logs.is_null() ? kNone : logs;  // not copied: deep nesting would end the stack
  const std::optional<std::vector<Transfer>> read = ReadTicketLogs(list, broker_, range);
  if (!read) return rpc_.Nonsense("eth_getLogs: the answer holds other things than paid tickets");
  ranges_.Got(range);
  transfers_.insert(transfers_.end(), read->begin(), read->end());
  last_.got = got_any_ = true;
  return absl::OkStatus();
}

absl::Status TransferReader::Failed(const RpcError& error, const BlockRange& range) {
  absl::Status status = rpc_.Explain("eth_getLogs", error);
  trouble_ = std::string(status.message());
  last_.failed = true;
  if (end_is_left_out_ && range.first >= unsettled_) return absl::OkStatus();
  const bool is_hardly_too_much = range.first == range.last || ranges_.HasGiven(range);
  if (is_hardly_too_much && repeated_ < attempts_ - 1) {
    ranges_.Again(range);
    last_.repeats = true;
    return absl::OkStatus();
  }
  if (ranges_.TooMuch(range)) return absl::OkStatus();
  end_is_left_out_ = got_any_ && range.first >= unsettled_;  // it is read again the next time
  return end_is_left_out_ ? absl::OkStatus() : status;
}

// In some mouths null is an empty list, in others it is a failure that was not told. An endpoint shows which by what it
// says where there is nothing for certain.
bool TransferReader::NullIsNone() {
  if (null_is_none_) return *null_is_none_;
  const auto items = rpc_.TryBatch({AskNoLogs(broker_, {.first = blocks_.first, .last = blocks_.first})});
  if (!items.ok() || (*items)[0].error) return false;
  null_is_none_ = (*items)[0].result.is_null();
  return *null_is_none_;
}

std::vector<Transfer> TransferReader::TransfersBeforeNext() const {
  std::vector<Transfer> before;
  std::copy_if(transfers_.begin(), transfers_.end(), std::back_inserter(before),
               [end = next()](const Transfer& transfer) { return transfer.block < end; });
  std::sort(before.begin(), before.end(),
            [](const Transfer& one, const Transfer& other) { return one.block < other.block; });
  return before;
}

absl::Status TransferReader::TooSlow() const {
  return absl::DeadlineExceededError(absl::StrCat(
      "RPC endpoint ", rpc_.name().host(), " gives the logs of too few blocks at once, or is too slow: after ",
      rpc_.requests(), " requests, ", next() - blocks_.first, " of ", blocks_.last - blocks_.first + 1,
      " blocks are read; try another --rpc, or wait: what was read is kept",
      trouble_.empty() ? "" : absl::StrCat(" (last: ", trouble_, ")")));
}

}  // namespace nodestats::crawler
