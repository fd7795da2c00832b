package nodestats

// Status is an error of the library. Its values compare with errors.Is and cost no allocation.
type Status int32

// Errors of the library.
const (
	ErrInvalid     Status = 1 + iota // an argument is missing or out of its range
	ErrFull                          // the stream table, or the broadcaster's quarter of it, is full: not counted this hour
	ErrUnsupported                   // a kind of job or a privacy mode that the library cannot do
	ErrClock                         // no hour is open
	ErrNone                          // nothing (more) to hand out
	ErrExists                        // that release is held already
	ErrFuture                        // that release ends in the future
	ErrExpired                       // that release is older than what is kept
	ErrDamaged                       // a frozen release is truncated or altered
	ErrGeoOpen                       // the geo database is missing or cannot be read
	ErrGeoInvalid                    // the geo database is corrupt, empty or truncated
	ErrGeoType                       // the geo database does not tell countries
	ErrGeoSize                       // the geo database is too large: use one of countries instead of cities
	ErrNoMemory                      // memory is short
	ErrSystem                        // the operating system refused randomness or a private memory file
	ErrInternal                      // a defect of the library
)
