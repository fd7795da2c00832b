package network

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

const schemaFolder = "../../crawler/schema"

// validator checks each file named after the first against the JSON Schema in the first, the schema against its own.
const validator = `
import json, sys
import jsonschema
schema = json.load(open(sys.argv[1]))
jsonschema.Draft202012Validator.check_schema(schema)
checker = jsonschema.Draft202012Validator(schema)
for path in sys.argv[2:]:
    for error in checker.iter_errors(json.load(open(path))):
        sys.exit(f"{path}: {error.json_path}: {error.message:.300}")
`

// validate gives what is wrong with the files by the schema of that name; nil where nothing is.
func validate(schema string, files ...string) error {
	arguments := append([]string{"-c", validator, filepath.Join(schemaFolder, schema+".json")}, files...)
	if out, err := exec.Command("python3", arguments...).CombinedOutput(); err != nil {
		return fmt.Errorf("%s: %w: %.1000s", schema, err, out)
	}
	return nil
}

func mustValidate(t *testing.T, schema string, files ...string) {
	t.Helper()
	if len(files) == 0 {
		t.Fatalf("no %s to check", schema)
	}
	if err := validate(schema, files...); err != nil {
		t.Fatal(err)
	}
}

func glob(t *testing.T, parts ...string) []string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(parts...))
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// Of each privacy mode, since they publish different figures: three days, so that there are hours, days and a week.
func TestExportedDocumentsFollowTheirSchemas(t *testing.T) {
	for _, privacy := range []string{"stream-hour", "stream-day", "binned"} {
		t.Run(privacy, func(t *testing.T) {
			_, list := StartFarm(t, 6, "-hours", "72", "-privacy", privacy, "-misbehave", "hang,garbage")
			folder := filepath.Join(t.TempDir(), "export")
			crawl(t, list, "--export", folder, "--geo-db", os.Getenv("NODESTATS_GEODB"))
			mustValidate(t, "index", filepath.Join(folder, "index.json"))
			mustValidate(t, "nodes", filepath.Join(folder, "nodes.json"))
			mustValidate(t, "network", glob(t, folder, "network", "24h", "*.json")...)
			mustValidate(t, "network", glob(t, folder, "network", "7d", "*.json")...)
			if privacy != "stream-day" {
				mustValidate(t, "network", glob(t, folder, "network", "1h", "*.json")...)
			}
		})
	}
}

// crawl asks a farm once, and gives what is printed.
func crawl(t *testing.T, list string, arguments ...string) string {
	t.Helper()
	output := Run(t, "NODESTATS_CRAWL", "", append([]string{"crawl", "--nodes", list, "--allow-private-addresses",
		"--no-ask-nodes", "--deadline", "5s", "--attempts", "1", "--store", filepath.Join(t.TempDir(), "store.db")},
		arguments...)...)
	if output.Code != 0 {
		t.Fatalf("exit %d: %.2000s", output.Code, output.Err)
	}
	return output.Out
}

// A schema that lets anything pass would pass the test above.
func TestSchemasRefuseOtherDocuments(t *testing.T) {
	_, list := StartFarm(t, 2, "-hours", "48")
	folder := filepath.Join(t.TempDir(), "export")
	crawl(t, list, "--export", folder)
	view := glob(t, folder, "network", "24h", "*.json")[0]
	for name, spoil := range map[string]func(map[string]any){
		"a field that is missing":  func(view map[string]any) { delete(view, "streams") },
		"a field too many":         func(view map[string]any) { view["sessions"] = 1 },
		"a figure that is text":    func(view map[string]any) { view["streams"].(map[string]any)["streams"] = "12" },
		"a negative error":         func(view map[string]any) { view["streams"].(map[string]any)["standardError"] = -1 },
		"a state of its own":       func(view map[string]any) { view["regions"].([]any)[0].(map[string]any)["state"] = "zero" },
		"a region that is missing": func(view map[string]any) { view["regions"] = view["regions"].([]any)[1:] },
	} {
		t.Run(name, func(t *testing.T) {
			spoiled := filepath.Join(t.TempDir(), "view.json")
			writeSpoiled(t, view, spoiled, spoil)
			if validate("network", spoiled) == nil {
				t.Error("passed")
			}
		})
	}
}

func writeSpoiled(t *testing.T, from, to string, spoil func(map[string]any)) {
	t.Helper()
	text, err := os.ReadFile(from)
	if err != nil {
		t.Fatal(err)
	}
	var view map[string]any
	if err := json.Unmarshal(text, &view); err != nil {
		t.Fatal(err)
	}
	spoil(view)
	if text, err = json.Marshal(view); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(to, text, 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestServedDocumentsFollowTheirSchemasAndLinkToEachOther(t *testing.T) {
	_, list := StartFarm(t, 3, "-hours", "48")
	api := serve(t, list) + "/api/v1/"
	folder := t.TempDir()
	save := func(path string) string {
		file := filepath.Join(folder, strings.ReplaceAll(path, "/", "_"))
		if err := os.WriteFile(file, get(t, api+path), 0o600); err != nil {
			t.Fatal(err)
		}
		return file
	}
	mustValidate(t, "index", save("index"))
	mustValidate(t, "nodes", save("nodes"))
	mustValidate(t, "network", save("network/1h"), save("network/24h"), save("network/7d"))
	var index struct {
		Nodes string
		Views map[string][]struct {
			Path             string
			StartUnixSeconds int64
		}
	}
	if err := json.Unmarshal(get(t, api+"index"), &index); err != nil {
		t.Fatal(err)
	}
	mustValidate(t, "nodes", save(index.Nodes))
	for window, views := range index.Views {
		for _, view := range views {
			named := get(t, api+view.Path)
			started := get(t, fmt.Sprintf("%snetwork/%s/%d", api, window, view.StartUnixSeconds))
			if string(named) != string(started) {
				t.Errorf("%s is not what begins at %d", view.Path, view.StartUnixSeconds)
			}
		}
	}
	for _, name := range []string{"index", "network", "nodes"} {
		file, err := os.ReadFile(filepath.Join(schemaFolder, name+".json"))
		if err != nil || string(get(t, api+"schema/"+name)) != string(file) {
			t.Errorf("schema/%s is not the file: %v", name, err)
		}
	}
}

// serve starts a crawler over a farm until the test ends, waits for its first view, and gives its URL.
func serve(t *testing.T, list string) string {
	t.Helper()
	address := "127.0.0.1:" + FreePort(t)
	Start(t, "NODESTATS_CRAWL", "serve", "--nodes", list, "--allow-private-addresses", "--no-ask-nodes",
		"--listen", address, "--store", filepath.Join(t.TempDir(), "store.db"))
	Eventually(t, func() error {
		_, err := fetch("http://" + address + "/readyz")
		return err
	})
	return "http://" + address
}

func get(t *testing.T, url string) []byte {
	t.Helper()
	body, err := fetch(url)
	if err != nil {
		t.Fatal(err)
	}
	return body
}

func fetch(url string) ([]byte, error) {
	response, err := http.Get(url)
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err == nil && response.StatusCode != http.StatusOK {
		err = fmt.Errorf("%s: %s: %.200s", url, response.Status, body)
	}
	return body, err
}

func TestMetricsOfTheNetworkPassPromtool(t *testing.T) {
	_, list := StartFarm(t, 3, "-hours", "48", "-privacy", "binned")
	metrics := crawl(t, list, "--format", "metrics", "--geo-db", os.Getenv("NODESTATS_GEODB"))
	for _, name := range []string{"nodestats_network_country_streams{", "nodestats_network_region_nodes{"} {
		if !strings.Contains(metrics, "\n"+name) {
			t.Errorf("no %s", name)
		}
	}
	if output := Run(t, "NODESTATS_PROMTOOL", metrics, "check", "metrics"); output.Code != 0 || output.Err+output.Out != "" {
		t.Errorf("promtool, exit %d: %.2000s%.2000s", output.Code, output.Err, output.Out)
	}
}
