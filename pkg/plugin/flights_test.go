package plugin

import (
	"context"
	"math"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/backend"

	"github.com/plumbline/plumbline-kpi-app/pkg/grafanatest"
)

// until waits for something that another goroutine does.
func until(tb testing.TB, what string, done func() bool) {
	tb.Helper()
	for end := time.Now().Add(20 * time.Second); !done(); runtime.Gosched() {
		if time.Now().After(end) {
			tb.Fatalf("%s: never", what)
		}
	}
}

// held is a Grafana whose Prometheus answers once release is closed, and counts what it is asked.
func held(tb testing.TB) (g *grafanatest.Grafana, asked *atomic.Int64, release chan struct{}) {
	g = healthy(tb)
	asked, release = &atomic.Int64{}, make(chan struct{})
	answer := g.Sources["prom-a"]
	g.Sources["prom-a"] = func(q grafanatest.Query) grafanatest.Result {
		asked.Add(1)
		<-release
		return answer(q)
	}
	return g, asked, release
}

// asksAlone is how many requests one call makes by itself.
func asksAlone(tb testing.TB) int64 {
	g, asked, release := held(tb)
	close(release)
	ask(tb, newTest(tb, g), query("A", success))
	return asked.Load()
}

// The rules of a KPI are evaluated at the same second: what one call asks the others wait for.
func TestQueryWaitsForWhatAnotherCallAsks(t *testing.T) {
	// Counted beforehand: requests leave one after the other, so what is under way at some moment need not be all of them.
	alone := asksAlone(t)
	g, asked, release := held(t)
	d := newTest(t, g)
	const calls = 4
	responses := make([]backend.DataResponse, calls)
	var group sync.WaitGroup
	for i := range calls {
		group.Go(func() { responses[i] = ask(t, d, query("A", success))["A"] })
	}
	until(t, "the other calls wait", func() bool {
		return asked.Load() == alone && d.flights.waiting.Load() == (calls-1)*alone
	})
	close(release)
	group.Wait()
	for _, response := range responses {
		if got := lastNumber(t, response); math.Abs(got-1) > 1e-12 {
			t.Errorf("ratio %v, want 1", got)
		}
	}
	if got := asked.Load(); got != alone {
		t.Errorf("%d requests for %d calls, one alone asks %d", got, calls, alone)
	}
	if n := len(d.flights.underWay); n > 0 {
		t.Errorf("%d requests are still said to be under way", n)
	}
}

// A call that is given up takes nobody along.
func TestQueryAsksAgainWhatAnAbandonedCallHadAsked(t *testing.T) {
	g, asked, release := held(t)
	d := newTest(t, g)
	gone, leave := context.WithCancel(t.Context())
	var group sync.WaitGroup
	group.Go(func() { askWith(gone, t, d, nil, query("A", success)) })
	until(t, "the first call asks", func() bool { return asked.Load() > 0 })
	var response backend.DataResponse
	group.Go(func() { response = ask(t, d, query("B", success))["B"] })
	until(t, "the second call waits", func() bool { return d.flights.waiting.Load() > 0 })
	before := asked.Load()
	leave()
	until(t, "the second call asks itself", func() bool { return asked.Load() > before })
	close(release)
	group.Wait()
	if got := lastNumber(t, response); math.Abs(got-1) > 1e-12 {
		t.Errorf("ratio %v, want 1", got)
	}
}
