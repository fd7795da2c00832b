/* What an installed library is for, in C: an engine is opened, given a segment, and asked for its summary. */
#include <nodestats/nodestats.h>
#include <stdio.h>
#include <string.h>

#define CHECK(condition)                                              \
  do {                                                                \
    if (!(condition)) {                                               \
      fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, #condition); \
      return 1;                                                       \
    }                                                                 \
  } while (0)

static int64_t const kNoon = 1767268800000; /* 2026-01-01 12:00 UTC, in ms */

static nodestats_segment Segment(void) {
  nodestats_segment segment;
  memset(&segment, 0, sizeof segment);
  segment.struct_size = sizeof segment;
  segment.kind = NODESTATS_KIND_TRANSCODE;
  segment.outcome = NODESTATS_OUTCOME_OK;
  segment.broadcaster[0] = 1;
  segment.duration_us = 2000000;
  segment.turnaround_us = 500000;
  segment.rendition_count = 1;
  segment.renditions[0].width = 1280;
  segment.renditions[0].height = 720;
  segment.renditions[0].encoded_pixels = (int64_t)1280 * 720 * 60;
  return segment;
}

int main(void) {
  nodestats_engine* engine = NULL;
  nodestats_config config;
  nodestats_info info;
  nodestats_answer answer;
  nodestats_segment segment = Segment();

  CHECK(strcmp(nodestats_version(), NODESTATS_VERSION) == 0);
  CHECK(strlen(nodestats_status_text(NODESTATS_ENOMEM)) > 0);
  CHECK(nodestats_config_init(&config) == NODESTATS_OK);
  config.privacy = NODESTATS_PRIVACY_BINNED;
  CHECK(nodestats_open(&config, &engine) == NODESTATS_OK);
  CHECK(nodestats_advance(engine, kNoon) == NODESTATS_OK);
  CHECK(nodestats_record_segment(engine, &segment, "manifest", 8) == NODESTATS_OK);

  memset(&info, 0, sizeof info);
  info.struct_size = sizeof info;
  CHECK(nodestats_get_info(engine, &info) == NODESTATS_OK);

  memset(&answer, 0, sizeof answer);
  answer.struct_size = sizeof answer;
  CHECK(nodestats_summary(engine, NODESTATS_FORMAT_PROTOBUF, NODESTATS_SINCE_ALL, 0, &answer) == NODESTATS_OK);
  CHECK(answer.size > 0);
  CHECK(nodestats_answer_release(&answer) == NODESTATS_OK);
  CHECK(nodestats_summary(engine, NODESTATS_FORMAT_TEXT, NODESTATS_SINCE_ALL, 1, &answer) == NODESTATS_OK);
  CHECK(answer.size > 0);
  CHECK(nodestats_answer_release(&answer) == NODESTATS_OK);
  CHECK(nodestats_close(engine) == NODESTATS_OK);
  puts("consumer works");
  return 0;
}
