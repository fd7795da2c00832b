// Package media turns MPEG-TS segments into renditions with ffmpeg, and counts what was decoded and encoded.
package media

import (
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

const (
	// MaxProfiles is how many renditions a segment may have.
	MaxProfiles = 4

	minSide, maxSide = 32, 7680
	maxFrameRate     = 240
	maxBitrate       = 100_000_000
)

// Profile asks for one rendition. Its size is a wish: see fit.
type Profile struct {
	Name         string `json:"name"`
	Width        int    `json:"width"`
	Height       int    `json:"height"`
	Bitrate      int    `json:"bitrate"` // in bit/s
	FrameRateNum int    `json:"fps"`     // 0: as the source
	FrameRateDen int    `json:"fpsDen"`  // 0 is taken as 1
}

// Size is the one asked for.
func (p Profile) Size() Size { return Size{p.Width, p.Height} }

// ParseProfiles reads a JSON list, spelled as the node's API has it, or the short form
// "720p:1280x720@30:3000000,640x360:800000" in which name and frame rate may be left out.
func ParseProfiles(text string) ([]Profile, error) {
	var profiles []Profile
	var err error
	if strings.HasPrefix(strings.TrimSpace(text), "[") {
		err = json.Unmarshal([]byte(text), &profiles)
	} else {
		profiles, err = parseShort(text)
	}
	if err != nil {
		return nil, err
	}
	if len(profiles) == 0 || len(profiles) > MaxProfiles {
		return nil, fmt.Errorf("%d profiles, not 1 to %d", len(profiles), MaxProfiles)
	}
	for i := range profiles {
		if err := profiles[i].check(); err != nil {
			return nil, err
		}
	}
	return profiles, nil
}

var shortForm = regexp.MustCompile(`^(?:([\w.-]{1,64}):)?(\d{1,5})x(\d{1,5})(?:@(\d{1,6})(?:/(\d{1,6}))?)?:(\d{1,9})$`)

func parseShort(text string) ([]Profile, error) {
	if text == "" {
		return nil, errors.New("no profiles")
	}
	var profiles []Profile
	for _, item := range strings.Split(text, ",") {
		parts := shortForm.FindStringSubmatch(strings.TrimSpace(item))
		if parts == nil {
			return nil, fmt.Errorf("profile %.60q is not [name:]WxH[@fps]:bitrate", item)
		}
		number := func(i int) int {
			value, _ := strconv.Atoi(parts[i]) // digits by the expression, and few of them; empty is 0
			return value
		}
		profiles = append(profiles, Profile{
			Name: parts[1], Width: number(2), Height: number(3),
			FrameRateNum: number(4), FrameRateDen: number(5), Bitrate: number(6),
		})
	}
	return profiles, nil
}

// check refuses what no encoder could do, and fills in what was left out.
func (p *Profile) check() error {
	p.FrameRateDen = max(p.FrameRateDen, 1)
	switch {
	case p.Width < minSide || p.Width > maxSide || p.Height < minSide || p.Height > maxSide:
		return fmt.Errorf("a rendition of %v: sides are %d to %d", p.Size(), minSide, maxSide)
	case p.FrameRateNum < 0 || p.FrameRateNum > maxFrameRate*p.FrameRateDen:
		return fmt.Errorf("%d/%d frames/s: at most %d", p.FrameRateNum, p.FrameRateDen, maxFrameRate)
	case p.Bitrate <= 0 || p.Bitrate > maxBitrate:
		return fmt.Errorf("%d bit/s: at most %d", p.Bitrate, maxBitrate)
	}
	if p.Name == "" {
		p.Name = p.Size().String()
	}
	return nil
}
