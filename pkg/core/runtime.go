package core

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"sync"
	"time"
	"unsafe"

	"github.com/grafana/sobek"
)

// maxCallStack bounds the recursion of the compiler; its deepest honest use (nested conditions) needs a few hundred.
const maxCallStack = 4000

var program = sync.OnceValues(func() (*sobek.Program, error) {
	return sobek.Compile("core.js", source, true)
})

// ErrStopped says that the compiler was still computing when its context ended.
var ErrStopped = errors.New("the compiler was stopped")

// runtime is one JavaScript world with the compiler in it. It must be used by one goroutine at a time.
type runtime struct {
	vm        *sobek.Runtime
	functions *sobek.Object
}

func newRuntime() (*runtime, error) {
	compiled, err := program()
	if err != nil {
		return nil, fmt.Errorf("core.js does not compile: %w", err)
	}
	vm := sobek.New()
	vm.SetMaxCallStackSize(maxCallStack)
	// The compiler has no clock and no dice; if it ever reached for them, every run would still be the same.
	vm.SetTimeSource(func() time.Time { return time.Unix(0, 0) })
	vm.SetRandSource(func() float64 { return 0 })
	if _, err := vm.RunProgram(compiled); err != nil {
		return nil, fmt.Errorf("core.js does not start: %w", err)
	}
	functions := vm.Get("plumbline")
	if functions == nil {
		return nil, errors.New("core.js does not define plumbline")
	}
	return &runtime{vm: vm, functions: functions.ToObject(vm)}, nil
}

// call runs one of the compiler's functions and gives back its text. It stops within microseconds of ctx's end.
func (r *runtime) call(ctx context.Context, name string, arguments ...any) (text string, err error) {
	if ctx.Err() != nil {
		return "", stopped(ctx)
	}
	function, ok := sobek.AssertFunction(r.functions.Get(name))
	if !ok {
		return "", fmt.Errorf("core.js has no function %s", name)
	}
	values := make([]sobek.Value, len(arguments))
	for i, argument := range arguments {
		values[i] = r.vm.ToValue(argument)
	}
	interrupted := make(chan struct{})
	stop := context.AfterFunc(ctx, func() {
		defer close(interrupted)
		r.vm.Interrupt(ErrStopped)
	})
	defer func() {
		if !stop() {
			<-interrupted
			r.vm.ClearInterrupt()
		}
		if fault := recover(); fault != nil {
			err = fmt.Errorf("sobek: %v", fault)
		}
	}()
	result, err := function(sobek.Undefined(), values...)
	if err != nil {
		if _, ok := errors.AsType[*sobek.InterruptedError](err); ok {
			return "", stopped(ctx)
		}
		return "", err
	}
	if sobek.IsUndefined(result) {
		return "", nil
	}
	return result.String(), nil
}

func stopped(ctx context.Context) error {
	return fmt.Errorf("%w: %w", ErrStopped, context.Cause(ctx))
}

// callJSON is call with arguments and result as JSON. Strings and numbers are given as they are.
func (r *runtime) callJSON(ctx context.Context, result any, name string, arguments ...any) error {
	for i, argument := range arguments {
		switch argument.(type) {
		case string, int, int64, sobek.Value:
		default:
			text, err := json.Marshal(argument)
			if err != nil {
				return fmt.Errorf("%s: argument %d: %w", name, i, err)
			}
			arguments[i] = string(text)
		}
	}
	text, err := r.call(ctx, name, arguments...)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	if result == nil {
		return nil
	}
	if err := json.Unmarshal([]byte(text), result); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return nil
}

// buffers numbers the number columns of answers and makes them JavaScript ArrayBuffers, without copying them.
func (r *runtime) buffers(answers []Answer) sobek.Value {
	var list []any
	for _, answer := range answers {
		for _, frame := range answer.Frames {
			for i := range frame.Fields {
				field := &frame.Fields[i]
				if field.Numbers == nil {
					continue
				}
				place := len(list)
				field.Buffer = &place
				list = append(list, r.vm.NewArrayBuffer(bytesOf(field.Numbers)))
			}
		}
	}
	return r.vm.NewArray(list...)
}

func bytesOf(numbers []float64) []byte {
	if len(numbers) == 0 {
		return nil
	}
	return unsafe.Slice((*byte)(unsafe.Pointer(unsafe.SliceData(numbers))), len(numbers)*8)
}
