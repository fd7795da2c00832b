// nodestats-crawl discover: who is an orchestrator, and where.
#include <CLI/CLI.hpp>
#include <cstdio>
#include <map>
#include <memory>
#include <utility>

#include "absl/strings/str_cat.h"
#include "base/write_file.h"
#include "command/commands.h"
#include "command/node_source.h"
#include "command/options.h"
#include "command/progress.h"
#include "command/stop.h"
#include "discovery/discovery.h"

namespace nodestats::crawler {
namespace {

enum class Format { kTable, kJson, kServiceDiscovery };

struct DiscoverCommand {
  SourceOptions source;
  Format format = Format::kTable;
  std::string output_path;
  std::string list_cache_path;
};

// Shows each line, and keeps the last.
struct Teller {
  Progress progress;
  std::string last;

  void Say(const std::string& line) {
    last = line;
    progress.Show(line);
  }
};

// The list that was kept; an empty one where there is none of this chain.
NodeList LastList(const DiscoverCommand& command) {
  if (command.list_cache_path.empty()) return {};
  const absl::StatusOr<NodeList> list = ReadNodeFile(command.list_cache_path);
  if (!list.ok() && !absl::IsNotFound(list.status())) Fail(list.status());
  return list.ok() && list->chain_id == command.source.chain.options.expected_chain_id ? *list : NodeList();
}

NodeList ListOfChain(const DiscoverCommand& command, Teller& teller) {
  NodeList last = LastList(command);
  absl::StatusOr<NodeList> list = DiscoverFromChain(command.source.chain.options, last, StopSignal(),
                                                    [&teller](const std::string& line) { teller.Say(line); });
  if (list.ok()) {
    if (!command.list_cache_path.empty()) {
      FailUnlessOk(WriteFileAtomically(command.list_cache_path, NodeListJson(*list, Resolved())));
    }
    return *std::move(list);
  }
  if (last.orchestrators.empty() || StopSignal()) {
    teller.progress.Clear();
    Fail(list.status());
  }
  teller.progress.Note(absl::StrCat("nodestats-crawl: warning: ", list.status().message(), "; using the list of ",
                                    AgeOf(last), " ago, of block ", last.block_number));
  teller.last = absl::StrCat(last.orchestrators.size(), " orchestrators of ", command.list_cache_path);
  return last;
}

NodeList ListOf(const DiscoverCommand& command, Teller& teller) {
  const SourceOptions& source = command.source;
  NodeList list;
  if (!source.chain.options.rpc_url.empty()) list = ListOfChain(command, teller);
  if (!source.nodes_path.empty()) {
    const absl::StatusOr<NodeList> of_file = ReadNodeFile(source.nodes_path);
    FailUnlessOk(of_file.status());
    list = Merge(list, *of_file);
  }
  return Shard(list, source.shard_index, source.shard_count);
}

// Adds the URIs that nodes name, and where they lead.
void AddNamed(const SourceOptions& source, const ResolveOptions& resolving, NodeList& list, Resolved& resolved,
              Teller& teller) {
  constexpr int kInFlight = 64;
  constexpr absl::Duration kDeadline = absl::Seconds(5);
  if (!source.ask_nodes || resolved.endpoints.empty()) return;
  teller.progress.Show(absl::StrCat("asking ", resolved.endpoints.size(), " nodes for further URIs"));
  const Named named = AskForNodes(resolved.endpoints, kInFlight, kDeadline, StopSignal());
  for (const std::string& line : UnheardLines(named)) teller.progress.Note(line);
  list = Merge(list, named.list);
  resolved = Resolve(resolving, list, StopSignal());
}

std::string Write(Format format, const NodeList& list, const Resolved& resolved) {
  if (format == Format::kJson) return NodeListJson(list, resolved);
  if (format == Format::kServiceDiscovery) return ServiceDiscoveryJson(resolved);
  return NodeListTable(list, resolved, OutputColumns());
}

void Run(const DiscoverCommand& command) {
  const SourceOptions& source = command.source;
  if (source.chain.options.rpc_url.empty() && source.nodes_path.empty()) {
    Fail(absl::InvalidArgumentError("where are the nodes? Give --rpc URL (a chain), --nodes FILE, or both"));
  }
  Teller teller;
  NodeList list = ListOf(command, teller);
  const ResolveOptions resolving = {.allow_private_addresses = source.allow_private_addresses};
  teller.progress.Show(absl::StrCat("resolving the names of ", list.orchestrators.size(), " orchestrators"));
  Resolved resolved = Resolve(resolving, list, StopSignal());
  AddNamed(source, resolving, list, resolved, teller);
  teller.progress.Clear();
  if (StopSignal()) Fail(absl::CancelledError("stopped"));
  const std::string text = Write(command.format, list, resolved);
  FailUnlessOk(command.output_path.empty() ? Print(text) : WriteFileAtomically(command.output_path, text));
  teller.progress.Note(absl::StrCat(teller.last, teller.last.empty() ? "" : "; ", resolved.endpoints.size(),
                                    " addresses to ask, ", resolved.unreachable.size(), " URIs lead nowhere"));
}

}  // namespace

void AddDiscover(CLI::App& app) {
  CLI::App* sub = app.add_subcommand("discover", "List orchestrators, their service URIs and addresses");
  auto command = std::make_shared<DiscoverCommand>();
  AddSourceFlags(*sub, command->source);
  const std::map<std::string, Format> formats = {
      {"table", Format::kTable}, {"json", Format::kJson}, {"sd", Format::kServiceDiscovery}};
  sub->add_option("--format", command->format, "table, json, or sd (for Prometheus' http_sd and file_sd)")
      ->transform(CLI::CheckedTransformer(formats))
      ->type_name("NAME")
      ->default_str("table");
  sub->add_option("--output", command->output_path, "written in one step, for file_sd; standard output otherwise")
      ->type_name("FILE");
  sub->add_option("--list-cache", command->list_cache_path, "keeps the last list of the chain, for when it is away")
      ->type_name("FILE");
  sub->callback([command] { Run(*command); });
}

}  // namespace nodestats::crawler
