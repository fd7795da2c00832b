// Beside is a Go program that holds two C++ worlds: libnodestats, and a neighbour with a libstdc++ and a full protobuf
// of its own, which even knows the same messages. Both throw and catch, at the same time, in several threads.
package main

/*
#cgo pkg-config: nodestats
#cgo LDFLAGS: -Wl,--wrap=malloc -Wl,--wrap=calloc -Wl,--wrap=realloc -Wl,--wrap=aligned_alloc -Wl,--wrap=posix_memalign
#include <string.h>
#include <nodestats/nodestats.h>
#include "memory_shortage.h"
#include "neighbour.h"

static nodestats_status open_binned(nodestats_engine** engine) {
	nodestats_config config;
	nodestats_config_init(&config);
	config.privacy = NODESTATS_PRIVACY_BINNED;
	return nodestats_open(&config, engine);
}

// Lets an hour pass, and gives its summary in protobuf.
static nodestats_status summary_of_an_hour(nodestats_engine* engine, nodestats_answer* answer) {
	for (int64_t s = 0; s <= 3610; s += 10) {
		nodestats_status status = nodestats_advance(engine, 1767268800000 + s * 1000);
		if (status != NODESTATS_OK) return status;
	}
	memset(answer, 0, sizeof *answer);
	answer->struct_size = sizeof *answer;
	return nodestats_summary(engine, NODESTATS_FORMAT_PROTOBUF, NODESTATS_SINCE_ALL, 0, answer);
}
*/
import "C"

import (
	"fmt"
	"os"
	"sync"
	"unsafe"
)

const (
	threads = 4
	rounds  = 200
	step    = 97 // between the allocations that fail
)

func main() {
	var wg sync.WaitGroup
	failed := make(chan error, 2*threads)
	for range threads {
		wg.Add(2)
		go func() {
			defer wg.Done()
			if n := C.SurviveMemoryShortage(step); n <= 0 {
				failed <- fmt.Errorf("ours: %d calls said that memory was short", n)
			}
		}()
		go func() {
			defer wg.Done()
			for range rounds {
				if caught := C.NeighbourThrowsAndCatches(); caught != 3 {
					failed <- fmt.Errorf("theirs: caught %d of 3", caught)
					return
				}
			}
		}()
	}
	wg.Wait()
	close(failed)
	for err := range failed {
		fail(err)
	}
	if err := readByNeighbour(); err != nil {
		fail(err)
	}
	fmt.Println("both threw and caught; the neighbour read our summary")
}

// readByNeighbour hands what our lite protobuf wrote to the neighbour's full one.
func readByNeighbour() error {
	var engine *C.nodestats_engine
	if status := C.open_binned(&engine); status != C.NODESTATS_OK {
		return fmt.Errorf("open: status %d", status)
	}
	defer C.nodestats_close(engine)
	var answer C.nodestats_answer
	if status := C.summary_of_an_hour(engine, &answer); status != C.NODESTATS_OK {
		return fmt.Errorf("summary: status %d", status)
	}
	defer C.nodestats_answer_release(&answer)
	if n := C.NeighbourReadsSummary(unsafe.Pointer(answer.data), answer.size); n < 1 {
		return fmt.Errorf("the neighbour read %d releases", n)
	}
	return nil
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}
