#include <map>
#include <nlohmann/json.hpp>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "remote_write/relabel_rule.h"

namespace nodestats::crawler {
namespace {

using Json = nlohmann::json;
using Action = RelabelAction;

constexpr size_t kMaxRules = 1000;
constexpr size_t kMaxRegexBytes = 65536;

const std::map<std::string, Action>& Actions() {
  static const auto& actions = *new std::map<std::string, Action>{
      {"replace", Action::kReplace},     {"keep", Action::kKeep},           {"drop", Action::kDrop},
      {"keepequal", Action::kKeepEqual}, {"dropequal", Action::kDropEqual}, {"labelmap", Action::kLabelMap},
      {"labeldrop", Action::kLabelDrop}, {"labelkeep", Action::kLabelKeep}, {"lowercase", Action::kLowercase},
      {"uppercase", Action::kUppercase}, {"hashmod", Action::kHashMod}};
  return actions;
}

absl::Status ReadText(const std::string& key, const Json& value, std::string& out) {
  if (!value.is_string()) return absl::InvalidArgumentError(absl::StrCat(key, " is not a text"));
  out = value.get<std::string>();
  return absl::OkStatus();
}

absl::Status ReadSourceLabels(const Json& value, std::vector<std::string>& out) {
  if (!value.is_array()) return absl::InvalidArgumentError("source_labels is not a list");
  for (const Json& name : value) {
    if (!name.is_string() || !IsLabelName(name.get<std::string>())) {
      return absl::InvalidArgumentError("source_labels has something that is no label's name");
    }
    out.push_back(name.get<std::string>());
  }
  return absl::OkStatus();
}

absl::Status ReadAction(const Json& value, Action& out) {
  // Prometheus takes capitals too.
  const auto found = Actions().find(value.is_string() ? absl::AsciiStrToLower(value.get<std::string>()) : "");
  if (found == Actions().end()) return absl::InvalidArgumentError("unknown action");
  out = found->second;
  return absl::OkStatus();
}

absl::Status ReadModulus(const Json& value, uint64_t& out) {
  if (!value.is_number_unsigned()) return absl::InvalidArgumentError("modulus is not a whole number");
  out = value.get<uint64_t>();
  return absl::OkStatus();
}

absl::Status ReadKey(const std::string& key, const Json& value, RelabelRule& rule, std::string& regex) {
  if (key == "source_labels") return ReadSourceLabels(value, rule.source_labels);
  if (key == "separator") return ReadText(key, value, rule.separator);
  if (key == "regex") return ReadText(key, value, regex);
  if (key == "target_label") return ReadText(key, value, rule.target_label);
  if (key == "replacement") return ReadText(key, value, rule.replacement);
  if (key == "modulus") return ReadModulus(value, rule.modulus);
  if (key == "action") return ReadAction(value, rule.action);
  return absl::InvalidArgumentError(absl::StrCat("unknown key \"", key.substr(0, 40), "\""));
}

// A name, or a template of one.
bool IsTarget(const std::string& text) {
  static const RE2& pattern = *new RE2(R"((?:(?:[a-zA-Z_]|\$(?:\{\w+\}|\w+))+\w*)+)");
  return RE2::FullMatch(text, pattern);
}

bool HasTarget(Action action) {
  return action == Action::kReplace || action == Action::kHashMod || action == Action::kLowercase ||
         action == Action::kUppercase || action == Action::kKeepEqual || action == Action::kDropEqual;
}

// What Prometheus refuses at its start, too.
absl::Status Check(const RelabelRule& rule, const Json& object) {
  if (HasTarget(rule.action)) {
    if (rule.target_label.empty()) return absl::InvalidArgumentError("needs a target_label");
    const bool valid = rule.action == Action::kReplace ? IsTarget(rule.target_label) : IsLabelName(rule.target_label);
    if (!valid) return absl::InvalidArgumentError("target_label is no label's name");
  }
  if (rule.action == Action::kHashMod && rule.modulus == 0)
    return absl::InvalidArgumentError("needs a modulus above 0");
  if (rule.action == Action::kLabelMap && !IsTarget(rule.replacement)) {
    return absl::InvalidArgumentError("replacement is no label's name");
  }
  if (rule.action == Action::kLabelDrop || rule.action == Action::kLabelKeep) {
    const size_t allowed = object.count("regex") + object.count("action");
    if (object.size() > allowed) return absl::InvalidArgumentError("takes a regex only");
  }
  return absl::OkStatus();
}

absl::StatusOr<RelabelRule> ParseRule(const Json& object) {
  if (!object.is_object()) return absl::InvalidArgumentError("is not an object");
  RelabelRule rule;
  std::string regex = "(.*)";
  for (const auto& [key, value] : object.items()) {
    if (absl::Status status = ReadKey(key, value, rule, regex); !status.ok()) return status;
  }
  if (regex.size() > kMaxRegexBytes) return absl::InvalidArgumentError("regex is too long");
  rule.regex = std::make_shared<const RE2>(regex, RE2::Quiet);
  if (!rule.regex->ok()) return absl::InvalidArgumentError(absl::StrCat("regex: ", rule.regex->error()));
  if (absl::Status status = Check(rule, object); !status.ok()) return status;
  return rule;
}

}  // namespace

absl::StatusOr<Relabeling> Relabeling::Parse(const std::string& json) {
  const Json array = Json::parse(json, nullptr, /*allow_exceptions=*/false);
  if (!array.is_array()) return absl::InvalidArgumentError("relabeling: not a JSON array of rules");
  if (array.size() > kMaxRules) return absl::InvalidArgumentError("relabeling: more than 1000 rules");
  auto rules = std::make_shared<std::vector<RelabelRule>>();
  for (size_t i = 0; i < array.size(); ++i) {
    absl::StatusOr<RelabelRule> rule = ParseRule(array[i]);
    if (!rule.ok()) {
      return absl::InvalidArgumentError(absl::StrCat("relabeling, rule ", i + 1, ": ", rule.status().message()));
    }
    rules->push_back(*std::move(rule));
  }
  Relabeling relabeling;
  relabeling.rules_ = std::move(rules);
  return relabeling;
}

}  // namespace nodestats::crawler
