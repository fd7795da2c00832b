package media

import (
	"fmt"
	"strings"
)

// arguments decode once, and split the pictures between the renditions. Audio, where there is any, is passed on as it is.
func arguments(source Source, profiles []Profile, sizes []Size) []string {
	list := []string{"-nostdin", "-hide_banner", "-nostats", "-loglevel", "level+verbose", "-y",
		"-f", "mpegts", "-protocol_whitelist", "file", "-i", "file:" + SourceFile,
		"-filter_complex", filters(profiles, sizes)}
	for i, profile := range profiles {
		bitrate := fmt.Sprint(profile.Bitrate)
		list = append(list, "-map", fmt.Sprintf("[out%d]", i))
		if source.Audio {
			list = append(list, "-map", "0:a:0", "-c:a", "copy")
		}
		list = append(list, "-c:v", "libx264", "-preset", "ultrafast", "-b:v", bitrate, "-fps_mode", "passthrough",
			"-f", "mpegts", "file:"+output(i))
	}
	return list
}

// The first filter writes each frame that was decoded into the log, for the report.
func filters(profiles []Profile, sizes []Size) string {
	var graph strings.Builder
	fmt.Fprintf(&graph, "[0:v:0]showinfo=checksum=0,split=%d", len(profiles))
	for i := range profiles {
		fmt.Fprintf(&graph, "[in%d]", i)
	}
	for i, profile := range profiles {
		fmt.Fprintf(&graph, ";[in%d]scale=%d:%d", i, sizes[i].Width, sizes[i].Height)
		if profile.FrameRateNum > 0 {
			fmt.Fprintf(&graph, ",fps=%d/%d", profile.FrameRateNum, profile.FrameRateDen)
		}
		fmt.Fprintf(&graph, ",format=yuv420p[out%d]", i)
	}
	return graph.String()
}

func output(i int) string { return fmt.Sprintf("rendition%d.ts", i) }
