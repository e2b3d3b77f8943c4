package plugin

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/grafana/grafana-plugin-sdk-go/backend"

	"github.com/plumbline/plumbline-kpi-app/pkg/core"
	"github.com/plumbline/plumbline-kpi-app/pkg/upstream"
)

// healthDetails are for machines and for the config editor.
type healthDetails struct {
	Definitions healthDefinitions `json:"definitions"`
	// TokenSource says where the token came from, never what it is.
	TokenSource string        `json:"tokenSource,omitempty"`
	Grafana     string        `json:"grafana,omitempty"`
	Sources     []core.Probed `json:"sources,omitempty"`
}

type healthDefinitions struct {
	OK          bool              `json:"ok"`
	KPIs        int               `json:"kpis"`
	Funnels     int               `json:"funnels"`
	Sources     int               `json:"sources"`
	Diagnostics []core.Diagnostic `json:"diagnostics"`
}

// CheckHealth goes the way that a query goes, one step after the other, and says where it ends: the definitions, a token,
// Grafana, and every source with a tiny question.
func (d *Datasource) CheckHealth(ctx context.Context, request *backend.CheckHealthRequest) (*backend.CheckHealthResult, error) {
	ctx, cancel := context.WithTimeout(ctx, d.limits.Deadline+finishing)
	defer cancel()
	var details healthDetails
	message, ok := d.checkHealth(ctx, request, &details)
	status := backend.HealthStatusOk
	if !ok {
		status = backend.HealthStatusError
	}
	text, err := json.Marshal(details)
	if err != nil {
		return nil, err
	}
	return &backend.CheckHealthResult{Status: status, Message: message, JSONDetails: text}, nil
}

func (d *Datasource) checkHealth(ctx context.Context, request *backend.CheckHealthRequest, details *healthDetails) (string, bool) {
	if depth := upstream.Depth(request.GetHTTPHeaders()); depth > 0 {
		return d.fail(ctx, "PL3116", map[string]any{"depth": depth}).Message, false
	}
	if message, ok := d.checkDefinitions(ctx, &details.Definitions); !ok {
		return message, false
	}
	access, flaw := d.access(ctx)
	if flaw != nil {
		return d.fail(ctx, flaw.Code, flaw.Params).Message, false
	}
	details.TokenSource = string(access.source)
	version, flaw := access.client.Version(ctx)
	if flaw != nil {
		flaw.Params["source"] = "Grafana"
		return d.fail(ctx, flaw.Code, flaw.Params).Message, false
	}
	details.Grafana = version
	var err error
	if details.Sources, err = d.checkSources(ctx, access); err != nil {
		return d.failure(ctx, err).Message, false
	}
	var silent []string
	for _, source := range details.Sources {
		if !source.OK {
			silent = append(silent, source.Message)
		}
	}
	count := details.Definitions
	if len(silent) > 0 {
		return fmt.Sprintf("%d of %d sources do not answer. %s", len(silent), count.Sources, strings.Join(silent, " ")), false
	}
	return fmt.Sprintf("%s, %s, %s: all sources answer. Token from %s.",
		plural(count.KPIs, "KPI"), plural(count.Funnels, "funnel"), plural(count.Sources, "source"), access.source), true
}

func (d *Datasource) checkDefinitions(ctx context.Context, health *healthDefinitions) (string, bool) {
	if strings.TrimSpace(d.settings.definitions) == "" {
		return "There are no definitions yet: write at least one Source and one KPI.", false
	}
	loaded, err := d.pool.Definitions(ctx)
	if err != nil {
		return d.failure(ctx, err).Message, false
	}
	health.OK = loaded.OK
	health.Diagnostics = loaded.Diagnostics
	if !loaded.OK {
		return definitionErrors(loaded.Diagnostics), false
	}
	var catalog struct {
		Definitions []struct{ Kind string }
		Sources     []json.RawMessage
	}
	text, err := d.pool.Catalog(ctx)
	if err == nil {
		err = json.Unmarshal(text, &catalog)
	}
	if err != nil {
		return d.failure(ctx, err).Message, false
	}
	for _, definition := range catalog.Definitions {
		if definition.Kind == "Funnel" {
			health.Funnels++
		} else {
			health.KPIs++
		}
	}
	health.Sources = len(catalog.Sources)
	return "", true
}

func (d *Datasource) checkSources(ctx context.Context, access access) ([]core.Probed, error) {
	nowMs := d.now().UnixMilli()
	requests, probed, err := d.pool.Probes(ctx, nowMs)
	if err != nil || len(requests) == 0 {
		return probed, err
	}
	asking, cancel := context.WithTimeout(ctx, d.limits.Deadline)
	defer cancel()
	answered, err := d.pool.Probed(ctx, nowMs, access.client.Fetch(asking, access.token, requests))
	return append(probed, answered...), err
}

func plural(n int, word string) string {
	if n == 1 {
		return fmt.Sprintf("1 %s", word)
	}
	return fmt.Sprintf("%d %ss", n, word)
}
