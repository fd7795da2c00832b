package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"time"
)

// scene is a moment at which several streams play some segments at once.
type scene struct {
	at      clockTime
	streams []stream
}

// The marks at which the node counts who is active are on each fifth minute: the scenes begin just before one.
var programme = []scene{
	{clockTime{22, 4, 57}, []stream{concert, radio, selfie}},
	{clockTime{22, 29, 57}, []stream{concert, football, lecture, harbour}},
	{clockTime{22, 54, 57}, []stream{football, gameplay}},
	{clockTime{23, 9, 57}, []stream{gameplay, festival, radio, lecture}},
	{clockTime{23, 34, 57}, []stream{concert, football, festival, selfie, harbour}},
	{clockTime{23, 59, 50}, []stream{gameplay, lecture}},
}

const (
	segmentsInScene = 2
	segmentDuration = 2 * time.Second
)

// sent is the media that the programme sent, in seconds.
type sent struct {
	byCountry, byRegion map[string]float64
}

func newSent() *sent { return &sent{map[string]float64{}, map[string]float64{}} }

func (s *sent) add(scene scene) {
	for _, stream := range scene.streams {
		s.byCountry[stream.from.country] += segmentsInScene * segmentDuration.Seconds()
		s.byRegion[stream.from.region] += segmentsInScene * segmentDuration.Seconds()
	}
}

// play sends the scene's segments, those of one moment at the same time, while the node's clock goes on by their duration.
func (s scene) play(node *node, media string, progress func(string, ...any)) error {
	if err := node.waitUntil(s.at); err != nil {
		return err
	}
	progress("%s UTC on the demo's clock: %d streams", s.at, len(s.streams))
	for segment := range segmentsInScene {
		if err := s.send(node, media, fmt.Sprintf("%02d.ts", segment)); err != nil {
			return err
		}
		if err := node.wait(segmentDuration); err != nil {
			return err
		}
	}
	return nil
}

// send has each stream send its segment of that name, and waits for all.
func (s scene) send(node *node, media, name string) error {
	var sending sync.WaitGroup
	failures := make([]error, len(s.streams))
	for i, stream := range s.streams {
		sending.Add(1)
		go func() {
			defer sending.Done()
			data, err := os.ReadFile(filepath.Join(media, stream.source, name))
			if err == nil {
				err = node.send(stream, data)
			}
			failures[i] = err
		}()
	}
	sending.Wait()
	return errors.Join(failures...)
}
