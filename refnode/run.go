package main

import (
	"context"
	"fmt"
	"io"
	"log"
	"os"
	"path/filepath"
	"sync"

	nodestats "github.com/livepeer/nodestats/cgo_shim"
	"github.com/livepeer/nodestats/refnode/internal/account"
	"github.com/livepeer/nodestats/refnode/internal/media"
	"github.com/livepeer/nodestats/refnode/internal/node"
)

const version = "0.1.0"

// run is the whole of the program: it ends when ctx does.
func run(ctx context.Context, arguments []string, out, logTo io.Writer) error {
	options, err := parseOptions(arguments, logTo)
	if err != nil {
		return err
	}
	if err := media.CheckTools(); err != nil {
		return err
	}
	if err := os.MkdirAll(options.dataDir, 0o700); err != nil {
		return fmt.Errorf("-dataDir: %w", err)
	}
	warn := func(line string) { log.New(logTo, "refnode: ", log.LstdFlags).Print(line) }
	engine, err := openEngine(options, warn)
	if err != nil {
		return err
	}
	config := node.Config{
		ServiceAddr: options.serviceAddr, CLIAddr: options.cliAddr, H2C: options.h2c, Engine: engine, Log: warn,
		Recipient: options.recipient, Nodes: options.nodes,
	}
	if !options.demoClock.IsZero() {
		if config.Clock, err = node.NewClock(options.demoClock, engine); err != nil {
			return err
		}
	}
	host, err := node.Listen(config)
	if err != nil {
		engine.Close()
		return err
	}
	if line := engine.StartupLine(host.ServiceURL()); line != "" {
		warn(line)
	}
	fmt.Fprintf(out, "listening on %s, CLI on %s\n", host.ServiceURL(), host.CLIURL())
	return serve(ctx, host, engine, config.Clock == nil)
}

// serve ends the engine's own work after the last request, and then the engine.
func serve(ctx context.Context, host *node.Node, engine *nodestats.Engine, timePasses bool) error {
	running, stop := context.WithCancel(context.Background())
	var work sync.WaitGroup
	if timePasses {
		work.Add(1)
		go func() {
			defer work.Done()
			engine.Run(running)
		}()
	}
	err := host.Serve(ctx)
	stop()
	work.Wait()
	if err != nil {
		return err // a request may still be under way: the engine is left to the end of the process
	}
	engine.Close()
	return nil
}

// openEngine gives nil where statistics are off.
func openEngine(o options, warn func(string)) (*nodestats.Engine, error) {
	if !o.nodeStats {
		return nil, nil
	}
	config := nodestats.Config{
		Privacy:        o.privacy,
		GeoDB:          o.geoDB,
		TrustedProxies: o.trustedProxies,
		ChainID:        o.chainID,
		Recipient:      o.recipient,
		NodeURIs:       o.nodes,
		FrozenDir:      filepath.Join(o.dataDir, "nodestats"),
		HostVersion:    "refnode/" + version,
		Warn:           warn,
	}
	if config.GeoDB == "" {
		config.GeoDB = nodestats.FindGeoDB(o.dataDir)
	}
	signer, err := openAccount(o)
	if err != nil {
		return nil, err
	}
	if signer != nil {
		config.Signer, config.Sign = signer.Address(), signer.Sign
	}
	return nodestats.Open(config)
}

// openAccount gives nil where releases are not to be signed.
func openAccount(o options) (*account.Account, error) {
	switch o.ethKey {
	case "off":
		return nil, nil
	case "":
		return account.LoadOrMake(filepath.Join(o.dataDir, "ethkey"))
	default:
		return account.Load(o.ethKey)
	}
}
