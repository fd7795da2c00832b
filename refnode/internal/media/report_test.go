package media

import (
	"maps"
	"strings"
	"testing"
)

// The ends of logs of two ffmpeg versions.
const (
	log5 = `[h264 @ 0x55] [error] error while decoding MB 3 4
[verbose] Input file #0 (source.ts):
[verbose]   Input stream #0:0 (video): 48 packets read (1568466 bytes); 47 frames decoded; 
[verbose]   Input stream #0:1 (audio): 88 packets read (18236 bytes); 
[verbose] Output file #0 (rendition0.ts):
[verbose]   Output stream #0:0 (video): 46 frames encoded; 46 packets muxed (213520 bytes); 
[verbose]   Output stream #0:1 (audio): 88 packets muxed (18236 bytes); 
[verbose]   Output stream #1:0 (video): 24 frames encoded; 24 packets muxed (87710 bytes); 
`
	log7 = `[in#0/mpegts @ 0x55] [verbose] Input file #0 (file:source.ts):
[in#0/mpegts @ 0x55] [verbose]   Input stream #0:0 (video): 48 packets read (1568466 bytes); 47 frames decoded; 0 decode errors; 
[out#0/mpegts @ 0x56] [verbose]   Output stream #0:0 (video): 46 frames encoded; 46 packets muxed (213520 bytes); 
[out#1/mpegts @ 0x57] [verbose]   Output stream #1:0 (video): 24 frames encoded; 24 packets muxed (87710 bytes); 
[fatal] Conversion failed!
`
)

func TestTheReportIsReadFromTheLog(t *testing.T) {
	for log, problem := range map[string]string{log5: "error while decoding MB 3 4", log7: "Conversion failed!"} {
		got := readReport(strings.NewReader(log))
		if got.decoded != 47 || !maps.Equal(got.encoded, map[int]int64{0: 46, 1: 24}) || got.problem != problem {
			t.Errorf("%+v", got)
		}
	}
}

func TestAnEndlessLineDoesNotStopTheLogFromBeingDrained(t *testing.T) {
	log := strings.NewReader(strings.Repeat("x", maxLineBytes+10) + "\n" + log5)
	if got := readReport(log); got.decoded != 0 || log.Len() != 0 {
		t.Errorf("%+v, %d bytes left", got, log.Len())
	}
}
