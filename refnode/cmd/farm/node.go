package main

import (
	"bytes"
	"crypto/rand"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"net/netip"
	"os"
	"runtime"
	"strings"
	"sync"

	"github.com/livepeer/nodestats/refnode/internal/account"
	"google.golang.org/protobuf/encoding/protowire"
)

// node is an orchestrator, as far as those see it who ask.
type node struct {
	template          *template
	recipient, signer account.Address
	instance          string
	misbehaviour      string
	releases          []signedRelease // ascending by end
	story, otherStory []signedRelease // of one that restates: told in turn
	lock              sync.Mutex
	answers           int
}

// signedRelease is a SignedRelease in its place in a Summary.
type signedRelease struct {
	end   int64
	entry []byte
}

// makeNodes runs the templates, and signs for all nodes what these publish.
func makeNodes(o options) ([]*node, error) {
	templates := make([]*template, o.templates)
	if err := inParallel(len(templates), func(i int) (err error) {
		templates[i], err = makeTemplate(o, i)
		return err
	}); err != nil {
		return nil, err
	}
	nodes := make([]*node, o.nodes)
	return nodes, inParallel(len(nodes), func(i int) (err error) {
		misbehaviour := ""
		if i < len(o.misbehave) {
			misbehaviour = o.misbehave[i]
		}
		nodes[i], err = makeNode(o, templates, i, misbehaviour)
		return err
	})
}

// inParallel calls work for each number below count, on all processors, up to a first error of each.
func inParallel(count int, work func(int) error) error {
	workers := runtime.GOMAXPROCS(0)
	failed := make(chan error, workers)
	for worker := range workers {
		go func() {
			var err error
			for i := worker; i < count && err == nil; i += workers {
				err = work(i)
			}
			failed <- err
		}()
	}
	var first error
	for range workers {
		if err := <-failed; err != nil {
			first = err
		}
	}
	return first
}

func makeNode(o options, templates []*template, number int, misbehaviour string) (*node, error) {
	var instance [16]byte
	rand.Read(instance[:])
	key, err := account.Make()
	if err != nil {
		return nil, err
	}
	n := &node{
		template: templates[number%len(templates)], recipient: key.Address(), signer: key.Address(),
		instance: hex.EncodeToString(instance[:]), misbehaviour: misbehaviour,
	}
	signer := key
	switch misbehaviour {
	case "delegated":
		signer, err = account.Make()
		n.signer = signer.Address()
	case "wrongkey":
		signer, err = account.Make()
	}
	if err != nil {
		return nil, err
	}
	if n.releases, err = n.sign(o, n.template, signer); err != nil {
		return nil, err
	}
	if misbehaviour == "restate" {
		n.story = n.releases
		n.otherStory, err = n.sign(o, templates[(number+1)%len(templates)], signer)
	}
	return n, err
}

// sign makes the template's releases the node's own.
func (n *node) sign(o options, t *template, signer *account.Account) ([]signedRelease, error) {
	named := n.recipient
	if n.misbehaviour == "otherrecipient" {
		named = account.Address{0xee}
	}
	var all []signedRelease
	for _, payload := range t.releases {
		for _, change := range [][2]string{
			{t.instance, n.instance},
			{hexAddress(templateSigner), hexAddress(n.signer)},
			{hexAddress(templateRecipient), hexAddress(named)},
		} {
			payload = bytes.ReplaceAll(payload, []byte(change[0]), []byte(change[1]))
		}
		payload = misstate(n.misbehaviour, payload)
		signature, err := signer.Sign(message(o.chainID, n.instance, payload))
		if err != nil {
			return nil, err
		}
		if n.misbehaviour == "unsigned" {
			signature = nil
		}
		all = append(all, signedRelease{int64(find(fields(payload), releaseEnd).number64), entry(payload, signature)})
	}
	return all, nil
}

// message is what a release's signature is over.
func message(chainID uint64, instance string, payload []byte) []byte {
	id, _ := hex.DecodeString(instance)
	text := binary.BigEndian.AppendUint64([]byte("nodestats.v1 release\n"), chainID)
	return append(append(text, id...), payload...)
}

func entry(payload, signature []byte) []byte {
	var signed []byte
	signed = protowire.AppendBytes(protowire.AppendTag(signed, signedPayload, protowire.BytesType), payload)
	if len(signature) > 0 {
		signed = protowire.AppendBytes(protowire.AppendTag(signed, signedSignature, protowire.BytesType), signature)
	}
	return protowire.AppendBytes(protowire.AppendTag(nil, summaryReleases, protowire.BytesType), signed)
}

func hexAddress(address account.Address) string { return "0x" + hex.EncodeToString(address[:]) }

// summary is the node's answer to a question for what ended after since.
func (n *node) summary(since int64) []byte {
	var answer []byte
	for _, release := range n.told() {
		if release.end > since || n.misbehaviour == "replay" {
			answer = append(answer, release.entry...)
		}
	}
	return append(answer, n.template.rest...)
}

// told is what the node says this time.
func (n *node) told() []signedRelease {
	switch n.misbehaviour {
	case "young":
		return nil
	case "restate":
		n.lock.Lock()
		defer n.lock.Unlock()
		if n.answers++; n.answers%2 == 0 {
			return n.otherStory
		}
		return n.story
	}
	return n.releases
}

// text is the node's Prometheus form.
func (n *node) text() string {
	return strings.NewReplacer(n.template.instance, n.instance, hexAddress(templateSigner), hexAddress(n.signer),
		hexAddress(templateRecipient), hexAddress(n.recipient)).Replace(n.template.text)
}

// Node i is at the i-th address from here on: loopback addresses need no set-up.
var firstAddress = [4]byte{127, 64, 0, 0}

func addressOf(number int) netip.Addr {
	return netip.AddrFrom4([4]byte(binary.BigEndian.AppendUint32(nil, binary.BigEndian.Uint32(firstAddress[:])+uint32(number))))
}

// numberOf is the reverse; negative or too large for others' addresses.
func numberOf(address netip.Addr) int {
	bytes := address.Unmap().As4()
	return int(binary.BigEndian.Uint32(bytes[:])) - int(binary.BigEndian.Uint32(firstAddress[:]))
}

// writeList writes a line for each node, in a form that `nodestats-crawl --nodes` reads.
func writeList(path string, nodes []*node, port int) error {
	var list strings.Builder
	for i, n := range nodes {
		fmt.Fprintf(&list, "%s https://%s:%d", hexAddress(n.recipient), addressOf(i), port)
		if n.misbehaviour != "" {
			fmt.Fprintf(&list, "  # %s", n.misbehaviour)
		}
		list.WriteByte('\n')
	}
	return os.WriteFile(path, []byte(list.String()), 0o644)
}
