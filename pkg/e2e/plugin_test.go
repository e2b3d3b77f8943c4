// Package e2e drives the real plugin binary over gRPC with hashicorp/go-plugin, as Grafana does.
package e2e

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"math"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
	"github.com/grafana/grafana-plugin-sdk-go/backend/grpcplugin"
	"github.com/grafana/grafana-plugin-sdk-go/config"
	"github.com/grafana/grafana-plugin-sdk-go/genproto/pluginv2"
	"github.com/hashicorp/go-hclog"
	goplugin "github.com/hashicorp/go-plugin"

	"github.com/plumbline/plumbline-kpi-app/pkg/grafanatest"
)

const (
	pluginID = "plumbline-kpi-datasource"
	token    = "glsa_e2eCANARYe2eCANARYe2eCANARY_12345678"
	ownUID   = "plumbline-own"
)

// folder holds the binary, once it is built.
var folder string

var binary = sync.OnceValues(func() (string, error) {
	var err error
	if folder, err = os.MkdirTemp("", "plumbline-e2e"); err != nil {
		return "", err
	}
	name := filepath.Join(folder, "gpx_plumbline_"+runtime.GOOS+"_"+runtime.GOARCH)
	if runtime.GOOS == "windows" {
		name += ".exe"
	}
	// As scripts/build-backend.mjs builds it.
	build := exec.Command("go", "build", "-trimpath", "-tags", "arrow_json_stdlib", "-ldflags", "-w -s", "-o", name, "../../pkg")
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	if said, err := build.CombinedOutput(); err != nil {
		return "", fmt.Errorf("go build: %w\n%s", err, said)
	}
	return name, nil
})

func TestMain(m *testing.M) {
	code := m.Run()
	if folder != "" {
		_ = os.RemoveAll(folder)
	}
	os.Exit(code)
}

// plugin is a running plugin process.
type plugin struct {
	client      *goplugin.Client
	data        grpcplugin.DataClient
	resources   grpcplugin.ResourceClient
	diagnostics grpcplugin.DiagnosticsClient
	logged      *safeBuffer
}

type safeBuffer struct {
	mutex  sync.Mutex
	buffer bytes.Buffer
}

func (b *safeBuffer) Write(text []byte) (int, error) {
	b.mutex.Lock()
	defer b.mutex.Unlock()
	return b.buffer.Write(text)
}

func (b *safeBuffer) String() string {
	b.mutex.Lock()
	defer b.mutex.Unlock()
	return b.buffer.String()
}

func start(t *testing.T) *plugin {
	t.Helper()
	path, err := binary()
	if err != nil {
		t.Fatal(err)
	}
	logged := &safeBuffer{}
	client := goplugin.NewClient(&goplugin.ClientConfig{
		Cmd: exec.Command(path),
		HandshakeConfig: goplugin.HandshakeConfig{
			ProtocolVersion:  grpcplugin.ProtocolVersion,
			MagicCookieKey:   grpcplugin.MagicCookieKey,
			MagicCookieValue: grpcplugin.MagicCookieValue,
		},
		VersionedPlugins: map[int]goplugin.PluginSet{grpcplugin.ProtocolVersion: {
			"data":        &grpcplugin.DataGRPCPlugin{},
			"resource":    &grpcplugin.ResourceGRPCPlugin{},
			"diagnostics": &grpcplugin.DiagnosticsGRPCPlugin{},
		}},
		AllowedProtocols: []goplugin.Protocol{goplugin.ProtocolGRPC},
		Logger:           hclog.New(&hclog.LoggerOptions{Output: logged, Level: hclog.Trace}),
		StartTimeout:     60 * time.Second,
	})
	t.Cleanup(client.Kill)
	rpc, err := client.Client()
	if err != nil {
		t.Fatalf("handshake: %v\n%s", err, logged)
	}
	p := &plugin{client: client, logged: logged}
	for name, take := range map[string]func(any) bool{
		"data":        func(raw any) (ok bool) { p.data, ok = raw.(grpcplugin.DataClient); return },
		"resource":    func(raw any) (ok bool) { p.resources, ok = raw.(grpcplugin.ResourceClient); return },
		"diagnostics": func(raw any) (ok bool) { p.diagnostics, ok = raw.(grpcplugin.DiagnosticsClient); return },
	} {
		raw, err := rpc.Dispense(name)
		if err != nil || !take(raw) {
			t.Fatalf("%s: %T %v", name, raw, err)
		}
	}
	return p
}

func definitions(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile("../core/testdata/definitions.yaml")
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// pluginContext is what Grafana sends with every call: settings of the instance, and its own configuration.
func pluginContext(t *testing.T, url string, secret string) *pluginv2.PluginContext {
	t.Helper()
	jsonData, err := json.Marshal(map[string]string{"definitions": definitions(t)})
	if err != nil {
		t.Fatal(err)
	}
	secrets := map[string]string{}
	if secret != "" {
		secrets["serviceAccountToken"] = secret
	}
	return backend.ToProto().PluginContext(backend.PluginContext{
		OrgID:    1,
		PluginID: pluginID,
		DataSourceInstanceSettings: &backend.DataSourceInstanceSettings{
			ID: 1, UID: ownUID, Type: pluginID, Name: "Plumbline", Updated: time.Unix(1, 0), JSONData: jsonData, DecryptedSecureJSONData: secrets,
		},
		GrafanaConfig: config.NewGrafanaCfg(map[string]string{config.AppURL: url + "/"}),
	})
}

func grafana(t *testing.T) *grafanatest.Grafana {
	t.Helper()
	g := grafanatest.New(t)
	g.Token = token
	g.Sources["prometheus"] = grafanatest.Prometheus("15s", func(int64) float64 { return 300 }, map[string]string{})
	g.Sources["shop-db"] = func(grafanatest.Query) grafanatest.Result {
		return grafanatest.Table([]map[string]any{grafanatest.Number("ok")}, []any{1})
	}
	return g
}

func (p *plugin) query(t *testing.T, about *pluginv2.PluginContext, queries map[string]string) backend.Responses {
	t.Helper()
	to := time.Now()
	request := &pluginv2.QueryDataRequest{PluginContext: about}
	for ref, text := range queries {
		request.Queries = append(request.Queries, &pluginv2.DataQuery{
			RefId: ref, Json: []byte(text), MaxDataPoints: 100, IntervalMS: 60_000,
			TimeRange: &pluginv2.TimeRange{FromEpochMS: to.Add(-time.Hour).UnixMilli(), ToEpochMS: to.UnixMilli()},
		})
	}
	ctx, cancel := context.WithTimeout(t.Context(), 60*time.Second)
	defer cancel()
	raw, err := p.data.QueryData(ctx, request)
	if err != nil {
		t.Fatalf("%v\n%s", err, p.logged)
	}
	response, err := backend.FromProto().QueryDataResponse(raw)
	if err != nil {
		t.Fatal(err)
	}
	return response.Responses
}

func (p *plugin) resource(t *testing.T, about *pluginv2.PluginContext, method, path, body string) *pluginv2.CallResourceResponse {
	t.Helper()
	stream, err := p.resources.CallResource(t.Context(), &pluginv2.CallResourceRequest{
		PluginContext: about, Method: method, Path: path, Url: path, Body: []byte(body),
	})
	if err != nil {
		t.Fatal(err)
	}
	response, err := stream.Recv()
	if err != nil {
		t.Fatal(err)
	}
	return response
}

func TestThePluginAsGrafanaDrivesIt(t *testing.T) {
	g := grafana(t)
	p := start(t)
	about := pluginContext(t, g.URL, token)

	t.Run("health", func(t *testing.T) {
		health, err := p.diagnostics.CheckHealth(t.Context(), &pluginv2.CheckHealthRequest{PluginContext: about})
		if err != nil {
			t.Fatal(err)
		}
		if health.Status != pluginv2.CheckHealthResponse_OK || !strings.Contains(health.Message, "all sources answer") {
			t.Errorf("%s %s %s", health.Status, health.Message, health.JsonDetails)
		}
	})

	t.Run("a number, and an error beside it", func(t *testing.T) {
		responses := p.query(t, about, map[string]string{
			"A": `{"refId":"A","datasource":{"uid":"plumbline-own","type":"plumbline-kpi-datasource"},"kpi":"checkout-success","view":"value"}`,
			"B": `{"refId":"B","kpi":"no-such","view":"value"}`,
			"C": `{"refId":"C","kpi":"revenue","view":"value","rawSql":"DROP TABLE orders"}`,
		})
		a := responses["A"]
		if a.Error != nil || len(a.Frames) == 0 {
			t.Fatal(a.Error)
		}
		var value *float64
		for _, field := range a.Frames[0].Fields {
			if field.Name == "value" {
				got, err := field.NullableFloatAt(0)
				if err != nil {
					t.Fatal(err)
				}
				value = got
			}
		}
		if value == nil || math.Abs(*value-1) > 1e-12 {
			t.Errorf("value %v, want 1", value)
		}
		if b := responses["B"]; b.Error == nil || b.Status != backend.StatusNotFound || !strings.Contains(b.Error.Error(), "PL2001") {
			t.Errorf("%v %v", b.Status, b.Error)
		}
		if c := responses["C"]; c.Error == nil || !strings.Contains(c.Error.Error(), "PL2801") {
			t.Errorf("%v", c.Error)
		}
		for _, call := range g.Calls() {
			if strings.Contains(call.Body, "DROP") {
				t.Error("SQL of a query went upstream")
			}
		}
	})

	t.Run("a series for an alert", func(t *testing.T) {
		series := p.query(t, about, map[string]string{"A": `{"kpi":"checkout-success","view":"series"}`})["A"]
		if series.Error != nil || len(series.Frames) == 0 || series.Frames[0].Meta == nil || series.Frames[0].Meta.Type != "timeseries-multi" {
			t.Errorf("%v %+v", series.Error, series.Frames)
		}
	})

	t.Run("resources", func(t *testing.T) {
		if got := p.resource(t, about, http.MethodGet, "definitions", ""); got.Code != 200 || !bytes.Contains(got.Body, []byte("session-conversion")) {
			t.Errorf("%d %s", got.Code, got.Body)
		}
		if got := p.resource(t, about, http.MethodPost, "validate", "kind: ["); got.Code != 200 || !bytes.Contains(got.Body, []byte(`"ok":false`)) {
			t.Errorf("%d %s", got.Code, got.Body)
		}
		if got := p.resource(t, about, http.MethodGet, "no-such", ""); got.Code != 404 {
			t.Errorf("%d %s", got.Code, got.Body)
		}
	})

	t.Run("new settings are a new instance", func(t *testing.T) {
		changed := pluginContext(t, g.URL, "glsa_wrong")
		changed.DataSourceInstanceSettings.LastUpdatedMS += 1000
		response := p.query(t, changed, map[string]string{"A": `{"kpi":"revenue","view":"value"}`})["A"]
		if response.Error == nil || !strings.Contains(response.Error.Error(), "PL3102") {
			t.Errorf("%v", response.Error)
		}
	})

	t.Run("cancelling arrives upstream", func(t *testing.T) {
		hanging := grafana(t)
		hanging.SetFault(grafanatest.Hang)
		about := pluginContext(t, hanging.URL, token)
		about.DataSourceInstanceSettings.LastUpdatedMS += 2000
		ctx, cancel := context.WithCancel(t.Context())
		done := make(chan error, 1)
		go func() {
			_, err := p.data.QueryData(ctx, &pluginv2.QueryDataRequest{PluginContext: about, Queries: []*pluginv2.DataQuery{{
				RefId: "A", Json: []byte(`{"kpi":"revenue","view":"value"}`),
				TimeRange: &pluginv2.TimeRange{FromEpochMS: time.Now().Add(-time.Hour).UnixMilli(), ToEpochMS: time.Now().UnixMilli()},
			}}})
			done <- err
		}()
		wait(t, "the request is under way", func() bool { return len(hanging.Calls()) > 0 })
		cancel()
		if err := <-done; err == nil {
			t.Error("no error")
		}
		wait(t, "upstream sees the cancel", func() bool { return hanging.Cancelled() > 0 })
	})

	p.client.Kill()
	if !p.client.Exited() {
		t.Error("the process is still there")
	}
	if text := p.logged.String(); strings.Contains(text, token) || strings.Contains(strings.ToLower(text), "panic") {
		t.Errorf("the log holds the token or a panic:\n%s", text)
	}
}

func wait(t *testing.T, what string, is func() bool) {
	t.Helper()
	for range 1000 {
		if is() {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Fatalf("not within 10 s: %s", what)
}
