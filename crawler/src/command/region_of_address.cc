#include "command/region_of_address.h"

#include <optional>

#include "base/numeric_address.h"
#include "domain/countries.h"

namespace nodestats::crawler {

int RegionOfAddress(const GeoDatabase& database, const std::string& address) {
  const std::optional<Address> parsed = ParseNumericAddress(address);
  return parsed ? RegionOfCountry(database.Lookup(parsed->bytes.data()).country) : int{kUnknownRegion};
}

}  // namespace nodestats::crawler
