#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <system_error>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "discovery/discovery.h"
#include "discovery/service_uri.h"

namespace nodestats::crawler {
namespace {

// An empty list of words where there is nothing on the line.
std::vector<std::string> Words(absl::string_view line) {
  line = line.substr(0, line.find('#'));
  return absl::StrSplit(line, absl::ByAnyChar(" \t\r"), absl::SkipEmpty());
}

absl::StatusOr<Orchestrator> ReadLine(const std::vector<std::string>& words) {
  Orchestrator orchestrator;
  if (words.size() > 2) return absl::InvalidArgumentError("there is more than an account and a URI");
  if (words.size() == 1 && ParseAccount(words[0])) return absl::InvalidArgumentError("the account's URI is missing");
  if (words.size() == 2) {
    const std::optional<Account> account = ParseAccount(words[0]);
    if (!account) return absl::InvalidArgumentError("the account is not 0x and 40 hexadecimal digits");
    orchestrator.recipient = *account;
  }
  const absl::StatusOr<ParsedUri> uri = ParseServiceUri(words.back());
  if (!uri.ok()) return absl::InvalidArgumentError(absl::StrCat("the URI is bad: ", uri.status().message()));
  orchestrator.uris.push_back({.uri = words.back(), .origin = Origin::kFile});
  return orchestrator;
}

absl::StatusOr<NodeList> ReadLines(absl::string_view text) {
  NodeList list;
  int number = 0;
  for (const absl::string_view line : absl::StrSplit(text, '\n')) {
    ++number;
    const std::vector<std::string> words = Words(line);
    if (words.empty()) continue;
    absl::StatusOr<Orchestrator> orchestrator = ReadLine(words);
    if (!orchestrator.ok()) {
      return absl::InvalidArgumentError(absl::StrCat("line ", number, ": ", orchestrator.status().message()));
    }
    list.orchestrators.push_back(*std::move(orchestrator));
  }
  return Merge(list, NodeList{});
}

}  // namespace

absl::StatusOr<NodeList> ReadNodeFile(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return absl::NotFoundError(absl::StrCat(path, ": ", std::strerror(errno)));
  std::error_code error;
  if (std::filesystem::is_directory(path, error)) return absl::NotFoundError(absl::StrCat(path, ": is a folder"));
  std::ostringstream bytes;
  bytes << file.rdbuf();
  const std::string text = bytes.str();
  const bool json = absl::StartsWith(absl::StripLeadingAsciiWhitespace(text), "{");
  absl::StatusOr<NodeList> list = json ? ParseNodeListJson(text) : ReadLines(text);
  if (!list.ok()) return absl::InvalidArgumentError(absl::StrCat(path, ": ", list.status().message()));
  return list;
}

}  // namespace nodestats::crawler
