#include "remote_write/relabel_rule.h"

#include <openssl/evp.h>

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "remote_write/expand.h"

namespace nodestats::crawler {
namespace {

std::string ValueOf(const Labels& labels, const std::string& name) {
  const auto found = labels.find(name);
  return found == labels.end() ? "" : found->second;
}

std::string SourceOf(const RelabelRule& rule, const Labels& labels) {
  return absl::StrJoin(rule.source_labels, rule.separator,
                       [&](std::string* out, const std::string& name) { out->append(ValueOf(labels, name)); });
}

// A label without a value is none.
void Set(Labels& labels, const std::string& name, const std::string& value) {
  if (value.empty()) {
    labels.erase(name);
  } else {
    labels[name] = value;
  }
}

bool Matches(const RelabelRule& rule, const std::string& text) { return RE2::FullMatch(text, *rule.regex); }

void Replace(const RelabelRule& rule, const std::string& source, Labels& labels) {
  const Expander found(*rule.regex, source);
  if (!found.matches()) return;
  const std::string target = found.Expand(rule.target_label);
  Set(labels, target, IsLabelName(target) ? found.Expand(rule.replacement) : "");
}

void Map(const RelabelRule& rule, Labels& labels) {
  const Labels before = labels;
  for (const auto& [name, value] : before) {
    const Expander found(*rule.regex, name);
    if (found.matches()) Set(labels, found.Expand(rule.replacement), value);
  }
}

void Erase(const RelabelRule& rule, bool matching, Labels& labels) {
  for (auto label = labels.begin(); label != labels.end();) {
    label = Matches(rule, label->first) == matching ? labels.erase(label) : std::next(label);
  }
}

// The last eight bytes of the MD5, as a big-endian number.
uint64_t Hash(const std::string& text) {
  unsigned char digest[EVP_MAX_MD_SIZE] = {};
  unsigned size = 0;
  EVP_Digest(text.data(), text.size(), digest, &size, EVP_md5(), nullptr);
  uint64_t hash = 0;
  for (int i = 8; i < 16; ++i) hash = hash << 8 | digest[i];
  return hash;
}

}  // namespace

bool IsLabelName(const std::string& name) {
  return !name.empty() && !absl::ascii_isdigit(static_cast<unsigned char>(name[0])) &&
         std::all_of(name.begin(), name.end(), [](unsigned char c) { return absl::ascii_isalnum(c) || c == '_'; });
}

bool ApplyRule(const RelabelRule& rule, Labels& labels) {
  const std::string source = SourceOf(rule, labels);
  switch (rule.action) {
    case RelabelAction::kKeep:
      return Matches(rule, source);
    case RelabelAction::kDrop:
      return !Matches(rule, source);
    case RelabelAction::kKeepEqual:
      return ValueOf(labels, rule.target_label) == source;
    case RelabelAction::kDropEqual:
      return ValueOf(labels, rule.target_label) != source;
    case RelabelAction::kReplace:
      Replace(rule, source, labels);
      break;
    case RelabelAction::kLabelMap:
      Map(rule, labels);
      break;
    case RelabelAction::kLabelDrop:
      Erase(rule, true, labels);
      break;
    case RelabelAction::kLabelKeep:
      Erase(rule, false, labels);
      break;
    case RelabelAction::kLowercase:
      Set(labels, rule.target_label, absl::AsciiStrToLower(source));
      break;
    case RelabelAction::kUppercase:
      Set(labels, rule.target_label, absl::AsciiStrToUpper(source));
      break;
    case RelabelAction::kHashMod:
      Set(labels, rule.target_label, absl::StrCat(Hash(source) % rule.modulus));
      break;
  }
  return true;
}

}  // namespace nodestats::crawler
