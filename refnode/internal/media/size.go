package media

import "fmt"

// Size is that of a picture, in pixels.
type Size struct{ Width, Height int }

// Pixels is how many one frame has.
func (s Size) Pixels() int64 { return int64(s.Width) * int64(s.Height) }

func (s Size) String() string { return fmt.Sprintf("%dx%d", s.Width, s.Height) }

// What the node's transcoder brings the sides asked for into, since some hardware encodes H.264 no smaller or larger.
const (
	minWidth, minHeight = 146, 50
	maxEncodedSide      = 4096
)

// fit is the size that a rendition gets, as the node's transcoder (lpms) has it since 2024: the larger of the sides asked
// for along the source's larger side, and along the other one what the source's shape asks for, to the nearest even
// number. Where that would be too small to encode, it is the smallest there is, and the larger side follows.
func fit(source Size, wanted Profile) Size {
	longer := max(between(minWidth, wanted.Width, maxEncodedSide), between(minHeight, wanted.Height, maxEncodedSide))
	even := longer / 2 * 2
	switch landscape := source.Width >= source.Height; {
	case landscape && longer*source.Height >= minHeight*source.Width:
		return Size{even, nearestEven(even, source.Height, source.Width)}
	case landscape:
		return Size{nearestEven(minHeight, source.Width, source.Height), minHeight}
	case longer*source.Width >= minWidth*source.Height:
		return Size{nearestEven(even, source.Width, source.Height), even}
	default:
		return Size{minWidth, nearestEven(minWidth, source.Height, source.Width)}
	}
}

func between(least, value, most int) int { return min(max(value, least), most) }

// nearestEven is length x numerator / denominator, and at least 2.
func nearestEven(length, numerator, denominator int) int {
	return max(2, 2*((length*numerator+denominator)/(2*denominator)))
}
