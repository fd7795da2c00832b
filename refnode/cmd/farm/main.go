// Command farm is many nodes in one process, for tests and benchmarks of what asks nodes: each has a loopback address,
// an account and releases of its own, behind one port. Some can be told to misbehave.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"slices"
	"syscall"
	"time"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	switch err := run(ctx, os.Args[1:], os.Stdout); {
	case errors.Is(err, flag.ErrHelp):
	case err != nil:
		fmt.Fprintln(os.Stderr, "farm:", err)
		os.Exit(1)
	}
}

// run makes the nodes, says so in one line, and serves them until ctx ends.
func run(ctx context.Context, arguments []string, out io.Writer) error {
	o, err := parseOptions(arguments)
	if err != nil {
		return err
	}
	began := time.Now()
	listener, err := listen(o.listen)
	if err != nil {
		return err
	}
	defer listener.Close()
	nodes, err := makeNodes(o)
	if err != nil {
		return err
	}
	if slices.Contains(o.misbehave, "gzipbomb") {
		packedZeros()
	}
	port := portOf(listener)
	if o.list != "" {
		if err := writeList(o.list, nodes, port); err != nil {
			return err
		}
	}
	fmt.Fprintf(out, "%d nodes on port %d, made in %.1f s\n", len(nodes), port, time.Since(began).Seconds())
	return serve(ctx, listener, nodes)
}
