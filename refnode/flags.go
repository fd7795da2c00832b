package main

import (
	"flag"
	"fmt"
	"io"
	"net/netip"
	"os"
	"path/filepath"
	"strings"
	"time"

	nodestats "github.com/livepeer/nodestats/cgo_shim"
	"github.com/livepeer/nodestats/refnode/internal/account"
)

// options are the command line, read and checked.
type options struct {
	serviceAddr, cliAddr   string
	h2c                    bool
	dataDir                string
	nodeStats              bool
	privacy, geoDB, ethKey string
	trustedProxies         []netip.Prefix
	chainID                uint64
	recipient              account.Address
	nodes                  []string
	demoClock              time.Time // zero: time passes by itself
}

func parseOptions(arguments []string, usage io.Writer) (options, error) {
	var o options
	flags := flag.NewFlagSet("refnode", flag.ContinueOnError)
	flags.SetOutput(usage)
	flags.StringVar(&o.serviceAddr, "serviceAddr", "127.0.0.1:8935",
		"`host:port` of gRPC and HTTP; port 0 takes a free one")
	flags.StringVar(&o.cliAddr, "cliAddr", "127.0.0.1:7935",
		"loopback `host:port` for the operator: /nodestats/exact and /clock")
	flags.BoolVar(&o.h2c, "h2c", false, "serve without TLS, for a proxy that ends it in front")
	flags.StringVar(&o.dataDir, "dataDir", defaultDataDir(), "`folder` of the key and of published releases")
	flags.BoolVar(&o.nodeStats, "nodeStats", false, "count segments and publish "+nodestats.Path)
	flags.StringVar(&o.privacy, "nodeStatsPrivacy", nodestats.PrivacyStreamHour,
		"privacy `mode`: "+nodestats.PrivacyStreamHour+", "+nodestats.PrivacyStreamDay+" or "+nodestats.PrivacyBinned)
	flags.StringVar(&o.geoDB, "nodeStatsGeoDB", "",
		"MMDB `file` that tells countries, or two with a comma between them (default: looked for in the data folder, /usr/share/GeoIP, /usr/local/share/GeoIP and /var/lib/GeoIP)")
	flags.StringVar(&o.ethKey, "ethKey", "",
		"`file` with the signer's key in hexadecimal, or \"off\" (default: ethkey in the data folder, made where missing)")
	flags.Uint64Var(&o.chainID, "chainId", 0, "`id` of the chain that the recipient is registered on; 0 is off-chain")
	readInto(flags, &o.trustedProxies, "nodeStatsTrustedProxies",
		"comma-separated `networks` whose X-Forwarded-For counts", nodestats.ParseTrustedProxies)
	readInto(flags, &o.recipient, "recipient", "registered `address` of the orchestrator", account.ParseAddress)
	readInto(flags, &o.nodes, "nodes", "comma-separated `URIs` of further nodes of this orchestrator", parseList)
	readInto(flags, &o.demoClock, "demoClock",
		"`time` (RFC 3339) at which the clock stands still, to be moved by POST /clock", parseTime)
	if err := flags.Parse(arguments); err != nil {
		return options{}, err
	}
	if flags.NArg() > 0 {
		return options{}, fmt.Errorf("unexpected argument %q", flags.Arg(0))
	}
	return o, nil
}

// readInto defines a flag whose text parse turns into a value.
func readInto[T any](flags *flag.FlagSet, value *T, name, usage string, parse func(string) (T, error)) {
	flags.Func(name, usage, func(text string) (err error) {
		*value, err = parse(text)
		return err
	})
}

func parseTime(text string) (time.Time, error) { return time.Parse(time.RFC3339, text) }

func parseList(text string) ([]string, error) {
	return strings.FieldsFunc(text, func(letter rune) bool { return letter == ',' || letter == ' ' }), nil
}

func defaultDataDir() string {
	home, err := os.UserHomeDir()
	if err != nil {
		home = "."
	}
	return filepath.Join(home, ".refnode")
}
