package upstream

import (
	"context"
	"encoding/json"
	"fmt"
	"math"
	"net/http"
	"net/url"
	"slices"
	"testing"
	"time"

	"github.com/plumbline/plumbline-kpi-app/pkg/core"
	"github.com/plumbline/plumbline-kpi-app/pkg/grafanatest"
)

func client(tb testing.TB, g *grafanatest.Grafana, limits Limits) *Client {
	tb.Helper()
	base, err := url.Parse(g.URL)
	if err != nil {
		tb.Fatal(err)
	}
	c := New(&http.Client{Transport: &http.Transport{}}, base, limits)
	tb.Cleanup(c.Close)
	return c
}

func request(id, uid string, from, to int64, rangeMatters bool) core.Request {
	query := json.RawMessage(fmt.Sprintf(`{"datasource":{"uid":%q},"rawSql":%q}`, uid, id))
	return core.Request{ID: id, Source: uid, UID: uid, FromMs: from, ToMs: to, RangeMatters: rangeMatters, Query: query}
}

func TestBatches(t *testing.T) {
	got := batch([]core.Request{
		request("a", "pg", 0, 10, false),
		request("b", "prom", 0, 10, true),
		request("c", "pg", 5, 20, false),
		request("d", "prom", 0, 20, true),
		request("e", "prom", 0, 10, true),
		request("a", "pg", 0, 10, false),
	})
	var names [][]string
	for _, b := range got {
		var ids []string
		for _, r := range b {
			ids = append(ids, r.ID)
		}
		names = append(names, ids)
	}
	want := [][]string{{"a", "c"}, {"b", "e"}, {"d"}}
	if !slices.EqualFunc(names, want, slices.Equal[[]string]) {
		t.Errorf("%v, want %v: SQL by data source, PromQL by data source and range, nothing twice", names, want)
	}
	body, err := queryBody(got[0])
	if err != nil {
		t.Fatal(err)
	}
	wantBody := `{"from":"0","queries":[{"datasource":{"uid":"pg"},"rawSql":"a","refId":"Q0"},{"datasource":{"uid":"pg"},"rawSql":"c","refId":"Q1"}],"to":"20"}`
	if string(body) != wantBody {
		t.Errorf("%s", body)
	}
}

func TestAnswersKeepTheOrderOfTheRequests(t *testing.T) {
	g := grafanatest.New(t)
	for _, uid := range []string{"x", "y"} {
		g.Sources[uid] = func(q grafanatest.Query) grafanatest.Result {
			return grafanatest.Table([]map[string]any{grafanatest.Text("s")}, []any{uid + q.RawSQL})
		}
	}
	requests := []core.Request{request("1", "y", 0, 1, false), request("2", "x", 0, 1, false), request("3", "y", 0, 1, false), request("1", "y", 0, 1, false)}
	for i, answer := range client(t, g, DefaultLimits).Fetch(t.Context(), "", requests) {
		want := fmt.Sprintf(`[%q]`, requests[i].UID+requests[i].ID)
		if answer.ID != requests[i].ID || !answer.OK || string(answer.Frames[0].Fields[0].Values) != want {
			t.Errorf("answer %d: %+v, want %s", i, answer, want)
		}
	}
}

// Amplification under full failure: a board of 50 panels must not become 150 requests.
func TestRetriesAreAFifthAtMost(t *testing.T) {
	g := grafanatest.New(t)
	g.SetFault(grafanatest.Body(http.StatusServiceUnavailable, "application/json", "{}", "Retry-After", "0"))
	c := client(t, g, DefaultLimits)
	const panels = 50
	for i := range panels {
		c.Fetch(t.Context(), "", []core.Request{request(fmt.Sprint(i), "pg", 0, 1, false)})
	}
	if calls := len(g.Calls()); calls <= panels || float64(calls) > 1.2*panels {
		t.Errorf("%d calls for %d panels, want a few more, at most %v", calls, panels, 1.2*panels)
	}
	g.SetFault(nil)
	g.Sources["pg"] = func(grafanatest.Query) grafanatest.Result { return grafanatest.Result{} }
	if answer := c.Fetch(t.Context(), "", []core.Request{request("x", "pg", 0, 1, false)})[0]; !answer.OK {
		t.Errorf("it does not recover at the next refresh: %+v", answer)
	}
}

func TestRetryAfter(t *testing.T) {
	now := time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	for text, want := range map[string]time.Duration{
		"0":                             0,
		"7":                             7 * time.Second,
		"86400":                         24 * time.Hour,
		"Mon, 23 Nov 2026 12:00:03 GMT": 3 * time.Second,
		"Mon, 23 Nov 2026 11:00:00 GMT": 0,
	} {
		if got, ok := retryAfter(text, now); !ok || got != want {
			t.Errorf("%q: %s, %v; want %s", text, got, ok, want)
		}
	}
	for _, text := range []string{"", "soon", "-1", "1.5", "1e9", "99999999999999"} {
		if got, ok := retryAfter(text, now); ok {
			t.Errorf("%q: %s, want none", text, got)
		}
	}
}

func TestDecodeNumbers(t *testing.T) {
	for text, want := range map[string][]float64{
		`[]`:                          {},
		` [ ] `:                       {},
		`[1,2.5,-3e2]`:                {1, 2.5, -300},
		"[ 1 ,\n null , 0 ]":          {1, math.NaN(), 0},
		`[1e308,5e-324,-0]`:           {1e308, 5e-324, math.Copysign(0, -1)},
		`[0.1,9007199254740991]`:      {0.1, 9007199254740991},
		`[1732363200000]`:             {1732363200000},
		`[null,null]`:                 {math.NaN(), math.NaN()},
		`[1.7976931348623157e308]`:    {math.MaxFloat64},
		`[123456789.123456789012345]`: {123456789.123456789012345},
	} {
		got, flaw := decodeNumbers([]byte(text), false)
		if flaw != nil || got == nil || !slices.EqualFunc(got, want, same) {
			t.Errorf("%s: %v %v, want %v", text, got, flaw, want)
		}
	}
	for _, text := range []string{`["1"]`, `[true]`, `[{}]`, `[[1]]`, `"x"`, `null`} {
		if got, flaw := decodeNumbers([]byte(text), false); got != nil || flaw != nil {
			t.Errorf("%s: %v %v, want neither", text, got, flaw)
		}
	}
	if _, flaw := decodeNumbers([]byte(`[1e999]`), false); flaw == nil || flaw.Code != "PL3107" {
		t.Errorf("1e999: %v", flaw)
	}
	for _, text := range []string{`[9007199254740992]`, `[-9007199254740993]`} {
		if _, flaw := decodeNumbers([]byte(text), true); flaw == nil || flaw.Code != "PL3120" {
			t.Errorf("%s: %v, want PL3120", text, flaw)
		}
		if _, flaw := decodeNumbers([]byte(text), false); flaw != nil {
			t.Errorf("%s as a float: %v", text, flaw)
		}
	}
}

func same(a, b float64) bool { return math.Float64bits(a) == math.Float64bits(b) || (a != a && b != b) }

// Whatever comes, the answer is frames or a coded fault; the seeds are ours, `go test -fuzz` finds more.
func FuzzDecode(f *testing.F) {
	frame := `{"schema":{"fields":[{"name":"Time","type":"time"},{"name":"Value","type":"number","labels":{"a":"b"}}]},"data":{"values":[[1,2],[1,null]],"entities":[null,{"NaN":[1]}]}}`
	f.Add([]byte(`{"results":{"Q0":{"status":200,"frames":[` + frame + `]}}}`))
	f.Add([]byte(`{"results":{"Q0":{"status":200,"frames":[{"schema":{},"data":{"values":[[1]]}}]}}}`))
	f.Add([]byte(`{"results":{"Q0":{"error":"x","status":500}}}`))
	f.Add([]byte("\ufeff{}"))
	f.Fuzz(func(t *testing.T, body []byte) {
		decoded, flaw := decodeReply(body)
		if flaw != nil {
			return
		}
		for _, result := range decoded.Results {
			frames, flaw := decodeFrames(result.Frames)
			if flaw != nil {
				if flaw.Code == "" {
					t.Error("a fault without a code")
				}
				continue
			}
			for _, frame := range frames {
				for _, field := range frame.Fields {
					if (field.Numbers == nil) == (field.Values == nil) {
						t.Errorf("field %s has both or neither of numbers and values", field.Name)
					}
				}
			}
		}
	})
}

// Every cut of a good answer, and every byte of it replaced: no panic, and never frames and a fault.
func TestMutatedAnswers(t *testing.T) {
	good := []byte(`{"results":{"Q0":{"status":200,"frames":[{"schema":{"name":"x","meta":{"notices":[{"severity":"warning","text":"w"}]},"fields":[{"name":"Time","type":"time","typeInfo":{"frame":"time.Time"}},{"name":"Value","type":"number","typeInfo":{"frame":"float64"},"labels":{"a":"b"}}]},"data":{"values":[[1,2],[1,null]],"entities":[null,{"NaN":[1]}]}}]}}}`)
	tries := 0
	try := func(body []byte) {
		tries++
		decoded, flaw := decodeReply(body)
		if flaw != nil {
			return
		}
		for _, result := range decoded.Results {
			if frames, flaw := decodeFrames(result.Frames); flaw != nil && frames != nil {
				t.Errorf("frames and a fault for %s", body)
			}
		}
	}
	for i := range good {
		try(good[:i])
		for _, b := range []byte("\"{}[]:,0-nxe\\\x00\xff ") {
			changed := slices.Clone(good)
			changed[i] = b
			try(changed)
		}
	}
	if tries < 5000 {
		t.Errorf("only %d mutations", tries)
	}
}

func TestWordsAreOneLineShortAndWithoutTheToken(t *testing.T) {
	if got := words("a\nb\tc\x00d  e. ", ""); got != "a b c d e" {
		t.Errorf("%q", got)
	}
	if got := []rune(words(string(make([]byte, 10_000))+"x"+fmt.Sprint(make([]int, 5000)), "")); len(got) != longestDetail+1 {
		t.Errorf("%d letters", len(got))
	}
	if got := words("token s3cr3t! and s3cr3t%21 and czNjcjN0IQ==", "s3cr3t!"); got != "token [token] and [token] and [token]" {
		t.Errorf("%q", got)
	}
}

func TestDepth(t *testing.T) {
	for want, header := range map[int]http.Header{
		0: {},
		1: {"X-Plumbline-Depth": {"1"}},
		2: {"X-Query-Group-Id": {"plumbline-depth-2"}},
	} {
		if got := Depth(header); got != want {
			t.Errorf("%v: %d", header, got)
		}
	}
	for _, group := range []string{"4a1f", "plumbline-depth-", "plumbline-depth-x", "-3"} {
		if got := Depth(http.Header{GroupHeader: {group}}); got != 0 {
			t.Errorf("%s: %d", group, got)
		}
	}
}

func TestTheWaitForAPlaceEndsWithTheAsker(t *testing.T) {
	g := grafanatest.New(t)
	g.SetFault(grafanatest.Hang)
	limits := DefaultLimits
	limits.AtOnce = 1
	c := client(t, g, limits)
	first, cancelFirst := context.WithCancel(t.Context())
	done := make(chan struct{})
	go func() { defer close(done); c.Fetch(first, "", []core.Request{request("1", "pg", 0, 1, false)}) }()
	for len(g.Calls()) == 0 {
		time.Sleep(time.Millisecond)
	}
	second, cancelSecond := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancelSecond()
	if answer := c.Fetch(second, "", []core.Request{request("2", "pg", 0, 1, false)})[0]; answer.Code != "PL3104" {
		t.Errorf("%+v", answer)
	}
	cancelFirst()
	<-done
	if calls := len(g.Calls()); calls != 1 {
		t.Errorf("%d calls", calls)
	}
}
