// Runs a fuzz target without libFuzzer: its seeds, and mutations of them, the same ones each time.
//   NAME_fuzz MUTATIONS            runs so many mutations
//   NAME_fuzz --write-corpus DIR   writes the seeds, for libFuzzer to begin with
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "fuzz/fuzz_target.h"

namespace {

std::mt19937_64 random_bits(1);  // NOLINT: always the same

size_t Any(size_t below) { return static_cast<size_t>(random_bits() % below); }

char InterestingByte() {
  constexpr char kBytes[] = {'\0', '\x01', '\x7f', '\x80', '\xff', '"', '\\', '\n', '<'};
  return Any(2) == 0 ? kBytes[Any(sizeof kBytes)] : static_cast<char>(Any(256));
}

// One change, such as real damage or a curious mind makes.
void Mutate(const std::vector<std::string>& seeds, std::string* input) {
  if (input->empty()) input->push_back('\0');
  const size_t at = Any(input->size());
  const size_t length = 1 + Any(std::min<size_t>(input->size() - at, 64));
  switch (Any(8)) {
    case 0:
      return input->resize(at);
    case 1:
      input->erase(at, length);
      return;
    case 2:
      input->insert(at, input->substr(at, length));
      return;
    case 3:
      input->insert(at, length, InterestingByte());
      return;
    case 4: {
      const std::string& other = seeds[Any(seeds.size())];
      input->replace(at, length, other.substr(Any(other.size() + 1), length));
      return;
    }
    case 5:
      (*input)[at] = static_cast<char>((*input)[at] ^ (1 << Any(8)));
      return;
    default:
      (*input)[at] = InterestingByte();
  }
}

void Run(const std::string& input) {
  LLVMFuzzerTestOneInput(reinterpret_cast<const uint8_t*>(input.data()), input.size());
}

int WriteCorpus(const std::string& folder) {
  int number = 0;
  for (const std::string& seed : nodestats_fuzz::Seeds()) {
    std::ofstream file(folder + "/seed" + std::to_string(number++), std::ios::binary);
    if (!file.write(seed.data(), static_cast<std::streamsize>(seed.size())).flush()) return 1;
  }
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc == 3 && std::string_view(argv[1]) == "--write-corpus") return WriteCorpus(argv[2]);
  const size_t mutations = argc == 2 ? std::strtoul(argv[1], nullptr, 10) : 0;
  const std::vector<std::string> seeds = nodestats_fuzz::Seeds();
  const auto begun = std::chrono::steady_clock::now();
  Run("");
  for (const std::string& seed : seeds) Run(seed);
  for (size_t i = 0; i < mutations; ++i) {
    std::string input = seeds[Any(seeds.size())];
    for (size_t changes = 1 + Any(3); changes > 0; --changes) Mutate(seeds, &input);
    Run(input);
  }
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begun;
  std::printf("%zu seeds and %zu mutations in %.1f s\n", seeds.size(), mutations, took.count());
  return 0;
}
