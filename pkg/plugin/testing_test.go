package plugin

import (
	"context"
	"encoding/json"
	"fmt"
	"math"
	"net/http"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
	"github.com/grafana/grafana-plugin-sdk-go/backend/log"
	"github.com/grafana/grafana-plugin-sdk-go/config"

	"github.com/plumbline/plumbline-kpi-app/pkg/grafanatest"
	"github.com/plumbline/plumbline-kpi-app/pkg/upstream"
)

const ownUID = "plumbline-own"

// definitionsText has two Prometheus sources, so that one can fail while the other answers, and a SQL one.
const definitionsText = `apiVersion: plumbline/v1
kind: Source
metadata: { name: metrics }
spec: { dialect: prometheus, grafana: { uid: prom-a }, scrapeInterval: 15s }
---
apiVersion: plumbline/v1
kind: Source
metadata: { name: edge-metrics }
spec: { dialect: prometheus, grafana: { uid: prom-b }, scrapeInterval: 15s }
---
apiVersion: plumbline/v1
kind: Source
metadata: { name: shop-db }
spec: { dialect: postgres, grafana: { uid: pg } }
---
apiVersion: plumbline/v1
kind: KPI
metadata: { name: checkout-success }
spec:
  area: shop
  owner: { team: payments }
  unit: ratio
  measure:
    ratio:
      numerator:   { source: metrics, metric: checkout_requests_total, where: [ { field: outcome, is: ok } ] }
      denominator: { source: metrics, metric: checkout_requests_total }
  segments: [ { name: region, field: region } ]
---
apiVersion: plumbline/v1
kind: KPI
metadata: { name: edge-requests }
spec:
  area: shop
  owner: { team: edge }
  unit: count
  measure: { count: { source: edge-metrics, metric: edge_requests_total } }
---
apiVersion: plumbline/v1
kind: KPI
metadata: { name: revenue }
spec:
  area: shop
  owner: { team: finance }
  unit: currency:EUR
  measure: { sum: { source: shop-db, table: orders, time: ordered_at, value: amount } }
`

var (
	// at is the frozen clock of the tests: a minute after a full hour.
	at     = time.Date(2026, 11, 23, 12, 1, 0, 0, time.UTC)
	canary = "glsa_CANARYcanaryCANARYcanary123456_deadbeef"
)

// logged holds everything that was logged during the tests, at every level.
var logged capture

type capture struct {
	mutex sync.Mutex
	text  strings.Builder
}

func (c *capture) say(message string, args ...any) {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	fmt.Fprintln(&c.text, message, args)
}

func (c *capture) String() string {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	return c.text.String()
}

func (c *capture) Debug(message string, args ...any)      { c.say(message, args...) }
func (c *capture) Info(message string, args ...any)       { c.say(message, args...) }
func (c *capture) Warn(message string, args ...any)       { c.say(message, args...) }
func (c *capture) Error(message string, args ...any)      { c.say(message, args...) }
func (c *capture) With(args ...any) log.Logger            { c.say("with", args...); return c }
func (c *capture) Level() log.Level                       { return log.Debug }
func (c *capture) FromContext(context.Context) log.Logger { return c }

func TestMain(m *testing.M) {
	log.DefaultLogger, backend.Logger = &logged, &logged
	os.Exit(m.Run())
}

type option func(*backend.DataSourceInstanceSettings, *upstream.Limits)

func withDefinitions(text string) option {
	return func(s *backend.DataSourceInstanceSettings, _ *upstream.Limits) { setJSON(s, "definitions", text) }
}

func withDeadline(d time.Duration) option {
	return func(_ *backend.DataSourceInstanceSettings, l *upstream.Limits) { l.Deadline = d }
}

func withURL(url string) option {
	return func(s *backend.DataSourceInstanceSettings, _ *upstream.Limits) { setJSON(s, "grafanaUrl", url) }
}

func withToken(token string) option {
	return func(s *backend.DataSourceInstanceSettings, _ *upstream.Limits) {
		s.DecryptedSecureJSONData = map[string]string{"serviceAccountToken": token}
	}
}

func setJSON(s *backend.DataSourceInstanceSettings, key, value string) {
	held := map[string]string{}
	_ = json.Unmarshal(s.JSONData, &held)
	held[key] = value
	s.JSONData, _ = json.Marshal(held)
}

// newTest makes a data source that asks g, with a token and the test's definitions unless options say otherwise.
func newTest(tb testing.TB, g *grafanatest.Grafana, options ...option) *Datasource {
	tb.Helper()
	settings := backend.DataSourceInstanceSettings{UID: ownUID, Name: "Plumbline", Type: ID}
	limits := upstream.DefaultLimits
	for _, set := range append([]option{withDefinitions(definitionsText), withToken(canary), withURL(g.URL)}, options...) {
		set(&settings, &limits)
	}
	d, err := newDatasource(tb.Context(), settings, limits)
	if err != nil {
		tb.Fatal(err)
	}
	d.now = func() time.Time { return at }
	tb.Cleanup(d.Dispose)
	return d
}

// healthy answers every source of the definitions: 60 requests a minute, all of them good.
func healthy(tb testing.TB) *grafanatest.Grafana {
	tb.Helper()
	g := grafanatest.New(tb)
	g.Token = canary
	constant := func(int64) float64 { return 300 }
	g.Sources["prom-a"] = grafanatest.Prometheus("15s", constant, map[string]string{})
	g.Sources["prom-b"] = grafanatest.Prometheus("1m", constant, map[string]string{})
	g.Sources["pg"] = func(grafanatest.Query) grafanatest.Result {
		return grafanatest.Table([]map[string]any{grafanatest.Number("ok")}, []any{1})
	}
	return g
}

// query is one query over the last hour.
func query(refID, text string) backend.DataQuery {
	return backend.DataQuery{
		RefID:         refID,
		JSON:          json.RawMessage(text),
		TimeRange:     backend.TimeRange{From: at.Add(-time.Hour), To: at},
		MaxDataPoints: 100,
		Interval:      time.Minute,
	}
}

func ask(tb testing.TB, d *Datasource, queries ...backend.DataQuery) backend.Responses {
	tb.Helper()
	return askWith(tb.Context(), tb, d, nil, queries...)
}

func askWith(ctx context.Context, tb testing.TB, d *Datasource, headers map[string]string, queries ...backend.DataQuery) backend.Responses {
	tb.Helper()
	response, err := d.QueryData(ctx, &backend.QueryDataRequest{Queries: queries, Headers: headers})
	if err != nil {
		tb.Fatal(err)
	}
	if len(response.Responses) != len(queries) {
		tb.Fatalf("%d responses to %d queries", len(response.Responses), len(queries))
	}
	return response.Responses
}

// managed is a context in which Grafana gives its own address and a managed token.
func managed(ctx context.Context, url, token string) context.Context {
	return config.WithGrafanaConfig(ctx, config.NewGrafanaCfg(map[string]string{config.AppURL: url, config.AppClientSecret: token}))
}

// lastNumber is the last value of the only number field of a response.
func lastNumber(tb testing.TB, response backend.DataResponse) float64 {
	tb.Helper()
	if response.Error != nil {
		tb.Fatal(response.Error)
	}
	for _, frame := range response.Frames {
		for _, field := range frame.Fields {
			if field.Type().Numeric() && field.Len() > 0 {
				value, err := field.NullableFloatAt(field.Len() - 1)
				if err != nil || value == nil {
					return math.NaN()
				}
				return *value
			}
		}
	}
	tb.Fatal("no number in the response")
	return 0
}

func wantError(tb testing.TB, response backend.DataResponse, parts ...string) {
	tb.Helper()
	if response.Error == nil {
		tb.Fatalf("no error; want one with %q", parts)
	}
	if len(response.Frames) > 0 {
		tb.Errorf("%d frames beside an error", len(response.Frames))
	}
	for _, part := range parts {
		if !strings.Contains(response.Error.Error(), part) {
			tb.Errorf("error %q does not hold %q", response.Error, part)
		}
	}
}

type recorder struct{ response *backend.CallResourceResponse }

func (r *recorder) Send(response *backend.CallResourceResponse) error {
	if r.response != nil {
		return fmt.Errorf("sent twice")
	}
	r.response = response
	return nil
}

func call(tb testing.TB, d *Datasource, method, path, body string, headers ...string) *backend.CallResourceResponse {
	tb.Helper()
	request := &backend.CallResourceRequest{Method: method, Path: path, Body: []byte(body), Headers: map[string][]string{}}
	for i := 0; i+1 < len(headers); i += 2 {
		http.Header(request.Headers).Set(headers[i], headers[i+1])
	}
	var r recorder
	if err := d.CallResource(tb.Context(), request, &r); err != nil {
		tb.Fatal(err)
	}
	return r.response
}
