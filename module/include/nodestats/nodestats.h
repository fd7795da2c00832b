/* nodestats: anonymised demand statistics of a Livepeer orchestrator.
 *
 * The C interface of the library; everything else in it is private. Compiles as C11 and C++17.
 *
 * Conventions
 *  1. Every function but the first two returns a nodestats_status; NODESTATS_OK is 0. No function throws, aborts,
 *     prints, logs, starts a thread, opens a socket or installs a handler.
 *  2. The library never reads a clock. Time is what nodestats_advance() was last given, in Unix milliseconds (UTC).
 *  3. Structs begin with `struct_size`, set by the caller to sizeof the struct; another size is NODESTATS_EINVAL. The
 *     rest is zero before the first use, and what is called reserved always. Structs hold no padding, so that another
 *     language's twin has the same layout.
 *  4. Pointers given in are borrowed for the call. An answer given out belongs to the caller until
 *     nodestats_answer_release(); it stays valid after nodestats_close().
 *  5. Functions on an engine are thread-safe, but for nodestats_close(), which must be the last call on it.
 *  6. A failed call changes nothing, unless its own comment says so.
 *  7. Strings are UTF-8 and end with a NUL; addresses and hashes are bytes in network order.
 */
#ifndef NODESTATS_NODESTATS_H_
#define NODESTATS_NODESTATS_H_

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#define NODESTATS_NOEXCEPT noexcept
#else
#define NODESTATS_NOEXCEPT
#endif

#if defined(__GNUC__)
#define NODESTATS_API __attribute__((visibility("default")))
#else
#define NODESTATS_API
#endif

/* The version of this header. A host compares it with nodestats_version() and refuses a library of another one. */
#define NODESTATS_VERSION "0.1.0"

typedef struct nodestats_engine nodestats_engine;

typedef int32_t nodestats_status;
enum {
  NODESTATS_OK = 0,
  NODESTATS_EINVAL = 1,       /* an argument is null, of a wrong size, or out of its range */
  NODESTATS_EFULL = 2,        /* the stream table, or the broadcaster's quarter of it, is full: not counted this hour */
  NODESTATS_EUNSUPPORTED = 3, /* a kind of job that this version cannot do */
  NODESTATS_ECLOCK = 4,       /* no hour is open: no advance yet, or the clock is before the newest release's end */
  NODESTATS_ENONE = 5,        /* nothing (more) to hand out */
  NODESTATS_EEXIST = 6,       /* that release is held already */
  NODESTATS_EFUTURE = 7,      /* that release ends in the future: not served before */
  NODESTATS_EEXPIRED = 8,     /* that release is older than what is kept */
  NODESTATS_EDAMAGED = 9,     /* a frozen release is truncated or altered */
  NODESTATS_EGEOOPEN = 10,    /* the geo database is missing or cannot be read */
  NODESTATS_EGEOINVALID = 11, /* the geo database is corrupt, empty or truncated */
  NODESTATS_EGEOTYPE = 12,    /* the geo database does not tell countries */
  NODESTATS_EGEOSIZE = 13,    /* the geo databases are larger than max_geo_bytes: use those of countries, not cities */
  NODESTATS_ENOMEM = 14,      /* memory is short */
  NODESTATS_ESYSTEM = 15,     /* the operating system refused randomness or a private memory file */
  NODESTATS_EINTERNAL = 16    /* a defect of the library */
};

/* Returns NODESTATS_VERSION of the library, for ever. */
NODESTATS_API const char* nodestats_version(void) NODESTATS_NOEXCEPT;

/* Returns one line that says what `status` means and what to do about it, for ever. Never null. */
NODESTATS_API const char* nodestats_status_text(nodestats_status status) NODESTATS_NOEXCEPT;

/* ---- Opening and closing ---- */

enum {
  NODESTATS_PRIVACY_STREAM_HOUR = 1, /* what one stream did in one hour is protected: epsilon 1; the default */
  NODESTATS_PRIVACY_STREAM_DAY = 2,  /* what one stream did in one day is protected: epsilon 2 */
  NODESTATS_PRIVACY_BINNED = 3       /* exact counts: no formal protection, no identifiers, coarse places */
};

enum {
  NODESTATS_ADDRESS_SIZE = 20,   /* bytes of an Ethereum address */
  NODESTATS_SIGNATURE_SIZE = 65, /* bytes of r, s and v (27 or 28) */
  NODESTATS_MAX_NODE_URIS = 16,
  NODESTATS_MAX_NODE_URI_SIZE = 256 /* bytes of each */
};

typedef struct nodestats_config {
  size_t struct_size;
  uint32_t privacy;                          /* NODESTATS_PRIVACY_* */
  uint32_t max_streams;                      /* streams counted in one hour: 1,024 to 1,048,576; 65,536 */
  uint64_t max_geo_bytes;                    /* of all geo databases together: 268,435,456 */
  uint64_t chain_id;                         /* of the chain that the recipient is registered on; 0 off-chain */
  const char* geo_path;                      /* an MMDB file that tells countries; null: every place is unknown */
  const char* more_geo_path;                 /* another, for what the first does not know, as IPv6; or null */
  const char* host_version;                  /* software that hosts the library; at most 64 printable ASCII; or null */
  uint8_t recipient[NODESTATS_ADDRESS_SIZE]; /* the orchestrator's registered address; zero off-chain */
  uint8_t signer[NODESTATS_ADDRESS_SIZE];    /* the account that signs the releases; zero: without signatures */
  const char* node_uris;                     /* http(s) URIs of the recipient's other nodes, each release names them;
                                                separated by single spaces; or null */
} nodestats_config;

/* Fills *config with defaults and its struct_size.
 * Errors: NODESTATS_EINVAL (null). */
NODESTATS_API nodestats_status nodestats_config_init(nodestats_config* config) NODESTATS_NOEXCEPT;

/* Makes an engine. No hour is open before the first nodestats_advance(). Reads the geo databases, if given.
 * Errors: EINVAL, EGEO*, ENOMEM, ESYSTEM; *engine is then null. */
NODESTATS_API nodestats_status nodestats_open(const nodestats_config* config,
                                              nodestats_engine** engine) NODESTATS_NOEXCEPT;

/* Frees `engine` and all that it counted; the open hour is lost. Null is ignored. Optional before a process ends. */
NODESTATS_API nodestats_status nodestats_close(nodestats_engine* engine) NODESTATS_NOEXCEPT;

/* ---- In: segments and time ---- */

enum { NODESTATS_MAX_RENDITIONS = 16 };

enum { /* what sort of job; all but the first are NODESTATS_EUNSUPPORTED so far */
       NODESTATS_KIND_TRANSCODE = 1,
       NODESTATS_KIND_AI_LIVE = 2,
       NODESTATS_KIND_AI_BATCH = 3,
       NODESTATS_KIND_BYOC = 4,
       NODESTATS_KIND_RUNNER = 5
};

enum {
  NODESTATS_OUTCOME_OK = 1,      /* every rendition was stored */
  NODESTATS_OUTCOME_PARTIAL = 2, /* at least one was */
  NODESTATS_OUTCOME_FAILED = 3   /* none was; counts in the outcomes and nowhere else */
};

typedef struct nodestats_rendition {
  uint32_t width;          /* as asked for, in pixels: 1 to 16,384 */
  uint32_t height;         /* as asked for, in pixels: 1 to 16,384 */
  uint32_t frame_rate_num; /* frames per second as asked for; 0: as the source */
  uint32_t frame_rate_den; /* its denominator; 0 is taken as 1 */
  int64_t encoded_pixels;  /* measured, over all frames: 0 to 2^50 */
  int64_t bytes;           /* of the stored rendition: 0 to 2^50 */
  uint32_t encoded_frames; /* that encoded_pixels are of; 0 unknown */
  uint32_t reserved;
} nodestats_rendition;

typedef struct nodestats_segment {
  size_t struct_size;
  uint32_t kind;                               /* NODESTATS_KIND_* */
  uint32_t outcome;                            /* NODESTATS_OUTCOME_* */
  uint8_t broadcaster[NODESTATS_ADDRESS_SIZE]; /* the job's sender; zero off-chain: the peer stands for it */
  uint32_t peer_size;                          /* 4 (IPv4), 16 (IPv6, or IPv4 mapped into it), 0 unknown */
  uint8_t peer[16];                            /* address of the gateway's socket */
  uint32_t source_width;                       /* in pixels, up to 16,384; 0 unknown: inferred from all that follows */
  uint32_t source_height;                      /* in pixels, up to 16,384; 0 unknown */
  int64_t decoded_pixels;                      /* of all source frames: 0 to 2^50 */
  int64_t input_bytes;                         /* of the source segment: 0 to 2^50 */
  int64_t duration_us;                         /* media time: 1 to 3,600,000,000; a failed segment may have 0 */
  int64_t turnaround_us;    /* arrival to last rendition, queueing included: 1 to 2^50; a failed one may have 0 */
  uint32_t rendition_count; /* 1 to NODESTATS_MAX_RENDITIONS; a failed segment may have 0 */
  uint32_t decoded_frames;  /* that decoded_pixels are of; 0 unknown */
  nodestats_rendition renditions[NODESTATS_MAX_RENDITIONS];
} nodestats_segment;

/* Counts one transcoded segment, in the hour and at the time of the last nodestats_advance().
 * `manifest_id` is 1 to 4,096 bytes of any value; a stream is one broadcaster's one manifest.
 * Takes one shard's lock for a moment; never allocates, makes no system call unless contended.
 * A broadcaster may have a quarter of max_streams. In the private modes, streams whose segments all failed so far are
 * counted apart: a 64th of max_streams (at least 64), of which a broadcaster may have a quarter, too.
 * Errors: EINVAL; EUNSUPPORTED (kind); ECLOCK (no open hour); EFULL (no place for this stream). An error is counted by
 * its reason in nodestats_exact(), the segment nowhere else. */
NODESTATS_API nodestats_status nodestats_record_segment(nodestats_engine* engine, const nodestats_segment* segment,
                                                        const void* manifest_id,
                                                        size_t manifest_id_size) NODESTATS_NOEXCEPT;

/* Tells the time, once a second, from 1970 to 9999. Closes the hour that is over, freezes its releases, and publishes
 * them ten seconds past the boundary, when signed. A gap or a step of more than 60 s, either way, drops the open hour.
 * Cost: microseconds; some milliseconds at the end of an hour.
 * Errors: EINVAL, ENOMEM; ESYSTEM (no randomness for the noise: a release of a window that ended just now is lost,
 * since it is never published without; time went on). */
NODESTATS_API nodestats_status nodestats_advance(nodestats_engine* engine, int64_t now_unix_ms) NODESTATS_NOEXCEPT;

/* Reads each geo database again whose file has changed; where `path` is not null, reads that one in the place of all.
 * Copies and validates without holding up the other calls. A bad one leaves the old one in use.
 * Errors: EGEO*, EINVAL, ENOMEM, ESYSTEM; ENONE (unchanged, or no database was ever named). */
NODESTATS_API nodestats_status nodestats_reload_geo(nodestats_engine* engine, const char* path) NODESTATS_NOEXCEPT;

enum {                         /* of which addresses a geo database tells anything */
       NODESTATS_GEO_IPV4 = 1, /* a flag */
       NODESTATS_GEO_IPV6 = 2  /* a flag */
};

typedef struct nodestats_geo_info {
  size_t struct_size;
  int64_t build_unix_s;   /* when the database was built */
  uint32_t versions;      /* NODESTATS_GEO_*, added */
  uint32_t has_positions; /* 1: it tells positions too */
  char type[64];          /* its database_type */
} nodestats_geo_info;

/* Tells what the MMDB file at `path` holds, for a host that chooses among several: reads and validates it, as an engine
 * would, if it has at most `max_bytes`. Needs no engine.
 * Errors: EGEO*, EINVAL, ENOMEM, ESYSTEM. */
NODESTATS_API nodestats_status nodestats_inspect_geo(const char* path, uint64_t max_bytes,
                                                     nodestats_geo_info* info) NODESTATS_NOEXCEPT;

/* ---- Out: what is published ---- */

enum {
  NODESTATS_FORMAT_TEXT = 1,          /* Prometheus text 0.0.4: the newest release of each window */
  NODESTATS_FORMAT_OPENMETRICS = 2,   /* OpenMetrics text 1.0: the same */
  NODESTATS_FORMAT_METRIC_FAMILY = 3, /* delimited io.prometheus.client.MetricFamily: the same */
  NODESTATS_FORMAT_JSON = 4,          /* nodestats.v1.Report in proto3 JSON: all kept releases */
  NODESTATS_FORMAT_PROTOBUF = 5       /* nodestats.v1.Summary: all kept releases, with their signatures */
};

enum { NODESTATS_SINCE_ALL = 0 };

typedef struct nodestats_answer {
  size_t struct_size;
  const uint8_t* data; /* `size` bytes; owned by `owner` */
  size_t size;
  void* owner;                  /* for nodestats_answer_release(); null when there is nothing to release */
  uint64_t id;                  /* of a release: see nodestats_next_to_sign() and nodestats_next_frozen() */
  int64_t last_modified_unix_s; /* when the newest release appeared; 0 before the first */
  int64_t next_release_unix_s;  /* when the next one appears at the earliest; 0 where no hour is open */
  uint32_t gzip;                /* 1: `data` is gzip (RFC 1952) */
  uint32_t reserved;
  char etag[40]; /* quoted strong validator of `data`, for HTTP; or empty */
} nodestats_answer;

/* Gives what is published, in NODESTATS_FORMAT_* `format`: for JSON and protobuf the releases whose window ended after
 * `since_unix_s` (NODESTATS_SINCE_ALL: all kept), for the other formats the newest of each window.
 * `accept_gzip` not 0 allows a gzip answer. Before the first release the answer holds build information alone.
 * The same bytes for every reader until the next release.
 * Errors: EINVAL, ENOMEM. */
NODESTATS_API nodestats_status nodestats_summary(nodestats_engine* engine, uint32_t format, int64_t since_unix_s,
                                                 uint32_t accept_gzip, nodestats_answer* answer) NODESTATS_NOEXCEPT;

/* Gives the operator's exact live figures, under the prefix nodestats_exact_, as NODESTATS_FORMAT_TEXT or
 * NODESTATS_FORMAT_JSON. Never serve this on a public port: reading it twice tells what happened in between.
 * Errors: EINVAL, ENOMEM. */
NODESTATS_API nodestats_status nodestats_exact(nodestats_engine* engine, uint32_t format,
                                               nodestats_answer* answer) NODESTATS_NOEXCEPT;

/* Frees what `answer` owns, and empties it. Null and released answers are ignored. */
NODESTATS_API nodestats_status nodestats_answer_release(nodestats_answer* answer) NODESTATS_NOEXCEPT;

/* Gives the message of the oldest release that waits for its signature, and the release's id: to be hashed and signed
 * as an Ethereum personal message (EIP-191 version 0x45, which is what accounts.TextHash and eth_sign do).
 * Errors: ENONE (nothing waits), EINVAL, ENOMEM. */
NODESTATS_API nodestats_status nodestats_next_to_sign(nodestats_engine* engine,
                                                      nodestats_answer* answer) NODESTATS_NOEXCEPT;

/* Takes the signature of release `id`: NODESTATS_SIGNATURE_SIZE bytes. It is not verified.
 * Errors: EINVAL (size), ENONE (no such release waits). */
NODESTATS_API nodestats_status nodestats_add_signature(nodestats_engine* engine, uint64_t id, const void* signature,
                                                       size_t size) NODESTATS_NOEXCEPT;

/* ---- Published releases across a restart ---- */

/* Gives the oldest published release of this process whose id is above `after_id`, in a form for a file of its own.
 * Errors: ENONE, EINVAL, ENOMEM. */
NODESTATS_API nodestats_status nodestats_next_frozen(nodestats_engine* engine, uint64_t after_id,
                                                     nodestats_answer* answer) NODESTATS_NOEXCEPT;

/* Takes a release back that nodestats_next_frozen() gave to an earlier process, to serve it byte for byte from the next
 * nodestats_advance() on. To be called after the first one.
 * Errors: ECLOCK (no advance yet), EDAMAGED, EEXPIRED, EEXIST, EINVAL, ENOMEM; EFUTURE (the clock was set back: hand
 * the release in again at each hour, until it has ended. While it ends at most a day ahead, no hour before its end is
 * opened, and an open one is dropped: what was published is not counted again). */
NODESTATS_API nodestats_status nodestats_restore_frozen(nodestats_engine* engine, const void* data,
                                                        size_t size) NODESTATS_NOEXCEPT;

/* ---- For the operator's eyes ---- */

enum {                              /* what the peers of this process have in common */
       NODESTATS_PEERS_NONE = 0,    /* none was seen */
       NODESTATS_PEERS_ONE = 1,     /* all the same: a proxy that is not trusted? */
       NODESTATS_PEERS_PRIVATE = 2, /* several, none of them a public address: NAT? */
       NODESTATS_PEERS_PUBLIC = 3   /* several, at least one of them public */
};

typedef struct nodestats_info {
  size_t struct_size;
  int64_t geo_build_unix_s;  /* when the geo database, or the older one of two, was built; 0 without one */
  int64_t newest_end_unix_s; /* end of the newest release, published or waiting; 0 without one */
  int64_t hour_start_unix_s; /* of the open hour; 0 without one */
  uint64_t segments;         /* counted since nodestats_open() */
  uint64_t placed_streams;   /* since then, each in each hour: with a peer of a public address in a known country */
  uint64_t unplaced_streams; /* the same in none that the geo database tells */
  uint32_t hour_is_whole;    /* 1: the open hour began at its boundary and will be published */
  uint32_t streams;          /* admitted in the open hour, without those whose segments all failed */
  uint32_t max_streams;      /* its bound */
  uint32_t peers;            /* NODESTATS_PEERS_* */
  uint32_t geo_versions;     /* NODESTATS_GEO_*, added; 0 without a geo database */
  uint32_t reserved;
  char geo_type[64]; /* database_type of the geo database, or of both; empty without one */
} nodestats_info;

/* Fills *info, whose struct_size is set.
 * Errors: EINVAL. */
NODESTATS_API nodestats_status nodestats_get_info(nodestats_engine* engine, nodestats_info* info) NODESTATS_NOEXCEPT;

#ifdef __cplusplus
} /* extern "C" */
#endif

#endif /* NODESTATS_NODESTATS_H_ */
