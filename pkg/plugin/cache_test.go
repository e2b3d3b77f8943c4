package plugin

import (
	"fmt"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/backend"

	"github.com/plumbline/plumbline-kpi-app/pkg/grafanatest"
)

// objective is a KPI with an error budget of 30 days.
const objective = `---
apiVersion: plumbline/v1
kind: KPI
metadata: { name: orders-accepted }
spec:
  area: shop
  owner: { team: payments }
  unit: ratio
  measure:
    ratio:
      numerator:   { source: metrics, metric: orders_accepted_total }
      denominator: { source: metrics, metric: orders_total }
  objectives: [ { name: monthly, target: "0.99", timeWindow: { duration: 30d, rolling: true }, alertPolicy: sre-workbook } ]
`

// stretch is what a store was asked for, in minutes before the clock: the first slice's start, the last slice's end.
func stretch(q grafanatest.Query, now time.Time) string {
	step := q.IntervalMs
	since := func(ms int64) int64 { return (now.UnixMilli() - ms) / 60_000 }
	return fmt.Sprintf("%dm: %d to %d", step/60_000, since(q.FromMs-step), since(q.ToMs))
}

// An alert rule is evaluated again and again by one instance: what is closed is asked once.
func TestQueryOfAnAlertAsksOnlyForTheTailTheSecondTime(t *testing.T) {
	for _, view := range []string{"alert", "budget"} {
		t.Run(view, func(t *testing.T) {
			var asked []grafanatest.Query
			var mutex sync.Mutex
			now := at
			g := healthy(t)
			answer := grafanatest.Prometheus("15s", func(int64) float64 { return 300 }, map[string]string{})
			g.Sources["prom-a"] = func(q grafanatest.Query) grafanatest.Result {
				mutex.Lock()
				defer mutex.Unlock()
				asked = append(asked, q)
				return answer(q)
			}
			d := newTest(t, g, withDefinitions(definitionsText+objective))
			d.now = func() time.Time { return now }
			evaluate := func() []string {
				asked = nil
				q := query("A", `{"kpi":"orders-accepted","view":"`+view+`"}`)
				q.TimeRange = backend.TimeRange{From: now.Add(-10 * time.Minute), To: now}
				if response := askWith(t.Context(), t, d, map[string]string{backend.FromAlertHeaderName: "true"}, q)["A"]; response.Error != nil {
					t.Fatal(response.Error)
				}
				var stretches []string
				for _, q := range asked {
					stretches = append(stretches, stretch(q, now))
					// Both parts of the ratio in one text.
					if strings.Count(q.Expr, "increase(") != 2 {
						t.Errorf("not joined: %s", q.Expr)
					}
				}
				return stretches
			}
			want := map[string]int{"alert": 2, "budget": 3}[view]
			if first := evaluate(); len(first) != want {
				t.Errorf("the first time it asked %d requests, want %d: %q", len(first), want, first)
			}
			now = at.Add(time.Minute)
			if second := evaluate(); len(second) > 2 || !onlyTail(second) {
				t.Errorf("a minute later it asked %q", second)
			}
			again := evaluate()
			if len(again) != 1 || !onlyTail(again) {
				t.Errorf("at the same minute it asked %q", again)
			}
		})
	}
}

// onlyTail says whether nothing older than half an hour was asked for.
func onlyTail(stretches []string) bool {
	for _, s := range stretches {
		var step, from, to int
		if _, err := fmt.Sscanf(s, "%dm: %d to %d", &step, &from, &to); err != nil || from > 30 || step > 5 {
			return false
		}
	}
	return true
}

// Settings make a new instance, whose runtimes know nothing: an edited definition is asked anew.
func TestQueryOfEditedDefinitionsAsksAnew(t *testing.T) {
	var asked atomic.Int64
	g := healthy(t)
	answer := g.Sources["prom-a"]
	g.Sources["prom-a"] = func(q grafanatest.Query) grafanatest.Result {
		asked.Add(1)
		return answer(q)
	}
	text := definitionsText + objective
	q := query("A", `{"kpi":"orders-accepted","view":"budget"}`)
	first := ask(t, newTest(t, g, withDefinitions(text)), q)["A"]
	cold := asked.Swap(0)
	second := ask(t, newTest(t, g, withDefinitions(strings.ReplaceAll(text, "orders_total", "other_total"))), q)["A"]
	if anew := asked.Load(); first.Error != nil || second.Error != nil || anew != cold || cold == 0 {
		t.Errorf("%d requests at first, %d for other definitions (%v, %v)", cold, anew, first.Error, second.Error)
	}
}

// What fails in company is asked alone: the other KPI keeps its number.
func TestQueryOfTwoKPIsLosesOnlyTheOneThatIsRefused(t *testing.T) {
	g := healthy(t)
	answer := g.Sources["prom-a"]
	var texts []string
	g.Sources["prom-a"] = func(q grafanatest.Query) grafanatest.Result {
		texts = append(texts, q.Expr)
		if strings.Contains(q.Expr, "orders_total") {
			return grafanatest.Result{Status: http.StatusUnprocessableEntity, Error: "too many samples"}
		}
		return answer(q)
	}
	d := newTest(t, g, withDefinitions(definitionsText+objective))
	q := query("A", `{"kpis":["checkout-success","orders-accepted"],"view":"value"}`)
	q.TimeRange.To = at.Truncate(time.Hour).AddDate(0, 0, -1)
	q.TimeRange.From = q.TimeRange.To.Add(-time.Hour)
	response := ask(t, d, q)["A"]
	if response.Error != nil || len(response.Frames) != 1 || response.Frames[0].Name != "checkout-success" {
		t.Errorf("%d frames, error %v", len(response.Frames), response.Error)
	}
	if len(texts) != 5 || strings.Count(texts[0], "increase(") != 4 {
		t.Errorf("asked %q; want one joined text, then its four parts", texts)
	}
}
