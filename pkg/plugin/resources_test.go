package plugin

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"
)

// The list of resources is closed: whoever adds one must come by here.
func TestRoutes(t *testing.T) {
	want := map[string]string{"definitions": "GET", "validate": "POST", "explain": "POST", "segment-values": "POST"}
	got := map[string]string{}
	for path, route := range routes {
		got[path] = route.method
	}
	if !maps.Equal(got, want) {
		t.Errorf("routes %v, want %v", got, want)
	}
}

func TestResourceMethodsAndPaths(t *testing.T) {
	d := newTest(t, healthy(t))
	methods := []string{"GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "get", ""}
	for path, route := range routes {
		for _, method := range methods {
			response := call(t, d, method, path, "{}")
			if refused := response.Status == http.StatusMethodNotAllowed; refused == (method == route.method) {
				t.Errorf("%s %s: status %d", method, path, response.Status)
			}
			if method != route.method && !slices.Equal(response.Headers["Allow"], []string{route.method}) {
				t.Errorf("%s %s: Allow %v", method, path, response.Headers["Allow"])
			}
		}
		for _, variant := range []string{
			"/" + path, path + "/", "//" + path, "./" + path, "../" + path, "x/../" + path, path + "%00", path + "\x00", strings.ToUpper(path),
			"%64" + path[1:], path + ".", path + "?x=1", path + ";a", " " + path, "api/" + path, path + "/..", `\` + path, path + "%2f", "%2e/" + path,
		} {
			if response := call(t, d, route.method, variant, "{}"); response.Status != http.StatusNotFound {
				t.Errorf("%q: status %d", variant, response.Status)
			}
		}
	}
}

func TestResourceBodies(t *testing.T) {
	d := newTest(t, healthy(t))
	for _, path := range []string{"validate", "explain", "segment-values"} {
		response := call(t, d, "POST", path, strings.Repeat(" ", maxResourceBody+1))
		if response.Status != http.StatusRequestEntityTooLarge {
			t.Errorf("%s: %d for more than 1 MiB", path, response.Status)
		}
	}
	for _, body := range []string{``, `{`, `[]`, `{"sql":"x"}`, `{"query":{}} {}`, `{"from":"now"}`} {
		for _, path := range []string{"explain", "segment-values"} {
			if response := call(t, d, "POST", path, body); response.Status != http.StatusBadRequest {
				t.Errorf("%s %q: status %d %s", path, body, response.Status, response.Body)
			}
		}
	}
}

func TestResourceDefinitions(t *testing.T) {
	d := newTest(t, healthy(t))
	response := call(t, d, "GET", "definitions", "")
	var catalog struct {
		Definitions []struct {
			Kind, Name, DisplayName, Area, Unit string
			Owner                               struct{ Team string }
			Segments                            []struct{ Name string }
		}
		Sources []map[string]string
	}
	if err := json.Unmarshal(response.Body, &catalog); err != nil {
		t.Fatal(err)
	}
	if len(catalog.Definitions) != 3 || catalog.Definitions[0].Name != "checkout-success" || catalog.Definitions[0].Owner.Team != "payments" || catalog.Definitions[0].Segments[0].Name != "region" {
		t.Errorf("catalog %s", response.Body)
	}
	for _, secret := range []string{canary, "orders", "ordered_at", "checkout_requests_total", "prom-a"} {
		if strings.Contains(string(response.Body), secret) {
			t.Errorf("the catalog tells of %s", secret)
		}
	}
}

func TestResourceValidate(t *testing.T) {
	d := newTest(t, healthy(t))
	broken := strings.Replace(definitionsText, "unit: count", "unti: count", 1)
	line := strings.Count(broken[:strings.Index(broken, "unti")], "\n") + 1
	for name, send := range map[string]func(string) []byte{
		"text": func(text string) []byte {
			return call(t, d, "POST", "validate", text, "Content-Type", "text/plain").Body
		},
		"JSON": func(text string) []byte {
			body, _ := json.Marshal(map[string]string{"text": text})
			return call(t, d, "POST", "validate", string(body), "Content-Type", "application/json").Body
		},
	} {
		var fine, wrong struct {
			OK          bool
			Diagnostics []struct {
				Code, Text string
				Place      struct{ Line, Column int }
			}
		}
		if err := json.Unmarshal(send(definitionsText), &fine); err != nil || !fine.OK || fine.Diagnostics == nil {
			t.Errorf("%s: %+v %v", name, fine, err)
		}
		if err := json.Unmarshal(send(broken), &wrong); err != nil || wrong.OK || len(wrong.Diagnostics) == 0 || wrong.Diagnostics[0].Place.Line != line {
			t.Errorf("%s: %+v %v, want line %d", name, wrong, err, line)
		}
	}
	if response := call(t, d, "POST", "validate", `{"definitions":"x"}`, "Content-Type", "application/json"); response.Status != http.StatusBadRequest {
		t.Errorf("status %d for an unknown field", response.Status)
	}
	// What was validated is not what is used.
	if response := ask(t, d, query("A", edge))["A"]; response.Error != nil {
		t.Error(response.Error)
	}
}

func TestResourceValidateWorksOnBrokenDefinitions(t *testing.T) {
	d := newTest(t, healthy(t), withDefinitions("kind: ["))
	if response := call(t, d, "POST", "validate", definitionsText); response.Status != http.StatusOK || !strings.Contains(string(response.Body), `"ok":true`) {
		t.Errorf("%d %s", response.Status, response.Body)
	}
	if response := call(t, d, "GET", "definitions", ""); response.Status != http.StatusBadRequest {
		t.Errorf("%d %s", response.Status, response.Body)
	}
}

func TestResourceExplain(t *testing.T) {
	g := healthy(t)
	d := newTest(t, g)
	body := fmt.Sprintf(`{"query":%s,"from":%d,"to":%d,"maxDataPoints":100}`, revenue, at.AddDate(0, 0, -1).UnixMilli(), at.UnixMilli())
	response := call(t, d, "POST", "explain", body)
	var explained struct {
		OK       bool
		Requests []struct{ Source, Dialect, Text, Purpose string }
	}
	if err := json.Unmarshal(response.Body, &explained); err != nil {
		t.Fatal(err)
	}
	if !explained.OK || len(explained.Requests) == 0 || explained.Requests[0].Source != "shop-db" || !strings.Contains(explained.Requests[0].Text, "SELECT") {
		t.Errorf("%s", response.Body)
	}
	if len(g.Calls()) > 0 {
		t.Error("it asked")
	}
	refused := call(t, d, "POST", "explain", `{"query":{"kpi":"revenue","view":"value","rawSql":"x"},"from":0,"to":1}`)
	if !strings.Contains(string(refused.Body), "PL2801") {
		t.Errorf("%s", refused.Body)
	}
}
