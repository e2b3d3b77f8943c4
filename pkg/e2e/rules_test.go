//go:build alerts

package e2e

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
	"github.com/grafana/grafana-plugin-sdk-go/data"
	"github.com/grafana/grafana-plugin-sdk-go/genproto/pluginv2"
)

// Rules as Grafana's file provisioning reads them, and what its rule engine makes of their answers, in simulated time.

type alertRule struct {
	UID           string            `json:"uid"`
	Title         string            `json:"title"`
	Condition     string            `json:"condition"`
	For           duration          `json:"for"`
	KeepFiringFor duration          `json:"keepFiringFor"`
	MissingEvals  int               `json:"missing_series_evals_to_resolve"`
	NoDataState   string            `json:"noDataState"`
	ExecErrState  string            `json:"execErrState"`
	Labels        map[string]string `json:"labels"`
	Data          []alertQuery      `json:"data"`

	folder string
	every  time.Duration
}

type alertQuery struct {
	RefID             string          `json:"refId"`
	DatasourceUID     string          `json:"datasourceUid"`
	RelativeTimeRange relativeRange   `json:"relativeTimeRange"`
	Model             json.RawMessage `json:"model"`
}

type relativeRange struct{ From, To int64 }

type alertGroups struct {
	Groups []struct {
		Folder   string      `json:"folder"`
		Interval duration    `json:"interval"`
		Rules    []alertRule `json:"rules"`
	} `json:"groups"`
}

type duration time.Duration

func (d *duration) UnmarshalJSON(text []byte) error {
	parsed, err := time.ParseDuration(strings.Trim(string(text), `"`))
	*d = duration(parsed)
	return err
}

func rulesOf(t *testing.T, text json.RawMessage) []*alertRule {
	t.Helper()
	var file alertGroups
	if err := json.Unmarshal(text, &file); err != nil {
		t.Fatal(err)
	}
	var rules []*alertRule
	for _, group := range file.Groups {
		for _, rule := range group.Rules {
			rule.folder, rule.every = group.Folder, time.Duration(group.Interval)
			if rule.NoDataState != "KeepLast" || rule.ExecErrState != "Error" {
				t.Fatalf("%s: the engine of this test knows KeepLast and Error only, not %s and %s", rule.UID, rule.NoDataState, rule.ExecErrState)
			}
			rules = append(rules, &rule)
		}
	}
	return rules
}

// number is one dimension of an answer; nil is No Data.
type number struct {
	labels data.Labels
	value  *float64
}

// ask sends query A of the rule through the plugin, as Grafana's rule engine does at that instant, and reduces its answer as query B says.
func (r *alertRule) ask(ctx context.Context, p *plugin, about *pluginv2.PluginContext, at time.Time) ([]number, error) {
	query, reduce, threshold := r.Data[0], r.Data[1], r.Data[2]
	if err := r.understood(reduce, threshold); err != nil {
		return nil, err
	}
	raw, err := p.data.QueryData(ctx, &pluginv2.QueryDataRequest{
		PluginContext: about,
		Headers:       map[string]string{backend.FromAlertHeaderName: "true", "http_X-Rule-Uid": r.UID, "http_X-Rule-Source": "evaluation"},
		Queries: []*pluginv2.DataQuery{{
			RefId: query.RefID, Json: query.Model, MaxDataPoints: 1000, IntervalMS: 60_000,
			TimeRange: &pluginv2.TimeRange{
				FromEpochMS: at.Add(-time.Duration(query.RelativeTimeRange.From) * time.Second).UnixMilli(),
				ToEpochMS:   at.Add(-time.Duration(query.RelativeTimeRange.To) * time.Second).UnixMilli(),
			},
		}},
	})
	if err != nil {
		return nil, err
	}
	response, err := backend.FromProto().QueryDataResponse(raw)
	if err != nil {
		return nil, err
	}
	answer := response.Responses[query.RefID]
	if answer.Error != nil {
		return nil, answer.Error
	}
	var numbers []number
	for _, frame := range answer.Frames {
		if frame.Meta == nil || frame.Meta.Type != data.FrameTypeNumericMulti {
			return nil, fmt.Errorf("%s: Grafana reads no numbers from a frame of type %v", r.UID, frame.Meta)
		}
		for _, field := range frame.Fields {
			if field.Len() != 1 {
				return nil, fmt.Errorf("%s: %d numbers in one field", r.UID, field.Len())
			}
			one := number{labels: field.Labels}
			if value, ok := field.ConcreteAt(0); ok {
				number := value.(float64)
				one.value = &number
			}
			numbers = append(numbers, one)
		}
	}
	return numbers, nil
}

// understood refuses expressions that this engine would have to guess at.
func (r *alertRule) understood(reduce, threshold alertQuery) error {
	var b struct {
		Type, Expression, Reducer string
		Settings                  struct{ Mode string }
	}
	var c struct {
		Type, Expression string
		Conditions       []struct {
			Evaluator struct {
				Type   string
				Params []float64
			}
		}
	}
	if err := json.Unmarshal(reduce.Model, &b); err != nil {
		return err
	}
	if err := json.Unmarshal(threshold.Model, &c); err != nil {
		return err
	}
	if len(r.Data) != 3 || r.Condition != "C" || b.Type != "reduce" || b.Expression != "A" || b.Reducer != "last" || b.Settings.Mode != "dropNN" ||
		c.Type != "threshold" || c.Expression != "B" || len(c.Conditions) != 1 || c.Conditions[0].Evaluator.Type != "gt" ||
		!slices.Equal(c.Conditions[0].Evaluator.Params, []float64{1}) {
		return fmt.Errorf("%s: not the expressions that this test evaluates", r.UID)
	}
	return nil
}

type alertState string

const (
	normal     alertState = "Normal"
	pending    alertState = "Pending"
	alerting   alertState = "Alerting"
	recovering alertState = "Recovering"
	failed     alertState = "Error"
)

// instance is one series of a rule.
type instance struct {
	labels map[string]string
	state  alertState
	// since is when the state began.
	since, firedAt, seen time.Time
	value                *float64
}

func (i *instance) firing() bool {
	return i.state == alerting || i.state == recovering || i.state == failed
}

type transition struct {
	at       time.Time
	rule     string
	labels   map[string]string
	from, to alertState
}

// engine keeps the states of one rule, as Grafana's documentation of states describes them: For, Keep firing for (Recovering), No data and
// Error, and series that are missing.
type engine struct {
	rule        *alertRule
	instances   map[string]*instance
	transitions []transition
	// said are the errors of evaluations.
	said []string
}

func newEngine(rule *alertRule) *engine {
	return &engine{rule: rule, instances: map[string]*instance{}}
}

func (e *engine) clone() *engine {
	copied := newEngine(e.rule)
	for key, one := range e.instances {
		same := *one
		copied.instances[key] = &same
	}
	return copied
}

func (e *engine) process(at time.Time, numbers []number, err error) {
	if err != nil {
		one := e.instance(at, map[string]string{"alertname": "DatasourceError", "rulename": e.rule.Title})
		e.move(one, at, failed)
	}
	for _, number := range numbers {
		labels := maps.Clone(map[string]string(number.labels))
		labels["alertname"] = e.rule.Title
		one := e.instance(at, labels)
		one.value = number.value
		switch {
		case number.value == nil:
			e.keep(one, at)
		case *number.value > 1:
			e.over(one, at)
		default:
			e.under(one, at)
		}
	}
	for key, one := range e.instances {
		if missed := at.Sub(one.seen); missed >= time.Duration(e.rule.MissingEvals)*e.rule.every {
			e.move(one, at, normal)
			delete(e.instances, key)
		} else if one.state == failed && err == nil {
			e.move(one, at, normal)
		}
	}
}

// instance finds the series; labels of the rule win, as in Grafana.
func (e *engine) instance(at time.Time, labels map[string]string) *instance {
	maps.Copy(labels, e.rule.Labels)
	labels["grafana_folder"] = e.rule.folder
	key := fmt.Sprint(labels)
	one, ok := e.instances[key]
	if !ok {
		one = &instance{labels: labels, state: normal, since: at}
		e.instances[key] = one
	}
	one.seen = at
	return one
}

func (e *engine) move(one *instance, at time.Time, to alertState) {
	if one.state == to {
		return
	}
	e.transitions = append(e.transitions, transition{at: at, rule: e.rule.UID, labels: one.labels, from: one.state, to: to})
	if !one.firing() {
		one.firedAt = at
	}
	one.state, one.since = to, at
}

func (e *engine) over(one *instance, at time.Time) {
	wait := time.Duration(e.rule.For)
	switch {
	case one.state == normal && wait > 0:
		e.move(one, at, pending)
	case one.state == pending && at.Sub(one.since) < wait:
	default:
		e.move(one, at, alerting)
	}
}

func (e *engine) under(one *instance, at time.Time) {
	hold := time.Duration(e.rule.KeepFiringFor)
	switch {
	case one.state == alerting && hold > 0:
		e.move(one, at, recovering)
	case one.state == recovering && at.Sub(one.since) < hold:
	default:
		e.move(one, at, normal)
	}
}

// keep is noDataState KeepLast: what it was it stays; only the wait of a pending one goes on.
func (e *engine) keep(one *instance, at time.Time) {
	if one.state == pending && at.Sub(one.since) >= time.Duration(e.rule.For) {
		e.move(one, at, alerting)
	}
}
