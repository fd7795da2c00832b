package media

import (
	"maps"
	"strings"
	"testing"
)

// The ends of logs of two ffmpeg versions.
const (
	log5 = `[info]   Stream #0:0 (h264) -> showinfo:default
[Parsed_showinfo_0 @ 0x55] [info] config in time_base: 1/90000, frame_rate: 10/1
[Parsed_showinfo_0 @ 0x55] [info] n:   0 pts:      0 pts_time:0       pos:      564 fmt:yuv420p sar:1/1 s:96x64 i:P iskey:1 type:I 
[Parsed_showinfo_0 @ 0x55] [info] color_range:unknown color_space:unknown color_primaries:unknown color_trc:unknown
[Parsed_showinfo_0 @ 0x57] [info] n:   0 pts:  90000 pts_time:1       pos:    18424 fmt:yuv420p sar:1/1 s:48x32 i:P iskey:1 type:I 
[h264 @ 0x55] [error] error while decoding MB 3 4
[verbose] Input file #0 (source.ts):
[verbose]   Input stream #0:0 (video): 48 packets read (1568466 bytes); 47 frames decoded; 
[verbose]   Input stream #0:1 (audio): 88 packets read (18236 bytes); 
[verbose] Output file #0 (rendition0.ts):
[verbose]   Output stream #0:0 (video): 46 frames encoded; 46 packets muxed (213520 bytes); 
[verbose]   Output stream #0:1 (audio): 88 packets muxed (18236 bytes); 
[verbose]   Output stream #1:0 (video): 24 frames encoded; 24 packets muxed (87710 bytes); 
`
	log7 = `[Parsed_showinfo_0 @ 0x7f] [info] n:   0 pts:      0 pts_time:0       duration:   9000 duration_time:0.1     fmt:yuv420p cl:left sar:1/1 s:96x64 i:P iskey:1 type:I 
[Parsed_showinfo_0 @ 0x7f] [info] n:   1 pts:   9000 pts_time:0.1     duration:   9000 duration_time:0.1     fmt:yuv420p cl:left sar:1/1 s:48x32 i:P iskey:0 type:P 
[in#0/mpegts @ 0x55] [verbose] Input file #0 (file:source.ts):
[in#0/mpegts @ 0x55] [verbose]   Input stream #0:0 (video): 48 packets read (1568466 bytes); 47 frames decoded; 0 decode errors; 
[out#0/mpegts @ 0x56] [verbose]   Output stream #0:0 (video): 46 frames encoded; 46 packets muxed (213520 bytes); 
[out#1/mpegts @ 0x57] [verbose]   Output stream #1:0 (video): 24 frames encoded; 24 packets muxed (87710 bytes); 
[fatal] Conversion failed!
`
)

func TestTheReportIsReadFromTheLog(t *testing.T) {
	for log, problem := range map[string]string{log5: "error while decoding MB 3 4", log7: "Conversion failed!"} {
		got := readReport(strings.NewReader(log))
		if got.decodedFrames != 2 || got.decodedPixels != 96*64+48*32 || !maps.Equal(got.encoded, map[int]int64{0: 46, 1: 24}) || got.problem != problem {
			t.Errorf("%+v", got)
		}
	}
}

func TestAnEndlessLineDoesNotStopTheLogFromBeingDrained(t *testing.T) {
	log := strings.NewReader(strings.Repeat("x", maxLineBytes+10) + "\n" + log5)
	if got := readReport(log); got.decodedFrames != 0 || log.Len() != 0 {
		t.Errorf("%+v, %d bytes left", got, log.Len())
	}
}
