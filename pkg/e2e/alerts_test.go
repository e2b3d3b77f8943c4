//go:build alerts

package e2e

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
	"github.com/grafana/grafana-plugin-sdk-go/genproto/pluginv2"
)

// The rules of provisioning/alerting/shop.yaml over a week of the demo shop without incidents and an hour without its payment gateway, through
// the plugin's binary, in simulated time; then what an Alertmanager with the grouping keys of the example makes of their states.
//
//	go test -tags alerts -run Alerts -v ./pkg/e2e        or: npm test -- --only alerts

var (
	opened     = time.Date(2026, 3, 5, 0, 0, 0, 0, time.UTC)
	outageFrom = time.Date(2026, 3, 15, 19, 0, 0, 0, time.UTC)
	watchFrom  = outageFrom.Add(-30 * time.Minute)
	calmFrom   = watchFrom.AddDate(0, 0, -7) // more than three days after the opening: the longest window of a ticket is full
	outageTo   = outageFrom.Add(time.Hour)
	until      = outageTo.Add(6 * time.Hour)
)

const (
	paymentPage = "plumbline-payment-success-page"
	// What demo/definitions/checkout.yaml promises of payments.
	paymentShare    = 0.02
	paymentFailures = 3
)

type observed struct {
	at     time.Time
	firing []map[string]string
	values map[string]float64
}

type watch struct {
	shop    *simulated
	plugin  *plugin
	about   *pluginv2.PluginContext
	engines []*engine

	evaluations       int
	first, warm       time.Duration
	warmEvaluations   int
	warmRequests      int64
	history           []observed
	faultBegan        time.Time
	faultStates       map[string]int
	afterFault        []string
	firingWhenItBegan int
}

func TestAlertsOfTheDemoShop(t *testing.T) {
	w := open(t)
	if !testing.Short() {
		t.Run("a calm week raises neither page nor ticket", w.calmWeek)
	}
	t.Run("an outage is watched each minute, from half an hour before it to six hours after", w.outage)
	for _, region := range []string{"eu", "us"} {
		t.Run("the page of payments comes within two minutes of 14.4 times, not before, and ends: "+region, func(t *testing.T) { w.page(t, region) })
	}
	t.Run("the number is that of the command line and of the timeline's end", w.sameNumber)
	t.Run("a Prometheus that is away is an error, and no end of the outage", w.awayPrometheus)
	t.Run("no ticket follows its page", w.noTicket)
	t.Run("one notification an incident", w.notifications)
}

func open(t *testing.T) *watch {
	t.Helper()
	shop := simulate(t, simulation{Seed: 2, Opened: opened, OutageFrom: outageFrom, OutageTo: outageTo, Until: until, Token: token})
	about := pluginContext(t, shop.proxy, token)
	text, err := json.Marshal(map[string]string{"definitions": demoDefinitions(t)})
	if err != nil {
		t.Fatal(err)
	}
	about.DataSourceInstanceSettings.JsonData = text
	about.DataSourceInstanceSettings.Uid = "plumbline"
	w := &watch{shop: shop, plugin: start(t), about: about, faultStates: map[string]int{}}
	for _, rule := range rulesOf(t, shop.Rules) {
		// This shop tells counters and deploys only; the rules of costs, usage and sessions are judged by tests/scenes.
		if kpi := rule.Labels["kpi"]; kpi != "checkout-success" && kpi != "payment-success" {
			continue
		}
		w.engines = append(w.engines, newEngine(rule))
	}
	if len(w.engines) < 4 {
		t.Fatalf("%d rules", len(w.engines))
	}
	return w
}

// evaluate is one evaluation of one rule.
func (w *watch) evaluate(ctx context.Context, e *engine, at time.Time) {
	numbers, err := e.rule.ask(ctx, w.plugin, w.about, at)
	if err != nil {
		e.said = append(e.said, err.Error())
	}
	e.process(at, numbers, err)
}

func (w *watch) calmWeek(t *testing.T) {
	began := time.Now()
	w.evaluate(t.Context(), w.engines[0], calmFrom)
	w.first = time.Since(began)
	w.evaluations++
	var all sync.WaitGroup
	for _, e := range w.engines {
		all.Go(func() {
			for at := calmFrom.Add(5 * time.Minute); at.Before(watchFrom); at = at.Add(5 * time.Minute) {
				w.evaluate(t.Context(), e, at)
			}
		})
	}
	all.Wait()
	w.evaluations += len(w.engines) * int(outageFrom.Add(-30*time.Minute).Sub(calmFrom)/(5*time.Minute))
	for _, e := range w.engines {
		for _, moved := range e.transitions {
			t.Errorf("%s: %s %v: %s to %s", moved.at.Format(time.DateTime), moved.rule, moved.labels["region"], moved.from, moved.to)
		}
		if len(e.said) > 0 {
			t.Errorf("%s: %d errors, the first: %s", e.rule.UID, len(e.said), e.said[0])
		}
		if len(e.instances) < 2 {
			t.Errorf("%s: %d series, want one a region", e.rule.UID, len(e.instances))
		}
	}
	t.Logf("first evaluation %v; %d evaluations of %.1f simulated days in %v", w.first, w.evaluations, outageFrom.Sub(calmFrom).Hours()/24, time.Since(began))
}

func (w *watch) outage(t *testing.T) {
	for at := watchFrom; !at.After(until); at = at.Add(time.Minute) {
		seen := observed{at: at, values: map[string]float64{}}
		for _, e := range w.engines {
			before, began := w.shop.requests.Load(), time.Now()
			w.evaluate(t.Context(), e, at)
			if at.After(outageFrom.Add(-20 * time.Minute)) {
				w.warm += time.Since(began)
				w.warmRequests += w.shop.requests.Load() - before
				w.warmEvaluations++
			}
			w.evaluations++
			for _, one := range e.instances {
				if one.firing() {
					seen.firing = append(seen.firing, one.labels)
				}
				if one.value != nil {
					seen.values[e.rule.UID+" "+one.labels["region"]+one.labels["threshold"]] = *one.value
				}
			}
		}
		w.history = append(w.history, seen)
		if at.Equal(outageFrom.Add(45 * time.Minute)) {
			w.fault(t, at)
		}
	}
	t.Logf("warm: %d evaluations, %.1f ms and %.2f requests each", w.warmEvaluations,
		w.warm.Seconds()*1000/float64(w.warmEvaluations), float64(w.warmRequests)/float64(w.warmEvaluations))
}

// fault tries what would have come had Prometheus been away for four minutes; the states of the test itself go on as if it had not.
func (w *watch) fault(t *testing.T, from time.Time) {
	w.faultBegan = from
	w.shop.prometheus(t, "away")
	defer w.shop.prometheus(t, "back")
	var clones []*engine
	for _, e := range w.engines {
		clones = append(clones, e.clone())
	}
	for _, e := range clones {
		for _, one := range e.instances {
			if one.firing() {
				w.firingWhenItBegan++
			}
		}
	}
	for n := 1; n <= 4; n++ {
		for _, e := range clones {
			w.evaluate(t.Context(), e, from.Add(time.Duration(n)*time.Minute))
			w.evaluations++
		}
	}
	for _, e := range clones {
		for _, moved := range e.transitions {
			w.afterFault = append(w.afterFault, fmt.Sprint(moved.rule, moved.labels["region"], moved.from, moved.to))
		}
		for _, one := range e.instances {
			w.faultStates[string(one.state)]++
		}
	}
}

func (w *watch) awayPrometheus(t *testing.T) {
	if w.firingWhenItBegan < 2 {
		t.Fatalf("only %d alerts were firing when Prometheus went away", w.firingWhenItBegan)
	}
	if w.faultStates[string(failed)] != len(w.engines) {
		t.Errorf("states %v, want an error of each of %d rules", w.faultStates, len(w.engines))
	}
	if firing := w.faultStates[string(alerting)] + w.faultStates[string(recovering)]; firing != w.firingWhenItBegan {
		t.Errorf("%d alerts fire after four minutes without Prometheus, %d did before: %v", firing, w.firingWhenItBegan, w.afterFault)
	}
	for _, moved := range w.afterFault {
		if !strings.HasSuffix(moved, string(normal)+" "+string(failed)) && !strings.HasSuffix(moved, string(normal)+string(failed)) {
			t.Errorf("%s", moved)
		}
	}
}

// held tells whether the Workbook's conditions of a page are true of the events themselves: at 14.4 times, and at 6.
func held(all []payment, at time.Time) (fast, slow bool) {
	over := func(window time.Duration, factor float64) (bool, float64) {
		bad, total := counted(all, at, window)
		return total > 0 && bad/total > factor*paymentShare, bad
	}
	long, failures := over(time.Hour, 14.4)
	short, _ := over(5*time.Minute, 14.4)
	longer, more := over(6*time.Hour, 6)
	shorter, _ := over(30*time.Minute, 6)
	return long && short && failures >= paymentFailures, longer && shorter && more >= paymentFailures
}

func (w *watch) page(t *testing.T, region string) {
	var near []payment
	for _, one := range w.shop.payments(t, region) {
		if one.at.After(outageFrom.Add(-7 * time.Hour)) {
			near = append(near, one)
		}
	}
	var passed, any, last time.Time
	for at := watchFrom; !at.After(until); at = at.Add(5 * time.Second) {
		fast, slow := held(near, at)
		if fast && passed.IsZero() {
			passed = at
		}
		if (fast || slow) && any.IsZero() {
			any = at
		}
		if fast || slow {
			last = at
		}
	}
	var fired, ended []time.Time
	for _, e := range w.engines {
		for _, moved := range e.transitions {
			if e.rule.UID == paymentPage && moved.labels["region"] == region {
				switch {
				case moved.to == alerting && moved.from == normal:
					fired = append(fired, moved.at)
				case moved.to == normal:
					ended = append(ended, moved.at)
				}
			}
		}
	}
	if passed.IsZero() || len(fired) == 0 {
		t.Fatalf("the events passed 14.4 times at %v; fired at %v", passed, fired)
	}
	after := func(at time.Time) time.Duration { return at.Sub(outageFrom) }
	bad, total := counted(near, passed, time.Hour)
	t.Logf("%s: 14.4 times passed %v after the start (%v of %v events in the hour had failed), page at %v, %v later; last condition at %v, resolved at %v",
		region, after(passed), bad, total, after(fired[0]), fired[0].Sub(passed), after(last), after(ended[len(ended)-1]))
	if late := fired[0].Sub(passed); late > 2*time.Minute {
		t.Errorf("the page came %v after the burn passed 14.4 times", late)
	}
	// A counter is sampled every 15 s: the rule may place an event up to a minute off.
	if fired[0].Before(any.Add(-time.Minute)) {
		t.Errorf("the page came at %v, before any condition was met (%v)", fired[0], any)
	}
	if len(fired) != 1 || len(ended) != 1 {
		t.Errorf("fired %v, ended %v", fired, ended)
	}
	const kept = 5 * time.Minute
	if resolved := ended[0]; resolved.Before(last.Add(kept-2*time.Minute)) || resolved.After(last.Add(kept+2*time.Minute)) {
		t.Errorf("the last condition held at %v, resolved at %v", last, resolved)
	}
}

func (w *watch) at(minutes int) observed {
	return w.history[slices.IndexFunc(w.history, func(one observed) bool {
		return one.at.Equal(outageFrom.Add(time.Duration(minutes) * time.Minute))
	})]
}

func (w *watch) sameNumber(t *testing.T) {
	for _, minutes := range []int{-10, 12, 37, 50, 75} {
		seen := w.at(minutes)
		line, timeline := w.commandLine(t, seen.at), w.timeline(t, seen.at)
		for _, region := range []string{"eu", "us"} {
			rule := seen.values[paymentPage+" "+region]
			if far := math.Abs(line[region] - rule); !(far <= 1e-9*max(1, rule)) {
				t.Errorf("%d min, %s: the rule saw %v, the command line %v", minutes, region, rule, line[region])
			}
			if far := math.Abs(timeline[region] - rule); !(far <= 1e-9*max(1, rule)) {
				t.Errorf("%d min, %s: the rule saw %v, the timeline ends at %v", minutes, region, rule, timeline[region])
			}
		}
		t.Logf("%d min: rule %v, command line %v, timeline %v", minutes, seen.values, line, timeline)
	}
}

// commandLine asks the direct host, `plumbline query --view alert`, about the same instant.
func (w *watch) commandLine(t *testing.T, at time.Time) map[string]float64 {
	t.Helper()
	root := filepath.Join("..", "..")
	query := exec.Command("node", filepath.Join(root, "node_modules", "tsx", "dist", "cli.mjs"), filepath.Join(root, "cli", "plumbline.ts"), "query",
		"--definitions", filepath.Join(root, "demo", "definitions"), "--kpi", "payment-success", "--view", "alert", "--by", "region", "--format", "json",
		"--from", at.Add(-time.Hour).Format(time.RFC3339), "--to", at.Format(time.RFC3339), "--source", "metrics=prometheus+"+w.shop.PrometheusURL)
	var complaints safeBuffer
	query.Stderr = &complaints
	said, err := query.Output()
	if err != nil {
		t.Fatalf("plumbline query: %v\n%s\n%s", err, said, complaints.String())
	}
	var answer struct {
		Frames []struct {
			Fields []struct {
				Labels map[string]string
				Values []float64
			}
		}
	}
	if err := json.Unmarshal(said, &answer); err != nil {
		t.Fatalf("%v\n%s", err, said)
	}
	pages := map[string]float64{}
	for _, frame := range answer.Frames {
		for _, field := range frame.Fields {
			if field.Labels["severity"] == "page" {
				pages[field.Labels["region"]] = field.Values[0]
			}
		}
	}
	return pages
}

// timeline asks the plugin for the view `burn` up to the instant, and judges its last burn rates by the Workbook's page conditions.
func (w *watch) timeline(t *testing.T, at time.Time) map[string]float64 {
	t.Helper()
	raw, err := w.plugin.data.QueryData(t.Context(), &pluginv2.QueryDataRequest{PluginContext: w.about, Queries: []*pluginv2.DataQuery{{
		RefId: "A", Json: []byte(`{"kpi":"payment-success","view":"burn","by":["region"]}`), MaxDataPoints: 100, IntervalMS: 60_000,
		TimeRange: &pluginv2.TimeRange{FromEpochMS: at.Add(-time.Hour).UnixMilli(), ToEpochMS: at.UnixMilli()},
	}}})
	if err != nil {
		t.Fatal(err)
	}
	response, err := backend.FromProto().QueryDataResponse(raw)
	if err != nil || response.Responses["A"].Error != nil {
		t.Fatal(err, response.Responses["A"].Error)
	}
	burn := map[string]float64{}
	for _, frame := range response.Responses["A"].Frames {
		for _, field := range frame.Fields {
			// Days of an objective's own window lie before the shop's first.
			if window, ok := field.Labels["window"]; ok && window != "30d" {
				value, ok := field.ConcreteAt(field.Len() - 1)
				if ends, _ := frame.Fields[0].ConcreteAt(field.Len() - 1); !ok || !ends.(time.Time).Equal(at) {
					t.Fatalf("the timeline of %v ends at %v with %v", field.Labels, ends, value)
				}
				burn[field.Labels["region"]+window] = value.(float64)
			}
		}
	}
	times := map[string]float64{}
	for _, region := range []string{"eu", "us"} {
		times[region] = max(min(burn[region+"1h"], burn[region+"5m"])/14.4, min(burn[region+"6h"], burn[region+"30m"])/6)
	}
	return times
}

func (w *watch) noTicket(t *testing.T) {
	pages := 0
	for _, e := range w.engines {
		for _, moved := range e.transitions {
			switch {
			case e.rule.Labels["severity"] == "page":
				pages++
			default:
				t.Errorf("%s: %s %v: %s to %s", moved.at.Format(time.DateTime), moved.rule, moved.labels["region"], moved.from, moved.to)
			}
		}
	}
	if pages == 0 {
		t.Error("there was no page either")
	}
}

func (w *watch) notifications(t *testing.T) {
	a := startAlertmanager(t, w.shop.Alertmanager)
	// The calm week left nothing firing; half an hour of calm is replayed for what comes of it.
	var before []map[string]string
	incidents := map[string]bool{}
	tick := time.NewTicker(minute)
	defer tick.Stop()
	for _, seen := range w.history {
		var ended []map[string]string
		for _, labels := range before {
			if !slices.ContainsFunc(seen.firing, func(other map[string]string) bool { return maps.Equal(labels, other) }) {
				ended = append(ended, labels)
			}
		}
		if seen.at.Equal(outageFrom) && len(a.notifications()) > 0 {
			t.Errorf("notified before the outage: %v", a.notifications())
		}
		a.post(t, seen.firing, ended)
		for _, labels := range seen.firing {
			incidents[labels["kpi"]+" "+labels["region"]] = true
		}
		before = seen.firing
		<-tick.C
	}
	if len(before) > 0 {
		t.Fatalf("still firing at the end: %v", before)
	}
	count := func(status string) map[string]int {
		found := map[string]int{}
		for _, one := range a.notifications() {
			if one.Status == status {
				found[one.GroupLabels["kpi"]+" "+one.GroupLabels["region"]]++
			}
		}
		return found
	}
	wait(t, "every incident is told to have ended", func() bool { return len(count("resolved")) == len(incidents) })
	t.Logf("firing %v, resolved %v", count("firing"), count("resolved"))
	for _, must := range []string{"payment-success eu", "payment-success us"} {
		if !incidents[must] {
			t.Errorf("%s raised nothing", must)
		}
	}
	for incident := range incidents {
		if told := count("firing")[incident]; told != 1 {
			t.Errorf("%s: %d notifications, want one", incident, told)
		}
	}
	for _, one := range a.notifications() {
		if one.Receiver != "pager" {
			t.Errorf("%s was told: %v", one.Receiver, one.Alerts)
		}
	}
}
