package media

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
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

// look has ffprobe decode a file: its size and number of frames, "640,360,48".
func look(t *testing.T, path string) string {
	t.Helper()
	output, err := exec.Command("ffprobe", "-v", "error", "-count_frames", "-select_streams", "v:0",
		"-show_entries", "stream=width,height,nb_read_frames", "-of", "csv=p=0", path).Output()
	if err != nil {
		t.Fatal(err)
	}
	line, _, _ := strings.Cut(strings.TrimSpace(string(output)), "\n")
	return strings.TrimSuffix(line, ",")
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
	if got.Source.Size != (Size{640, 480}) || got.Source.Duration != 2*time.Second || got.DecodedPixels() != 48*640*480 {
		t.Errorf("source %+v, %d pixels decoded", got.Source, got.DecodedPixels())
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
		real := strconv.Itoa(want.Width) + "," + strconv.Itoa(want.Height) + "," + strconv.FormatInt(want.Frames, 10)
		if seen := look(t, path); seen != real {
			t.Errorf("rendition %d is really %s, want %s", i, seen, real)
		}
	}
}

func TestAPortraitKeepsItsShape(t *testing.T) {
	folder := makeSegment(t, "360x640", "30000/1001", 10)
	got, err := Transcode(context.Background(), folder, profiles(t, "568x320:300000"))
	if err != nil || len(got.Renditions) != 1 || got.Renditions[0].Size != (Size{180, 320}) {
		t.Fatalf("%+v, %v", got, err)
	}
	if seen := look(t, filepath.Join(folder, output(0))); seen != "180,320,10" {
		t.Errorf("really %s", seen)
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
		`{"streams":[{"width":640,"height":360,"duration":"2.000000"}]}`: true,
		`{"streams":[]}`: false,
		`{"streams":[{"width":640,"height":360}]}`:                          false,
		`{"streams":[{"width":640,"height":360,"duration":"N/A"}]}`:         false,
		`{"streams":[{"width":640,"height":360,"duration":"NaN"}]}`:         false,
		`{"streams":[{"width":640,"height":360,"duration":"-1"}]}`:          false,
		`{"streams":[{"width":640,"height":360,"duration":"301"}]}`:         false,
		`{"streams":[{"width":0,"height":360,"duration":"2.000000"}]}`:      false,
		`{"streams":[{"width":640,"height":100000,"duration":"2.000000"}]}`: false,
		`not JSON`: false,
	} {
		if source, err := parseProbe([]byte(output)); (err == nil) != want {
			t.Errorf("%s: %+v, %v", output, source, err)
		}
	}
}
