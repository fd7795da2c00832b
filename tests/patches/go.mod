module github.com/livepeer/nodestats/tests/patches

go 1.24
