#include "command/node_source.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <set>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "command/release_uris.h"
#include "discovery/route.h"

namespace nodestats::crawler {
namespace {

constexpr char kChainList[] = "list of the chain";
constexpr char kNamedList[] = "list of nodes named by nodes";
constexpr char kUriAnswers[] = "answers of nodes that were asked for others";
constexpr absl::Duration kNamedAge = absl::Hours(24);
constexpr absl::Duration kAskDeadline = absl::Seconds(5);
constexpr int kAsksInFlight = 64;

absl::StatusOr<NodeList> LastList(Store& store, const char* key) {
  const absl::StatusOr<std::string> text = store.Get(key);
  if (!text.ok()) return text.status();
  return ParseNodeListJson(*text);
}

absl::StatusOr<NodeList> ListOfChain(const SourceOptions& options, Store& store, const std::atomic<bool>& stop,
                                     Progress& progress, std::string& trouble) {
  absl::StatusOr<NodeList> last = LastList(store, kChainList);
  absl::StatusOr<NodeList> list = DiscoverFromChain(options.chain.options, last.ok() ? *last : NodeList(), stop,
                                                    [&progress](const std::string& line) { progress.Show(line); });
  if (list.ok()) {
    absl::Status put = store.Put(kChainList, NodeListJson(*list, Resolved()));
    if (!put.ok()) return put;
    return list;
  }
  if (stop) return absl::CancelledError("stopped");
  if (!last.ok()) return list;
  trouble = absl::StrCat("the chain cannot be read, so the list of ", AgeOf(*last),
                         " ago is used: ", list.status().message());
  return last;
}

// For the metrics alone: a failure shows in what else is stored.
void KeepAnswers(const UriAnswers& answers, Store& store) {
  store.Put(kUriAnswers, absl::StrCat(answers.given, " ", answers.refused, " ", answers.unreached)).IgnoreError();
}

std::optional<UriAnswers> LastAnswers(Store& store) {
  UriAnswers answers;
  const std::string text = store.Get(kUriAnswers).value_or("");
  const int read = std::sscanf(text.c_str(), "%d %d %d", &answers.given, &answers.refused, &answers.unreached);
  return read == 3 ? std::optional(answers) : std::nullopt;
}

// A list of the future was read by a clock that was wrong then, or is now: its age is not known.
bool IsFresh(const NodeList& list, int64_t now) {
  return list.read_unix_seconds <= now && now - list.read_unix_seconds < absl::ToInt64Seconds(kNamedAge);
}

absl::StatusOr<NodeList> NamedByNodes(const Resolved& resolved, Store& store, const Clock& clock,
                                      const std::atomic<bool>& stop, Progress& progress) {
  NodeList last = LastList(store, kNamedList).value_or(NodeList());
  const int64_t now = absl::ToUnixSeconds(clock.Wall());
  if (IsFresh(last, now)) return last;
  progress.Show(absl::StrCat("asking ", resolved.endpoints.size(), " nodes which others belong to them"));
  Named named = AskForNodes(resolved.endpoints, kAsksInFlight, kAskDeadline, stop);
  if (stop) return last;
  for (const std::string& line : UnheardLines(named)) progress.Note(line);
  KeepAnswers(named.answers, store);
  // Nobody was reached: this machine may have been offline. They are asked again with the next list. Those that refuse
  // are not, since each question makes them ask their own provider.
  if (named.answers.given + named.answers.refused == 0) return last;
  for (const Unreachable& each : resolved.unreachable) {
    if (each.reason == Reason::kDns || each.reason == Reason::kNoRoute) named.silent.insert(each.recipient);
  }
  NodeList list = WithKept(named, last);
  list.read_unix_seconds = now;
  absl::Status put = store.Put(kNamedList, NodeListJson(list, Resolved()));
  if (!put.ok()) return put;
  return list;
}

}  // namespace

void AddSourceFlags(CLI::App& app, SourceOptions& options) {
  AddChainFlags(app, options.chain);
  app.add_option("--nodes", options.nodes_path, "file of nodes: a URI, or an account and a URI, on each line")
      ->type_name("FILE");
  app.add_option_function<std::string>(
         "--shard",
         [&options](const std::string& text) {
           char rest = 0;
           if (std::sscanf(text.c_str(), "%d/%d%c", &options.shard_index, &options.shard_count, &rest) != 2 ||
               options.shard_index < 1 || options.shard_count < options.shard_index) {
             throw CLI::ValidationError("--shard", absl::StrCat("\"", text, "\" is not I/N with 1 <= I <= N"));
           }
         },
         "this crawler's share of the nodes, such as 1/2 and 2/2")
      ->type_name("I/N");
  app.add_flag("--allow-private-addresses", options.allow_private_addresses,
               "also ask loopback, private and reserved addresses");
  app.add_flag("--ask-nodes,!--no-ask-nodes", options.ask_nodes,
               "ask nodes, once a day, which other URIs belong to them (default)");
}

ResolveOptions ResolvingOf(const SourceOptions& options) {
  return {.allow_private_addresses = options.allow_private_addresses, .look_up = options.look_up};
}

void Append(const Resolved& more, Resolved& all) {
  std::set<Place> have;
  for (const Endpoint& each : all.endpoints) have.insert(PlaceOf(each));
  for (const Endpoint& each : more.endpoints) {
    if (have.insert(PlaceOf(each)).second) all.endpoints.push_back(each);
  }
  all.unreachable.insert(all.unreachable.end(), more.unreachable.begin(), more.unreachable.end());
}

std::string AgeOf(const NodeList& list) {
  const absl::Duration age = absl::Now() - absl::FromUnixSeconds(list.read_unix_seconds);
  if (age < absl::ZeroDuration()) return "an unknown time";
  return absl::FormatDuration(absl::Trunc(age, age < absl::Minutes(2) ? absl::Seconds(1) : absl::Minutes(1)));
}

absl::StatusOr<Found> FindNodes(const SourceOptions& options, Store& store, const Clock& clock,
                                const std::atomic<bool>& stop, Progress& progress) {
  const bool has_chain = !options.chain.options.rpc_url.empty();
  if (!has_chain && options.nodes_path.empty()) {
    return absl::InvalidArgumentError("where are the nodes? Give --rpc URL (a chain), --nodes FILE, or both");
  }
  Found found;
  if (has_chain) {
    absl::StatusOr<NodeList> list = ListOfChain(options, store, stop, progress, found.trouble);
    if (!list.ok()) return list.status();
    found.list = *std::move(list);
    if (found.trouble.empty()) found.read_at = clock.Steady();
  }
  if (!options.nodes_path.empty()) {
    absl::StatusOr<NodeList> list = ReadNodeFile(options.nodes_path);
    if (!list.ok()) return list.status();
    found.list = has_chain ? Merge(found.list, *list) : *list;
  }
  found.list = Shard(found.list, options.shard_index, options.shard_count);
  const ResolveOptions resolving = ResolvingOf(options);
  progress.Show(absl::StrCat("resolving the names of ", found.list.orchestrators.size(), " orchestrators"));
  found.resolved = Resolve(resolving, found.list, stop);
  if (options.ask_nodes) {
    absl::StatusOr<NodeList> named = NamedByNodes(Routable(found.resolved), store, clock, stop, progress);
    if (!named.ok()) return named.status();
    Append(Resolve(resolving, *named, stop), found.resolved);
    found.uri_answers = LastAnswers(store);
  }
  absl::StatusOr<Resolved> added = AddNamedInReleases(resolving, store, stop, found);
  if (!added.ok()) return added.status();
  return found;
}

LookedUp LookUpAgain(const SourceOptions& options, Resolved& resolved, const std::atomic<bool>& stop) {
  NodeList again;
  std::erase_if(resolved.unreachable, [&again](const Unreachable& each) {
    if (each.reason != Reason::kDns) return false;
    again.orchestrators.push_back({.recipient = each.recipient, .uris = {{.uri = each.uri, .origin = each.origin}}});
    return true;
  });
  const Resolved more = Resolve(ResolvingOf(options), again, stop);
  Append(more, resolved);
  const auto failed = std::count_if(more.unreachable.begin(), more.unreachable.end(),
                                    [](const Unreachable& each) { return each.reason == Reason::kDns; });
  const auto asked = static_cast<int>(again.orchestrators.size());
  return {.asked = asked, .resolved = asked - static_cast<int>(failed)};
}

}  // namespace nodestats::crawler
