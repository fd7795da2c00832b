module nodestats/tests/network

go 1.24
