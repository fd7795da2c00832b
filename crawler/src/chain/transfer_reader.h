// Reads the tickets that were paid in a stretch of blocks, in as few requests as the endpoint allows.
#ifndef NODESTATS_CRAWLER_CHAIN_TRANSFER_READER_H_
#define NODESTATS_CRAWLER_CHAIN_TRANSFER_READER_H_

#include <optional>
#include <vector>

#include "absl/status/status.h"
#include "chain/discover_chain.h"
#include "chain/log_ranges.h"
#include "chain/rpc_client.h"
#include "chain/ticket_ledger.h"

namespace nodestats::crawler {

class TransferReader {
 public:
  // `unsettled` is the first block that another node of the endpoint may not have yet: where those from there on alone
  // cannot be read, that is no failure. What is not too much is asked `attempts` times.
  TransferReader(RpcClient& rpc, const Account& ticket_broker, const BlockRange& blocks, uint64_t unsettled,
                 int attempts)
      : rpc_(rpc),
        broker_(ticket_broker),
        blocks_(blocks),
        unsettled_(unsettled),
        attempts_(attempts),
        ranges_(blocks) {}

  // Until all are read. Providers word it in too many ways that they give fewer blocks or logs at once, so any failure
  // of several blocks asks for them in halves; but a range is asked again as it is where as many were given elsewhere,
  // since then more likely the rate is limited. Errors: as ReadTickets.
  absl::Status Read(const ProgressLine& progress);

  // Also where Read failed: all blocks before `next` were read, and these are the tickets of them.
  uint64_t next() const { return ranges_.next().value_or(blocks_.last + 1); }
  std::vector<Transfer> TransfersBeforeNext() const;

 private:
  absl::Status AskSome();
  std::optional<RpcError> ErrorOf(const RpcItem& item);
  absl::Status Use(const nlohmann::json& logs, const BlockRange& range);
  absl::Status Failed(const RpcError& error, const BlockRange& range);
  bool NullIsNone();
  absl::Status TooSlow() const;

  RpcClient& rpc_;
  const Account broker_;
  const BlockRange blocks_;
  const uint64_t unsettled_;
  const int attempts_;
  LogRanges ranges_;
  std::vector<Transfer> transfers_{};
  struct {
    bool got = false, failed = false, repeats = false;
  } last_{};          // request: what came of its ranges
  int repeated_ = 0;  // times in a row that ranges were asked again as they are, and nothing came
  bool got_any_ = false;
  bool end_is_left_out_ = false;
  std::optional<bool> null_is_none_{};
  std::string trouble_{};  // the last
};

}  // namespace nodestats::crawler

#endif  // NODESTATS_CRAWLER_CHAIN_TRANSFER_READER_H_
