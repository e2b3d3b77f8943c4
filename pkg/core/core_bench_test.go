package core

import (
	"context"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/grafana/sobek"
)

// sample is the text of DESIGN 11, as kept for tests.
func sample(tb testing.TB) string {
	tb.Helper()
	text, err := os.ReadFile("testdata/definitions.yaml")
	if err != nil {
		tb.Fatal(err)
	}
	return string(text)
}

// many is the sample with more KPIs of the same kind, n in all.
func many(tb testing.TB, n int) string {
	tb.Helper()
	text := sample(tb)
	documents := strings.Split(text, "\n---\n")
	var kpi string
	for _, document := range documents {
		if strings.Contains(document, "name: session-conversion") {
			kpi = document
		}
	}
	if kpi == "" {
		tb.Fatal("the sample has no KPI session-conversion")
	}
	have := strings.Count(text, "kind: KPI")
	for i := have; i < n; i++ {
		text += "\n---\n" + strings.Replace(kpi, "name: session-conversion,", "name: session-conversion-"+string(rune('a'+i/26))+string(rune('a'+i%26))+",", 1)
	}
	return text
}

func BenchmarkCompile(b *testing.B) {
	for b.Loop() {
		if _, err := sobek.Compile("core.js", source, true); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(len(source))/1000, "kB")
}

func BenchmarkStart(b *testing.B) {
	for b.Loop() {
		if _, err := newRuntime(); err != nil {
			b.Fatal(err)
		}
	}
}

func benchmarkParse(b *testing.B, text string) {
	r, err := newRuntime()
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		var loaded Loaded
		if err := r.callJSON(b.Context(), &loaded, "load", []Text{{File: "definitions", Text: text}}, "own"); err != nil {
			b.Fatal(err)
		}
		if !loaded.OK {
			b.Fatal(loaded.Diagnostics)
		}
	}
	b.ReportMetric(float64(len(text))/1000, "kB")
}

func BenchmarkParseSample(b *testing.B) { benchmarkParse(b, sample(b)) }
func BenchmarkParse50KPIs(b *testing.B) { benchmarkParse(b, many(b, 50)) }
func BenchmarkRestore50KPIs(b *testing.B) {
	pool := NewPool(Text{File: "definitions", Text: many(b, 50)}, "own")
	defer pool.Close()
	loaded, err := pool.Definitions(context.Background())
	if err != nil || !loaded.OK {
		b.Fatal(err, loaded.Diagnostics)
	}
	r, err := newRuntime()
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if err := r.restore(b.Context(), loaded, "own"); err != nil {
			b.Fatal(err)
		}
	}
}

func benchmarkPlan(b *testing.B, query string) {
	pool := NewPool(Text{File: "definitions", Text: sample(b)}, "own")
	defer pool.Close()
	now := time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	when := Context{FromMs: now.AddDate(0, 0, -30).UnixMilli(), ToMs: now.UnixMilli(), NowMs: now.UnixMilli(), MaxDataPoints: 1000}
	if _, err := pool.Definitions(b.Context()); err != nil {
		b.Fatal(err)
	}
	defer cpu(b)()
	for b.Loop() {
		session, step, err := pool.Begin(b.Context(), []byte(query), when)
		if err != nil || step.Done {
			b.Fatal(err, string(step.Response))
		}
		session.Drop()
	}
}

func BenchmarkPlanValue(b *testing.B) {
	benchmarkPlan(b, `{"kpi":"session-conversion","view":"value"}`)
}
func BenchmarkPlanSeries(b *testing.B) {
	benchmarkPlan(b, `{"kpi":"checkout-success","view":"series"}`)
}
func BenchmarkPlanFunnel(b *testing.B) {
	benchmarkPlan(b, `{"kpi":"purchase","view":"funnel","by":["device"]}`)
}

// answered gives a constant counter's answers to requests, as pkg/upstream would decode them.
func answered(tb testing.TB, requests []Request) []Answer {
	tb.Helper()
	answers := make([]Answer, len(requests))
	for i, request := range requests {
		var query struct {
			Expr string `json:"expr"`
			Step int64  `json:"intervalMs"`
		}
		if err := json.Unmarshal(request.Query, &query); err != nil {
			tb.Fatal(err)
		}
		answers[i] = Answer{ID: request.ID, OK: true}
		for part := range max(1, strings.Count(query.Expr, `"plumbline_part"`)) {
			labels := map[string]string{}
			if strings.Contains(query.Expr, "plumbline_part") {
				labels["plumbline_part"] = strconv.Itoa(part)
			}
			var times, values []float64
			for at := request.FromMs; at <= request.ToMs; at += query.Step {
				times = append(times, float64(at))
				values = append(values, float64(1000+part))
			}
			answers[i].Frames = append(answers[i].Frames, Frame{Fields: []Field{
				{Name: "Time", Type: "time", Numbers: times},
				{Name: "Value", Type: "number", Labels: labels, Numbers: values},
			}})
		}
	}
	return answers
}

const (
	budget = `{"kpi":"checkout-success","view":"budget"}`
	burn   = `{"kpi":"checkout-success","view":"burn"}`
	alert  = `{"kpi":"checkout-success","view":"alert"}`
)

// withAlerts is the sample, whose objective has a policy: eight windows.
func withAlerts(tb testing.TB) string {
	tb.Helper()
	const before = "budgetingMethod: Occurrences }"
	text := strings.Replace(sample(tb), before, "budgetingMethod: Occurrences, alertPolicy: sre-workbook }", 1)
	if !strings.Contains(text, "alertPolicy: sre-workbook") {
		tb.Fatal("the sample has no objective")
	}
	return text
}

// warm is a pool whose store holds 30 days, and the instant that they end at.
func warm(tb testing.TB, query string, now time.Time) *Pool {
	tb.Helper()
	pool := NewPool(Text{File: "definitions", Text: withAlerts(tb)}, "own")
	tb.Cleanup(pool.Close)
	if sent := evaluate(tb, pool, query, now); sent == 0 {
		tb.Fatal("nothing was asked")
	}
	return pool
}

// lastDay is the range of a timeline; budgets and alerts look back as far as their windows do.
func lastDay(now time.Time) Context {
	return Context{FromMs: now.AddDate(0, 0, -1).UnixMilli(), ToMs: now.UnixMilli(), NowMs: now.UnixMilli(), MaxDataPoints: 1000}
}

// evaluate runs a query to its end and says how many requests it sent.
func evaluate(tb testing.TB, pool *Pool, query string, now time.Time) (sent int) {
	tb.Helper()
	session, step, err := pool.Begin(tb.Context(), []byte(query), lastDay(now))
	if err != nil {
		tb.Fatal(err)
	}
	defer session.Drop()
	for !step.Done {
		sent += len(step.Requests)
		if step, err = session.Advance(tb.Context(), answered(tb, step.Requests)); err != nil {
			tb.Fatal(err)
		}
	}
	if !strings.Contains(string(step.Response), `"ok":true`) {
		tb.Fatal(string(step.Response))
	}
	return sent
}

// cpu reports the processor time of an operation: on a busy machine the clock on the wall says little.
func cpu(b *testing.B) func() {
	b.Helper()
	used := func() time.Duration {
		var usage syscall.Rusage
		if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
			b.Fatal(err)
		}
		return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
	}
	began := used()
	return func() { b.ReportMetric(float64(used()-began)/1e6/float64(b.N), "cpu-ms/op") }
}

func benchmarkBegin(b *testing.B, pool *Pool, query string, now time.Time) {
	defer cpu(b)()
	for b.Loop() {
		session, step, err := pool.Begin(b.Context(), []byte(query), lastDay(now))
		if err != nil || step.Done {
			b.Fatal(err, string(step.Response))
		}
		session.Drop()
	}
}

// The plan of a 30-day budget with nothing held, and with everything but the tail held. The bar is 15 ms on an idle core.
func BenchmarkPlanBudgetCold(b *testing.B) { benchmarkPlan(b, budget) }
func BenchmarkPlanBudgetWarm(b *testing.B) {
	benchmarkBegin(b, warm(b, budget, noon), budget, noon.Add(time.Minute))
}
func BenchmarkPlanBurnCold(b *testing.B) { benchmarkPlan(b, burn) }
func BenchmarkPlanBurnWarm(b *testing.B) {
	benchmarkBegin(b, warm(b, burn, noon), burn, noon.Add(time.Minute))
}
func BenchmarkPlanAlertWarm(b *testing.B) {
	benchmarkBegin(b, warm(b, alert, noon), alert, noon.Add(time.Minute))
}

// A whole evaluation a minute later, with the answers at hand: plan, read, count.
func BenchmarkEvaluateAlertWarm(b *testing.B)  { benchmarkEvaluate(b, alert) }
func BenchmarkEvaluateBudgetWarm(b *testing.B) { benchmarkEvaluate(b, budget) }
func BenchmarkEvaluateBurnWarm(b *testing.B)   { benchmarkEvaluate(b, burn) }

func benchmarkEvaluate(b *testing.B, query string) {
	now := noon
	pool := warm(b, query, now)
	sent := 0
	defer cpu(b)()
	for b.Loop() {
		now = now.Add(time.Minute)
		sent += evaluate(b, pool, query, now)
	}
	b.ReportMetric(float64(sent)/float64(b.N), "requests/op")
}

// Eight windows at each of 289 instants of a day, over 31 days of slices of 5 minutes that cross as ArrayBuffers. The bar is 30 ms.
func BenchmarkEightWindows(b *testing.B) {
	file := filepath.Join(b.TempDir(), "windows.js")
	if out, err := exec.CommandContext(b.Context(), "node", "../../bench/build-windows.mjs", file).CombinedOutput(); err != nil {
		b.Skipf("not built: %v %s", err, out)
	}
	script, err := os.ReadFile(file)
	if err != nil {
		b.Fatal(err)
	}
	vm := sobek.New()
	if _, err := vm.RunString(string(script)); err != nil {
		b.Fatal(err)
	}
	r := &runtime{vm: vm, functions: vm.GlobalObject()}
	const slices = 31 * 288
	values, observed := make([]float64, slices), make([]float64, slices)
	for i := range values {
		values[i], observed[i] = float64(i%97), 1
	}
	buffers := r.vm.NewArray(r.vm.NewArrayBuffer(bytesOf(values)), r.vm.NewArrayBuffer(bytesOf(observed)))
	var total float64
	report := cpu(b)
	for b.Loop() {
		if err := r.callJSON(b.Context(), &total, "eightWindows", buffers); err != nil {
			b.Fatal(err)
		}
	}
	report()
	// Each window's sum by a plain loop.
	var want float64
	for point := range 289 {
		end := slices - 288 + point
		for _, length := range []int{1, 6, 12, 24, 72, 288, 864, 8640} {
			for i := max(0, end-length); i < end; i++ {
				want += values[i]
			}
		}
	}
	if total != want {
		b.Fatalf("%v, want %v", total, want)
	}
}
