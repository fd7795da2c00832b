// Writes MMDB files (MaxMind DB File Format Specification 2.0).
#ifndef NODESTATS_TESTS_UNIT_GEO_MMDB_WRITER_H_
#define NODESTATS_TESTS_UNIT_GEO_MMDB_WRITER_H_

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "addresses.h"
#include "mmdb_values.h"

namespace nodestats {

// Prefixes of one file must not contain one another. Those of IPv4 go below ::/96 in a tree of IPv6.
class MmdbWriter {
 public:
  explicit MmdbWriter(int ip_version = 6, int record_bits = 24) : ip_version_(ip_version), record_bits_(record_bits) {
    metadata["binary_format_major_version"] = mmdb::Uint16(2);
    metadata["binary_format_minor_version"] = mmdb::Uint16(0);
    metadata["build_epoch"] = mmdb::Uint64(1700000000);
    metadata["database_type"] = mmdb::Text("Test-Country");
    metadata["description"] = mmdb::Map({{"en", mmdb::Text("For tests")}, {"de", mmdb::Text("Zum Testen")}});
    metadata["ip_version"] = mmdb::Uint16(static_cast<uint16_t>(ip_version));
    metadata["languages"] = mmdb::Array({mmdb::Text("en"), mmdb::Text("de")});
    metadata["record_size"] = mmdb::Uint16(static_cast<uint16_t>(record_bits));
  }

  // Appends an encoded value to the data section, unless it is there; returns its offset.
  uint32_t Store(const std::string& value) {
    const auto found = offsets_.find(value);
    if (found != offsets_.end()) return found->second;
    const auto offset = static_cast<uint32_t>(data_.size());
    data_ += value;
    return offsets_[value] = offset;
  }

  // Gives the addresses of `prefix`, such as "8.8.8.0/24", the encoded `value`.
  MmdbWriter& Add(const std::string& prefix, const std::string& value) {
    return AddOffset(prefix, static_cast<int64_t>(Store(value)));
  }
  // The same, with the value at `offset` of the data section, which may lie outside of it.
  MmdbWriter& AddOffset(const std::string& prefix, int64_t offset) {
    RecordOf(prefix) = Record{Kind::kData, offset};
    return *this;
  }

  // Leads `prefix` of IPv6 to the tree of IPv4.
  MmdbWriter& AliasIpv4(const std::string& prefix) {
    const int64_t ipv4_root = NodeOf(RecordOf("::/96"));
    RecordOf(prefix) = Record{Kind::kNode, ipv4_root};
    return *this;
  }

  // Leads `prefix` back to `node`, which is above it.
  MmdbWriter& AddCircle(const std::string& prefix, int64_t node) {
    RecordOf(prefix) = Record{Kind::kNode, node};
    return *this;
  }

  int64_t node_count() const { return static_cast<int64_t>(nodes_.size()); }

  std::string Bytes() const {
    std::string bytes;
    for (const Node& node : nodes_) bytes += NodeBytes(ValueOf(node[0]), ValueOf(node[1]));
    return bytes + std::string(kSeparatorBytes, '\0') + data_ + "\xab\xcd\xefMaxMind.com" + MetadataBytes();
  }

  // Encoded values by key. An empty one leaves its key out; a missing node_count is that of the tree.
  std::map<std::string, std::string> metadata;

 private:
  enum class Kind { kEmpty, kNode, kData };
  struct Record {
    Kind kind = Kind::kEmpty;
    int64_t number = 0;
  };
  using Node = std::array<Record, 2>;
  static constexpr int kSeparatorBytes = 16;

  // The record that the addresses of `prefix` lead to, with the nodes on the way.
  Record& RecordOf(const std::string& prefix) {
    const size_t slash = prefix.find('/');
    const std::string text = prefix.substr(0, slash);
    const bool is_ipv4 = text.find(':') == std::string::npos;
    const Address address = AddressOf(text);
    int length = std::stoi(prefix.substr(slash + 1)) + (is_ipv4 ? 96 : 0);
    int bit = is_ipv4 && ip_version_ == 4 ? 96 : 0;
    size_t node = 0;
    for (; bit < length - 1; ++bit) node = static_cast<size_t>(NodeOf(nodes_[node][Side(address, bit, is_ipv4)]));
    return nodes_[node][Side(address, bit, is_ipv4)];
  }

  static size_t Side(const Address& address, int bit, bool is_ipv4) {
    if (is_ipv4 && bit < 96) return 0;
    return address.bytes.at(static_cast<size_t>(bit / 8)) >> (7 - bit % 8) & 1;
  }

  // The node that `record` leads to, which is made if there is none. `record` may be in nodes_ itself.
  int64_t NodeOf(Record& record) {
    if (record.kind == Kind::kNode) return record.number;
    record = Record{Kind::kNode, node_count()};
    nodes_.emplace_back();
    return node_count() - 1;
  }

  uint64_t ValueOf(const Record& record) const {
    if (record.kind == Kind::kNode) return static_cast<uint64_t>(record.number);
    return static_cast<uint64_t>(node_count() + (record.kind == Kind::kData ? kSeparatorBytes + record.number : 0));
  }

  std::string NodeBytes(uint64_t left, uint64_t right) const {
    using mmdb::BigEndian;
    if (record_bits_ != 28) {
      const auto record_bytes = static_cast<size_t>(record_bits_ / 8);
      return BigEndian(left, record_bytes) + BigEndian(right, record_bytes);
    }
    return BigEndian(left, 3) + BigEndian((left >> 24 & 15) << 4 | (right >> 24 & 15), 1) + BigEndian(right, 3);
  }

  std::string MetadataBytes() const {
    std::vector<std::pair<std::string, std::string>> members;
    members.emplace_back("node_count", mmdb::Uint32(static_cast<uint32_t>(node_count())));
    for (const auto& [key, value] : metadata) {
      if (key == "node_count") members.erase(members.begin());
      if (!value.empty()) members.emplace_back(key, value);
    }
    return mmdb::Map(members);
  }

  const int ip_version_;
  const int record_bits_;
  std::vector<Node> nodes_{1};
  std::string data_;
  std::map<std::string, uint32_t> offsets_;
};

}  // namespace nodestats

#endif  // NODESTATS_TESTS_UNIT_GEO_MMDB_WRITER_H_
