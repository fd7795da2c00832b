#include "render/text_sink.h"

#include <algorithm>
#include <cstring>

#include "absl/strings/str_cat.h"
#include "render/decimal.h"

namespace nodestats {
namespace {

absl::string_view View(std::string_view text) { return {text.data(), text.size()}; }

void AppendLabel(std::string_view name, std::string* out) { absl::StrAppend(out, View(name), "=\""); }

char* Write(std::string_view text, char* out) {
  std::memcpy(out, text.data(), text.size());
  return out + text.size();
}

}  // namespace

void TextSink::Family(std::string_view name, std::string_view help, MetricType type) {
  name_ = std::string(name);
  const char* type_name = type == MetricType::kCounter ? " counter\n" : " gauge\n";
  absl::StrAppend(&out_, "# HELP ", name_, " ", View(help), "\n# TYPE ", name_, type_name);
}

void TextSink::Add(const Samples& samples) {
  prefix_ = name_;
  char separator = '{';
  for (const Label& label : samples.labels) {
    prefix_.push_back(separator);
    AppendLabel(label.name, &prefix_);
    absl::StrAppend(&prefix_, View(label.value), "\"");
    separator = ',';
  }
  const bool keyed = !samples.key_name.empty();
  if (keyed) {
    prefix_.push_back(separator);
    AppendLabel(samples.key_name, &prefix_);
  }
  const std::string_view suffix = keyed ? "\"} " : samples.labels.empty() ? " " : "} ";

  size_t longest_key = 0;
  for (const std::string_view key : samples.keys) longest_key = std::max(longest_key, key.size());
  const size_t before = out_.size();
  out_.resize(before + samples.values.size() * (prefix_.size() + longest_key + suffix.size() + kMaxDecimalSize + 1));
  char* at = &out_[before];
  for (size_t i = 0; i < samples.values.size(); ++i) {
    at = Write(prefix_, at);
    if (keyed) at = Write(samples.keys[i], at);
    at = Write(suffix, at);
    at = WriteDecimal(samples.values[i], samples.divisor, at);
    *at++ = '\n';
  }
  out_.resize(static_cast<size_t>(at - out_.data()));
}

}  // namespace nodestats
