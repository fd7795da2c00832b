// JSON-RPC 2.0, as it is written and read.
#ifndef NODESTATS_CRAWLER_CHAIN_RPC_MESSAGE_H_
#define NODESTATS_CRAWLER_CHAIN_RPC_MESSAGE_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "nlohmann/json.hpp"

namespace nodestats::crawler {

struct RpcCall {
  std::string method;
  nlohmann::json params;
};

struct RpcError {
  int64_t code = 0;
  std::string message;  // as received

  bool operator==(const RpcError&) const = default;
};

// What one call came to.
struct RpcItem {
  nlohmann::json result;
  std::optional<RpcError> error;
};

// An array of calls with the ids 0, 1, ...; a single call is an object, which all endpoints take.
std::string WriteCalls(const std::vector<RpcCall>& calls);

struct RpcAnswer {
  std::vector<std::optional<RpcItem>> items;  // one for each call, in their order; nullopt: left out
  std::optional<RpcError> whole;              // an error of no call, or of all
};

// nullopt where `body` is no JSON-RPC. Ids count as numbers and as texts of numbers.
std::optional<RpcAnswer> ReadAnswer(absl::string_view body, size_t calls);

// The endpoint limits our rate, by the codes that say nothing else in most mouths.
bool IsBusy(const RpcError& error);

// The contract, not the endpoint, said no.
bool IsRevert(const RpcError& error);

// Asking the same again cannot help: the contract said no, or there is no such method or parameter. All other codes are
// used for whatever may pass: limited rates, nodes that are behind, answers that got too long.
bool IsFinal(const RpcError& error);

}  // namespace nodestats::crawler

#endif  // NODESTATS_CRAWLER_CHAIN_RPC_MESSAGE_H_
