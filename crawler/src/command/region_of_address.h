// In which region of the world an address is.
#ifndef NODESTATS_CRAWLER_COMMAND_REGION_OF_ADDRESS_H_
#define NODESTATS_CRAWLER_COMMAND_REGION_OF_ADDRESS_H_

#include <string>

#include "geo/database.h"

namespace nodestats::crawler {

// Takes a numeric IPv4 or IPv6 address; kUnknownRegion for anything else.
int RegionOfAddress(const GeoDatabase& database, const std::string& address);

}  // namespace nodestats::crawler

#endif  // NODESTATS_CRAWLER_COMMAND_REGION_OF_ADDRESS_H_
