#include "command/chain_flags.h"

#include <CLI/CLI.hpp>
#include <string>

#include "absl/strings/str_cat.h"

namespace nodestats::crawler {
namespace {

constexpr char kGroup[] = "Chain";

Account ReadAccount(const std::string& flag, const std::string& text) {
  const std::optional<Account> account = ParseAccount(text);
  if (!account) throw CLI::ValidationError(flag, absl::StrCat("\"", text, "\" is not 0x and 40 hexadecimal digits"));
  return *account;
}

template <typename Value>
CLI::Option* AddAccount(CLI::App& app, const std::string& flag, Value& value, const std::string& help) {
  const auto read = [&value, flag](const std::string& text) { value = ReadAccount(flag, text); };
  return app.add_option_function<std::string>(flag, read, help)->type_name("ADDRESS")->group(kGroup);
}

// The Controller knows these; so that a contract that moves is found, the addresses of today are told and not used.
void AddKnownContract(CLI::App& app, const std::string& flag, std::optional<Account>& value, const std::string& name,
                      const std::string& today) {
  AddAccount(app, flag, value, absl::StrCat(name, " (default: asked of the Controller; on Arbitrum One ", today, ")"));
}

}  // namespace

void AddChainFlags(CLI::App& app, ChainFlags& flags) {
  constexpr int kMostCalls = 1000;
  constexpr int kMostAttempts = 20;
  ChainOptions& options = flags.options;
  Contracts& contracts = options.contracts;
  app.add_option("--rpc", options.rpc_url, "JSON-RPC endpoint of the chain; only its host is ever shown")
      ->type_name("URL")
      ->envname("NODESTATS_RPC")
      ->group(kGroup);
  app.add_option("--chain-id", options.expected_chain_id, "the chain that it has to be of; 42161 is Arbitrum One")
      ->capture_default_str()
      ->type_name("ID")
      ->group(kGroup);
  AddAccount(app, "--controller", contracts.controller, "Controller")->default_str(AccountText(contracts.controller));
  AddKnownContract(app, "--bonding-manager", contracts.bonding_manager, "BondingManager",
                   "0x35Bcf3c30594191d53231E4FF333E8A770453e40");
  AddKnownContract(app, "--service-registry", contracts.service_registry, "ServiceRegistry",
                   "0xC92d3A360b8f9e083bA64DE15d95Cf8180897431");
  AddKnownContract(app, "--rounds-manager", contracts.rounds_manager, "RoundsManager",
                   "0xdd6f56DcC28D3F5f27084381fE8Df634985cc39f");
  AddKnownContract(app, "--ticket-broker", contracts.ticket_broker, "TicketBroker",
                   "0xa8bB618B1520E284046F3dFc448851A1Ff26e41B");
  AddAccount(app, "--ai-service-registry", contracts.ai_service_registry, "AIServiceRegistry, for --ai")
      ->default_str(AccountText(contracts.ai_service_registry));
  app.add_flag("--ai", options.ai_registry, "also read the URIs in the AIServiceRegistry")->group(kGroup);
  app.add_option("--rpc-batch", options.batch, "calls in one request")
      ->check(CLI::Range(1, kMostCalls))
      ->capture_default_str()
      ->group(kGroup);
  app.add_option("--rpc-attempts", options.attempts, "attempts where the endpoint is busy or away")
      ->check(CLI::Range(1, kMostAttempts))
      ->capture_default_str()
      ->group(kGroup);
}

}  // namespace nodestats::crawler
