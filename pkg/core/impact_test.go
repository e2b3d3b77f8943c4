package core

import (
	"encoding/json"
	"strings"
	"testing"
	"time"
)

// View impact runs in sobek as it does in the browser: effect, limits and verdict of a deploy after which a tenth fails.
func TestImpactInTheHost(t *testing.T) {
	pool := newPool(t)
	deploy := noon.Add(-2 * time.Hour).UnixMilli()
	query, _ := json.Marshal(map[string]any{"kpi": "checkout-success", "view": "impact", "deploy": "deploys/" + jsonNumber(deploy) + "/shop/v9", "control": "none"})
	session, step, err := pool.Begin(t.Context(), query, lastHour())
	if err != nil || step.Done {
		t.Fatalf("%v %s", err, step.Response)
	}
	defer session.Drop()
	answers := make([]Answer, len(step.Requests))
	for n, request := range step.Requests {
		frames := []Frame{}
		for part, label := range []string{"0", "1"} {
			var times, values []float64
			for at := float64(request.FromMs); at <= float64(request.ToMs); at += 300_000 {
				good := 0.99
				if at > float64(deploy) {
					good = 0.89
				}
				all := 3000.0
				if part == 0 {
					all *= good
				}
				times, values = append(times, at), append(values, all)
			}
			frames = append(frames, Frame{Fields: []Field{{Name: "time", Type: "time", Numbers: times}, {Name: "value", Type: "number", Numbers: values, Labels: map[string]string{"plumbline_part": label}}}})
		}
		answers[n] = Answer{ID: request.ID, OK: true, Frames: frames}
	}
	step, err = session.Advance(t.Context(), answers)
	if err != nil || !step.Done {
		t.Fatalf("%v %+v", err, step)
	}
	if !strings.Contains(string(step.Response), "worse") {
		t.Errorf("%s", step.Response)
	}
}

func jsonNumber(n int64) string { text, _ := json.Marshal(n); return string(text) }
