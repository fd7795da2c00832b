package main

import (
	"cmp"
	"flag"
	"fmt"
	"os"
	"strings"
	"time"

	nodestats "github.com/livepeer/nodestats/cgo_shim"
)

// options are the command line, read and checked.
type options struct {
	nodes, templates, hours int
	listen, list            string
	end                     time.Time
	privacy, geoDB          string
	chainID                 uint64
	misbehave               []string
}

const (
	maxNodes = 1 << 22 // addresses of 127.64.0.0/10
	maxHours = 24 * 14
)

func parseOptions(arguments []string) (options, error) {
	var o options
	flags := flag.NewFlagSet("farm", flag.ContinueOnError)
	flags.IntVar(&o.nodes, "nodes", 3, "`number` of nodes; node i is at 127.64.0.0 + i")
	flags.StringVar(&o.listen, "listen", ":0", "`address:port` of all nodes; port 0 takes a free one")
	flags.StringVar(&o.list, "list", "", "`file` to write a line for each node into: its account and its URI")
	flags.IntVar(&o.hours, "hours", 2, "`number` of whole hours that the nodes ran")
	end := flags.Int64("end", 0, "Unix `time` of the hour's end up to which they ran (default: the last one)")
	flags.StringVar(&o.privacy, "privacy", nodestats.PrivacyStreamHour, "privacy `mode` of all nodes")
	flags.StringVar(&o.geoDB, "geoDB", cmp.Or(os.Getenv("NODESTATS_GEODB"), nodestats.FindGeoDB("")),
		"MMDB `file` that tells countries")
	flags.Uint64Var(&o.chainID, "chainId", 42161, "`id` of the chain that the nodes are registered on")
	flags.IntVar(&o.templates, "templates", 16,
		"`number` of nodes that really count; the others publish their figures again, under accounts of their own")
	misbehave := flags.String("misbehave", "",
		"comma-separated `names` of what the first nodes do wrong, one each: "+strings.Join(misbehaviours(), ", "))
	if err := flags.Parse(arguments); err != nil {
		return o, err
	}
	o.end = lastHour(time.Now())
	if *end != 0 {
		o.end = time.Unix(*end, 0)
	}
	if *misbehave != "" {
		o.misbehave = strings.Split(*misbehave, ",")
	}
	return o, o.check(flags)
}

func (o *options) check(flags *flag.FlagSet) error {
	o.templates = min(o.templates, o.nodes)
	switch {
	case flags.NArg() > 0:
		return fmt.Errorf("unexpected argument %q", flags.Arg(0))
	case o.nodes < 1 || o.nodes > maxNodes || o.templates < 1:
		return fmt.Errorf("-nodes is from 1 to %d, -templates at least 1", maxNodes)
	case o.hours < 1 || o.hours > maxHours:
		return fmt.Errorf("-hours is from 1 to %d", maxHours)
	case !o.end.Equal(o.end.Truncate(time.Hour)):
		return fmt.Errorf("-end %d is not the end of an hour", o.end.Unix())
	case len(o.misbehave) > o.nodes:
		return fmt.Errorf("-misbehave names more than the %d nodes", o.nodes)
	}
	for _, name := range o.misbehave {
		if !isMisbehaviour(name) {
			return fmt.Errorf("-misbehave: %q is none of %s", name, strings.Join(misbehaviours(), ", "))
		}
	}
	return nil
}

// lastHour is the end of the newest hour whose release a node would show.
func lastHour(now time.Time) time.Time { return now.Add(-releaseDelay).Truncate(time.Hour) }
