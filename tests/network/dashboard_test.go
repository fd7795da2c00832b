package network

import (
	"encoding/json"
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"
	"time"
)

// dashboard is as much of Grafana's model as is looked at here. Grafana itself is not run.
type dashboard struct {
	UID, Title    string
	SchemaVersion int
	Panels        []panel
	Templating    struct {
		List []struct{ Name, Type, Query string }
	}
}

type panel struct {
	ID         int
	Type       string
	Title      string
	Datasource *datasource
	GridPos    struct{ X, Y, W, H int }
	Targets    []struct {
		RefID, Expr, Format string
		Instant             bool
		Datasource          *datasource
	}
	Options map[string]any
}

type datasource struct{ Type, UID string }

func readDashboard(t testing.TB) dashboard {
	t.Helper()
	text, err := os.ReadFile("../../crawler/grafana/dashboard.json")
	if err != nil {
		t.Fatal(err)
	}
	var d dashboard
	if err := json.Unmarshal(text, &d); err != nil {
		t.Fatal(err)
	}
	return d
}

func TestDashboardIsSound(t *testing.T) {
	d := readDashboard(t)
	if d.UID == "" || d.Title == "" || d.SchemaVersion < 36 || len(d.Templating.List) == 0 || d.Templating.List[0].Type != "datasource" {
		t.Errorf("uid %q, title %q, schema %d, variables %v", d.UID, d.Title, d.SchemaVersion, d.Templating.List)
	}
	ids, types := map[int]bool{}, map[string]int{}
	for _, p := range d.Panels {
		if ids[p.ID] || p.ID == 0 || p.Title == "" {
			t.Errorf("panel %q has the id %d, or no title", p.Title, p.ID)
		}
		ids[p.ID] = true
		types[p.Type]++
		if p.Type == "row" {
			continue
		}
		if p.Datasource == nil || p.Datasource.UID != "${datasource}" || len(p.Targets) == 0 {
			t.Errorf("panel %q does not ask the chosen datasource", p.Title)
		}
		refs := map[string]bool{}
		for _, target := range p.Targets {
			if refs[target.RefID] || target.RefID == "" || target.Expr == "" {
				t.Errorf("panel %q has a target %q twice, or an empty one", p.Title, target.RefID)
			}
			refs[target.RefID] = true
		}
	}
	for _, kind := range []string{"stat", "timeseries", "geomap", "table", "bargauge", "row"} {
		if types[kind] == 0 {
			t.Errorf("there is no %s panel", kind)
		}
	}
}

func TestDashboardsPanelsDoNotOverlap(t *testing.T) {
	taken := map[[2]int]string{}
	for _, p := range readDashboard(t).Panels {
		g := p.GridPos
		if g.W < 1 || g.H < 1 || g.X < 0 || g.X+g.W > 24 {
			t.Errorf("panel %q is at %+v of 24 columns", p.Title, g)
		}
		for x := g.X; x < g.X+g.W; x++ {
			for y := g.Y; y < g.Y+g.H; y++ {
				if other := taken[[2]int{x, y}]; other != "" {
					t.Fatalf("%q lies on %q", p.Title, other)
				}
				taken[[2]int{x, y}] = p.Title
			}
		}
	}
}

func TestDashboardsMapFindsCountriesByTheirCode(t *testing.T) {
	for _, p := range readDashboard(t).Panels {
		if p.Type != "geomap" {
			continue
		}
		text, _ := json.Marshal(p.Options["layers"])
		for _, want := range []string{`"mode":"lookup"`, `"lookup":"country"`, `"gazetteer":"public/gazetteer/countries.json"`} {
			if !strings.Contains(string(text), want) {
				t.Errorf("the map's layers do not say %s: %s", want, text)
			}
		}
		return
	}
	t.Error("there is no map")
}

var variable = regexp.MustCompile(`\$\{?[a-z_]+\}?`)

// checkPanels asks a database that holds a network every expression of every panel.
func checkPanels(t *testing.T, database Database) {
	for _, p := range readDashboard(t).Panels {
		for _, target := range p.Targets {
			expression := strings.ReplaceAll(target.Expr, "$window", "24h")
			if left := variable.FindString(expression); left != "" {
				t.Errorf("panel %q: %s is not a variable that there is", p.Title, left)
			}
			Eventually(t, func() error {
				samples, err := database.Ask(expression, time.Now())
				if err == nil && len(samples) == 0 {
					err = fmt.Errorf("panel %q has no data: %s", p.Title, expression)
				}
				return err
			})
		}
	}
}
