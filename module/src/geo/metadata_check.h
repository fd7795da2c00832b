// Makes sure that libmaxminddb can open a file.
#ifndef NODESTATS_GEO_METADATA_CHECK_H_
#define NODESTATS_GEO_METADATA_CHECK_H_

#include <string>

#include "geo/private_copy.h"
#include "nodestats/nodestats.h"

namespace nodestats {

// Makes sure that the metadata of the MMDB file `file` are sound and agree with its size. MMDB_open() of some versions
// (1.5 to 1.12) takes them on trust: it overflows its stack, runs for ever, reads outside of the file or leaks memory.
// What is left for MMDB_open() to find makes it fail cleanly.
//
// MMDB_open() of every version wants keys that the format's specification calls optional (languages, description):
// where they are missing, *complete is what has to be appended to the file, metadata that hold them; else it is empty.
// Errors: EGEOINVALID, ENOMEM.
nodestats_status CheckMetadata(const FileDescriptor& file, std::string* complete);

}  // namespace nodestats

#endif  // NODESTATS_GEO_METADATA_CHECK_H_
