// Asks every node of a list once, verifies what they say, and prints what that cost this process: one line of
// name=value pairs. bench/crawler/run puts the lines of several ways side by side.
//   sweep FILE https|grpc [IN_FLIGHT] [COPIES]
// FILE holds lines of an account and a URI whose host is an IPv4 address. With COPIES, each node is known so many times
// over and asked once: what a crawler holds in memory that knows more nodes than there are here.
#include <curl/curl.h>
#include <sys/resource.h>

#include <atomic>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_split.h"
#include "absl/time/clock.h"
#include "fetch/fetcher.h"

namespace nodestats::crawler {
namespace {

double CpuSeconds() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) * 1e-6;
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

int64_t PeakRssKiB() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return usage.ru_maxrss;
}

bool ReadLine(const std::string& line, Question& question) {
  const std::vector<std::string> words = absl::StrSplit(line, ' ', absl::SkipEmpty());
  if (words.size() < 2) return false;
  const std::optional<Account> recipient = ParseAccount(words[0]);
  const std::vector<std::string> parts = absl::StrSplit(words[1].substr(sizeof "https://" - 1), ':');
  int port = 0;
  if (!recipient || parts.size() != 2 || !absl::SimpleAtoi(parts[1], &port)) return false;
  question.endpoint.recipient = *recipient;
  question.endpoint.uri = words[1];
  question.endpoint.host = question.endpoint.address = parts[0];
  question.endpoint.port = static_cast<uint16_t>(port);
  return true;
}

std::vector<Question> ReadList(const char* path) {
  std::vector<Question> questions;
  std::ifstream file(path);
  Question question;
  for (std::string line; std::getline(file, line);) {
    if (ReadLine(line, question)) questions.push_back(question);
  }
  return questions;
}

// Tells in the same run whether two ways brought the same bytes, in whatever order nodes answered.
uint64_t DigestOf(const Fetched& fetched) {
  uint64_t sum = 0;
  for (const VerifiedRelease& release : fetched.releases) {
    sum += std::hash<std::string_view>()(release.payload) + std::hash<std::string_view>()(release.signature);
  }
  return sum;
}

struct Totals {
  int64_t well = 0, releases = 0, bytes = 0;
  uint64_t digest = 0;
  std::map<Reason, int> trouble;
  std::string example;
};

void Print(const Totals& totals, size_t known, size_t asked, double wall_s, double cpu_s) {
  std::printf("known=%zu asked=%zu verified=%lld releases=%lld bytes=%lld wall_s=%.3f cpu_s=%.3f cpu_ms_per_node=%.3f ",
              known, asked, static_cast<long long>(totals.well), static_cast<long long>(totals.releases),      // NOLINT
              static_cast<long long>(totals.bytes), wall_s, cpu_s, 1e3 * cpu_s / static_cast<double>(asked));  // NOLINT
  std::printf("nodes_per_s_of_2_cores=%.0f peak_rss_mib=%lld digest=%016llx\n",
              2 * static_cast<double>(totals.well) / cpu_s, static_cast<long long>(PeakRssKiB() / 1024),  // NOLINT
              static_cast<unsigned long long>(totals.digest));                                            // NOLINT
  for (const auto& [reason, count] : totals.trouble) {
    std::fprintf(stderr, "%s: %d, such as %s\n", std::string(ReasonName(reason)).c_str(), count,
                 totals.example.c_str());
  }
}

int Sweep(int argc, char** argv) {
  if (argc < 3) return std::fprintf(stderr, "usage: sweep FILE https|grpc [IN_FLIGHT] [COPIES]\n"), 2;
  FetchOptions options;
  options.transport = std::string(argv[2]) == "grpc" ? Transport::kGrpc : Transport::kHttps;
  if (argc > 3) options.in_flight = std::atoi(argv[3]);
  options.deadline = absl::Seconds(60);  // the nodes share these processors
  const std::vector<Question> asked = ReadList(argv[1]);
  std::vector<Question> known;
  for (int copies = argc > 4 ? std::atoi(argv[4]) : 0; copies > 0; --copies)
    known.insert(known.end(), asked.begin(), asked.end());
  Totals totals;
  const std::atomic<bool> stop{false};
  const double cpu_before_s = CpuSeconds();
  const absl::Time began = absl::Now();
  FetchAll(options, asked, stop, [&totals](const Fetched& fetched) {
    totals.well += fetched.reason == Reason::kNone && !fetched.releases.empty() ? 1 : 0;
    totals.releases += static_cast<int64_t>(fetched.releases.size());
    totals.bytes += fetched.received_bytes;
    if (fetched.reason != Reason::kNone && ++totals.trouble[fetched.reason] == 1) totals.example = fetched.detail;
    totals.digest += DigestOf(fetched);
  });
  Print(totals, std::max(known.size(), asked.size()), asked.size(), absl::ToDoubleSeconds(absl::Now() - began),
        CpuSeconds() - cpu_before_s);
  return totals.trouble.empty() ? 0 : 1;
}

}  // namespace
}  // namespace nodestats::crawler

int main(int argc, char** argv) {
  std::signal(SIGPIPE, SIG_IGN);
  curl_global_init(CURL_GLOBAL_DEFAULT);
  return nodestats::crawler::Sweep(argc, argv);
}
