package node

import nodestats "github.com/livepeer/nodestats/cgo_shim"

// video is one video in the answer to a segment.
type video struct {
	Name   string `json:"name,omitempty"`
	Asked  string `json:"asked,omitempty"`
	Width  int    `json:"width"`
	Height int    `json:"height"`
	Frames int64  `json:"frames"`
	Pixels int64  `json:"pixels"`
	Bytes  int64  `json:"bytes"`
}

// answer is what a gateway is told of its segment.
type answer struct {
	Outcome      string  `json:"outcome"`
	Error        string  `json:"error,omitempty"`
	DurationMS   int64   `json:"duration_ms"`
	TurnaroundMS int64   `json:"turnaround_ms"`
	Source       video   `json:"source"`
	Renditions   []video `json:"renditions"`
}

var outcomeNames = map[nodestats.Outcome]string{
	nodestats.OutcomeOK: "ok", nodestats.OutcomePartial: "partial", nodestats.OutcomeFailed: "failed",
}

func (o outcome) answer() answer {
	a := answer{
		Outcome:      outcomeNames[o.kind()],
		DurationMS:   o.duration.Milliseconds(),
		TurnaroundMS: o.turnaround.Milliseconds(),
		Source: video{
			Width: o.Source.Width, Height: o.Source.Height,
			Frames: o.DecodedFrames, Pixels: o.DecodedPixels, Bytes: o.inputBytes,
		},
		Renditions: []video{},
	}
	if o.err != nil {
		a.Error = o.err.Error()
	}
	for _, r := range o.Renditions {
		a.Renditions = append(a.Renditions, video{
			Name: r.Profile.Name, Asked: r.Profile.Size().String(),
			Width: r.Width, Height: r.Height, Frames: r.Frames, Pixels: r.Pixels(), Bytes: r.Bytes,
		})
	}
	return a
}
