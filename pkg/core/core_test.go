package core

import (
	"context"
	"encoding/json"
	"errors"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/data"
	"github.com/grafana/sobek"
)

var noon = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)

func lastHour() Context {
	return Context{FromMs: noon.Add(-time.Hour).UnixMilli(), ToMs: noon.UnixMilli(), NowMs: noon.UnixMilli(), MaxDataPoints: 100}
}

func newPool(tb testing.TB) *Pool {
	tb.Helper()
	pool := NewPool(Text{File: "definitions", Text: sample(tb)}, "own")
	tb.Cleanup(pool.Close)
	loaded, err := pool.Definitions(tb.Context())
	if err != nil || !loaded.OK {
		tb.Fatal(err, loaded.Diagnostics)
	}
	return pool
}

// Without core.js nothing can be built, and the build's error says what to run.
func TestTheBuildSaysWhatToDoWithoutCore(t *testing.T) {
	here, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	overlay := filepath.Join(t.TempDir(), "overlay.json")
	text, _ := json.Marshal(map[string]any{"Replace": map[string]string{filepath.Join(here, "core.js"): ""}})
	if err := os.WriteFile(overlay, text, 0o600); err != nil {
		t.Fatal(err)
	}
	said, err := exec.CommandContext(t.Context(), "go", "build", "-overlay", overlay, ".").CombinedOutput()
	if err == nil || !strings.Contains(string(said), "core_js_comes_from_node_scripts_build-core.mjs.go") || !strings.Contains(string(said), "core.js: no matching files") {
		t.Errorf("%v %s", err, said)
	}
}

// What the compiler must not lean on, because the browser has it and sobek does not.
func TestTheRuntimeHasNoHostObjects(t *testing.T) {
	r, err := newRuntime()
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"Intl", "TextEncoder", "console", "process", "require", "setTimeout", "fetch", "WebAssembly", "Buffer"} {
		if r.vm.Get(name) != nil {
			t.Errorf("%s is there", name)
		}
	}
	now, err := r.vm.RunString("Date.now() + Math.random()")
	if err != nil || now.ToFloat() != 0 {
		t.Errorf("the clock or the dice run: %v %v", now, err)
	}
}

func TestAComputationStopsWithItsContext(t *testing.T) {
	r, err := newRuntime()
	if err != nil {
		t.Fatal(err)
	}
	loop, err := r.vm.RunString("(function () { for (;;) {} })")
	if err != nil {
		t.Fatal(err)
	}
	if err := r.functions.Set("loop", loop); err != nil {
		t.Fatal(err)
	}
	for range 20 {
		ctx, cancel := context.WithTimeout(t.Context(), 5*time.Millisecond)
		began := time.Now()
		_, err := r.call(ctx, "loop")
		cancel()
		if !errors.Is(err, ErrStopped) || !errors.Is(err, context.DeadlineExceeded) {
			t.Fatalf("%v", err)
		}
		if took := time.Since(began); took > 2*time.Second {
			t.Errorf("it took %s", took)
		}
		// The interrupt is not left behind for whoever is next.
		if _, err := r.call(t.Context(), "catalog"); err != nil {
			t.Fatal(err)
		}
	}
}

func TestDeepRecursionIsAnErrorAndNotTheEnd(t *testing.T) {
	r, err := newRuntime()
	if err != nil {
		t.Fatal(err)
	}
	deep, err := r.vm.RunString("(function f() { return f() + 1; })")
	if err != nil {
		t.Fatal(err)
	}
	_ = r.functions.Set("deep", deep)
	if _, err := r.call(t.Context(), "deep"); err == nil {
		t.Error("no error")
	}
	if _, err := r.call(t.Context(), "catalog"); err != nil {
		t.Error(err)
	}
	nested, _ := json.Marshal(map[string]any{"view": "value", "kpi": strings.Repeat("[", 100_000)})
	if _, err := r.call(t.Context(), "begin", string(nested), "{}"); err != nil {
		t.Error(err)
	}
	if _, err := r.call(t.Context(), "begin", strings.Repeat("[", 100_000), "{}"); err == nil {
		t.Error("no error for JSON that does not end")
	}
}

func TestAnExceptionIsAnError(t *testing.T) {
	pool := newPool(t)
	if _, err := pool.Explain(t.Context(), json.RawMessage(`{`), lastHour()); err == nil {
		t.Error("no error")
	}
	if _, err := pool.Fail(t.Context(), "PL0000", nil); err == nil {
		t.Error("no error")
	}
	if _, err := pool.Catalog(t.Context()); err != nil {
		t.Error(err)
	}
}

func TestNumbersCrossAsTheyAre(t *testing.T) {
	r, err := newRuntime()
	if err != nil {
		t.Fatal(err)
	}
	look, err := r.vm.RunString(`(function (json, buffers) {
		return JSON.parse(json).map(function (a) { return a.frames.map(function (f) { return f.fields.map(function (x) {
			return x.buffer === undefined ? JSON.stringify(x.values) : Array.from(new Float64Array(buffers[x.buffer])).map(String).join(' ');
		}).join('|'); }).join(';'); }).join('/');
	})`)
	if err != nil {
		t.Fatal(err)
	}
	_ = r.functions.Set("look", look)
	answers := []Answer{{ID: "a", OK: true, Frames: []Frame{
		{Fields: []Field{
			{Name: "n", Numbers: []float64{1, math.NaN(), math.Inf(1), math.Inf(-1), 0.1, -5e-324, 9007199254740991}},
			{Name: "s", Values: json.RawMessage(`["x",null]`)},
		}},
		{Fields: []Field{{Name: "empty", Numbers: []float64{}}}},
	}}, {ID: "b", OK: true, Frames: []Frame{{Fields: []Field{{Name: "m", Numbers: []float64{7}}}}}}}
	buffers := r.buffers(answers)
	text, err := json.Marshal(answers)
	if err != nil {
		t.Fatal(err)
	}
	got, err := r.call(t.Context(), "look", string(text), buffers)
	want := `1 NaN Infinity -Infinity 0.1 -5e-324 9007199254740991|["x",null];/7`
	if err != nil || got != want {
		t.Errorf("%s %v, want %s", got, err, want)
	}
}

// Result -> JSON of frames in TypeScript -> the SDK's frames: null stays apart from NaN and 0.
func TestFramesKeepNullApartFromNaN(t *testing.T) {
	text := `[{"schema":{"name":"x","meta":{"type":"timeseries-multi","typeVersion":[0,1],"notices":[{"severity":"warning","text":"w"}]},
	  "fields":[{"name":"time","type":"time","typeInfo":{"frame":"time.Time","nullable":true}},
	            {"name":"value","type":"number","typeInfo":{"frame":"float64","nullable":true},"labels":{"a":"b"},"config":{"unit":"percentunit"}}]},
	  "data":{"values":[[1000,2000,3000,4000],[0,null,null,null]],"entities":[null,{"NaN":[2],"Inf":[3]}]}}]`
	var frames data.Frames
	if err := json.Unmarshal([]byte(text), &frames); err != nil {
		t.Fatal(err)
	}
	values := frames[0].Fields[1]
	at := func(i int) *float64 { return values.At(i).(*float64) }
	if *at(0) != 0 || at(1) != nil || !math.IsNaN(*at(2)) || !math.IsInf(*at(3), 1) {
		t.Errorf("%v %v %v %v", at(0), at(1), at(2), at(3))
	}
	if frames[0].Meta.Type != data.FrameTypeTimeSeriesMulti || frames[0].Meta.Notices[0].Text != "w" || values.Config.Unit != "percentunit" {
		t.Errorf("%+v", frames[0].Meta)
	}
}

func TestManySessionsAtOnce(t *testing.T) {
	pool := newPool(t)
	queries := []string{`{"kpi":"session-conversion","view":"value"}`, `{"kpi":"checkout-success","view":"value"}`, `{"kpi":"purchase","view":"funnel"}`}
	var group sync.WaitGroup
	for i := range 12 {
		group.Go(func() {
			session, step, err := pool.Begin(t.Context(), json.RawMessage(queries[i%3]), lastHour())
			if err != nil || step.Done {
				t.Errorf("%v %s", err, step.Response)
				return
			}
			defer session.Drop()
			if i%4 == 0 {
				return // dropped: its asker has gone
			}
			answers := make([]Answer, len(step.Requests))
			for n, request := range step.Requests {
				answers[n] = Answer{ID: request.ID, Code: "PL3104", Params: map[string]any{"seconds": 25}}
			}
			if step, err = session.Advance(t.Context(), answers); err != nil || !step.Done || !strings.Contains(string(step.Response), "PL3104") {
				t.Errorf("%v %s", err, step.Response)
			}
			if _, err := session.Advance(t.Context(), answers); err == nil {
				t.Error("a session that is over went on")
			}
		})
	}
	group.Wait()
}

func TestBrokenDefinitionsAreKeptBroken(t *testing.T) {
	for range 2 { // the second time from the cache
		pool := NewPool(Text{File: "definitions", Text: "kind: ["}, "own")
		loaded, err := pool.Definitions(t.Context())
		if err != nil || loaded.OK || len(loaded.Diagnostics) == 0 || !strings.HasPrefix(loaded.Diagnostics[0].Text, "definitions:1:") {
			t.Errorf("%v %+v", err, loaded)
		}
		pool.Close()
	}
}

func TestClosingWhileReadingStopsAtOnce(t *testing.T) {
	pool := NewPool(Text{File: "definitions", Text: many(t, 300) + "\n# " + t.Name()}, "own")
	began := time.Now()
	pool.Close()
	if took := time.Since(began); took > 2*time.Second {
		t.Errorf("closing took %s", took)
	}
	if _, err := pool.Definitions(t.Context()); err == nil {
		// It may have been quick enough.
		t.Log("the definitions were read before the end")
	}
	if _, err := pool.Catalog(t.Context()); err == nil {
		t.Error("a closed pool computed")
	}
}

func TestTheCacheIsBounded(t *testing.T) {
	c := cache{most: 2}
	for i := range 5 {
		c.put(cacheKey{byte(i)}, Loaded{Definitions: "x"})
	}
	if _, ok := c.get(cacheKey{0}); ok || len(c.held) != 2 || len(c.keys) != 2 {
		t.Errorf("%d held", len(c.held))
	}
	if _, ok := c.get(cacheKey{4}); !ok {
		t.Error("the newest is gone")
	}
}

func TestTheProgramIsStrict(t *testing.T) {
	if _, err := sobek.Compile("x", "undeclared = 1; with (Math) {}", true); err == nil {
		t.Error("sloppy code compiles")
	}
}
