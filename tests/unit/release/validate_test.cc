#include "release/validate.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <functional>
#include <limits>
#include <string>

#include "unit/release/releases.h"

namespace nodestats {
namespace {

// Whether the small release is still valid after `change`.
bool ValidAfter(const std::function<void(v1::Release*)>& change) {
  v1::Release release = SmallRelease();
  change(&release);
  return ValidRelease(release);
}

v1::Vector* Cells(v1::Release* release) { return release->mutable_vectors(3); }

TEST(ValidRelease, TheSmallOneIs) { EXPECT_TRUE(ValidRelease(SmallRelease())); }

TEST(ValidRelease, WindowIsOneOfThree) {
  for (const int window : {0, 4, 100, -1, INT32_MIN}) {
    EXPECT_FALSE(ValidAfter([&](v1::Release* r) { r->set_window(static_cast<v1::Window>(window)); })) << window;
  }
}

TEST(ValidRelease, TimesAreAlignedAndAWindowApart) {
  const int64_t start = SmallRelease().start_unix_seconds();
  const auto valid = [&](int64_t from, int64_t to) {
    return ValidAfter([&](v1::Release* r) {
      r->set_start_unix_seconds(from);
      r->set_end_unix_seconds(to);
    });
  };
  EXPECT_TRUE(valid(start, start + 14400));
  EXPECT_TRUE(valid(0, 14400));
  EXPECT_FALSE(valid(start, start + 14399));
  EXPECT_FALSE(valid(start, start + 3600));
  EXPECT_FALSE(valid(start + 3600, start + 3600 + 14400));
  EXPECT_FALSE(valid(start + 1, start + 14401));
  EXPECT_FALSE(valid(-14400, 0));
  EXPECT_FALSE(valid(int64_t{14400} << 40, (int64_t{14400} << 40) + 14400));
  for (const int64_t extreme : {std::numeric_limits<int64_t>::min(), std::numeric_limits<int64_t>::max()}) {
    EXPECT_FALSE(valid(start, extreme));
    EXPECT_FALSE(valid(extreme, start));
    EXPECT_FALSE(valid(extreme, extreme));
  }
}

TEST(ValidRelease, CoveredHoursAreSomeOfTheWindows) {
  const auto valid = [](std::initializer_list<uint32_t> hours) {
    return ValidAfter([&](v1::Release* r) {
      r->clear_covered_hours();
      for (const uint32_t hour : hours) r->add_covered_hours(hour);
    });
  };
  EXPECT_TRUE(valid({0}));
  EXPECT_TRUE(valid({0, 1, 2, 3}));
  EXPECT_FALSE(valid({}));
  EXPECT_FALSE(valid({4}));
  EXPECT_FALSE(valid({0, 0}));
  EXPECT_FALSE(valid({1, 0}));
  EXPECT_FALSE(valid({0, 0xffffffff}));
}

TEST(ValidRelease, ModeAndKindsAreKnown) {
  for (const int mode : {1, 2, 3}) {
    EXPECT_TRUE(ValidAfter([&](v1::Release* r) { r->set_privacy_mode(static_cast<v1::PrivacyMode>(mode)); })) << mode;
  }
  for (const int mode : {0, 4, -1, INT32_MAX, INT32_MIN}) {
    EXPECT_FALSE(ValidAfter([&](v1::Release* r) { r->set_privacy_mode(static_cast<v1::PrivacyMode>(mode)); })) << mode;
  }
  for (const int kind : {0, 6, -1, INT32_MAX, INT32_MIN}) {
    EXPECT_FALSE(ValidAfter([&](v1::Release* r) { r->add_kinds(static_cast<v1::Kind>(kind)); })) << kind;
  }
  EXPECT_FALSE(ValidAfter([](v1::Release* r) {
    for (int i = 0; i < 100; ++i) r->add_kinds(v1::KIND_BYOC);
  }));
}

TEST(ValidRelease, StringsCanStandInEveryFormat) {
  const std::function<void(v1::Release*, const std::string&)> fields[] = {
      [](v1::Release* r, const std::string& text) { r->set_software_version(text); },
      [](v1::Release* r, const std::string& text) { r->mutable_geo_database()->set_type(text); },
      [](v1::Release* r, const std::string& text) { r->mutable_domains(0)->set_keys(0, text); },
      [](v1::Release* r, const std::string& text) { r->mutable_vectors(0)->set_unit(text); },
  };
  for (const auto& field : fields) {
    const auto valid = [&](const std::string& text) { return ValidAfter([&](v1::Release* r) { field(r, text); }); };
    EXPECT_TRUE(valid("plain text, 1.0 (x) {y} 'z' #"));
    for (const std::string& bad :
         {std::string("\""), std::string("a\\"), std::string("a\nb"), std::string("\r"), std::string("a\0b", 3),
          std::string("\x7f"), std::string("\xc3\xa4"), std::string("\xff"), std::string("<script>"),
          std::string("&amp;"), std::string(257, 'a')}) {
      EXPECT_FALSE(valid(bad)) << bad;
    }
  }
}

TEST(ValidRelease, NamesAreLowerCase) {
  const auto renamed = [](const std::string& name) {
    return ValidAfter([&](v1::Release* r) { r->mutable_vectors(0)->set_name(name); }) &&
           ValidAfter([&](v1::Release* r) { r->add_domains()->set_name(name); });
  };
  EXPECT_TRUE(renamed("some_other_thing"));
  for (const char* bad : {"", "Upper", "a b", "a-b", "a1", "a{b=\"c\"} 1\nd", "\xc3\xa4"}) {
    EXPECT_FALSE(renamed(bad)) << bad;
  }
  EXPECT_FALSE(renamed(std::string(65, 'a')));
}

TEST(ValidRelease, AccountsAndInstanceAreHexadecimal) {
  const std::string digits(40, 'f');
  for (const std::string& bad : {digits, "0x" + digits + "f", std::string("0x"), "0X" + digits,
                                 "0x" + std::string(39, 'f') + "g", "0x" + std::string(39, 'f') + "\""}) {
    EXPECT_FALSE(ValidAfter([&](v1::Release* r) { r->set_signer(bad); })) << bad;
    EXPECT_FALSE(ValidAfter([&](v1::Release* r) { r->set_recipient(bad); })) << bad;
  }
  EXPECT_TRUE(ValidAfter([](v1::Release* r) {
    r->clear_signer();
    r->clear_recipient();
  }));
  for (const std::string& bad : {std::string(), std::string(31, 'a'), std::string(33, 'a'), std::string(32, 'x')}) {
    EXPECT_FALSE(ValidAfter([&](v1::Release* r) { r->set_instance_id(bad); })) << bad;
  }
}

TEST(ValidRelease, NumbersAreFiniteAndDivisorsPositive) {
  for (const double bad : {std::numeric_limits<double>::infinity(), -std::numeric_limits<double>::infinity(),
                           std::numeric_limits<double>::quiet_NaN()}) {
    EXPECT_FALSE(ValidAfter([&](v1::Release* r) { r->set_epsilon(bad); }));
    EXPECT_FALSE(ValidAfter([&](v1::Release* r) { r->mutable_vectors(1)->add_noise_scale(bad); }));
    EXPECT_FALSE(ValidAfter([&](v1::Release* r) { r->mutable_vectors(1)->add_noise_stddev(bad); }));
  }
  for (const int64_t bad : {int64_t{0}, int64_t{-1}, std::numeric_limits<int64_t>::min()}) {
    EXPECT_FALSE(ValidAfter([&](v1::Release* r) { r->mutable_vectors(0)->set_divisor(bad); })) << bad;
  }
}

TEST(ValidRelease, DenseVectorsFillTheirDomains) {
  EXPECT_FALSE(ValidAfter([](v1::Release* r) { r->mutable_vectors(0)->add_values(1); }));
  EXPECT_FALSE(ValidAfter([](v1::Release* r) { r->mutable_vectors(1)->mutable_values()->RemoveLast(); }));
  EXPECT_FALSE(ValidAfter([](v1::Release* r) { r->mutable_vectors(2)->clear_values(); }));
  EXPECT_FALSE(ValidAfter([](v1::Release* r) { r->mutable_vectors(1)->set_domains(0, "missing"); }));
  EXPECT_FALSE(ValidAfter([](v1::Release* r) { r->mutable_vectors(1)->add_indexes(0); }));
  EXPECT_FALSE(ValidAfter([](v1::Release* r) { r->mutable_vectors(2)->add_domains("rung"); }));
}

TEST(ValidRelease, CellsAreAscendingAndOnTheGlobe) {
  EXPECT_FALSE(ValidAfter([](v1::Release* r) { Cells(r)->set_indexes(1, 2592); }));
  EXPECT_FALSE(ValidAfter([](v1::Release* r) { Cells(r)->set_indexes(1, 0xffffffff); }));
  EXPECT_FALSE(ValidAfter([](v1::Release* r) { Cells(r)->set_indexes(0, 2591); }));
  EXPECT_FALSE(ValidAfter([](v1::Release* r) { Cells(r)->set_indexes(1, 0); }));
  EXPECT_FALSE(ValidAfter([](v1::Release* r) { Cells(r)->add_values(1); }));
  EXPECT_FALSE(ValidAfter([](v1::Release* r) { Cells(r)->add_indexes(1); }));
  EXPECT_FALSE(ValidAfter([](v1::Release* r) { Cells(r)->add_domains("rung"); }));
  EXPECT_TRUE(ValidAfter([](v1::Release* r) {
    Cells(r)->clear_values();
    Cells(r)->clear_indexes();
  }));
}

// Two samples of one name and labels make a reader drop the whole answer.
TEST(ValidRelease, NothingIsThereTwice) {
  EXPECT_FALSE(ValidAfter([](v1::Release* r) { r->mutable_domains(0)->set_keys(1, r->domains(0).keys(0)); }));
  EXPECT_FALSE(ValidAfter([](v1::Release* r) { *r->add_domains() = r->domains(0); }));
  EXPECT_FALSE(ValidAfter([](v1::Release* r) { *r->add_vectors() = r->vectors(0); }));
}

TEST(ValidRelease, UrisOfNodesAreFewAndNeedNoEscaping) {
  const auto with_uris = [](int count, const std::string& uri) {
    return ValidAfter([&](v1::Release* r) {
      for (int i = 0; i < count; ++i) r->add_node_uris(uri);
    });
  };
  EXPECT_TRUE(with_uris(16, "https://" + std::string(248, 'a')));
  EXPECT_FALSE(with_uris(1, "https://" + std::string(249, 'a')));
  EXPECT_FALSE(with_uris(65, "https://a"));
  EXPECT_FALSE(with_uris(1, "https://a\"b"));
}

TEST(ValidRelease, ListsAreBounded) {
  const auto many_domains = [](int count) {
    return ValidAfter([&](v1::Release* r) {
      for (int i = 0; i < count; ++i) r->add_domains()->set_name(std::string(static_cast<size_t>(1 + i), 'd'));
    });
  };
  EXPECT_TRUE(many_domains(10));
  EXPECT_FALSE(many_domains(61));
  EXPECT_FALSE(ValidAfter([](v1::Release* r) {
    r->add_domains()->set_name("large");
    for (int i = 0; i < 4097; ++i) r->mutable_domains(4)->add_keys(std::to_string(i));
  }));
}

}  // namespace
}  // namespace nodestats
