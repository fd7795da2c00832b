package network

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// configured writes a --config file, and gives the flags that name it.
func configured(t *testing.T, text string) []string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "crawl.toml")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return []string{"--config", path}
}

func TestAConfigFileIsTakenAsItStandsOrRefused(t *testing.T) {
	for name, test := range map[string]struct {
		text, says string
		code       int
	}{
		"a name with # between quotes is kept":      {"[crawl]\nnodes = \"/no#such#file\"", "/no#such#file", 1},
		"likewise between single quotes":            {"[crawl]\nnodes = '/no#such'  # comment", "/no#such: ", 1},
		"a name with a comma and blanks is kept":    {"[crawl]\nnodes = /no such, file", "/no such, file", 1},
		"a misspelt flag":                           {"[crawl]\nnodse = \"x\"", "line 2: crawl has no flag --nodse; see nodestats-crawl crawl --help", 2},
		"a misspelt command":                        {"[craw]\nnodes = \"x\"", "line 2: there is no command craw", 2},
		"a misspelt flag of another command":        {"[crawl]\nnodes = \"x\"\n[serve]\nlissten = \"y\"", "line 4: serve has no flag --lissten", 2},
		"a # within a word":                         {"[crawl]\nnodes = /no#such", "between quotes", 2},
		"a string without end":                      {"[crawl]\nnodes = \"x", "line 2: a string has no \" at its end", 2},
		"what is no line":                           {"[crawl]\nnodes \"x\"", "line 2: ", 2},
		"a value that a flag does not take":         {"[crawl]\nnodes = \"x\"\nretention = \"soon\"", "is no duration", 2},
		"a label's name that receivers refuse":      {"[crawl]\nnodes = \"x\"\nexternal-label = \"data-center=eu\"", "\"data-center\" is no label's name", 2},
		"a flag that is given twice and once alone": {"[crawl]\nnodes = \"x\"\ngeo-db = \"a\"\ngeo-db = \"b\"", "geo-db", 2},
	} {
		output := Run(t, "NODESTATS_CRAWL", "", append(configured(t, test.text), "crawl", "--format", "none", "--store", NewStore(t))...)
		if output.Code != test.code || !strings.Contains(output.Err, test.says) {
			t.Errorf("%s: exit %d: %s", name, output.Code, output.Err)
		}
	}
}

func TestACommandLineGoesBeforeItsConfigFile(t *testing.T) {
	output := Run(t, "NODESTATS_CRAWL", "", append(configured(t, "[discover]\nnodes = \"/of-the-file\"\n"), "discover", "--nodes", "/of-the-line")...)
	if output.Code != 1 || !strings.Contains(output.Err, "/of-the-line") {
		t.Errorf("exit %d: %s", output.Code, output.Err)
	}
}

func TestLabelsAndHeadersThatNoReceiverTakesAreRefusedAtTheStart(t *testing.T) {
	for says, arguments := range map[string][]string{
		"\"data-center\" is no label's name": {"--external-label", "data-center=eu"},
		"__ begins those":                    {"--external-label", "__name__=x"},
		"has no value":                       {"--external-label", "dc="},
		"is not NAME=VALUE":                  {"--external-label", "dc"},
		"not UTF-8":                          {"--external-label", "dc=\xff"},
		"is no header's name":                {"--remote-write-header", "My Token: x"},
		"a header is NAME:VALUE":             {"--remote-write-header", "x"},
		"has a control character":            {"--remote-write-header", "A: x\r\nB: y"},
		"is no host's name":                  {"--allow-host", "https://stats.example"},
	} {
		arguments = append([]string{"serve", "--store", NewStore(t), "--nodes", "/none", "--remote-write", "http://127.0.0.1:1"}, arguments...)
		if output := Run(t, "NODESTATS_CRAWL", "", arguments...); output.Code != 2 || !strings.Contains(output.Err, says) {
			t.Errorf("%v: exit %d: %s", arguments, output.Code, output.Err)
		}
	}
}
