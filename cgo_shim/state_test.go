//go:build nodestats && cgo

package nodestats

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

func TestTheStartupLineSaysWhatAnOperatorAsks(t *testing.T) {
	unsigned := open(t, Config{}).StartupLine("https://127.0.0.1:8935")
	if want := "nodestats at https://127.0.0.1:8935/nodestats: mode binned, no geo database, unsigned"; unsigned != want {
		t.Errorf("%q, want %q", unsigned, want)
	}
	config := signedConfig(&signer{size: 65})
	config.GeoDB = geoDB(t)
	engine := open(t, config)
	built := engine.Info().GeoBuilt
	drive(t, engine, built.Add(49*time.Hour), built.Add(49*time.Hour))
	line := engine.StartupLine("https://node")
	for _, want := range []string{engine.Info().GeoType, built.Format("2006-01-02"), "(2 days old)", "signed by 0xab00"} {
		if !strings.Contains(line, want) || want == "" {
			t.Errorf("%q does not say %q", line, want)
		}
	}
}

func TestTheStartupLineNamesARecipientThatDoesNotSignItself(t *testing.T) {
	config := signedConfig(&signer{size: 65})
	for recipient, want := range map[[20]byte]string{
		{}:            fmt.Sprintf(", signed by 0x%x", config.Signer),
		config.Signer: fmt.Sprintf(", signed by 0x%x", config.Signer),
		{0xcd}:        fmt.Sprintf(", signed by 0x%x for recipient 0xcd%038d", config.Signer, 0),
	} {
		config.Recipient = recipient
		if line := open(t, config).StartupLine("https://node"); !strings.HasSuffix(line, want) {
			t.Errorf("%q does not end with %q", line, want)
		}
	}
}

func TestInfoFollowsTheEngine(t *testing.T) {
	engine := open(t, Config{})
	if info := engine.Info(); !info.HourStart.IsZero() || !info.NewestEnd.IsZero() || !info.GeoBuilt.IsZero() || info.MaxStreams == 0 {
		t.Errorf("%+v before the first Advance", info)
	}
	publish(t, engine, firstHour)
	info := engine.Info()
	if !info.NewestEnd.Equal(firstHour.Add(time.Hour)) || !info.HourStart.Equal(firstHour.Add(time.Hour)) || info.Segments != 30 || info.Streams != 0 {
		t.Errorf("%+v after an hour", info)
	}
}
