package plugin

import (
	"encoding/json"
	"testing"

	"github.com/grafana/grafana-plugin-sdk-go/data"
)

// Spans have their tags as JSON: what the compiler writes must be what the SDK reads, or a public board has no traces.
func TestFieldsOfJSONCrossTheSDK(t *testing.T) {
	const text = `{"schema":{"name":"Trace t","fields":[
		{"name":"spanID","type":"string","typeInfo":{"frame":"string","nullable":true}},
		{"name":"tags","type":"other","typeInfo":{"frame":"json.RawMessage","nullable":true}}]},
		"data":{"values":[["a","b"],[[{"key":"error","value":true}],null]]}}`
	var frame data.Frame
	if err := json.Unmarshal([]byte(text), &frame); err != nil {
		t.Fatal(err)
	}
	tags := frame.Fields[1]
	if got := tags.Type(); got != data.FieldTypeNullableJSON {
		t.Fatalf("tags are %s", got)
	}
	if got, _ := tags.ConcreteAt(0); string(got.(json.RawMessage)) != `[{"key":"error","value":true}]` {
		t.Errorf("the first span's tags are %s", got)
	}
	if _, there := tags.ConcreteAt(1); there {
		t.Error("missing tags are there")
	}
}
