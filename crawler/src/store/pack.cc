// Pack: the writing half of packed_release.h.
#include <algorithm>
#include <cmath>
#include <cstring>

#include "store/checksum.h"
#include "store/packed_release.h"

namespace nodestats::crawler {
namespace {

constexpr int64_t kHourSeconds = 3600;
constexpr int64_t kHoursOfDay = 24;
constexpr double kMaxStddev = 1e18;  // finite when squared and summed

void AddNumber(uint64_t number, std::string& out) {
  for (; number >= 0x80; number >>= 7) out.push_back(static_cast<char>(number | 0x80));
  out.push_back(static_cast<char>(number));
}

uint64_t Zigzag(int64_t value) { return static_cast<uint64_t>(value) << 1 ^ static_cast<uint64_t>(value >> 63); }

template <typename Values>
void AddValues(const Values& values, std::string& out) {
  for (auto it = values.begin(); it != values.end(); ++it) {
    AddNumber(Zigzag(*it), out);
    if (*it != 0) continue;
    const auto next = std::find_if(it + 1, values.end(), [](int64_t value) { return value != 0; });
    AddNumber(static_cast<uint64_t>(next - it - 1), out);
    it = next - 1;
  }
}

void AddDouble(double number, std::string& out) {
  char bytes[sizeof number];
  std::memcpy(bytes, &number, sizeof number);
  out.append(bytes, sizeof bytes);
}

// Whether the release names the classes that our own table has, in its order.
bool HasOurClasses(const v1::Release& release, const std::string& name, Domain domain) {
  for (const v1::Domain& each : release.domains()) {
    if (each.name() != name) continue;
    if (each.keys_size() != DomainSize(domain)) return false;
    int key = 0;
    return std::all_of(each.keys().begin(), each.keys().end(),
                       [&](const std::string& text) { return text == DomainKey(domain, key++); });
  }
  return false;
}

bool FitsTable(const v1::Release& release, const v1::Vector& vector, const VectorSpec& spec) {
  if (vector.divisor() < 1 || vector.values_size() != spec.size() || vector.indexes_size() != 0) return false;
  const int stddevs = vector.noise_stddev_size();
  if (stddevs > 1 && stddevs != vector.values_size()) return false;
  if (!std::all_of(vector.noise_stddev().begin(), vector.noise_stddev().end(),
                   [](double stddev) { return stddev >= 0 && stddev <= kMaxStddev; })) {
    return false;
  }
  if (spec.inner == Domain::kNone) return vector.domains_size() == 0;
  return vector.domains_size() == 1 && vector.domains(0) == DomainName(spec.inner) &&
         HasOurClasses(release, vector.domains(0), spec.inner);
}

void AddVector(Figure figure, const v1::Vector& vector, std::string& out) {
  AddNumber(static_cast<uint64_t>(figure), out);
  AddNumber(static_cast<uint64_t>(vector.divisor()), out);
  AddNumber(static_cast<uint64_t>(vector.noise_stddev_size()), out);
  for (const double stddev : vector.noise_stddev()) AddDouble(stddev, out);
  AddNumber(static_cast<uint64_t>(vector.values_size()), out);
  AddValues(vector.values(), out);
}

uint32_t CoveredHoursOfDay(const v1::Release& release) {
  const int64_t first = release.start_unix_seconds() / kHourSeconds % kHoursOfDay;
  const int64_t hours = (release.end_unix_seconds() - release.start_unix_seconds()) / kHourSeconds;
  uint32_t mask = 0;
  for (const uint32_t hour : release.covered_hours()) {
    if (hour < hours && first + hour < kHoursOfDay) mask |= uint32_t{1} << (first + hour);
  }
  return mask;
}

}  // namespace

std::string Pack(const v1::Release& release) {
  std::string vectors;
  uint64_t count = 0;
  uint32_t seen = 0;  // of two vectors of one name the first counts
  for (const v1::Vector& vector : release.vectors()) {
    const std::optional<Figure> figure = FigureOfName(vector.name());
    if (!figure.has_value() || (seen >> static_cast<int>(*figure) & 1) != 0) continue;
    if (!FitsTable(release, vector, SpecOf(VectorOf(*figure)))) continue;
    seen |= uint32_t{1} << static_cast<int>(*figure);
    AddVector(*figure, vector, vectors);
    ++count;
  }
  std::string out;
  AddNumber(static_cast<uint64_t>(release.window()), out);
  AddNumber(CoveredHoursOfDay(release), out);
  AddNumber(count, out);
  out += vectors;
  const uint32_t checksum = Checksum(out);
  char bytes[sizeof checksum];
  std::memcpy(bytes, &checksum, sizeof bytes);
  std::string packed;
  AddNumber(out.size(), packed);
  packed.append(bytes, sizeof bytes);
  return packed + out;
}

}  // namespace nodestats::crawler
