module nodestats.invalid/size

go 1.24
