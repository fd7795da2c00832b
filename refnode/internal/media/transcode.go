package media

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
)

// Rendition is one output as it came out.
type Rendition struct {
	Profile Profile
	Size
	Frames int64
	Bytes  int64
}

// Pixels is how many were encoded.
func (r Rendition) Pixels() int64 { return r.Size.Pixels() * r.Frames }

// Result is what became of a segment.
type Result struct {
	Source        Source
	DecodedFrames int64
	DecodedPixels int64       // of these frames, each in its own size
	Renditions    []Rendition // those that were stored: may be fewer than asked for
}

// CheckTools tells whether what this package runs is installed.
func CheckTools() error {
	for _, tool := range []string{"ffmpeg", "ffprobe"} {
		if _, err := exec.LookPath(tool); err != nil {
			return fmt.Errorf("%w: install ffmpeg", err)
		}
	}
	return nil
}

// SourceFile is the name of the segment in its folder.
const SourceFile = "source.ts"

// Transcode makes a rendition for each profile of the MPEG-TS segment that is SourceFile in folder, in one ffmpeg
// process. The renditions stay in the folder, which is the caller's to delete. An error comes without a rendition, or
// with those that were made all the same.
func Transcode(ctx context.Context, folder string, profiles []Profile) (Result, error) {
	source, err := probe(ctx, folder)
	if err != nil {
		return Result{}, err
	}
	result := Result{Source: source}
	sizes := make([]Size, len(profiles))
	for i, profile := range profiles {
		sizes[i] = fit(source.Size, profile)
	}
	report, err := run(ctx, folder, arguments(source, profiles, sizes))
	result.DecodedFrames, result.DecodedPixels = report.decodedFrames, report.decodedPixels
	for i, profile := range profiles {
		bytes := fileSize(filepath.Join(folder, output(i)))
		rendition := Rendition{Profile: profile, Size: sizes[i], Frames: report.encoded[i], Bytes: bytes}
		if rendition.Frames > 0 && rendition.Bytes > 0 {
			result.Renditions = append(result.Renditions, rendition)
		}
	}
	if err == nil && len(result.Renditions) < len(profiles) {
		err = fmt.Errorf("%d of %d renditions were made", len(result.Renditions), len(profiles))
	}
	return result, err
}

func run(ctx context.Context, folder string, arguments []string) (report, error) {
	command := exec.CommandContext(ctx, "ffmpeg", arguments...)
	command.Dir = folder
	log, err := command.StderrPipe()
	if err != nil {
		return report{}, err
	}
	if err := command.Start(); err != nil {
		return report{}, err
	}
	r := readReport(log)
	if err := command.Wait(); err != nil {
		return r, fmt.Errorf("ffmpeg: %w: %s", err, r.problem)
	}
	return r, nil
}

func fileSize(path string) int64 {
	file, err := os.Stat(path)
	if err != nil {
		return 0
	}
	return file.Size()
}
