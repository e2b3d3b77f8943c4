package upstream

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"github.com/plumbline/plumbline-kpi-app/pkg/core"
	"github.com/plumbline/plumbline-kpi-app/pkg/grafanatest"
)

const parameters = "from=1&to=2&limit=3&type=annotation&tags=deploy&tags=service%3Ashop"

func annotations(id string) core.Request {
	return core.Request{ID: id, Source: "notes", Type: "grafana", FromMs: 1, ToMs: 2, RangeMatters: true, Query: json.RawMessage("{}"), Annotations: parameters}
}

func TestAnnotationsAreHandedOverAsTheyCame(t *testing.T) {
	g := grafanatest.New(t)
	g.Token = "secret"
	g.Annotations = ` [{"time":1,"timeEnd":1,"text":"a \u003cb\u003e","tags":["deploy"],"new field":{}}]`
	answers := client(t, g, DefaultLimits).Fetch(t.Context(), "secret", []core.Request{annotations("a"), annotations("b"), request("c", "pg", 1, 2, true)})
	for _, answer := range answers[:2] {
		if !answer.OK || len(answer.Frames) != 1 {
			t.Fatalf("%+v", answer)
		}
		var cells []string
		field := answer.Frames[0].Fields[0]
		if err := json.Unmarshal(field.Values, &cells); err != nil || field.Name != "annotations" || len(cells) != 1 || cells[0] != g.Annotations {
			t.Errorf("%s: %s %v", field.Name, cells, err)
		}
	}
	var asked int
	for _, call := range g.Calls() {
		if call.Body == parameters {
			asked++
		}
	}
	if asked != 1 {
		t.Errorf("asked %d times for one list", asked)
	}
}

func TestAnnotationsFaults(t *testing.T) {
	for name, test := range map[string]struct {
		fault http.HandlerFunc
		code  string
	}{
		"no permission":  {grafanatest.Body(http.StatusForbidden, "application/json", `{"message":"annotations:read is missing"}`), "PL3102"},
		"a login page":   {grafanatest.Body(http.StatusOK, "text/html", "<html>"), "PL3105"},
		"a page as JSON": {grafanatest.Body(http.StatusOK, "application/json", "<html>"), "PL3105"},
		"no list":        {grafanatest.Body(http.StatusOK, "application/json", `{"message":"x"}`), "PL3107"},
		"half a list":    {grafanatest.Body(http.StatusOK, "application/json", `[{"time":`), "PL3107"},
		"a redirect":     {grafanatest.Body(http.StatusFound, "text/plain", "", "Location", "/login"), "PL3103"},
		"out of order":   {grafanatest.Body(http.StatusInternalServerError, "application/json", `{"message":"secret"}`), "PL3103"},
	} {
		t.Run(name, func(t *testing.T) {
			g := grafanatest.New(t)
			g.SetFault(test.fault)
			answer := client(t, g, DefaultLimits).Fetch(t.Context(), "secret", []core.Request{annotations("a")})[0]
			text, _ := json.Marshal(answer)
			if answer.OK || answer.Code != test.code {
				t.Errorf("%s, want %s", text, test.code)
			}
			if strings.Contains(string(text), "secret") {
				t.Errorf("the token: %s", text)
			}
		})
	}
}

func TestAnnotationsAreAskedAgainWhereThatMayHelp(t *testing.T) {
	g := grafanatest.New(t)
	g.Annotations = "[]"
	g.SetFault(grafanatest.Body(http.StatusServiceUnavailable, "application/json", "{}", "Retry-After", "0"))
	client(t, g, DefaultLimits).Fetch(t.Context(), "", []core.Request{annotations("a")})
	if calls := len(g.Calls()); calls != maxRetries+1 {
		t.Errorf("%d calls", calls)
	}
}
