package media

import (
	"context"
	"encoding/json"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// makeSegment puts a segment of some frames of a test picture, with sound, into a new folder.
func makeSegment(t *testing.T, size, rate string, frames int) (folder string) {
	t.Helper()
	folder = t.TempDir()
	command := exec.Command("ffmpeg", "-v", "error", "-f", "lavfi", "-i", "testsrc2=size="+size+":rate="+rate,
		"-f", "lavfi", "-i", "sine", "-shortest", "-frames:v", strconv.Itoa(frames),
		"-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-c:a", "aac", "-f", "mpegts",
		filepath.Join(folder, SourceFile))
	if output, err := command.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, output)
	}
	return folder
}

// framesOf has ffprobe decode a file: how many frames there are of each size.
func framesOf(t *testing.T, path string) map[Size]int64 {
	t.Helper()
	output, err := exec.Command("ffprobe", "-v", "error", "-select_streams", "v:0", "-show_frames",
		"-show_entries", "frame=width,height", "-of", "json", path).Output()
	if err != nil {
		t.Fatal(err)
	}
	var seen struct{ Frames []Size }
	if err := json.Unmarshal(output, &seen); err != nil {
		t.Fatal(err)
	}
	frames := map[Size]int64{}
	for _, frame := range seen.Frames {
		frames[frame]++
	}
	return frames
}

func profiles(t *testing.T, text string) []Profile {
	t.Helper()
	list, err := ParseProfiles(text)
	if err != nil {
		t.Fatal(err)
	}
	return list
}

func TestEveryFrameIsCountedAsItWasDecodedAndEncoded(t *testing.T) {
	folder := makeSegment(t, "640x480", "24", 48)
	got, err := Transcode(context.Background(), folder, profiles(t, "320x180@12:300000,160x90:100000"))
	if err != nil {
		t.Fatal(err)
	}
	if got.Source != (Source{Size{640, 480}, true}) || got.DecodedPixels != 48*640*480 {
		t.Errorf("source %+v, %d pixels decoded", got.Source, got.DecodedPixels)
	}
	for i, want := range []Rendition{{Size: Size{320, 240}, Frames: 24}, {Size: Size{160, 120}, Frames: 48}} {
		rendition := got.Renditions[i]
		if rendition.Size != want.Size || rendition.Frames != want.Frames || rendition.Pixels() != want.Size.Pixels()*want.Frames {
			t.Errorf("rendition %d: %+v", i, rendition)
		}
		path := filepath.Join(folder, output(i))
		if file, err := os.Stat(path); err != nil || file.Size() != rendition.Bytes {
			t.Errorf("rendition %d: %d bytes, %v", i, rendition.Bytes, err)
		}
		if seen := framesOf(t, path); !maps.Equal(seen, map[Size]int64{want.Size: want.Frames}) {
			t.Errorf("rendition %d is really %v", i, seen)
		}
	}
}

func TestAPortraitKeepsItsShape(t *testing.T) {
	folder := makeSegment(t, "360x640", "30000/1001", 10)
	got, err := Transcode(context.Background(), folder, profiles(t, "568x320:300000"))
	if err != nil || len(got.Renditions) != 1 || got.Renditions[0].Size != (Size{320, 568}) {
		t.Fatalf("%+v, %v", got, err)
	}
	if seen := framesOf(t, filepath.Join(folder, output(0))); !maps.Equal(seen, map[Size]int64{{320, 568}: 10}) {
		t.Errorf("really %v", seen)
	}
}

// Segments that are not one size, one clock and sound beside it.
func TestOddSegmentsAreCountedFrameByFrame(t *testing.T) {
	tests := map[string]struct {
		source  Source
		wanted  string
		want    Size
		decoded int64
	}{
		"portrait.ts":           {Source{Size{180, 320}, false}, "640x360:200000", Size{360, 640}, 10 * 180 * 320},
		"size-change.ts":        {Source{Size{96, 64}, false}, "256x144:100000", Size{256, 170}, 10*96*64 + 10*48*32},
		"jump-200.ts":           {Source{Size{96, 64}, false}, "256x144@10:100000", Size{256, 170}, 20 * 96 * 64},
		"pmt-aac-no-packets.ts": {Source{Size{96, 64}, false}, "256x144:100000", Size{256, 170}, 10 * 96 * 64},
	}
	for name, test := range tests {
		data, err := os.ReadFile(filepath.Join("testdata", name))
		if err != nil {
			t.Fatal(err)
		}
		folder := t.TempDir()
		path := filepath.Join(folder, SourceFile)
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		got, err := Transcode(context.Background(), folder, profiles(t, test.wanted))
		if err != nil || len(got.Renditions) != 1 || got.Source != test.source || got.DecodedPixels != test.decoded {
			t.Errorf("%s: %+v, %v", name, got, err)
			continue
		}
		var frames, pixels int64
		for size, count := range framesOf(t, path) {
			frames, pixels = frames+count, pixels+count*size.Pixels()
		}
		if got.DecodedFrames != frames || got.DecodedPixels != pixels {
			t.Errorf("%s: really %d frames of %d pixels were decoded, not %+v", name, frames, pixels, got)
		}
		made := framesOf(t, filepath.Join(folder, output(0)))
		if !maps.Equal(made, map[Size]int64{test.want: got.Renditions[0].Frames}) || got.Renditions[0].Size != test.want {
			t.Errorf("%s: really %v was made, not %+v", name, made, got.Renditions[0])
		}
	}
}

func TestATruncatedSegmentGivesWhatCouldBeDecoded(t *testing.T) {
	folder := makeSegment(t, "640x480", "24", 48)
	path := filepath.Join(folder, SourceFile)
	file, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(path, file.Size()/2); err != nil {
		t.Fatal(err)
	}
	got, err := Transcode(context.Background(), folder, profiles(t, "320x180:300000"))
	if err != nil || got.DecodedFrames == 0 || got.DecodedFrames >= 48 || got.Renditions[0].Frames != got.DecodedFrames {
		t.Errorf("%+v, %v", got, err)
	}
	if seen := framesOf(t, path); !maps.Equal(seen, map[Size]int64{{640, 480}: got.DecodedFrames}) {
		t.Errorf("really %v were decoded, not %+v", seen, got)
	}
}

func TestWhatIsNoVideoGivesAnError(t *testing.T) {
	playlist := "#EXTM3U\n#EXTINF:2,\nhttp://192.0.2.1/segment.ts\n"
	for name, data := range map[string]string{"empty": "", "garbage": strings.Repeat("garbage", 10_000), "a playlist": playlist} {
		folder := t.TempDir()
		if err := os.WriteFile(filepath.Join(folder, SourceFile), []byte(data), 0o600); err != nil {
			t.Fatal(err)
		}
		got, err := Transcode(context.Background(), folder, profiles(t, "320x180:300000"))
		if err == nil || len(got.Renditions) != 0 || strings.Contains(err.Error(), folder) {
			t.Errorf("%s: %+v, %v", name, got, err)
		}
	}
}

func TestTranscodingEndsWithItsContext(t *testing.T) {
	folder := makeSegment(t, "640x480", "24", 48)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if got, err := Transcode(ctx, folder, profiles(t, "320x180:300000")); err == nil || len(got.Renditions) != 0 {
		t.Errorf("%+v, %v", got, err)
	}
}

func TestProbeRefusesWhatIsOutOfBounds(t *testing.T) {
	for output, want := range map[string]bool{
		`{"streams":[{"codec_type":"video","width":640,"height":360}]}`:                        true,
		`{"streams":[{"codec_type":"audio"},{"codec_type":"video","width":640,"height":360}]}`: true,
		`{"streams":[]}`: false,
		`{"streams":[{"codec_type":"audio","width":640,"height":360}]}`:    false,
		`{"streams":[{"codec_type":"video","width":0,"height":360}]}`:      false,
		`{"streams":[{"codec_type":"video","width":640,"height":100000}]}`: false,
		`not JSON`: false,
	} {
		if source, err := parseProbe([]byte(output)); (err == nil) != want {
			t.Errorf("%s: %+v, %v", output, source, err)
		}
	}
}

func TestOnlyATrackWithSoundInItIsAudio(t *testing.T) {
	const video = `{"codec_type":"video","width":640,"height":360}`
	for tracks, want := range map[string]bool{
		video: false,
		video + `,{"codec_type":"audio","sample_rate":"48000","channels":2}`:                                                   true,
		`{"codec_type":"audio","sample_rate":"48000","channels":1},` + video:                                                   true,
		video + `,{"codec_type":"audio","sample_rate":"0","channels":0}`:                                                       false,
		video + `,{"codec_type":"audio"}`:                                                                                      false,
		video + `,{"codec_type":"audio","sample_rate":"0","channels":0},{"codec_type":"audio","sample_rate":"1","channels":1}`: false,
		video + `,{"codec_type":"data"}`:                                                                                       false,
	} {
		source, err := parseProbe([]byte(`{"streams":[` + tracks + `]}`))
		if err != nil || source != (Source{Size{640, 360}, want}) {
			t.Errorf("%s: %+v, %v", tracks, source, err)
		}
	}
}
