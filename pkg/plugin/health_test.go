package plugin

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/grafana/grafana-plugin-sdk-go/backend"

	"github.com/plumbline/plumbline-kpi-app/pkg/grafanatest"
)

func health(t *testing.T, d *Datasource) (backend.HealthStatus, string, healthDetails) {
	t.Helper()
	result, err := d.CheckHealth(t.Context(), &backend.CheckHealthRequest{})
	if err != nil {
		t.Fatal(err)
	}
	var details healthDetails
	if err := json.Unmarshal(result.JSONDetails, &details); err != nil {
		t.Fatal(err)
	}
	return result.Status, result.Message, details
}

func TestHealth(t *testing.T) {
	status, message, details := health(t, newTest(t, healthy(t)))
	if status != backend.HealthStatusOk || message != "3 KPIs, 0 funnels, 3 sources: all sources answer. Token from the data source's settings." {
		t.Errorf("%s: %s", status, message)
	}
	if details.Grafana != "13.1.1" || details.Definitions.KPIs != 3 || len(details.Sources) != 3 {
		t.Errorf("%+v", details)
	}
}

func TestHealthSaysWhatIsWrong(t *testing.T) {
	t.Setenv("GF_PLUGIN_APP_CLIENT_SECRET", "")
	for name, test := range map[string]struct {
		change  func(*grafanatest.Grafana)
		options []option
		wants   []string
	}{
		"no definitions":     {nil, []option{withDefinitions("  \n")}, []string{"no definitions yet"}},
		"broken definitions": {nil, []option{withDefinitions(strings.Replace(definitionsText, "dialect: postgres", "dialect: oracle", 1))}, []string{"1 error", "definitions:14:", "oracle"}},
		"no token":           {nil, []option{withToken("")}, []string{"PL3114", "externalServiceAccounts"}},
		"a wrong token":      {nil, []option{withToken("glsa_wrong")}, []string{"3 of 3 sources do not answer", "PL3102", "Invalid API key"}},
		"no Grafana there":   {func(g *grafanatest.Grafana) { g.Close() }, nil, []string{"PL3101", "Grafana"}},
		"a source is missing": {func(g *grafanatest.Grafana) { delete(g.Sources, "pg") }, nil,
			[]string{"1 of 3 sources do not answer", "shop-db", "data source not found"}},
		"a source is itself": {nil, []option{withDefinitions(strings.Replace(definitionsText, "uid: pg", "uid: "+ownUID, 1))}, []string{"shop-db"}},
	} {
		t.Run(name, func(t *testing.T) {
			g := healthy(t)
			if test.change != nil {
				test.change(g)
			}
			status, message, _ := health(t, newTest(t, g, test.options...))
			if status != backend.HealthStatusError {
				t.Errorf("status %s", status)
			}
			for _, want := range test.wants {
				if !strings.Contains(message, want) {
					t.Errorf("%q does not hold %q", message, want)
				}
			}
		})
	}
}
