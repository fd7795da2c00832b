// Numbers and bytes as JSON-RPC writes them.
#ifndef NODESTATS_CRAWLER_CHAIN_HEX_H_
#define NODESTATS_CRAWLER_CHAIN_HEX_H_

#include <cstdint>
#include <optional>
#include <string>

#include "absl/strings/string_view.h"
#include "nlohmann/json.hpp"

namespace nodestats::crawler {

std::string HexQuantity(uint64_t number);
std::string HexData(absl::string_view bytes);

// nullopt for what is no such text, or a number above 64 bits.
std::optional<uint64_t> ParseHexQuantity(const nlohmann::json& value);
std::optional<std::string> ParseHexData(const nlohmann::json& value);

}  // namespace nodestats::crawler

#endif  // NODESTATS_CRAWLER_CHAIN_HEX_H_
