package media

import "fmt"

// Size is that of a picture, in pixels.
type Size struct{ Width, Height int }

// Pixels is how many one frame has.
func (s Size) Pixels() int64 { return int64(s.Width) * int64(s.Height) }

func (s Size) String() string { return fmt.Sprintf("%dx%d", s.Width, s.Height) }

// fit is the size that a rendition gets: what was asked for along the source's larger side, and along the other one
// what the source's shape asks for, to the nearest even number. So does the node's transcoder.
func fit(source Size, wanted Profile) Size {
	if source.Width >= source.Height {
		return Size{wanted.Width, nearestEven(wanted.Width, source.Height, source.Width)}
	}
	return Size{nearestEven(wanted.Height, source.Width, source.Height), wanted.Height}
}

// nearestEven is length x numerator / denominator, and at least 2.
func nearestEven(length, numerator, denominator int) int {
	return max(2, 2*((length*numerator+denominator)/(2*denominator)))
}
