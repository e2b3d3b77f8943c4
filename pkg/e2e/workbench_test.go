package e2e

import (
	"bufio"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
	"github.com/grafana/grafana-plugin-sdk-go/genproto/pluginv2"
)

// workbench is the address of the workbench's server, which answers /api/ds/query from a real PostgreSQL (PGlite) and a real
// Prometheus engine. By default the test starts one of its own; a running one is used with
//
//	PLUMBLINE_WORKBENCH_URL=http://127.0.0.1:4600 go test ./pkg/e2e -run Workbench -v
//
// (PLUMBLINE_WORKBENCH_TOKEN is its token, if it wants one; it must have been started with --init for the shoppers' table.)
func workbench(t *testing.T, arguments ...string) string {
	t.Helper()
	if url := os.Getenv("PLUMBLINE_WORKBENCH_URL"); url != "" {
		return strings.TrimSuffix(url, "/")
	}
	root := filepath.Join("..", "..")
	tsx := filepath.Join(root, "node_modules", "tsx", "dist", "cli.mjs")
	if _, err := os.Stat(tsx); err != nil {
		t.Skip("the workbench needs npm's packages (npm ci), or PLUMBLINE_WORKBENCH_URL set to a running one")
	}
	if testing.Short() {
		t.Skip("-short: the workbench takes some seconds to start")
	}
	server := exec.Command("node", append([]string{
		tsx, filepath.Join(root, "demo", "server", "main.ts"), "--port", "0", "--print-url", "--no-browser-page", "--days", "2",
		"--token", "host=" + workbenchToken(),
	}, arguments...)...)
	// It ends with its standard input.
	hold, err := server.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	said, err := server.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	var complaints safeBuffer
	server.Stderr = &complaints
	if err := server.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = hold.Close()
		timer := time.AfterFunc(20*time.Second, func() { _ = server.Process.Kill() })
		defer timer.Stop()
		_ = server.Wait()
	})
	first := make(chan string, 1)
	go func() {
		line, _ := bufio.NewReader(said).ReadString('\n')
		first <- strings.TrimSpace(line)
	}()
	select {
	case url := <-first:
		if !strings.HasPrefix(url, "http://127.0.0.1:") {
			t.Fatalf("the workbench said %q\n%s", url, complaints.String())
		}
		return url
	case <-time.After(5 * time.Minute):
		t.Fatalf("the workbench did not start in 5 minutes\n%s", complaints.String())
		return ""
	}
}

func workbenchToken() string {
	if token := os.Getenv("PLUMBLINE_WORKBENCH_TOKEN"); token != "" {
		return token
	}
	return token
}

// shoppers writes the SQL that loads the Online Shoppers data set, one session each second of the first hours of 2026.
func shoppers(t *testing.T) string {
	t.Helper()
	file, err := os.Open("../../../shared/data/online_shoppers_intention.csv")
	if err != nil {
		t.Skip("../shared/data/online_shoppers_intention.csv is not here")
	}
	defer func() { _ = file.Close() }()
	reader := csv.NewReader(file)
	reader.Comma = ';'
	rows, err := reader.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	column := map[string]int{}
	for i, name := range rows[0] {
		column[name] = i
	}
	var sql strings.Builder
	sql.WriteString("CREATE TABLE shoppers (at timestamptz, visitor_type text, purchased boolean);\nINSERT INTO shoppers VALUES\n")
	begin := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	for i, row := range rows[1:] {
		if i > 0 {
			sql.WriteString(",\n")
		}
		fmt.Fprintf(&sql, "('%s','%s',%s)", begin.Add(time.Duration(i)*time.Second).Format(time.RFC3339), row[column["VisitorType"]], row[column["Revenue"]])
	}
	sql.WriteString(";\n")
	path := filepath.Join(t.TempDir(), "shoppers.sql")
	if err := os.WriteFile(path, []byte(sql.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

const shoppersKPI = `
---
apiVersion: plumbline/v1
kind: KPI
metadata: { name: shoppers-conversion }
spec:
  area: shop
  owner: { team: growth }
  unit: ratio
  measure:
    ratio:
      numerator:   { source: shop-db, table: shoppers, time: at, count: rows, where: [ { field: purchased, is: true } ] }
      denominator: { source: shop-db, table: shoppers, time: at, count: rows }
  segments: [ { name: visitor_type, field: visitor_type } ]
`

// demoDefinitions are those of the demo shop, and the shoppers' KPI.
func demoDefinitions(t *testing.T) string {
	t.Helper()
	files, err := filepath.Glob("../../demo/definitions/*.yaml")
	if err != nil || len(files) == 0 {
		t.Fatal("no definitions in demo/definitions", err)
	}
	var texts []string
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		texts = append(texts, string(text))
	}
	return strings.Join(texts, "\n---\n") + shoppersKPI
}

func TestAgainstTheWorkbench(t *testing.T) {
	url := workbench(t, "--init", shoppers(t))
	p := start(t)
	about := pluginContext(t, url, workbenchToken())
	about.DataSourceInstanceSettings.JsonData, _ = json.Marshal(map[string]string{"definitions": demoDefinitions(t)})

	t.Run("health", func(t *testing.T) {
		health, err := p.diagnostics.CheckHealth(t.Context(), &pluginv2.CheckHealthRequest{PluginContext: about})
		if err != nil {
			t.Fatal(err)
		}
		if health.Status != pluginv2.CheckHealthResponse_OK {
			t.Errorf("health: %s", health.Message)
		}
	})

	t.Run("every view of every definition is answered", func(t *testing.T) {
		var catalog struct {
			Definitions []struct {
				Name     string
				Views    []string
				Segments []struct{ Name string }
			}
		}
		got := p.resource(t, about, http.MethodGet, "definitions", "")
		if err := json.Unmarshal(got.Body, &catalog); err != nil || len(catalog.Definitions) == 0 {
			t.Fatalf("%v %s", err, got.Body)
		}
		for _, definition := range catalog.Definitions {
			for _, view := range definition.Views {
				query := map[string]any{"kpi": definition.Name, "view": view}
				if view == "breakdown" {
					query["by"] = []string{definition.Segments[0].Name}
				}
				text, _ := json.Marshal(query)
				response := p.query(t, about, map[string]string{"A": string(text)})["A"]
				if response.Error != nil || len(response.Frames) == 0 {
					t.Errorf("%s %s: %v, %d frames", definition.Name, view, response.Error, len(response.Frames))
				}
			}
		}
	})

	begin := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	asked := func(t *testing.T, text string) backend.DataResponse {
		t.Helper()
		raw, err := p.data.QueryData(t.Context(), &pluginv2.QueryDataRequest{PluginContext: about, Queries: []*pluginv2.DataQuery{{
			RefId: "A", Json: []byte(text), MaxDataPoints: 100,
			TimeRange: &pluginv2.TimeRange{FromEpochMS: begin.UnixMilli(), ToEpochMS: begin.AddDate(0, 0, 1).UnixMilli()},
		}}})
		if err != nil {
			t.Fatal(err)
		}
		response, err := backend.FromProto().QueryDataResponse(raw)
		if err != nil {
			t.Fatal(err)
		}
		return response.Responses["A"]
	}

	// The data set's own counts, as its README gives them.
	t.Run("1,908 of 12,330 shoppers bought", func(t *testing.T) {
		rows := rowsOf(t, asked(t, `{"kpi":"shoppers-conversion","view":"value"}`))
		if len(rows) != 1 || rows[0]["numerator"] != 1908.0 || rows[0]["denominator"] != 12330.0 || rows[0]["value"] != 1908.0/12330.0 {
			t.Errorf("%v", rows)
		}
	})

	t.Run("by type of visitor", func(t *testing.T) {
		got := map[any][2]any{}
		for _, row := range rowsOf(t, asked(t, `{"kpi":"shoppers-conversion","view":"breakdown","by":["visitor_type"]}`)) {
			got[row["visitor_type"]] = [2]any{row["numerator"], row["denominator"]}
		}
		want := map[any][2]any{"New_Visitor": {422.0, 1694.0}, "Returning_Visitor": {1470.0, 10551.0}, "Other": {16.0, 85.0}}
		for name, counts := range want {
			if got[name] != counts {
				t.Errorf("%v: %v, want %v", name, got[name], counts)
			}
		}
		if len(got) != len(want) {
			t.Errorf("%v", got)
		}
	})

	t.Run("the values of a segment", func(t *testing.T) {
		body := fmt.Sprintf(`{"kpi":"shoppers-conversion","segment":"visitor_type","from":%d,"to":%d}`, begin.UnixMilli(), begin.AddDate(0, 0, 1).UnixMilli())
		got := p.resource(t, about, http.MethodPost, "segment-values", body)
		if want := `{"ok":true,"values":["Returning_Visitor","New_Visitor","Other"],"more":false}`; got.Code != 200 || string(got.Body) != want {
			t.Errorf("%d %s, want %s", got.Code, got.Body, want)
		}
	})

	t.Run("a wrong token", func(t *testing.T) {
		if os.Getenv("PLUMBLINE_WORKBENCH_URL") != "" {
			t.Skip("a running workbench may want no token")
		}
		wrong := pluginContext(t, url, "glsa_wrong")
		wrong.DataSourceInstanceSettings.LastUpdatedMS += 5000
		response := p.query(t, wrong, map[string]string{"A": `{"kpi":"revenue","view":"value"}`})["A"]
		if response.Error == nil || !strings.Contains(response.Error.Error(), "PL3102") {
			t.Errorf("%v", response.Error)
		}
	})
}

// rowsOf reads the first frame as rows by field name; labels count as fields.
func rowsOf(t *testing.T, response backend.DataResponse) []map[string]any {
	t.Helper()
	if response.Error != nil || len(response.Frames) == 0 {
		t.Fatalf("%v, %d frames", response.Error, len(response.Frames))
	}
	var rows []map[string]any
	for _, frame := range response.Frames {
		for i := range frame.Rows() {
			row := map[string]any{}
			for _, field := range frame.Fields {
				if value, ok := field.ConcreteAt(i); ok {
					row[field.Name] = value
				}
				for name, value := range field.Labels {
					row[name] = value
				}
			}
			rows = append(rows, row)
		}
	}
	return rows
}
