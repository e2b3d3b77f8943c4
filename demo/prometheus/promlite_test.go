package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"math"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/prometheus/prometheus/promql/promqltest"
	"github.com/prometheus/prometheus/storage"
)

var quiet = slog.New(slog.NewTextHandler(io.Discard, nil))

func openTestStore(t *testing.T) *store {
	t.Helper()
	s, err := openStore(t.TempDir(), 60*24*time.Hour, engineLimits{timeout: 10 * time.Second, maxSamples: 1_000_000}, quiet)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.close() })
	return s
}

type reply struct {
	Status    string
	ErrorType string
	Error     string
	Warnings  []string
	Infos     []string
	Data      json.RawMessage
}

func serve(t *testing.T, s *store) (string, *scraper) {
	t.Helper()
	scraper := newScraper(s, 50*time.Millisecond, quiet)
	// As long as it takes on a busy machine.
	scraper.client.Timeout = 10 * time.Second
	server := httptest.NewServer(newAPI(s, scraper).handler())
	t.Cleanup(func() {
		scraper.stop()
		server.Close()
	})
	return server.URL, scraper
}

func ask(t *testing.T, method, address string, form url.Values, body io.Reader) (int, reply) {
	t.Helper()
	if form != nil {
		body = strings.NewReader(form.Encode())
	}
	request, err := http.NewRequest(method, address, body)
	if err != nil {
		t.Fatal(err)
	}
	if form != nil {
		request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	if got := response.Header.Get("Content-Type"); got != "application/json" {
		t.Fatalf("content type %q", got)
	}
	var decoded reply
	if err := json.NewDecoder(response.Body).Decode(&decoded); err != nil {
		t.Fatal(err)
	}
	return response.StatusCode, decoded
}

// The engine as we set it up gives Prometheus' own answers, on Prometheus' own kind of test script.
func TestEngineAgainstPromqltestScripts(t *testing.T) {
	s := openTestStore(t)
	promqltest.RunTest(t, `
load 15s
  requests_total{code="200",region="eu"} 0+3x240
  requests_total{code="500",region="eu"} 0x100 0+1x140
  requests_total{code="200",region="us"} 0+2x100 0+2x140

# A counter that rises by 3 each 15 s.
eval instant at 30m increase(requests_total{code="200",region="eu"}[10m])
  {code="200",region="eu"} 120

# A reset at 25m15s: 200 - 162 before it, 198 after it, over 1785 s of 1800 s.
eval instant at 50m sum(increase(requests_total{region="us"}[30m]))
  {} 237.98319327731093

eval range from 20m to 40m step 10m sum by (code) (requests_total)
  {code="200"} 400 398 598
  {code="500"} 0 19 59

# Rows that are not there are not zero.
eval instant at 10m requests_total{region="mars"}

eval instant at 30m sum(requests_total{code="500"}) / sum(requests_total)
  {} 0.045563549160671464

eval_fail instant at 10m requests_total * on(region) requests_total
`, s.engine)
}

const head = "plumbline-replay 1\ntarget shop shop-eu\nseries orders_total{device=\"desktop\"}\nseries orders_total{device=\"mobile\"}\n"

func TestReplayKeepsEveryValueAndMarksFailedScrapesStale(t *testing.T) {
	s := openTestStore(t)
	address, _ := serve(t, s)
	start := time.Now().Add(-72 * time.Hour).Truncate(time.Hour).UnixMilli()
	var text strings.Builder
	text.WriteString(head)
	// 48 hours every 15 s: one order a scrape; a failed scrape each 1000, a restart after 5000.
	total := 0
	for i := int64(0); i < 48*240; i++ {
		at := start + i*15_000
		if i%1000 == 999 {
			fmt.Fprintf(&text, "- 0 %d\n", at)
			continue
		}
		if i == 5000 {
			total = 0
		}
		total++
		fmt.Fprintf(&text, "+ 0 %d 0=%d\n", at, total)
	}
	status, got := ask(t, "POST", address+"/demo/replay", nil, strings.NewReader(text.String()))
	if status != 200 {
		t.Fatalf("%d %s", status, got.Error)
	}
	var done replayed
	if err := json.Unmarshal(got.Data, &done); err != nil {
		t.Fatal(err)
	}
	if want := int64(48 * 240 * 3); done.Samples != want || done.Late != 0 || done.Series != 2 {
		t.Fatalf("%+v, want %d samples", done, want)
	}
	instant := func(query string, at int64) string {
		_, one := ask(t, "POST", address+"/api/v1/query", url.Values{"query": {query}, "time": {fmt.Sprintf("%d.%03d", at/1000, at%1000)}}, nil)
		return string(one.Data)
	}
	// Over the restart 2 x 1000 scrapes were counted, less the failed ones' own orders.
	if got := instant(`count_over_time(orders_total{device="desktop"}[250m])`, start+4998*15_000); !strings.Contains(got, `"999"`) {
		t.Errorf("samples in 1000 scrapes, one failed: %s", got)
	}
	if got := instant(`orders_total{device="desktop"}`, start+999*15_000+1); !strings.Contains(got, `"result":[]`) {
		t.Errorf("after a failed scrape there is nothing: %s", got)
	}
	if got := instant(`resets(orders_total{device="desktop"}[48h])`, start+48*3600_000); !strings.Contains(got, `"1"`) {
		t.Errorf("one restart: %s", got)
	}
	if got := instant(`orders_total{device="mobile"}`, start+100*15_000); !strings.Contains(got, `"0"`) || !strings.Contains(got, `"instance":"shop-eu"`) {
		t.Errorf("a series that never rose is 0 and has its target's labels: %s", got)
	}
	if got := instant(`min(up{job="shop"})`, start+999*15_000); !strings.Contains(got, `"0"`) {
		t.Errorf("up of a failed scrape: %s", got)
	}

	// The same again: everything is there already, nothing is doubled.
	_, again := ask(t, "POST", address+"/demo/replay", nil, strings.NewReader(text.String()))
	if err := json.Unmarshal(again.Data, &done); err != nil {
		t.Fatal(err)
	}
	if done.Samples > 3 || done.Late < 48*240*3-3 {
		t.Errorf("a second time: %+v", done)
	}
}

// The storage refuses what is much older than its newest sample. A replay says so instead of losing it silently, and nothing
// is scraped, not even ourselves, until somebody says that the past is complete.
func TestReplayBehindALiveScrapeIsCountedAsLate(t *testing.T) {
	s := openTestStore(t)
	now := time.Now().UnixMilli()
	if _, err := s.replay(context.Background(), strings.NewReader(fmt.Sprintf("%s+ 0 %d 0=1\n", head, now))); err != nil {
		t.Fatal(err)
	}
	old := now - (20 * time.Hour).Milliseconds()
	done, err := s.replay(context.Background(), strings.NewReader(fmt.Sprintf("%s+ 0 %d 0=1\n", head, old)))
	if err != nil || done.Late != 3 || done.Samples != 0 {
		t.Errorf("%+v %v", done, err)
	}
}

// A version's series begins when the version runs and ends when another does: it is stale at once, not after five minutes.
func TestReplayOfSeriesThatComeAndGo(t *testing.T) {
	s := openTestStore(t)
	address, _ := serve(t, s)
	start := time.Now().Add(-time.Hour).Truncate(time.Hour).UnixMilli()
	var text strings.Builder
	text.WriteString(head)
	text.WriteString("later 0 build_info{version=\"v1\"}\n")
	for i := int64(0); i < 40; i++ {
		at := start + i*15_000
		switch i {
		case 5:
			fmt.Fprintf(&text, "+ 0 %d 2=1\n", at)
		case 20:
			fmt.Fprintf(&text, "later 0 build_info{version=\"v2\"}\n+ 0 %d 2=- 3=1\n", at)
		case 30:
			fmt.Fprintf(&text, "+ 0 %d 3=- 2=1\n", at)
		default:
			fmt.Fprintf(&text, "+ 0 %d\n", at)
		}
	}
	status, got := ask(t, "POST", address+"/demo/replay", nil, strings.NewReader(text.String()))
	if status != 200 {
		t.Fatalf("%d %s", status, got.Error)
	}
	for i, want := range map[int64]string{4: "[]", 5: "v1", 19: "v1", 20: "v2", 29: "v2", 30: "v1", 39: "v1"} {
		at := start + i*15_000 + 1
		_, one := ask(t, "POST", address+"/api/v1/query", url.Values{"query": {"build_info"}, "time": {fmt.Sprintf("%d.%03d", at/1000, at%1000)}}, nil)
		if data := string(one.Data); !strings.Contains(data, want) || strings.Count(data, `"version"`) > 1 {
			t.Errorf("scrape %d: %s, want %s", i, data, want)
		}
	}
}

// Native histograms are replayed as the engine knows them: resets are counted, a failed scrape is a gap.
func TestReplayOfNativeHistograms(t *testing.T) {
	s := openTestStore(t)
	address, _ := serve(t, s)
	start := time.Now().Add(-48 * time.Hour).Truncate(time.Hour).UnixMilli()
	var text strings.Builder
	text.WriteString("plumbline-replay 1\ntarget shop shop-eu\nseries checkout_seconds{device=\"mobile\"}\n")
	for i := int64(0); i < 240; i++ {
		if i == 100 {
			fmt.Fprintf(&text, "- 0 %d\n", start+i*15_000)
			continue
		}
		// Each scrape one observation in (1, 2] and one in (2, 4]; anew after 160.
		n := i + 1
		if i >= 160 {
			n = i - 159
		}
		fmt.Fprintf(&text, "+ 0 %d 0=h0:%d:%d:0:1:%d,%d\n", start+i*15_000, 2*n, 4*n, n, n)
	}
	status, got := ask(t, "POST", address+"/demo/replay", nil, strings.NewReader(text.String()))
	if status != 200 {
		t.Fatalf("%d %s", status, got.Error)
	}
	for query, want := range map[string]string{
		`histogram_quantile(0.75, sum(increase(checkout_seconds[30m])))`:                   `"2.82842712474619"`,
		`count_over_time(checkout_seconds[10m] offset 30m)`:                                `"39"`,
		`histogram_count(sum(increase(checkout_seconds[30m])))`:                            `"240"`,
		`histogram_quantile(0.75, sum(increase(checkout_seconds{device="desktop"}[30m])))`: `"result":[]`,
	} {
		at := start + 239*15_000
		_, one := ask(t, "POST", address+"/api/v1/query", url.Values{"query": {query}, "time": {fmt.Sprintf("%d.%03d", at/1000, at%1000)}}, nil)
		if !strings.Contains(string(one.Data), want) {
			t.Errorf("%s: %s %s, want %s", query, one.Data, one.Error, want)
		}
	}
}

func TestReplayFaultsNameTheirLine(t *testing.T) {
	cases := map[string]struct{ text, want string }{
		"nothing":        {"", "it is empty"},
		"other format":   {"plumbline-replay 9\n", `line 1: starts with "plumbline-replay 9"`},
		"no target":      {"plumbline-replay 1\nseries a\n", "line 2: a series needs a target"},
		"unknown line":   {head + "* 0 1\n", `line 5: "* 0 1" is not a line`},
		"unknown target": {head + "+ 1 1000\n", `line 5: there is no target "1"`},
		"unknown series": {head + "+ 0 1000 7=1\n", `line 5: there is no series "7"`},
		"bad number":     {head + "+ 0 1000 0=x\n", `line 5: "x" is not a number`},
		"bad histogram":  {head + "+ 0 1000 0=h0:1:2\n", `line 5: "h0:1:2" is not a histogram: it has 3 parts`},
		"bad bucket":     {head + "+ 0 1000 0=h0:1:9:0:1:x\n", `line 5: "h0:1:9:0:1:x" is not a histogram`},
		"bad time":       {head + "+ 0 soon\n", `line 5: "soon" is not a time`},
		"later nobody":   {head + "later 3 a\n", `line 5: there is no target "3"`},
		"bad metric":     {"plumbline-replay 1\ntarget a b\nseries {\n", "line 3"},
	}
	for name, one := range cases {
		t.Run(name, func(t *testing.T) {
			_, err := openTestStore(t).replay(context.Background(), strings.NewReader(one.text))
			if err == nil || !strings.Contains(err.Error(), one.want) {
				t.Fatalf("%v, want %q", err, one.want)
			}
		})
	}
}

func TestFaultsOfQueriesAreSaidAsPrometheusDoes(t *testing.T) {
	s := openTestStore(t)
	s.limits.maxSamples = 10
	address, _ := serve(t, s)
	cases := []struct {
		path, want, kind string
		form             url.Values
		status           int
	}{
		{"query", "unclosed left parenthesis", "bad_data", url.Values{"query": {"sum("}}, 400},
		{"query", "unknown position", "bad_data", url.Values{}, 400},
		{"query", `invalid parameter "time"`, "bad_data", url.Values{"query": {"1"}, "time": {"NaN"}}, 400},
		{"query_range", `invalid parameter "start"`, "bad_data", url.Values{"query": {"1"}}, 400},
		{"query_range", `invalid parameter "step"`, "bad_data", url.Values{"query": {"1"}, "start": {"1"}, "end": {"2"}, "step": {"0"}}, 400},
		{"query_range", "must not be before", "bad_data", url.Values{"query": {"1"}, "start": {"2"}, "end": {"1"}, "step": {"1"}}, 400},
		{"query_range", "11,000 points", "bad_data", url.Values{"query": {"1"}, "start": {"0"}, "end": {"11001"}, "step": {"1"}}, 400},
		{"query", "found duplicate series", "execution", url.Values{"query": {`vector(1) + on() (vector(1) or label_replace(vector(1), "a", "1", "", ""))`}}, 422},
		{"query", "timed out", "timeout", url.Values{"query": {"sum_over_time(vector(1)[1d:1s])"}, "timeout": {"1ms"}}, 503},
		{"series", "no match[]", "bad_data", url.Values{}, 400},
		{"series", "non-empty matcher", "bad_data", url.Values{"match[]": {`{a=~".*"}`}}, 400},
	}
	for _, one := range cases {
		t.Run(one.path+" "+one.want, func(t *testing.T) {
			status, got := ask(t, "POST", address+"/api/v1/"+one.path, one.form, nil)
			if status != one.status || got.Status != "error" || got.ErrorType != one.kind || !strings.Contains(got.Error, one.want) {
				t.Errorf("%d %+v, want %d %s %q", status, got, one.status, one.kind, one.want)
			}
		})
	}
	// A range of exactly 11,000 steps is allowed: 11,001 points, as Prometheus counts it.
	if status, got := ask(t, "GET", address+"/api/v1/query_range?query=1&start=0&end=11000&step=1", nil, nil); status != 200 {
		t.Errorf("%d %+v", status, got)
	}
}

func TestScrapesStoreSamplesAndStaleMarkers(t *testing.T) {
	s := openTestStore(t)
	address, _ := serve(t, s)
	var mu sync.Mutex
	text, status := "# TYPE orders_total counter\norders_total{job=\"mine\"} 5\ngone 1\n", 200
	target := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		mu.Lock()
		defer mu.Unlock()
		w.Header().Set("Content-Type", "text/plain; version=0.0.4")
		w.WriteHeader(status)
		_, _ = w.Write([]byte(text))
	}))
	defer target.Close()
	body := fmt.Sprintf(`{"targets":[{"job":"shop","instance":"shop-eu","url":%q}]}`, target.URL)
	if code, got := ask(t, "PUT", address+"/demo/targets", nil, strings.NewReader(body)); code != 200 {
		t.Fatalf("%d %+v", code, got)
	}
	becomes := func(query, want string) {
		t.Helper()
		last := ""
		for deadline := time.Now().Add(10 * time.Second); time.Now().Before(deadline); time.Sleep(20 * time.Millisecond) {
			_, got := ask(t, "GET", address+"/api/v1/query?query="+url.QueryEscape(query), nil, nil)
			if last = string(got.Data); strings.Contains(last, want) {
				return
			}
		}
		t.Fatalf("%s never became %s: %s", query, want, last)
	}
	becomes(`orders_total{exported_job="mine",job="shop",instance="shop-eu"}`, `"5"`)
	becomes(`up{job="shop"}`, `"1"`)
	becomes("gone", `"1"`)
	becomes(`prometheus_http_requests_total{code="200",handler="/api/v1/query"} > 0`, `"handler":"/api/v1/query"`)
	mu.Lock()
	text = "orders_total{job=\"mine\"} 6\n"
	mu.Unlock()
	becomes("gone", `"result":[]`)
	becomes(`orders_total`, `"6"`)
	mu.Lock()
	status = 500
	mu.Unlock()
	becomes(`up{job="shop"}`, `"0"`)
	becomes(`orders_total`, `"result":[]`)
	_, targets := ask(t, "GET", address+"/api/v1/targets", nil, nil)
	if !bytes.Contains(targets.Data, []byte("HTTP status 500")) {
		t.Errorf("the reason is told: %s", targets.Data)
	}
}

func TestMetadataOfSeries(t *testing.T) {
	s := openTestStore(t)
	address, _ := serve(t, s)
	at := time.Now().Add(-time.Hour).UnixMilli()
	text := fmt.Sprintf("%s+ 0 %d 0=1\n+ 0 %d 0=2\n", head, at, at+15_000)
	if _, err := s.replay(context.Background(), strings.NewReader(text)); err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]string{
		"/api/v1/labels":              `["__name__","device","instance","job"]`,
		"/api/v1/label/device/values": `["desktop","mobile"]`,
		"/api/v1/label/device/values?match[]=orders_total&limit=1": `["desktop"]`,
		"/api/v1/label/device/values?match[]=up":                   `[]`,
		"/api/v1/label/device/values?start=1&end=2":                `[]`,
		"/api/v1/series?match[]=up":                                `[{"__name__":"up","instance":"shop-eu","job":"shop"}]`,
	} {
		if _, got := ask(t, "GET", address+path, nil, nil); string(got.Data) != want {
			t.Errorf("%s: %s, want %s", path, got.Data, want)
		}
	}
	_, stats := ask(t, "GET", address+"/api/v1/query?query=orders_total&stats=all&time="+fmt.Sprint((at+15_000)/1000+1), nil, nil)
	if !bytes.Contains(stats.Data, []byte(`"totalQueryableSamples":2`)) {
		t.Errorf("stats: %s", stats.Data)
	}
	_, rate := ask(t, "GET", address+"/api/v1/query?query=rate(up[3h])", nil, nil)
	if len(rate.Infos) != 1 || !strings.Contains(rate.Infos[0], "might not be a counter") {
		t.Errorf("what the engine notes is passed on: %+v", rate)
	}
	_, limited := ask(t, "GET", address+"/api/v1/query?query=last_over_time(orders_total[2h])&limit=1", nil, nil)
	if len(limited.Warnings) != 1 || strings.Count(string(limited.Data), `"metric"`) != 1 {
		t.Errorf("limit: %+v %s", limited.Warnings, limited.Data)
	}
}

// Points are written as encoding/json writes them through Prometheus' own types.
func TestPointsAsPrometheusWritesThem(t *testing.T) {
	for _, one := range []struct {
		ms   int64
		v    float64
		want string
	}{
		{1000, 1, `[1,"1"]`},
		{1795456788728, 0.5, `[1795456788.728,"0.5"]`},
		{-1500, math.NaN(), `[-1.5,"NaN"]`},
		{10, math.Inf(1), `[0.01,"+Inf"]`},
		{0, math.Inf(-1), `[0,"-Inf"]`},
		{0, 1e21, `[0,"1e+21"]`},
		{0, 1e-7, `[0,"1e-07"]`},
		{0, 523694.36, `[0,"523694.36"]`},
	} {
		if got := string(appendPoint(nil, one.ms, one.v)); got != one.want {
			t.Errorf("%s, want %s", got, one.want)
		}
	}
}

// Replays, scrapes and queries at the same time: for the race detector, and so that no query sees half a scrape.
func TestReplayAndQueriesAtOnce(t *testing.T) {
	s := openTestStore(t)
	address, _ := serve(t, s)
	start := time.Now().Add(-24 * time.Hour).UnixMilli()
	var text strings.Builder
	text.WriteString(head)
	for i := int64(0); i < 5000; i++ {
		fmt.Fprintf(&text, "+ 0 %d 0=%d 1=%d\n", start+i*15_000, i, i)
	}
	var group sync.WaitGroup
	group.Go(func() { _, _ = ask(t, "POST", address+"/demo/replay", nil, strings.NewReader(text.String())) })
	for range 4 {
		group.Go(func() {
			for range 25 {
				_, got := ask(t, "GET", address+"/api/v1/query?query="+url.QueryEscape(`count(last_over_time(orders_total[24h]))`), nil, nil)
				if data := string(got.Data); !strings.Contains(data, `"result":[]`) && !strings.Contains(data, `"2"`) {
					t.Errorf("half a scrape: %s", data)
				}
			}
		})
	}
	group.Wait()
}

func TestReplayFileWritesBlocksForAnotherPrometheus(t *testing.T) {
	dir := t.TempDir()
	path := dir + "/shop.replay"
	at := time.Now().Add(-3 * time.Hour).UnixMilli()
	writeFile(t, path, fmt.Sprintf("%s+ 0 %d 0=1\n+ 0 %d 0=2\n", head, at, at+15_000))
	var out bytes.Buffer
	if err := run([]string{"-data", dir + "/data", "-replay", path}, strings.NewReader(""), &out, io.Discard); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(out.String(), "loaded 6 samples of 2 series") {
		t.Fatal(out.String())
	}
	s, err := openStore(dir+"/data", 60*24*time.Hour, engineLimits{timeout: time.Second, maxSamples: 1000}, quiet)
	if err != nil {
		t.Fatal(err)
	}
	defer s.close()
	if blocks := len(s.db.Blocks()); blocks == 0 {
		t.Error("everything is in blocks, not in a log that only this version reads")
	}
	querier, err := s.db.Querier(math.MinInt64, math.MaxInt64)
	if err != nil {
		t.Fatal(err)
	}
	defer querier.Close()
	names, _, err := querier.LabelValues(context.Background(), "device", &storage.LabelHints{})
	if err != nil || len(names) != 2 {
		t.Errorf("%v %v", names, err)
	}
}

func TestListensOnLoopbackOnly(t *testing.T) {
	for _, address := range []string{"0.0.0.0:0", "192.0.2.1:0", "nowhere"} {
		err := run([]string{"-data", t.TempDir(), "-listen", address}, strings.NewReader(""), io.Discard, io.Discard)
		if err == nil || !strings.Contains(err.Error(), "not a loopback address") {
			t.Errorf("%s: %v", address, err)
		}
	}
}

func writeFile(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}
