#include <gtest/gtest.h>

#include "base/accounts.h"
#include "discovery/discovery.h"
#include "fetch/grpc_server.h"
#include "net/orchestrator.pb.h"

namespace nodestats::crawler {
namespace {

std::string Naming(int times, const std::string& uri) {
  net::OrchestratorInfo info;
  for (int i = 0; i < times; ++i) info.add_nodes(uri);
  return info.SerializeAsString();
}

Named Ask(const std::vector<Endpoint>& endpoints) {
  const std::atomic<bool> stop{false};
  return AskForNodes(endpoints, 4, absl::Seconds(10), stop);
}

TEST(AskForNodes, TellsWhoAnsweredAndWhoWasSilent) {
  const GrpcServer names(Naming(1, "https://b.example:1"), grpc::Status::OK);
  const GrpcServer does_not_know("", {grpc::StatusCode::UNIMPLEMENTED, "unknown service"});
  const GrpcServer fails("", {grpc::StatusCode::UNAVAILABLE, "in trouble"});
  Endpoint gone;
  {
    const GrpcServer ended("", grpc::Status::OK);
    gone = ended.At("gone.example", Of(4));
  }
  const Named named =
      Ask({names.At("a.example", Of(1)), does_not_know.At("a.example", Of(2)), fails.At("a.example", Of(3)), gone});
  EXPECT_EQ(named.answers.given, 2);
  EXPECT_EQ(named.answers.refused, 0);
  EXPECT_EQ(named.answers.unreached, 2);
  EXPECT_EQ(named.silent, (std::set<Account>{Of(3), Of(4)}));
  ASSERT_EQ(named.unheard.size(), 2U);
  ASSERT_EQ(named.list.orchestrators.size(), 1U);
  EXPECT_EQ(named.list.orchestrators[0].recipient, Of(1));
  ASSERT_EQ(named.list.orchestrators[0].uris.size(), 1U);
  EXPECT_EQ(named.list.orchestrators[0].uris[0].uri, "https://b.example:1");
}

// A node that has a price answers nobody but gateways with a deposit.
TEST(AskForNodes, WhoRefusesIsSaidInItsOwnWords) {
  const GrpcServer priced("", {grpc::StatusCode::UNKNOWN, "insufficient sender reserve\x1b[2J"});
  Endpoint endpoint = priced.At("a.example", Of(1));
  endpoint.uri = "http://a.example:8935";
  const Named named = Ask({endpoint});
  EXPECT_EQ(named.answers.given, 0);
  EXPECT_EQ(named.answers.refused, 1);
  EXPECT_EQ(named.silent, std::set<Account>{Of(1)});
  ASSERT_EQ(named.unheard.size(), 1U);
  EXPECT_EQ(named.unheard[0].recipient, Of(1));
  EXPECT_EQ(named.unheard[0].uri, "http://a.example:8935");
  EXPECT_EQ(named.unheard[0].why, "insufficient sender reserve?[2J");
}

TEST(AskForNodes, NonsenseIsNoAnswer) {
  const GrpcServer server("\xff\xff", grpc::Status::OK);
  EXPECT_EQ(Ask({server.At("a.example", Of(1))}).silent, std::set<Account>{Of(1)});
}

// gRPC compares what was inflated with the limit, which is too late: so nothing is, however little it would become.
TEST(AskForNodes, CompressedAnswersAreNotInflated) {
  const GrpcServer server(Naming(20000, "https://b.example:1"), grpc::Status::OK, GRPC_COMPRESS_GZIP);
  const Named named = Ask({server.At("a.example", Of(1))});
  EXPECT_EQ(named.answers.given, 0);
  EXPECT_EQ(named.silent, std::set<Account>{Of(1)});
  EXPECT_TRUE(named.list.orchestrators.empty());
}

}  // namespace
}  // namespace nodestats::crawler
