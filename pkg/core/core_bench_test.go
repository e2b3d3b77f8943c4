package core

import (
	"context"
	"os"
	"strings"
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
