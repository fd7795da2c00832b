// Package integration holds no code of its own: its tests drive the reference node through its public doors, with real
// video, as gateways, crawlers and Prometheus do. scripts/test builds and fetches what they need and names it in the
// environment.
package integration
