package media

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os/exec"
	"strconv"
	"time"
)

// Source is the video of a segment.
type Source struct {
	Size
	Duration time.Duration
}

const maxDuration = 5 * time.Minute

// probe reads a segment's headers: the size has to be known before a rendition's can be. It counts nothing, since
// counting frames here would mean decoding twice, and counting packets would count those that cannot be decoded.
func probe(ctx context.Context, folder string) (Source, error) {
	command := exec.CommandContext(ctx, "ffprobe", "-v", "error", "-f", "mpegts", "-protocol_whitelist", "file",
		"-select_streams", "v:0", "-show_entries", "stream=width,height,duration", "-of", "json", "file:"+SourceFile)
	command.Dir = folder
	var problem bytes.Buffer
	command.Stderr = &problem
	output, err := command.Output()
	if err != nil {
		return Source{}, fmt.Errorf("ffprobe: %w: %s", err, firstLine(problem.Bytes()))
	}
	return parseProbe(output)
}

func parseProbe(output []byte) (Source, error) {
	var found struct {
		Streams []struct {
			Width, Height int
			Duration      string
		}
	}
	if err := json.Unmarshal(output, &found); err != nil {
		return Source{}, err
	}
	if len(found.Streams) == 0 || found.Streams[0].Width <= 0 || found.Streams[0].Height <= 0 {
		return Source{}, errors.New("no video in the segment")
	}
	stream := found.Streams[0]
	seconds, err := strconv.ParseFloat(stream.Duration, 64)
	if err != nil || !(seconds > 0 && seconds <= maxDuration.Seconds()) {
		return Source{}, fmt.Errorf("a segment of %.20q s, not up to %v", stream.Duration, maxDuration)
	}
	if stream.Width > maxSide || stream.Height > maxSide {
		return Source{}, fmt.Errorf("a source of %dx%d: sides are at most %d", stream.Width, stream.Height, maxSide)
	}
	return Source{Size{stream.Width, stream.Height}, time.Duration(seconds * float64(time.Second))}, nil
}

func firstLine(text []byte) string {
	line, _, _ := bytes.Cut(bytes.TrimSpace(text), []byte("\n"))
	return string(line[:min(len(line), 200)])
}
