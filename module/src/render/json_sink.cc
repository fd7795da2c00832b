#include "render/json_sink.h"

#include "render/decimal.h"

namespace nodestats {
namespace {

void WriteText(std::string_view key, std::string_view value, JsonWriter* json) {
  json->Key({key.data(), key.size()});
  json->String({value.data(), value.size()});
}

}  // namespace

void JsonSink::Family(std::string_view name, std::string_view /*help*/, MetricType /*type*/) {
  if (begun_) json_.End(']');
  begun_ = true;
  json_.Key({name.data(), name.size()});
  json_.Begin('[');
}

void JsonSink::Add(const Samples& samples) {
  for (size_t i = 0; i < samples.values.size(); ++i) {
    json_.Begin('{');
    for (const Label& label : samples.labels) WriteText(label.name, label.value, &json_);
    if (!samples.key_name.empty()) WriteText(samples.key_name, samples.keys[i], &json_);
    char text[kMaxDecimalSize];
    json_.Key("value");
    json_.Raw({text, static_cast<size_t>(WriteDecimal(samples.values[i], samples.divisor, text) - text)});
    json_.End('}');
  }
}

std::string JsonSink::Take() {
  if (begun_) json_.End(']');
  json_.End('}');
  return json_.Take() + "\n";
}

}  // namespace nodestats
