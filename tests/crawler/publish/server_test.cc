#include "publish/server.h"

#include <gmock/gmock.h>
#include <zlib.h>

#include <thread>

#include "absl/strings/str_cat.h"
#include "publish/documents.h"
#include "publish/schemas.h"
#include "publish/server_client.h"
#include "publish/view_file.h"

namespace nodestats::crawler {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::StartsWith;

TEST_F(ServerTest, SaysThatThereIsNoViewYet) {
  for (const char* path : {"/metrics", "/sd", "/api/v1/index", "/api/v1/network/1h"}) {
    const std::string answer = Get(path);
    EXPECT_THAT(answer, StartsWith("HTTP/1.1 503 "));
    EXPECT_THAT(answer, HasSubstr("no view yet"));
    EXPECT_EQ(HeaderOf(answer, "Cache-Control"), "no-store");
  }
  EXPECT_THAT(Get("/"), StartsWith("HTTP/1.1 200 "));
  EXPECT_EQ(BodyOf(Get("/healthz")), "ok\n") << "it lives: who restarts it now has no first view ever";
}

TEST_F(ServerTest, SaysWhyItIsNotReadyAtOnce) {
  EXPECT_EQ(BodyOf(Get("/readyz")), "ok\n");
  SetTrouble("no space left");
  const std::string answer = Get("/readyz");
  EXPECT_THAT(answer, StartsWith("HTTP/1.1 503 "));
  EXPECT_EQ(BodyOf(answer), "not ready: no space left\n");
  EXPECT_EQ(BodyOf(Get("/healthz")), "ok\n");
  SetTrouble("");
  EXPECT_THAT(Get("/readyz"), StartsWith("HTTP/1.1 200 "));
}

TEST_F(ServerTest, ServesTheSnapshotsDocuments) {
  Show();
  EXPECT_EQ(BodyOf(Get("/metrics")), MetricsText(snapshot_));
  EXPECT_EQ(HeaderOf(Get("/metrics"), "Content-Type"), "text/plain; version=0.0.4; charset=utf-8");
  EXPECT_EQ(BodyOf(Get("/sd")), "[{\"targets\":[]}]");
  EXPECT_EQ(BodyOf(Get("/healthz")), "ok\n");
  EXPECT_EQ(BodyOf(Get("/api/v1/nodes")), NodesJson(snapshot_));
  EXPECT_EQ(BodyOf(Get("/api/v1/index")), IndexJson(snapshot_));
  EXPECT_EQ(BodyOf(Get("/api/v1/schema/network")), SchemaOf("network"));
  EXPECT_EQ(BodyOf(Get("/api/v1/network/1h")), NetworkJson(snapshot_.hours[1])) << "the newest";
  EXPECT_EQ(BodyOf(Get("/api/v1/network/24h")), NetworkJson(snapshot_.days[0]));
  EXPECT_EQ(BodyOf(Get("/api/v1/network/7d?x=y")), NetworkJson(*snapshot_.week));
  EXPECT_EQ(BodyOf(Get(absl::StrCat("/api/v1/network/1h/", kMidnight - 7200))), NetworkJson(snapshot_.hours[0]));
}

TEST_F(ServerTest, ServesWhatTheIndexNamesForEver) {
  Show();
  const std::string answer = Get("/api/v1/" + ViewFiles(snapshot_)[0].path);
  EXPECT_EQ(BodyOf(answer), NetworkJson(snapshot_.hours[0]));
  EXPECT_THAT(HeaderOf(answer, "Cache-Control"), HasSubstr("immutable"));
}

TEST_F(ServerTest, TellsWhatIsNotThereAndWhatIsNotDone) {
  Show();
  for (const char* path :
       {"/none", "/api/v1/network/2h", "/api/v1/network/1h/5", "/api/v1/schema/none", "/../etc/passwd"}) {
    const std::string answer = Get(path);
    EXPECT_THAT(answer, StartsWith("HTTP/1.1 404 "));
    EXPECT_THAT(BodyOf(answer), StartsWith("{\"error\":"));
    EXPECT_EQ(HeaderOf(answer, "Content-Type"), "application/json");
  }
  for (const char* method : {"POST", "PUT", "DELETE", "BREW"}) {
    const std::string answer = Get("/metrics", "", method);
    EXPECT_THAT(answer, StartsWith("HTTP/1.1 405 "));
    EXPECT_THAT(BodyOf(answer), StartsWith("{\"error\":"));
    EXPECT_EQ(HeaderOf(answer, "Allow"), "GET, HEAD, OPTIONS");
  }
}

TEST_F(ServerTest, LetsPagesOfOtherSitesRead) {
  Show();
  EXPECT_EQ(HeaderOf(Get("/api/v1/index"), "Access-Control-Allow-Origin"), "*");
  EXPECT_EQ(HeaderOf(Get("/none"), "Access-Control-Allow-Origin"), "*");
  const std::string permissions = Get("/api/v1/index", "", "OPTIONS");
  EXPECT_THAT(permissions, StartsWith("HTTP/1.1 204 "));
  EXPECT_EQ(HeaderOf(permissions, "Access-Control-Allow-Methods"), "GET, HEAD, OPTIONS");
  EXPECT_THAT(BodyOf(permissions), IsEmpty());
}

std::string WithoutDate(std::string answer) {
  const size_t start = answer.find("\r\nDate: ");
  if (start != std::string::npos) answer.erase(start, answer.find("\r\n", start + 2) - start);
  return answer;
}

TEST_F(ServerTest, HeadIsGetWithoutABody) {
  Show();
  const std::string get = WithoutDate(Get("/api/v1/nodes"));
  const std::string head = WithoutDate(Get("/api/v1/nodes", "", "HEAD"));
  EXPECT_EQ(head, get.substr(0, get.find("\r\n\r\n") + 4));
  EXPECT_EQ(HeaderOf(head, "Content-Length"), absl::StrCat(NodesJson(snapshot_).size()));
}

TEST_F(ServerTest, SendsNothingTwice) {
  Show();
  const std::string tag = HeaderOf(Get("/api/v1/index"), "ETag");
  ASSERT_THAT(tag, Not(IsEmpty()));
  for (const std::string& held : {tag, "W/" + tag, "\"x\", " + tag, std::string("*")}) {
    const std::string answer = Get("/api/v1/index", "If-None-Match: " + held + "\r\n");
    EXPECT_THAT(answer, StartsWith("HTTP/1.1 304 "));
    EXPECT_THAT(BodyOf(answer), IsEmpty());
    EXPECT_EQ(HeaderOf(answer, "ETag"), tag);
    EXPECT_NE(HeaderOf(answer, "Content-Length"), "0") << "that would be the length of the page";
  }
  EXPECT_THAT(Get("/api/v1/index", "If-None-Match: \"other\"\r\n"), StartsWith("HTTP/1.1 200 "));
}

std::string Unzip(const std::string& bytes) {
  z_stream stream = {};
  EXPECT_EQ(inflateInit2(&stream, 15 + 16), Z_OK);
  std::string out(1 << 20, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  EXPECT_EQ(inflate(&stream, Z_FINISH), Z_STREAM_END);
  out.resize(stream.total_out);
  inflateEnd(&stream);
  return out;
}

TEST_F(ServerTest, CompressesForThoseWhoTakeIt) {
  Show();
  const std::string answer = Get("/metrics", "Accept-Encoding: gzip\r\n");
  EXPECT_EQ(HeaderOf(answer, "Content-Encoding"), "gzip");
  EXPECT_EQ(HeaderOf(answer, "Vary"), "Accept-Encoding");
  EXPECT_EQ(Unzip(BodyOf(answer)), MetricsText(snapshot_));
  EXPECT_NE(HeaderOf(answer, "ETag"), HeaderOf(Get("/metrics"), "ETag"));
  EXPECT_EQ(HeaderOf(Get("/healthz", "Accept-Encoding: gzip\r\n"), "Content-Encoding"), "") << "no gain";
}

TEST_F(ServerTest, AnswersOneAfterTheOtherOnOneConnection) {
  Show();
  TestClient client(server_->port());
  std::string requests;
  for (int i = 0; i < 5; ++i) requests += "GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n";
  client.Send(requests + "GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
  const std::string answers = client.ReadAll();
  size_t count = 0;
  for (size_t at = answers.find("HTTP/1.1 200"); at != std::string::npos; at = answers.find("HTTP/1.1 200", at + 1))
    ++count;
  EXPECT_EQ(count, 6U);
}

TEST_F(ServerTest, ShowsTheNewestSnapshotWhileItIsRead) {
  Show();
  std::thread reader([this] {
    for (int i = 0; i < 100; ++i) EXPECT_THAT(Get("/api/v1/index"), StartsWith("HTTP/1.1 200 "));
  });
  for (int i = 0; i < 20; ++i) Show();
  reader.join();
}

TEST_F(ServerTest, SaysWhyItCannotListen) {
  const auto taken = Server::Start(absl::StrCat("127.0.0.1:", server_->port()), {}, kNoTrouble);
  EXPECT_EQ(taken.status().code(), absl::StatusCode::kUnavailable);
  EXPECT_THAT(std::string(taken.status().message()), HasSubstr("cannot listen on 127.0.0.1:"));
  for (const char* listen : {"", "9190", ":9190", "127.0.0.1:", "127.0.0.1:x", "127.0.0.1:70000", "[]:1", "a b:1"}) {
    EXPECT_EQ(Server::Start(listen, {}, kNoTrouble).status().code(), absl::StatusCode::kInvalidArgument) << listen;
  }
}

TEST_F(ServerTest, ListensOnNamesAndIpv6) {
  EXPECT_TRUE(Server::Start("localhost:0", {}, kNoTrouble).ok());
  const auto server = Server::Start("[::1]:0", {}, kNoTrouble);
  EXPECT_TRUE(server.ok() || server.status().code() == absl::StatusCode::kUnavailable) << "a machine without IPv6";
}

}  // namespace
}  // namespace nodestats::crawler
