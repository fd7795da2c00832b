// Clients that are broken, slow or unkind do not keep others from being served.
#include <gmock/gmock.h>

#include <atomic>
#include <chrono>
#include <list>
#include <random>
#include <thread>

#include "absl/strings/str_cat.h"
#include "publish/server_client.h"

namespace nodestats::crawler {
namespace {

using ::testing::AnyOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::StartsWith;

constexpr char kGetMetrics[] = "GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n";

class HostileTest : public ServerTest {
 protected:
  HostileTest() { Show(); }
  void ExpectServed() { EXPECT_EQ(BodyOf(Get("/healthz")), "ok\n"); }
  // Not a measure of speed: without a limit it would last for as long as the clients like.
  void ExpectToStop() {
    const auto since = std::chrono::steady_clock::now();
    server_.reset();
    EXPECT_LT(std::chrono::steady_clock::now() - since, std::chrono::seconds(5));
  }
  void SendMany(TestClient& client, int count) {
    std::string requests;
    for (int i = 0; i < count; ++i) requests += kGetMetrics;
    client.TrySend(requests);
  }
};

TEST_F(HostileTest, WhatIsNoRequestIsRefusedOrClosed) {
  for (const char* bytes : {"nonsense\r\n\r\n", "GET / HTTP/2\r\n\r\n", "GET\r\n\r\n",
                            "GET / HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n", "\x16\x03\x01\x02\r\n\r\n"}) {
    TestClient client(server_->port());
    client.Send(bytes);
    client.EndSending();
    bool is_closed = false;
    EXPECT_THAT(client.ReadAll(&is_closed),
                AnyOf(IsEmpty(), StartsWith("HTTP/1.1 4"), StartsWith("HTTP/1.0 4"), StartsWith("HTTP/1.1 505")))
        << bytes;
    EXPECT_TRUE(is_closed) << bytes;
  }
  ExpectServed();
}

TEST_F(HostileTest, AnyBytesDoNoHarm) {
  std::mt19937 random(1);
  const std::string good =
      "GET /metrics?a=b HTTP/1.1\r\nHost: x\r\nAccept-Encoding: gzip;q=1\r\nIf-None-Match: *\r\n\r\n";
  for (int i = 0; i < 500; ++i) {
    std::string bytes = good;
    for (int k = 0; k < 4; ++k) bytes[random() % bytes.size()] = static_cast<char>(random());
    TestClient client(server_->port());
    client.Send(bytes);
    client.EndSending();
    if (i % 50 == 0) ExpectServed();
  }
  ExpectServed();
}

TEST_F(HostileTest, AHeadWithoutEndIsRefused) {
  for (const std::string& piece : {std::string("X: y\r\n"), std::string("a"), "X: " + std::string(100, 'y') + "\r\n"}) {
    TestClient client(server_->port());
    std::string bytes = "GET / HTTP/1.1\r\nHost: x\r\n";
    while (bytes.size() < 4 << 20) bytes += piece;
    client.TrySend(bytes);
    bool is_closed = false;
    EXPECT_THAT(client.ReadAll(&is_closed), AnyOf(IsEmpty(), StartsWith("HTTP/1.1 431 "), StartsWith("HTTP/1.1 413 "),
                                                  StartsWith("HTTP/1.1 400 ")));
    EXPECT_TRUE(is_closed) << piece;
  }
  ExpectServed();
}

TEST_F(HostileTest, APathWithoutEndIsRefused) {
  TestClient client(server_->port());
  client.TrySend("GET /" + std::string(1 << 20, 'a'));
  bool is_closed = false;
  EXPECT_THAT(client.ReadAll(&is_closed), AnyOf(IsEmpty(), StartsWith("HTTP/1.1 414 "), StartsWith("HTTP/1.1 431 ")));
  EXPECT_TRUE(is_closed);
  ExpectServed();
}

TEST_F(HostileTest, ABodyIsReadAndIgnored) {
  const std::string answer =
      Ask("GET /healthz HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhello"
          "POST /metrics HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n"
          "GET /sd HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
  EXPECT_THAT(answer, StartsWith("HTTP/1.1 200 "));
  EXPECT_THAT(answer, HasSubstr("\r\n\r\nok\nHTTP/1.1 405 "));
  EXPECT_THAT(answer, HasSubstr("}\nHTTP/1.1 200 ")) << "the next request is found";
  EXPECT_THAT(answer, ::testing::EndsWith("[{\"targets\":[]}]"));
}

TEST_F(HostileTest, ABodyWithoutEndIsNotReadForEver) {
  TestClient client(server_->port());
  client.Send("POST /metrics HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000000\r\n\r\n");
  const std::string piece(1 << 20, 'x');
  int sent = 0;
  while (sent < 100 && client.TrySend(piece)) ++sent;
  EXPECT_LT(sent, 100) << "MiB";
  ExpectServed();
}

TEST_F(HostileTest, WhoSendsNoMoreIsAnswered) {
  TestClient client(server_->port());
  client.Send("GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n");
  client.EndSending();
  EXPECT_THAT(client.ReadAll(), StartsWith("HTTP/1.1 200 "));
}

TEST_F(HostileTest, OthersAreServedWhileHundredsAreIdle) {
  std::list<TestClient> idle;
  for (int i = 0; i < 300; ++i) idle.emplace_back(server_->port());
  for (int i = 0; i < 50; ++i) ExpectServed();
  idle.front().Send("GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
  EXPECT_EQ(BodyOf(idle.front().ReadAll()), "ok\n") << "there is room for all";
}

TEST_F(HostileTest, OthersAreServedWhileMoreTrickleThanThereIsRoomFor) {
  std::list<TestClient> slow;
  for (int i = 0; i < 700; ++i) {
    slow.emplace_back(server_->port());
    slow.back().TrySend("GET / HT");
    if (i % 100 == 99) ExpectServed();
  }
  bool is_closed = false;
  slow.front().ReadAll(&is_closed);
  EXPECT_TRUE(is_closed) << "who came first and asked for nothing";
  ExpectServed();
}

TEST_F(HostileTest, OthersAreServedWhileBytesTrickleIn) {
  std::atomic<bool> ends{false};
  std::thread trickling([this, &ends] {
    std::list<TestClient> slow;
    for (int i = 0; i < 20; ++i) slow.emplace_back(server_->port());
    for (char c = 'a'; !ends; c = c == 'z' ? 'a' : static_cast<char>(c + 1)) {
      for (TestClient& client : slow) client.TrySend(std::string(1, c));
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
  });
  for (int i = 0; i < 100; ++i) ExpectServed();
  ends = true;
  trickling.join();
}

TEST_F(HostileTest, OthersAreServedWhileOneReadsNothing) {
  TestClient lazy(server_->port());
  lazy.ReadLittle();
  SendMany(lazy, 200);
  ExpectServed();
}

TEST_F(HostileTest, ClientsThatVanishDoNoHarm) {
  for (int i = 0; i < 50; ++i) {
    TestClient client(server_->port());
    SendMany(client, 2);
  }
  ExpectServed();
}

TEST_F(HostileTest, StopsThoughClientsDoNot) {
  TestClient trickling(server_->port());
  trickling.Send("GET / HTTP");
  TestClient lazy(server_->port());
  lazy.ReadLittle();
  SendMany(lazy, 300);
  ExpectServed();
  ExpectToStop();
  bool is_closed = false;
  trickling.ReadAll(&is_closed);
  EXPECT_TRUE(is_closed);
}

TEST_F(HostileTest, StopsThoughThereIsNoRoomLeft) {
  std::list<TestClient> idle;
  for (int i = 0; i < 600; ++i) idle.emplace_back(server_->port());
  ExpectToStop();
}

TEST_F(HostileTest, FreesItsPortWhenItStops) {
  const std::string listen = absl::StrCat("127.0.0.1:", server_->port());
  ExpectServed();
  server_.reset();
  EXPECT_TRUE(Server::Start(listen, {}, kNoTrouble).ok());
}

}  // namespace
}  // namespace nodestats::crawler
