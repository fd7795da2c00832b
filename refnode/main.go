// Command refnode is a small host of nodestats with the ports of a go-livepeer node: it transcodes real segments,
// counts them, and publishes the summary. It is for trying out and for tests; it takes no payments and talks to no chain.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"syscall"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	switch err := run(ctx, os.Args[1:], os.Stdout, os.Stderr); {
	case errors.Is(err, flag.ErrHelp):
	case err != nil:
		fmt.Fprintln(os.Stderr, "refnode:", err)
		os.Exit(1)
	}
}
