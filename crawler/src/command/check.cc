// nodestats-crawl check: one node, as an operator wants to see it.
#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>
#include <string>

#include "absl/time/clock.h"
#include "base/account.h"
#include "command/check_report.h"
#include "command/commands.h"
#include "command/options.h"
#include "command/progress.h"
#include "command/stop.h"
#include "discovery/discovery.h"
#include "discovery/route.h"
#include "fetch/fetcher.h"

namespace nodestats::crawler {
namespace {

struct CheckCommand {
  std::string uri;
  std::string recipient;
  bool allow_private_addresses = true;
  FetchOptions fetch;
};

NodeList ListOf(const CheckCommand& command) {
  Orchestrator orchestrator;
  if (!command.recipient.empty()) orchestrator.recipient = ParseAccount(command.recipient).value_or(kNoAccount);
  orchestrator.uris.push_back({command.uri, Origin::kFile});
  NodeList list;
  list.orchestrators.push_back(orchestrator);
  return list;
}

Checked Check(const CheckCommand& command) {
  ResolveOptions resolve;
  resolve.allow_private_addresses = command.allow_private_addresses;
  const Resolved resolved = Resolve(resolve, ListOf(command), StopSignal());
  Resolved routable = Routable(resolved);
  std::vector<Question> questions;
  for (const Endpoint& endpoint : routable.endpoints) questions.push_back({endpoint, 0});
  Checked checked;
  checked.uri = command.uri;
  checked.not_asked = static_cast<int>(resolved.endpoints.size() - routable.endpoints.size());
  checked.unreachable = std::move(routable.unreachable);
  FetchAll(command.fetch, std::move(questions), StopSignal(),
           [&checked](Fetched fetched) { checked.answers.push_back(std::move(fetched)); });
  checked.now_unix_seconds = absl::ToUnixSeconds(absl::Now());
  return checked;
}

void RunCheck(const CheckCommand& command) {
  const CheckReport report = ReportOn(Check(command));
  FailUnlessOk(Print(report.text));
  if (!report.well) throw CLI::RuntimeError(1);
}

std::string AccountFault(const std::string& text) {
  return ParseAccount(text) ? "" : "is no account of 0x and 40 hexadecimal digits";
}

}  // namespace

void AddCheck(CLI::App& app) {
  CLI::App* sub = app.add_subcommand(
      "check", "Tell an operator whether a node is reachable, enabled, signed and fresh, and what it publishes");
  auto command = std::make_shared<CheckCommand>();
  command->fetch.attempts = 1;
  sub->add_option("URI", command->uri, "service URI as registered, such as https://NODE:8935")->required();
  sub->add_option("--recipient", command->recipient, "account that the URI is registered for")
      ->type_name("0x...")
      ->check(CLI::Validator(AccountFault, ""));
  sub->add_flag("--allow-private-addresses,!--public-addresses-only", command->allow_private_addresses,
                "ask addresses of private networks too (on)");
  sub->add_option("--chain-id", command->fetch.chain_id, "chain that releases have to be of; 0: any")
      ->capture_default_str();
  AddFetchFlags(*sub, command->fetch);
  sub->callback([command] { RunCheck(*command); });
}

}  // namespace nodestats::crawler
