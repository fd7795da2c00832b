#include "memory_shortage.h"

#include <nodestats/nodestats.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

/* Allocations left until one fails; negative: none will. Of this thread, so that a host's other threads go on. */
static _Thread_local long left = -1;
static _Thread_local int fail_all_after; /* the one that fails is the first of many */

static int Fails(void) {
  if (left < 0) return 0;
  if (left > 0) {
    --left;
    return 0;
  }
  if (!fail_all_after) left = -1;
  return 1;
}

void* __real_malloc(size_t size);
void* __real_calloc(size_t count, size_t size);
void* __real_realloc(void* memory, size_t size);
void* __real_aligned_alloc(size_t alignment, size_t size);
int __real_posix_memalign(void** memory, size_t alignment, size_t size);

void* __wrap_malloc(size_t size) { return Fails() ? NULL : __real_malloc(size); }
void* __wrap_calloc(size_t count, size_t size) { return Fails() ? NULL : __real_calloc(count, size); }
void* __wrap_realloc(void* memory, size_t size) { return Fails() ? NULL : __real_realloc(memory, size); }
void* __wrap_aligned_alloc(size_t alignment, size_t size) {
  return Fails() ? NULL : __real_aligned_alloc(alignment, size);
}
int __wrap_posix_memalign(void** memory, size_t alignment, size_t size) {
  return Fails() ? 12 /* ENOMEM */ : __real_posix_memalign(memory, alignment, size);
}

static int64_t const kNoon = 1767268800000; /* 2026-01-01 12:00 UTC, in ms */

static int Unexpected(const char* call, nodestats_status status) {
  left = -1;
  fprintf(stderr, "%s: status %d (%s)\n", call, (int)status, nodestats_status_text(status));
  return -1;
}

/* A call that is short of memory changes nothing: the same call succeeds when there is memory again. */
#define CALL(call)                                                \
  do {                                                            \
    nodestats_status status = (call);                             \
    if (status == NODESTATS_ENOMEM) {                             \
      left = -1;                                                  \
      ++shortages;                                                \
      status = (call);                                            \
    }                                                             \
    if (status != NODESTATS_OK) return Unexpected(#call, status); \
  } while (0)

/* From opening to the first published hour, one answer of each kind, and a restart. Returns the shortages that were
 * reported. */
static int Live(nodestats_engine** engine) {
  int shortages = 0;
  nodestats_config config;
  nodestats_segment segment;
  nodestats_answer answer;

  CALL(nodestats_config_init(&config));
  config.privacy = NODESTATS_PRIVACY_BINNED;
  config.max_streams = 1024;
  CALL(nodestats_open(&config, engine));

  memset(&segment, 0, sizeof segment);
  segment.struct_size = sizeof segment;
  segment.kind = NODESTATS_KIND_TRANSCODE;
  segment.outcome = NODESTATS_OUTCOME_FAILED;
  for (int64_t minute = 0; minute < 60; ++minute) {
    CALL(nodestats_advance(*engine, kNoon + minute * 60000));
    CALL(nodestats_record_segment(*engine, &segment, &minute, sizeof minute));
  }
  CALL(nodestats_advance(*engine, kNoon + 3600000)); /* closes the hour */
  CALL(nodestats_advance(*engine, kNoon + 3610000)); /* publishes it */

  memset(&answer, 0, sizeof answer);
  answer.struct_size = sizeof answer;
  for (uint32_t format = NODESTATS_FORMAT_TEXT; format <= NODESTATS_FORMAT_PROTOBUF; ++format) {
    for (uint32_t gzip = 0; gzip <= 1; ++gzip) {
      CALL(nodestats_summary(*engine, format, NODESTATS_SINCE_ALL, gzip, &answer));
      CALL(nodestats_answer_release(&answer));
    }
  }
  CALL(nodestats_exact(*engine, NODESTATS_FORMAT_TEXT, &answer));
  CALL(nodestats_answer_release(&answer));
  CALL(nodestats_exact(*engine, NODESTATS_FORMAT_JSON, &answer));
  CALL(nodestats_answer_release(&answer));
  CALL(nodestats_next_frozen(*engine, 0, &answer));

  nodestats_engine* later = NULL;
  CALL(nodestats_open(&config, &later));
  CALL(nodestats_advance(later, kNoon + 3620000));
  CALL(nodestats_restore_frozen(later, answer.data, answer.size));
  CALL(nodestats_advance(later, kNoon + 3621000));
  nodestats_close(later);
  CALL(nodestats_answer_release(&answer));
  return shortages;
}

static int Sweep(long step, int all_after) {
  int reported = 0;
  for (long n = 0;; n += step) {
    nodestats_engine* engine = NULL;
    left = n;
    fail_all_after = all_after;
    int shortages = Live(&engine);
    int none_failed = left > 0 || (left == 0 && shortages == 0);
    left = -1;
    nodestats_close(engine);
    if (shortages < 0) {
      fprintf(stderr, "after allocation %ld %s\n", n, all_after ? "and all later ones failed" : "failed");
      return -1;
    }
    reported += shortages;
    if (none_failed) return reported;
  }
}

int SurviveMemoryShortage(long step) {
  int one = Sweep(step, 0);
  if (one < 0) return -1;
  int all = Sweep(step, 1);
  return all < 0 ? -1 : one + all;
}
