module nodestats.invalid/beside

go 1.24
