#include "verify/shape.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <initializer_list>
#include <string>

#include "absl/strings/str_cat.h"
#include "verify/releases.h"

namespace nodestats::crawler {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

bool AfterChange(const std::function<void(v1::Release&)>& change) {
  v1::Release release = MakeRelease(kHour, Mode::kBinned);
  change(release);
  LeaveOutUnknown(release);
  return !CheckShape(release).has_value();
}

v1::Domain& DomainNamed(v1::Release& release, const std::string& name) {
  for (v1::Domain& domain : *release.mutable_domains()) {
    if (domain.name() == name) return domain;
  }
  ADD_FAILURE() << "no domain " << name;
  return *release.add_domains();
}

TEST(CheckShape, TakesWhatNodesPublish) {
  for (const Window window : {kHour, kBlock, kDay}) {
    for (const Mode mode : {Mode::kStreamHour, Mode::kStreamDay, Mode::kBinned}) {
      const Findings found = CheckShape(MakeRelease(window, mode));
      EXPECT_FALSE(found.has_value()) << found->detail;
    }
  }
}

TEST(CheckShape, RefusesAVectorWithoutItsDomain) {
  EXPECT_FALSE(AfterChange([](v1::Release& release) { DomainNamed(release, "country").set_name("county"); }));
  EXPECT_FALSE(AfterChange([](v1::Release& release) { release.clear_domains(); }));
  EXPECT_FALSE(
      AfterChange([](v1::Release& release) { VectorNamed(release, "encoded_pixels").set_domains(0, "region"); }));
  EXPECT_FALSE(AfterChange([](v1::Release& release) { VectorNamed(release, "encoded_pixels").add_domains("region"); }));
  EXPECT_FALSE(
      AfterChange([](v1::Release& release) { VectorNamed(release, "segments").mutable_domains()->RemoveLast(); }));
  EXPECT_FALSE(AfterChange([](v1::Release& release) { VectorNamed(release, "streams_peak").add_domains("region"); }));
}

TEST(CheckShape, RefusesNamesThatStandTwice) {
  EXPECT_FALSE(
      AfterChange([](v1::Release& release) { *release.add_vectors() = VectorNamed(release, "streams_peak"); }));
  EXPECT_FALSE(AfterChange([](v1::Release& release) { *release.add_domains() = DomainNamed(release, "country"); }));
}

TEST(CheckShape, RefusesANumberOfValuesThatDoesNotFit) {
  for (const char* name : {"streams_average", "country_streams_average", "segments", "country_streams_at_instant"}) {
    EXPECT_FALSE(AfterChange([=](v1::Release& release) { VectorNamed(release, name).add_values(1); })) << name;
    EXPECT_FALSE(AfterChange([=](v1::Release& release) { VectorNamed(release, name).mutable_values()->RemoveLast(); }));
    EXPECT_FALSE(AfterChange([=](v1::Release& release) { VectorNamed(release, name).add_indexes(0); })) << name;
  }
}

TEST(CheckShape, RefusesCellsThatAreNone) {
  const auto with = [](std::initializer_list<uint32_t> indexes, int values) {
    return AfterChange([&](v1::Release& release) {
      v1::Vector& cells = VectorNamed(release, "cell_streams_average");
      cells.mutable_indexes()->Assign(indexes.begin(), indexes.end());
      cells.mutable_values()->Resize(values, 1);
    });
  };
  EXPECT_TRUE(with({}, 0));
  EXPECT_TRUE(with({0, 1, 2591}, 3));
  EXPECT_FALSE(with({0, 1, 2592}, 3));
  EXPECT_FALSE(with({1, 1}, 2));
  EXPECT_FALSE(with({2, 1}, 2));
  EXPECT_FALSE(with({1, 2}, 1));
  EXPECT_FALSE(with({1}, 2));
}

TEST(CheckShape, RefusesUnitsDivisorsAndNoiseOfOthers) {
  EXPECT_FALSE(AfterChange([](v1::Release& release) { VectorNamed(release, "streams_peak").set_unit("pixels"); }));
  for (const int64_t divisor : {int64_t{0}, int64_t{-1}, INT64_MIN}) {
    EXPECT_FALSE(AfterChange([=](v1::Release& release) { VectorNamed(release, "streams_peak").set_divisor(divisor); }));
  }
  EXPECT_FALSE(AfterChange([](v1::Release& release) {
    for (int i = 0; i < 2; ++i) VectorNamed(release, "streams_peak").add_noise_stddev(1);
  }));
  EXPECT_FALSE(AfterChange([](v1::Release& release) {
    for (int i = 0; i < 9; ++i) VectorNamed(release, "encoded_pixels").add_noise_scale(1);
  }));
}

// Names of the vectors that are left after a change, each with a space, and how many domains.
std::string LeftAfter(const std::function<void(v1::Release&)>& change) {
  v1::Release release = MakeRelease(kHour, Mode::kBinned);
  change(release);
  LeaveOutUnknown(release);
  const Findings found = CheckShape(release);
  EXPECT_FALSE(found.has_value()) << found->detail;
  std::string names;
  for (const v1::Vector& vector : release.vectors()) names += vector.name() + " ";
  return absl::StrCat(names, release.domains_size());
}

TEST(LeaveOutUnknown, LeavesOutVectorsAndDomainsOfOtherNames) {
  const std::string all = LeftAfter([](v1::Release&) {});
  EXPECT_EQ(LeftAfter([](v1::Release& release) {
              v1::Domain* domain = release.add_domains();
              domain->set_name("weekday");
              domain->add_keys("Monday");
              v1::Vector* vector = release.add_vectors();
              vector->set_name("weekday_streams");
              vector->add_domains("weekday");
              vector->set_unit("fortnights");
            }),
            all);
  EXPECT_EQ(LeftAfter([](v1::Release& release) {
              for (int i = 0; i < 3; ++i) release.add_domains()->set_name("weekday");
              release.add_domains();
            }),
            all);
  EXPECT_EQ(LeftAfter([](v1::Release& release) {  // a second one, over what is unknown
              release.add_domains()->set_name("weekday");
              v1::Vector* vector = release.add_vectors();
              vector->set_name("streams_average");
              vector->add_domains("weekday");
            }),
            all);
}

TEST(LeaveOutUnknown, LeavesOutDomainsOfOtherKeysAndWhatRunsOverThem) {
  using Keys = google::protobuf::RepeatedPtrField<std::string>;
  for (const auto& change : std::initializer_list<void (*)(Keys&)>{
           [](Keys& keys) { keys.SwapElements(0, 1); }, [](Keys& keys) { *keys.Add() = "new"; },
           [](Keys& keys) { keys.RemoveLast(); }, [](Keys& keys) { *keys.Mutable(0) = "\x1b[31m"; }}) {
    for (const char* name : {"country", "region", "rung", "source_rung", "pixel_rate", "outcome", "speed", "instant"}) {
      const std::string left =
          LeftAfter([=](v1::Release& release) { change(*DomainNamed(release, name).mutable_keys()); });
      EXPECT_THAT(left, HasSubstr("streams_average "));
      const v1::Release whole = MakeRelease(kHour, Mode::kBinned);
      for (const v1::Vector& vector : whole.vectors()) {
        const bool runs_over_it = std::count(vector.domains().begin(), vector.domains().end(), name) > 0;
        EXPECT_EQ((" " + left).find(" " + vector.name() + " ") == std::string::npos, runs_over_it) << vector.name();
      }
    }
  }
  EXPECT_EQ(LeftAfter([](v1::Release& release) {
              v1::Domain* copy = release.add_domains();
              *copy = DomainNamed(release, "country");
              copy->add_keys("new");
            }),
            LeftAfter([](v1::Release& release) { DomainNamed(release, "country").add_keys("new"); }));
  EXPECT_THAT(LeftAfter([](v1::Release& release) { DomainNamed(release, "cell").add_keys("0"); }),
              Not(HasSubstr("cell_streams_average")));
}

TEST(CheckShape, RefusesWhatWasNotLeftOut) {
  v1::Release release = MakeRelease(kHour, Mode::kBinned);
  release.add_vectors()->set_name("weekday_streams");
  EXPECT_TRUE(CheckShape(release).has_value());
}

TEST(FindVector, KnowsTheTableAlone) {
  EXPECT_EQ(FindVector("segments")->name, "segments");
  EXPECT_EQ(FindVector("weekday_streams"), nullptr);
  EXPECT_EQ(FindVector(""), nullptr);
}

}  // namespace
}  // namespace nodestats::crawler
