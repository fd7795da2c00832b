#include "command/node_source.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "base/accounts.h"
#include "fetch/grpc_server.h"
#include "net/orchestrator.pb.h"

namespace nodestats::crawler {
namespace {

constexpr char kNamedList[] = "list of nodes named by nodes";

Orchestrator NamedOf(const Account& recipient, const std::string& uri) {
  return {.recipient = recipient, .uris = {{.uri = uri, .origin = Origin::kNode}}};
}

std::string Naming(const std::string& uri) {
  net::OrchestratorInfo info;
  info.add_nodes(uri);
  return info.SerializeAsString();
}

// A file of nodes, and a store that holds what they named more than a day ago.
class FindNodesTest : public testing::Test {
 protected:
  FindNodesTest() {
    store_ = *Store::Open((folder_ / "store.db").string());
    NodeList last;
    last.read_unix_seconds = absl::ToUnixSeconds(absl::Now() - absl::Hours(25));
    last.orchestrators = {NamedOf(Of(1), "http://127.0.0.11:1"), NamedOf(Of(2), "http://127.0.0.12:1")};
    last_ = NodeListJson(last, Resolved());
    EXPECT_TRUE(store_->Put(kNamedList, last_).ok());
  }
  ~FindNodesTest() override { std::filesystem::remove_all(folder_); }

  void List(const Account& recipient, const std::string& uri) {
    std::ofstream(folder_ / "nodes", std::ios::app) << AccountText(recipient) << " " << uri << "\n";
  }

  // The URIs that other nodes named.
  std::set<std::string> NamedUris() {
    SourceOptions options;
    options.nodes_path = (folder_ / "nodes").string();
    options.allow_private_addresses = true;
    const std::atomic<bool> stop{false};
    Progress progress;
    const absl::StatusOr<Found> found = FindNodes(options, *store_, clock_, stop, progress);
    EXPECT_TRUE(found.ok()) << found.status();
    std::set<std::string> uris;
    if (!found.ok()) return uris;
    found_ = *found;
    for (const Endpoint& endpoint : found->resolved.endpoints) {
      if (endpoint.origin == Origin::kNode) uris.insert(endpoint.uri);
    }
    return uris;
  }

  static std::filesystem::path MakeFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "node_source_XXXXXX").string();
    EXPECT_NE(mkdtemp(name.data()), nullptr);
    return name;
  }

  const std::filesystem::path folder_ = MakeFolder();
  std::unique_ptr<Store> store_;
  const Clock clock_{};
  std::string last_;
  Found found_;
};

using Uris = std::set<std::string>;

std::string UriOf(const GrpcServer& server) {
  return absl::StrCat("http://127.0.0.1:", server.At("127.0.0.1", Of(1)).port);
}

TEST_F(FindNodesTest, ANodeThatIsAwayForAMomentKeepsWhatItNamed) {
  const GrpcServer names(Naming("http://127.0.0.21:1"), grpc::Status::OK);
  const GrpcServer away("", {grpc::StatusCode::UNAVAILABLE, "in trouble"});
  List(Of(1), UriOf(names));
  List(Of(2), UriOf(away));
  EXPECT_EQ(NamedUris(), (Uris{"http://127.0.0.21:1", "http://127.0.0.12:1"}));
  const absl::StatusOr<NodeList> stored = ParseNodeListJson(*store_->Get(kNamedList));
  ASSERT_TRUE(stored.ok());
  EXPECT_EQ(stored->orchestrators.size(), 2U);
  EXPECT_GE(stored->read_unix_seconds, absl::ToUnixSeconds(absl::Now() - absl::Hours(1)));
}

TEST_F(FindNodesTest, ANodeWhoseNameIsNotFoundForAMomentKeepsWhatItNamed) {
  const GrpcServer names(Naming("http://127.0.0.21:1"), grpc::Status::OK);
  List(Of(1), UriOf(names));
  List(Of(2), "http://no-such-host.invalid:1");
  EXPECT_EQ(NamedUris(), (Uris{"http://127.0.0.21:1", "http://127.0.0.12:1"}));
}

// It was stored while the clock was wrong: its age is not known, and must not be waited for.
TEST_F(FindNodesTest, AListOfTheFutureIsAskedForAgain) {
  NodeList future;
  future.read_unix_seconds = absl::ToUnixSeconds(absl::Now() + absl::Hours(8));
  ASSERT_TRUE(store_->Put(kNamedList, NodeListJson(future, Resolved())).ok());
  const GrpcServer names(Naming("http://127.0.0.21:1"), grpc::Status::OK);
  List(Of(1), UriOf(names));
  EXPECT_EQ(NamedUris(), (Uris{"http://127.0.0.21:1"}));
  EXPECT_EQ(AgeOf(future), "an unknown time");
}

TEST_F(FindNodesTest, WhereNobodyAnswersTheLastListStaysAndIsNotRenewed) {
  const GrpcServer away("", {grpc::StatusCode::UNAVAILABLE, "in trouble"});
  List(Of(2), UriOf(away));
  EXPECT_EQ(NamedUris(), (Uris{"http://127.0.0.11:1", "http://127.0.0.12:1"}));
  EXPECT_EQ(*store_->Get(kNamedList), last_);
}

// Each question costs the node's provider two calls: one that refuses is asked again the next day, not the next hour.
TEST_F(FindNodesTest, WhereAllRefuseTheyAreAskedOnceADay) {
  const GrpcServer priced("", {grpc::StatusCode::UNKNOWN, "insufficient sender reserve"});
  List(Of(2), UriOf(priced));
  EXPECT_EQ(NamedUris(), (Uris{"http://127.0.0.12:1"}));
  EXPECT_EQ(priced.calls(), 1);
  EXPECT_EQ(NamedUris(), (Uris{"http://127.0.0.12:1"}));
  EXPECT_EQ(priced.calls(), 1);
  EXPECT_EQ(found_.uri_answers->refused, 1);
  EXPECT_EQ(found_.uri_answers->given, 0);
}

}  // namespace
}  // namespace nodestats::crawler
