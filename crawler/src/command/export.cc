// nodestats-crawl export: static JSON of what a store holds.
#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "command/commands.h"
#include "command/options.h"
#include "publish/documents.h"
#include "store/store.h"

namespace nodestats::crawler {
namespace {

struct ExportCommand {
  std::string folder;
  std::string store_path = "nodestats-crawl.db";
};

void RunExport(const ExportCommand& command) {
  const absl::StatusOr<std::unique_ptr<Store>> store = Store::OpenReadOnly(command.store_path);
  FailUnlessOk(store.status());
  ViewInputs inputs;
  inputs.now_unix_seconds = absl::ToUnixSeconds(absl::Now());
  const absl::StatusOr<Snapshot> snapshot = BuildSnapshot(**store, inputs);
  FailUnlessOk(snapshot.status());
  FailUnlessOk(ExportTo(command.folder, *snapshot));
  std::fprintf(stderr, "wrote %zu hours and %zu days to %s\n", snapshot->hours.size(), snapshot->days.size(),
               command.folder.c_str());
}

}  // namespace

void AddExport(CLI::App& app) {
  CLI::App* sub = app.add_subcommand("export", "Write a store's views as static JSON, for any web host or IPFS");
  auto command = std::make_shared<ExportCommand>();
  sub->add_option("DIR", command->folder, "folder; made where missing")->required();
  sub->add_option("--store", command->store_path, "SQLite file of a crawler")->type_name("FILE")->capture_default_str();
  sub->callback([command] { RunExport(*command); });
}

}  // namespace nodestats::crawler
