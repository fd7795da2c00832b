// Delimited io.prometheus.client.MetricFamily messages, read field by field.
#ifndef NODESTATS_TESTS_ABI_METRIC_FAMILIES_H_
#define NODESTATS_TESTS_ABI_METRIC_FAMILIES_H_

#include <google/protobuf/io/coded_stream.h>
#include <gtest/gtest.h>

#include <cstdint>
#include <cstring>
#include <functional>
#include <string>

#include "abi/prometheus_text.h"

namespace nodestats_test {

// A field of a message: a number, or bytes.
struct Field {
  uint64_t number = 0;
  std::string bytes;
};

// Shows each field of a serialized message.
inline void ForEachField(const std::string& message, const std::function<void(uint32_t, const Field&)>& see) {
  google::protobuf::io::CodedInputStream input(reinterpret_cast<const uint8_t*>(message.data()),
                                               static_cast<int>(message.size()));
  while (const uint32_t tag = input.ReadTag()) {
    Field field;
    uint32_t size = 0;
    switch (tag & 7) {
      case 0:
        ASSERT_TRUE(input.ReadVarint64(&field.number));
        break;
      case 1:
        ASSERT_TRUE(input.ReadLittleEndian64(&field.number));
        break;
      case 2:
        ASSERT_TRUE(input.ReadVarint32(&size) && input.ReadString(&field.bytes, static_cast<int>(size)));
        break;
      default:
        FAIL() << "wire type " << (tag & 7);
    }
    see(tag >> 3, field);
  }
  EXPECT_TRUE(input.ConsumedEntireMessage());
}

// LabelPair: name = 1, value = 2.
inline void ReadLabel(const std::string& message, Labels* labels) {
  std::string parts[3];
  ForEachField(message, [&](uint32_t number, const Field& field) {
    ASSERT_TRUE(number == 1 || number == 2) << number;
    parts[number] = field.bytes;
  });
  EXPECT_TRUE(labels->emplace(parts[1], parts[2]).second) << parts[1] << " twice";
}

// Metric: label = 1, gauge = 2, counter = 3; Gauge and Counter: value = 1.
inline void ReadMetric(const std::string& message, Family* family) {
  Labels labels;
  int values = 0;
  double value = 0;
  ForEachField(message, [&](uint32_t number, const Field& field) {
    if (number == 1) return ReadLabel(field.bytes, &labels);
    ASSERT_EQ(number, family->type == "gauge" ? 2u : 3u);
    ForEachField(field.bytes, [&](uint32_t inner, const Field& bits) {
      ASSERT_EQ(inner, 1u);
      ++values;
      std::memcpy(&value, &bits.number, sizeof value);
    });
  });
  EXPECT_EQ(values, 1);
  EXPECT_TRUE(family->samples.emplace(labels, value).second);
}

// MetricFamily: name = 1, help = 2, type = 3 (0 counter, 1 gauge), metric = 4.
inline void ReadFamily(const std::string& message, Families* families) {
  std::string name;
  Family family;
  ForEachField(message, [&](uint32_t number, const Field& field) {
    if (number == 1) name = field.bytes;
    if (number == 2) family.help = field.bytes;
    if (number == 3) family.type = field.number == 1 ? "gauge" : "counter";
    if (number == 4) ReadMetric(field.bytes, &family);
    EXPECT_LE(number, 4u);
  });
  EXPECT_TRUE(families->emplace(name, family).second) << name << " twice";
}

inline Families ParseMetricFamilies(const std::string& delimited) {
  Families families;
  google::protobuf::io::CodedInputStream input(reinterpret_cast<const uint8_t*>(delimited.data()),
                                               static_cast<int>(delimited.size()));
  uint32_t size = 0;
  std::string message;
  while (input.ReadVarint32(&size)) {
    EXPECT_TRUE(input.ReadString(&message, static_cast<int>(size)));
    ReadFamily(message, &families);
  }
  EXPECT_EQ(input.CurrentPosition(), static_cast<int>(delimited.size()));
  return families;
}

}  // namespace nodestats_test

#endif  // NODESTATS_TESTS_ABI_METRIC_FAMILIES_H_
