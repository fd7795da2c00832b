#include "publish/clients.h"

#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>

#include "absl/time/clock.h"

namespace nodestats::crawler {
namespace {

class ClientsTest : public ::testing::Test {
 protected:
  ClientsTest() {
    for (auto& pair : pairs_) EXPECT_EQ(socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, pair.data()), 0);
  }
  ~ClientsTest() override {
    for (const auto& pair : pairs_) {
      close(pair[0]);
      close(pair[1]);
    }
  }
  Client& Add(size_t i) { return *clients_.Add(pairs_[i][0]); }
  bool IsShut(size_t i) {
    char byte = 0;
    return recv(pairs_[i][1], &byte, 1, 0) == 0;
  }

  std::array<std::array<int, 2>, 5> pairs_{};
  Clients clients_{3, absl::Hours(1)};
};

TEST_F(ClientsTest, WhoTakesTooLongGoesWhenTheNextOneComes) {
  Clients impatient(3, absl::ZeroDuration());
  impatient.Add(pairs_[0][0]);
  absl::SleepFor(absl::Milliseconds(1));
  EXPECT_FALSE(IsShut(0));
  impatient.Add(pairs_[1][0]);
  EXPECT_TRUE(IsShut(0));
  EXPECT_FALSE(IsShut(1));
}

TEST_F(ClientsTest, TheFirstGoesWhereOneIsTooMany) {
  for (size_t i = 0; i < 3; ++i) Add(i);
  EXPECT_FALSE(IsShut(0));
  Add(3);
  EXPECT_TRUE(IsShut(0));
  EXPECT_FALSE(IsShut(1));
}

TEST_F(ClientsTest, WhoHasAskedStays) {
  Client& first = Add(0);
  Add(1);
  Add(2);
  clients_.HasAsked(first);
  Add(3);
  EXPECT_FALSE(IsShut(0));
  EXPECT_TRUE(IsShut(1));
}

TEST_F(ClientsTest, EachOneMoreTakesAnothersPlaceThoughNoneHasLeftYet) {
  for (size_t i = 0; i < 5; ++i) Add(i);
  EXPECT_TRUE(IsShut(0));
  EXPECT_TRUE(IsShut(1));
  EXPECT_FALSE(IsShut(2));
  EXPECT_EQ(clients_.size(), 5U);
}

TEST_F(ClientsTest, WhoLeavesMakesRoom) {
  Client& first = Add(0);
  Add(1);
  Add(2);
  clients_.Remove(first);
  Add(3);
  for (size_t i = 0; i < 4; ++i) EXPECT_FALSE(IsShut(i));
  EXPECT_EQ(clients_.size(), 3U);
}

}  // namespace
}  // namespace nodestats::crawler
