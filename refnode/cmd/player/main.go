// Command player is the demo's gateways: it plays a short programme of real video from several countries to a reference
// node, moves the node's clock over the end of two hours and of the day, and prints what the node then publishes.
package main

import (
	"flag"
	"fmt"
	"os"
)

func main() {
	service := flag.String("service", "https://127.0.0.1:8935", "`URL` of the node's public port")
	cli := flag.String("cli", "http://127.0.0.1:7935", "`URL` of the node's operator port")
	media := flag.String("media", "build/media", "`folder` of segments: NAME/00.ts, 01.ts, ...")
	flag.Parse()
	if err := run(newNode(*service, *cli), *media); err != nil {
		fmt.Fprintln(os.Stderr, "player:", err)
		os.Exit(1)
	}
}

func run(node *node, media string) error {
	progress := func(format string, arguments ...any) { fmt.Fprintf(os.Stderr, format+"\n", arguments...) }
	sent := newSent()
	for _, scene := range programme {
		sent.add(scene)
		if err := scene.play(node, media, progress); err != nil {
			return err
		}
	}
	progress("the day ends")
	if err := node.waitUntil(clockTime{24, 0, 11}); err != nil {
		return err
	}
	report, err := node.report()
	if err != nil {
		return err
	}
	return report.print(os.Stdout, sent)
}
