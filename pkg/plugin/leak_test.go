package plugin

import (
	"bytes"
	"runtime"
	"runtime/pprof"
	"testing"
	"time"
)

func goroutines() int { return runtime.NumGoroutine() }

func eventually(t *testing.T, what string, is func() bool) {
	t.Helper()
	for range 500 {
		if is() {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	var stacks bytes.Buffer
	_ = pprof.Lookup("goroutine").WriteTo(&stacks, 1)
	t.Fatalf("not within 5 s: %s\n%s", what, stacks.String())
}

func TestDisposeLeavesNoGoroutines(t *testing.T) {
	g := healthy(t)
	ask(t, newTest(t, g), query("A", edge))
	before := goroutines()
	for range 4 {
		d := newTest(t, g)
		ask(t, d, query("A", success))
		d.Dispose()
		// Right away, while the definitions are still read.
		newTest(t, g, withDefinitions(definitionsText+"# "+time.Now().String())).Dispose()
	}
	g.CloseClientConnections()
	eventually(t, "goroutines are back", func() bool { return goroutines() <= before+2 })
}
