#include "render/release_json.h"

#include <cstdio>
#include <string>

#include "absl/strings/ascii.h"
#include "render/json_writer.h"

namespace nodestats {
namespace {

void Text(absl::string_view key, absl::string_view value, JsonWriter* json) {
  if (value.empty()) return;
  json->Key(key);
  json->String(value);
}

void Integer(absl::string_view key, int64_t value, JsonWriter* json) {
  json->Key(key);
  json->Int64(value);
}

// In digits enough to give the same number back, with a point whatever the locale of the host's process has.
std::string RealText(double value) {
  char text[40];
  std::snprintf(text, sizeof text, "%.17g", value);
  std::string number;
  for (const char* c = text; *c != '\0'; ++c) {
    const bool part = absl::ascii_isalnum(static_cast<unsigned char>(*c)) || *c == '-' || *c == '+';
    if (part || number.back() != '.') number.push_back(part ? *c : '.');
  }
  return number;
}

template <typename List, typename Write>
void Array(absl::string_view key, const List& list, JsonWriter* json, Write write) {
  json->Key(key);
  json->Begin('[');
  for (const auto& item : list) write(item);
  json->End(']');
}

void WriteDomain(const v1::Domain& domain, JsonWriter* json) {
  json->Begin('{');
  Text("name", domain.name(), json);
  Array("keys", domain.keys(), json, [json](const std::string& key) { json->String(key); });
  json->End('}');
}

void WriteVector(const v1::Vector& vector, JsonWriter* json) {
  json->Begin('{');
  Text("name", vector.name(), json);
  Array("domains", vector.domains(), json, [json](const std::string& name) { json->String(name); });
  Array("values", vector.values(), json, [json](int64_t value) { json->Int64(value); });
  if (!vector.indexes().empty()) {
    Array("indexes", vector.indexes(), json, [json](uint32_t index) { json->Number(index); });
  }
  Integer("divisor", vector.divisor(), json);
  Text("unit", vector.unit(), json);
  Array("noiseScale", vector.noise_scale(), json, [json](double scale) { json->Raw(RealText(scale)); });
  Array("noiseStddev", vector.noise_stddev(), json, [json](double stddev) { json->Raw(RealText(stddev)); });
  json->End('}');
}

void WriteGeo(const v1::GeoDatabase& geo, JsonWriter* json) {
  json->Key("geoDatabase");
  json->Begin('{');
  Text("type", geo.type(), json);
  Integer("buildUnixSeconds", geo.build_unix_seconds(), json);
  json->End('}');
}

}  // namespace

std::string ReleaseJson(const v1::Release& release) {
  JsonWriter json;
  json.Begin('{');
  Text("window", v1::Window_Name(release.window()), &json);
  Integer("startUnixSeconds", release.start_unix_seconds(), &json);
  Integer("endUnixSeconds", release.end_unix_seconds(), &json);
  Array("coveredHours", release.covered_hours(), &json, [&](uint32_t hour) { json.Number(hour); });
  Text("privacyMode", v1::PrivacyMode_Name(release.privacy_mode()), &json);
  json.Key("epsilon");
  json.Raw(RealText(release.epsilon()));
  Array("domains", release.domains(), &json, [&](const v1::Domain& domain) { WriteDomain(domain, &json); });
  Array("vectors", release.vectors(), &json, [&](const v1::Vector& vector) { WriteVector(vector, &json); });
  Text("instanceId", release.instance_id(), &json);
  Text("softwareVersion", release.software_version(), &json);
  Array("kinds", release.kinds(), &json, [&](int kind) { json.String(v1::Kind_Name(static_cast<v1::Kind>(kind))); });
  if (release.has_geo_database()) WriteGeo(release.geo_database(), &json);
  json.Key("chainId");
  json.Raw(absl::StrCat("\"", release.chain_id(), "\""));
  Text("signer", release.signer(), &json);
  Text("recipient", release.recipient(), &json);
  if (!release.node_uris().empty()) {
    Array("nodeUris", release.node_uris(), &json, [&](const std::string& uri) { json.String(uri); });
  }
  json.End('}');
  return json.Take();
}

}  // namespace nodestats
