package media

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os/exec"
)

// Source is what a segment holds. How long it lasts is the gateway's to say: a container's clock may jump.
type Source struct {
	Size       // of its first frame
	Audio bool // there is a track with sound in it: one may be declared and stay empty
}

// probe reads a segment's headers: the size has to be known before a rendition's can be. It counts nothing, since
// counting frames here would mean decoding twice, and counting packets would count those that cannot be decoded.
func probe(ctx context.Context, folder string) (Source, error) {
	command := exec.CommandContext(ctx, "ffprobe", "-v", "error", "-f", "mpegts", "-protocol_whitelist", "file",
		"-show_entries", "stream=codec_type,width,height,sample_rate,channels", "-of", "json", "file:"+SourceFile)
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
			Kind          string `json:"codec_type"`
			Width, Height int
			SampleRate    string `json:"sample_rate"`
			Channels      int
		}
	}
	if err := json.Unmarshal(output, &found); err != nil {
		return Source{}, err
	}
	var video, audio int // how many tracks so far
	var source Source
	for _, stream := range found.Streams {
		switch stream.Kind {
		case "video":
			if video++; video == 1 {
				source.Size = Size{stream.Width, stream.Height}
			}
		case "audio":
			if audio++; audio == 1 {
				source.Audio = stream.SampleRate != "" && stream.SampleRate != "0" && stream.Channels > 0
			}
		}
	}
	switch {
	case source.Width <= 0 || source.Height <= 0:
		return Source{}, errors.New("no video in the segment")
	case source.Width > maxSide || source.Height > maxSide:
		return Source{}, fmt.Errorf("a source of %v: sides are at most %d", source.Size, maxSide)
	}
	return source, nil
}

func firstLine(text []byte) string {
	line, _, _ := bytes.Cut(bytes.TrimSpace(text), []byte("\n"))
	return string(line[:min(len(line), 200)])
}
