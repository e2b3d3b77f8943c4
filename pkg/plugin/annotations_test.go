package plugin

import (
	"strings"
	"testing"

	"github.com/plumbline/plumbline-kpi-app/pkg/grafanatest"
)

const notes = `apiVersion: plumbline/v1
kind: Source
metadata: { name: notes }
spec: { dialect: grafana }
---
apiVersion: plumbline/v1
kind: Events
metadata: { name: releases }
spec: { type: deploy, source: notes, tags: [release, "service:shop"] }
`

func TestQueryOfAnnotationsOfGrafana(t *testing.T) {
	g := grafanatest.New(t)
	g.Token = "token-of-tests"
	g.Annotations = `[{"time":1795435200000,"timeEnd":1795435200000,"text":"shop v2\n<a href=\"https://ci/2\">https://ci/2</a>","tags":["release","service:shop","version:v2","kind:rollback"],"login":"sa-1-ci"}]`
	d := newTest(t, g, withDefinitions(notes), withToken(g.Token))
	q := query("A", `{"view":"deploys"}`)
	q.TimeRange.From, q.TimeRange.To = at.AddDate(0, 0, -7), at
	response := ask(t, d, q)["A"]
	if response.Error != nil {
		t.Fatal(response.Error)
	}
	frame := response.Frames[0]
	want := map[string]string{"kind": "rollback", "service": "shop", "version": "v2", "title": "shop v2", "link": "https://ci/2"}
	for name, value := range want {
		field, _ := frame.FieldByName(name)
		got, _ := field.ConcreteAt(0)
		if field.Len() != 1 || got != value {
			t.Errorf("%s: %v of %d, want %s", name, got, field.Len(), value)
		}
	}
	if body := g.Calls()[0].Body; !strings.Contains(body, "tags=release&tags=service%3Ashop") {
		t.Error(body)
	}
}
