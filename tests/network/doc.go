// Package network drives nodestats-crawl through its public doors: the command line, files and HTTP, against real
// chains, nodes, Prometheus and VictoriaMetrics. Programs come by environment, such as NODESTATS_CRAWL; what is missing
// fails the test that needs it. What tests share is in files without _test.
package network
