package plugin

import (
	"context"
	"fmt"
	"math"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/backend"

	"github.com/plumbline/plumbline-kpi-app/pkg/grafanatest"
)

const (
	success = `{"kpi":"checkout-success","view":"value"}`
	edge    = `{"kpi":"edge-requests","view":"value"}`
	revenue = `{"kpi":"revenue","view":"value"}`
)

func TestQueryGivesTheRatioOfWhatPrometheusCounted(t *testing.T) {
	g := healthy(t)
	d := newTest(t, g)
	if got := lastNumber(t, ask(t, d, query("A", success))["A"]); math.Abs(got-1) > 1e-12 {
		t.Errorf("ratio %v, want 1: numerator and denominator are equal", got)
	}
}

// Prometheus answers without a frame where it holds nothing at all of a time: while it was away itself, or before a metric was born.
func TestQueryOfATimeThatHoldsNothingIsNoData(t *testing.T) {
	for _, text := range []string{success, `{"kpi":"checkout-success","view":"series"}`} {
		g := healthy(t)
		g.Sources["prom-a"] = grafanatest.Prometheus("15s", func(int64) float64 { return 5 })
		response := ask(t, newTest(t, g), query("A", text))["A"]
		if response.Error != nil {
			t.Errorf("%s: %v", text, response.Error)
		}
	}
}

// The instants that Grafana's own code computes for our queries are those that were asked for: otherwise PL3117.
func TestQueryIsEvaluatedAtItsOwnInstants(t *testing.T) {
	for _, scrape := range []string{"", "15s", "10m"} {
		for _, view := range []string{"value", "series"} {
			for _, span := range []time.Duration{47 * time.Minute, 26 * time.Hour, 31 * 24 * time.Hour} {
				t.Run(fmt.Sprintf("scrape %s, %s over %s", scrape, view, span), func(t *testing.T) {
					g := healthy(t)
					g.Sources["prom-a"] = grafanatest.Prometheus(scrape, func(int64) float64 { return 5 }, map[string]string{})
					q := query("A", `{"kpi":"checkout-success","view":"`+view+`"}`)
					q.TimeRange.From = at.Add(-span)
					response := ask(t, newTest(t, g), q)["A"]
					if response.Error != nil {
						t.Error(response.Error)
					}
				})
			}
		}
	}
}

func TestQueryNamesEveryFaultOfAnUpstream(t *testing.T) {
	huge := `{"results":{"Q0":{"frames":[` + strings.Repeat(" ", 33<<20) + `]}}}`
	unequal := `{"results":{"Q0":{"status":200,"frames":[{"schema":{"fields":[{"name":"Time","type":"time"},{"name":"Value","type":"number"}]},"data":{"values":[[1,2],[1]]}}]}}}`
	g := healthy(t)
	d := newTest(t, g)
	// An hour of yesterday is one request, where the open end would be several.
	oneRequest := query("A", edge)
	oneRequest.TimeRange.To = at.Truncate(time.Hour).AddDate(0, 0, -1)
	oneRequest.TimeRange.From = oneRequest.TimeRange.To.Add(-time.Hour)
	result := func(text string) http.HandlerFunc { return grafanatest.Body(200, "application/json", text) }
	for name, test := range map[string]struct {
		fault   http.HandlerFunc
		code    string
		status  backend.Status
		message string
	}{
		"HTML with 200":             {grafanatest.Body(200, "text/html; charset=utf-8", "<!doctype html><title>Login</title>"), "PL3105", 502, "text/html"},
		"HTML called JSON":          {result("\n<html>"), "PL3105", 502, "instead of JSON"},
		"a redirect to the login":   {grafanatest.Body(302, "text/html", "", "Location", "/login"), "PL3103", 502, "redirects to /login"},
		"truncated":                 {result(`{"results":{"Q0":{"frames":[{"schema":`), "PL3107", 502, "breaks off"},
		"no JSON":                   {result(`not json`), "PL3107", 502, ""},
		"empty body":                {result(``), "PL3107", 502, ""},
		"null":                      {result(`null`), "PL3107", 502, "no results"},
		"no answer to our query":    {result(`{"results":{}}`), "PL3107", 502, "no answer to query Q0"},
		"bad UTF-8":                 {result("{\"results\":{\"Q0\":{\"error\":\"\xff\xfe\"}}}"), "PL3107", 502, "not UTF-8"},
		"unequal columns":           {result(unequal), "PL3107", 502, "unequal length"},
		"wrong types":               {result(`{"results":{"Q0":{"frames":"x"}}}`), "PL3107", 502, ""},
		"columns without fields":    {result(`{"results":{"Q0":{"frames":[{"schema":{"fields":[]},"data":{"values":[[1]]}}]}}}`), "PL3107", 502, "0 fields and 1 columns"},
		"entities out of place":     {result(`{"results":{"Q0":{"frames":[{"schema":{"fields":[{"name":"Value","type":"number"}]},"data":{"values":[[1]],"entities":[{"NaN":[7]}]}}]}}}`), "PL3107", 502, "has no value 7"},
		"more than 32 MiB":          {result(huge), "PL3106", 502, "32 MiB"},
		"a gzip bomb":               {grafanatest.GzipBomb(48 << 20), "PL3106", 502, "32 MiB"},
		"an endless body":           {grafanatest.Endless, "PL3106", 502, "32 MiB"},
		"a broken gzip stream":      {grafanatest.Body(200, "application/json", "\x1f\x8b\x08\x00broken", "Content-Encoding", "gzip"), "PL3107", 502, ""},
		"the connection reset":      {grafanatest.Reset, "PL3101", 502, "edge"},
		"401":                       {grafanatest.Body(401, "application/json", `{"message":"Invalid API key"}`), "PL3102", 403, "Invalid API key"},
		"403":                       {grafanatest.Body(403, "application/json", `{"message":"no permission datasources:query"}`), "PL3102", 403, "datasources:query"},
		"404":                       {grafanatest.Body(404, "application/json", `{"message":"data source not found"}`), "PL3111", 400, "data source not found"},
		"429 for a day":             {grafanatest.Body(429, "application/json", `{}`, "Retry-After", "86400"), "PL3109", 429, "86400"},
		"500":                       {grafanatest.Body(500, "application/json", `{"message":"boom"}`), "PL3103", 502, "boom"},
		"504 as a page":             {grafanatest.Body(504, "text/html", "<h1>504</h1>"), "PL3103", 502, "504"},
		"a query that is refused":   {grafanatest.Body(400, "application/json", `{"results":{"Q0":{"status":400,"error":"bad_data: unknown function"}}}`), "PL3108", 502, "unknown function"},
		"a store that timed out":    {grafanatest.Body(500, "application/json", `{"results":{"Q0":{"status":500,"error":"Post \"http://p\": context deadline exceeded"}}}`), "PL3104", 504, ""},
		"a store that is down":      {grafanatest.Body(500, "application/json", `{"results":{"Q0":{"status":500,"error":"dial tcp 10.0.0.7:9090: connect: connection refused"}}}`), "PL3101", 502, "connection refused"},
		"a store that lets nobody":  {grafanatest.Body(400, "application/json", `{"results":{"Q0":{"status":403,"error":"forbidden"}}}`), "PL3102", 403, "forbidden"},
		"a status without an error": {grafanatest.Body(400, "application/json", `{"results":{"Q0":{"status":502}}}`), "PL3103", 502, "502"},
	} {
		t.Run(name, func(t *testing.T) {
			g.SetFault(test.fault)
			response := ask(t, d, oneRequest)["A"]
			wantError(t, response, test.code, "edge-metrics", test.message)
			if response.ErrorSource != backend.ErrorSourceDownstream || response.Status != test.status {
				t.Errorf("source %q, status %d; want downstream, %d", response.ErrorSource, response.Status, test.status)
			}
		})
	}
}

func TestQueryNamesAGrafanaThatIsNotThere(t *testing.T) {
	g := healthy(t)
	d := newTest(t, g)
	g.Close()
	wantError(t, ask(t, d, query("A", edge))["A"], "PL3101", "edge-metrics", "refused the connection")
	d = newTest(t, g, withURL("http://no-such-host.invalid"))
	wantError(t, ask(t, d, query("A", edge))["A"], "PL3101", "edge-metrics", "no-such-host.invalid")
}

func TestQueryThatFailsLeavesTheOthersWhole(t *testing.T) {
	g := healthy(t)
	whole := ask(t, newTest(t, g), query("B", success))["B"]
	g.Sources["prom-b"] = func(grafanatest.Query) grafanatest.Result {
		return grafanatest.Result{Status: 500, Error: "dial tcp: connection refused"}
	}
	responses := ask(t, newTest(t, g), query("A", edge), query("B", success), query("C", `{"kpi":"no-such","view":"value"}`))
	wantError(t, responses["A"], "PL3101", "edge-metrics")
	wantError(t, responses["C"], "PL2001", "no-such")
	if responses["C"].Status != backend.StatusNotFound {
		t.Errorf("status %d for an unknown KPI", responses["C"].Status)
	}
	got, _ := responses["B"].MarshalJSON()
	want, _ := whole.MarshalJSON()
	if string(got) != string(want) {
		t.Errorf("the healthy query changed:\n%s\n%s", got, want)
	}
}

// Grafana resolves an alert whose series is not there: what is half known must not look like an answer.
func TestQueryForAnAlertIsWholeOrAnError(t *testing.T) {
	g := healthy(t)
	g.Sources["prom-b"] = func(grafanatest.Query) grafanatest.Result {
		return grafanatest.Result{Status: 500, Error: "boom"}
	}
	both := `{"kpis":["checkout-success","edge-requests"],"view":"value"}`
	d := newTest(t, g)
	board := ask(t, d, query("A", both))["A"]
	if board.Error != nil || len(board.Frames) == 0 || len(board.Frames[0].Meta.Notices) == 0 {
		t.Errorf("a board gets the part that is there, with a notice; got %v and %d frames", board.Error, len(board.Frames))
	}
	rule := askWith(t.Context(), t, d, map[string]string{"FromAlert": "true"}, query("A", both))["A"]
	wantError(t, rule, "edge-metrics", "PL3108")
}

func TestQueryTakesNothingButItsContract(t *testing.T) {
	g := healthy(t)
	d := newTest(t, g)
	for _, field := range []string{
		`"rawSql":"SELECT 1"`, `"expr":"up"`, `"definitions":"kind: KPI"`, `"query":{}`, `"sources":[]`, `"__proto__":{"kpi":"x"}`,
		`"role":"Admin"`, `"RAWSQL":"x"`, `"grafanaUrl":"http://evil"`, `"serviceAccountToken":"x"`,
	} {
		wantError(t, ask(t, d, query("A", `{"kpi":"revenue","view":"value",`+field+`}`))["A"], "PL2801")
	}
	for _, text := range []string{`null`, `[]`, `"x"`, `{"kpi":["revenue"],"view":"value"}`, `{"kpi":"revenue","view":"sql"}`} {
		wantError(t, ask(t, d, query("A", text))["A"], "PL2802")
	}
	wantError(t, ask(t, d, query("A", `{"kpi":`))["A"], "PL9001")
	if calls := g.Calls(); len(calls) > 0 {
		t.Errorf("%d upstream calls for refused queries", len(calls))
	}
}

func TestQueryNeverAsksItself(t *testing.T) {
	for name, spec := range map[string]string{
		"by uid":  "{ dialect: prometheus, grafana: { uid: " + ownUID + " } }",
		"by type": "{ dialect: prometheus, grafana: { uid: other, type: plumbline-kpi-datasource } }",
	} {
		t.Run(name, func(t *testing.T) {
			g := healthy(t)
			text := strings.Replace(definitionsText, "{ dialect: prometheus, grafana: { uid: prom-b }, scrapeInterval: 15s }", spec, 1)
			wantError(t, ask(t, newTest(t, g, withDefinitions(text)), query("A", edge))["A"], "edge-metrics")
			if len(g.Calls()) > 0 {
				t.Error("it asked")
			}
		})
	}
	g := healthy(t)
	for _, header := range []string{"http_X-Plumbline-Depth", "http_X-Query-Group-Id"} {
		value := map[string]string{"http_X-Plumbline-Depth": "1", "http_X-Query-Group-Id": "plumbline-depth-1"}[header]
		response := askWith(t.Context(), t, newTest(t, g), map[string]string{header: value}, query("A", edge))["A"]
		wantError(t, response, "PL3116")
	}
	if len(g.Calls()) > 0 {
		t.Error("it asked although it was asked by itself")
	}
}

func TestQueryAsksEqualRequestsOnceAndEachDataSourceOnce(t *testing.T) {
	g := healthy(t)
	responses := ask(t, newTest(t, g), query("A", success), query("B", success), query("C", edge))
	if lastNumber(t, responses["A"]) != lastNumber(t, responses["B"]) {
		t.Error("equal queries, different numbers")
	}
	type key struct {
		uid, expr string
		from, to  int64
		instant   bool
	}
	seen, ranges := map[key]int{}, map[string]int{}
	for _, call := range g.Calls() {
		uids := map[string]bool{}
		for _, q := range call.Queries {
			uids[q.Datasource.UID] = true
			seen[key{q.Datasource.UID, q.Expr, q.FromMs, q.ToMs, q.Instant}]++
			ranges[fmt.Sprint(q.Datasource.UID, q.FromMs, q.ToMs)]++
		}
		if len(uids) != 1 {
			t.Errorf("one call for data sources %v", uids)
		}
	}
	for k, n := range seen {
		if n != 1 {
			t.Errorf("%v was asked %d times", k, n)
		}
	}
	if len(g.Calls()) != len(ranges) {
		t.Errorf("%d calls for %d data sources and ranges", len(g.Calls()), len(ranges))
	}
}

func TestQueryDeadline(t *testing.T) {
	for name, fault := range map[string]http.HandlerFunc{"before the headers": grafanatest.Hang, "in the body": grafanatest.HangInBody} {
		t.Run(name, func(t *testing.T) {
			g := healthy(t)
			g.SetFault(fault)
			d := newTest(t, g, withDeadline(time.Second))
			if _, err := d.pool.Definitions(t.Context()); err != nil {
				t.Fatal(err)
			}
			began := time.Now()
			wantError(t, ask(t, d, query("A", edge))["A"], "PL3104", "edge-metrics did not answer in 1 s")
			if took := time.Since(began); took > 2500*time.Millisecond {
				t.Errorf("it took %s", took)
			}
		})
	}
}

func TestQueryCancelledIsCancelledUpstreamAndLeavesNothingBehind(t *testing.T) {
	g := healthy(t)
	g.SetFault(grafanatest.Hang)
	d := newTest(t, g)
	ask(t, newTest(t, healthy(t)), query("A", edge))
	if _, err := d.pool.Definitions(t.Context()); err != nil {
		t.Fatal(err)
	}
	const rounds = 30
	before := goroutines()
	for range rounds {
		ctx, cancel := context.WithCancel(t.Context())
		asked := int64(len(g.Calls()))
		done := make(chan backend.Responses)
		go func() { done <- askWith(ctx, t, d, nil, query("A", edge), query("B", success)) }()
		eventually(t, "the request is under way", func() bool { return int64(len(g.Calls())) > asked })
		cancel()
		select {
		case responses := <-done:
			wantError(t, responses["A"], "PL3112")
		case <-time.After(time.Second):
			t.Fatal("no answer a second after cancelling")
		}
	}
	eventually(t, "upstream saw every cancel", func() bool { return g.Cancelled() >= rounds })
	d.http.CloseIdleConnections()
	g.CloseClientConnections()
	eventually(t, "goroutines are back", func() bool { return goroutines() <= before+2 })
}

func TestQueryRetriesWhatMayHelp(t *testing.T) {
	for name, test := range map[string]struct {
		status  int
		headers []string
		fails   int
		calls   int
		code    string
	}{
		"503 once":                          {503, nil, 1, 2, ""},
		"502 twice":                         {502, nil, 2, 3, ""},
		"429 with a second to wait":         {429, []string{"Retry-After", "1"}, 1, 2, ""},
		"429 with garbage":                  {429, []string{"Retry-After", "soon"}, 1, 2, ""},
		"503 for ever":                      {503, nil, 99, 3, "PL3103"},
		"429 with a day to wait":            {429, []string{"Retry-After", "86400"}, 99, 1, "PL3109"},
		"429 until a date after the moment": {429, []string{"Retry-After", "Tue, 24 Nov 2099 00:00:00 GMT"}, 99, 1, "PL3109"},
		"500 is not asked again":            {500, nil, 99, 1, "PL3103"},
		"504 is not asked again":            {504, nil, 99, 1, "PL3103"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			g := healthy(t)
			g.FirstFail(test.fails, grafanatest.Body(test.status, "application/json", "{}", test.headers...))
			d := newTest(t, g)
			q := query("A", `{"kpi":"edge-requests","view":"value"}`)
			q.TimeRange = backend.TimeRange{From: at.Add(-time.Hour).Truncate(time.Hour), To: at.Truncate(time.Hour)}
			response := ask(t, d, q)["A"]
			if test.code == "" && response.Error != nil {
				t.Error(response.Error)
			}
			if test.code != "" {
				wantError(t, response, test.code)
			}
			perBatch := map[string]int{}
			for _, call := range g.Calls() {
				perBatch[call.Body]++
			}
			most := 0
			for _, n := range perBatch {
				most = max(most, n)
			}
			if most != test.calls {
				t.Errorf("%d calls, want %d", most, test.calls)
			}
		})
	}
}

func TestQueryKeepsAtMostTenCallsUnderWay(t *testing.T) {
	var text strings.Builder
	text.WriteString(definitionsText)
	g := healthy(t)
	var queries []backend.DataQuery
	for i := range 30 {
		fmt.Fprintf(&text, "---\napiVersion: plumbline/v1\nkind: Source\nmetadata: { name: s%d }\nspec: { dialect: prometheus, grafana: { uid: u%d } }\n", i, i)
		fmt.Fprintf(&text, "---\napiVersion: plumbline/v1\nkind: KPI\nmetadata: { name: k%d }\nspec: { area: a, owner: { team: t }, unit: count, measure: { count: { source: s%d, metric: m_total } } }\n", i, i)
		answer := grafanatest.Prometheus("15s", func(int64) float64 { return 1 }, map[string]string{})
		g.Sources[fmt.Sprintf("u%d", i)] = func(q grafanatest.Query) grafanatest.Result {
			time.Sleep(20 * time.Millisecond)
			return answer(q)
		}
		queries = append(queries, query(fmt.Sprintf("R%d", i), fmt.Sprintf(`{"kpi":"k%d","view":"value"}`, i)))
	}
	d := newTest(t, g, withDefinitions(text.String()))
	for ref, response := range ask(t, d, queries...) {
		if response.Error != nil {
			t.Error(ref, response.Error)
		}
	}
	if most := g.MostAtOnce(); most > 10 || most < 5 {
		t.Errorf("%d calls at once, want at most 10 (and more than a few)", most)
	}
}

func TestQueryByManyAtOnce(t *testing.T) {
	g := healthy(t)
	d := newTest(t, g)
	var group sync.WaitGroup
	for i := range 16 {
		group.Go(func() {
			responses := askWith(t.Context(), t, d, nil, query("A", success), query("B", edge))
			if a := lastNumber(t, responses["A"]); math.Abs(a-1) > 1e-12 {
				t.Errorf("round %d: %v", i, a)
			}
			if b := lastNumber(t, responses["B"]); !(b > 0) {
				t.Errorf("round %d: %v", i, b)
			}
		})
	}
	group.Wait()
}

func TestQueryWithBrokenDefinitionsSaysWhere(t *testing.T) {
	g := healthy(t)
	d := newTest(t, g, withDefinitions(strings.Replace(definitionsText, "unit: count", "unti: count", 1)))
	response := ask(t, d, query("A", success))["A"]
	wantError(t, response, "definitions:", "unti", "unit")
	if response.Status != backend.StatusBadRequest || len(g.Calls()) > 0 {
		t.Errorf("status %d, %d calls", response.Status, len(g.Calls()))
	}
}

func TestQueryAfterDisposeIsAnError(t *testing.T) {
	d := newTest(t, healthy(t))
	if _, err := d.pool.Definitions(t.Context()); err != nil {
		t.Fatal(err)
	}
	d.Dispose()
	if response := ask(t, d, query("A", edge))["A"]; response.Error == nil {
		t.Error("a disposed instance answered")
	}
}
