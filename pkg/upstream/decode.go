package upstream

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"strconv"
	"unicode/utf8"
	"unsafe"

	"github.com/plumbline/plumbline-kpi-app/pkg/core"
)

// reply is the body of /api/ds/query, successful or not.
type reply struct {
	Results map[string]result `json:"results"`
	Message string            `json:"message"`
}

type result struct {
	Error  string      `json:"error"`
	Status int         `json:"status"`
	Frames []wireFrame `json:"frames"`
}

type wireFrame struct {
	Schema struct {
		Name   string          `json:"name"`
		Meta   *core.FrameMeta `json:"meta"`
		Fields []core.Field    `json:"fields"`
	} `json:"schema"`
	Data struct {
		Values   []json.RawMessage `json:"values"`
		Entities []*entities       `json:"entities"`
	} `json:"data"`
}

// entities are the places of values that JSON has no word for.
type entities struct {
	NaN    []int
	Inf    []int
	NegInf []int
}

// decodeReply reads a body that should be Grafana's JSON.
func decodeReply(body []byte) (reply, *Fault) {
	var r reply
	if !utf8.Valid(body) {
		return r, malformed("it is not UTF-8")
	}
	if err := json.Unmarshal(body, &r); err != nil {
		return r, malformed("its JSON breaks off or is wrong: " + words(err.Error(), ""))
	}
	return r, nil
}

// looksLikeHTML is for login pages that come with 200 and any content type.
func looksLikeHTML(body []byte) bool {
	return bytes.HasPrefix(bytes.TrimLeft(body, " \t\r\n\ufeff"), []byte("<"))
}

// decodeFrames makes columns of frames: numbers and times as float64 (NaN = missing), everything else as the JSON it was.
func decodeFrames(frames []wireFrame) ([]core.Frame, *Fault) {
	decoded := make([]core.Frame, 0, len(frames))
	for _, frame := range frames {
		fields := frame.Schema.Fields
		if values := len(frame.Data.Values); values != len(fields) && values != 0 {
			return nil, malformed(fmt.Sprintf("a frame with %d fields and %d columns", len(fields), values))
		}
		for i := range fields {
			field := &fields[i]
			field.Buffer, field.Values = nil, nil
			if i >= len(frame.Data.Values) {
				field.Values = json.RawMessage("[]")
				continue
			}
			if flaw := decodeField(field, frame.Data.Values[i]); flaw != nil {
				return nil, flaw
			}
			if i < len(frame.Data.Entities) && frame.Data.Entities[i] != nil {
				if flaw := frame.Data.Entities[i].apply(field); flaw != nil {
					return nil, flaw
				}
			}
		}
		decoded = append(decoded, core.Frame{Name: frame.Schema.Name, Fields: fields, Meta: frame.Schema.Meta})
	}
	return decoded, nil
}

func decodeField(field *core.Field, values json.RawMessage) *Fault {
	if field.Type == "number" || field.Type == "time" {
		whole := field.TypeInfo != nil && (field.TypeInfo.Frame == "int64" || field.TypeInfo.Frame == "uint64")
		numbers, flaw := decodeNumbers(values, whole && field.Type == "number")
		if flaw != nil {
			flaw.Params["column"] = field.Name
			return flaw
		}
		if numbers != nil {
			field.Numbers = numbers
			return nil
		}
	}
	if trimmed := bytes.TrimSpace(values); len(trimmed) == 0 || trimmed[0] != '[' {
		return malformed(fmt.Sprintf("column %s is no list", field.Name))
	}
	field.Values = values
	return nil
}

// decodeNumbers reads `[1, 2.5, null]`; null becomes NaN. It gives nil where the list holds anything else (decimals as text):
// the compiler then looks at the values one by one. JSON was checked before. A whole number beyond 2^53 is a fault.
func decodeNumbers(list []byte, whole bool) ([]float64, *Fault) {
	list = bytes.TrimSpace(list)
	if len(list) < 2 || list[0] != '[' {
		return nil, nil
	}
	list = list[1 : len(list)-1]
	numbers := make([]float64, 0, bytes.Count(list, []byte{','})+1)
	for len(list) > 0 {
		var token []byte
		if comma := bytes.IndexByte(list, ','); comma >= 0 {
			token, list = list[:comma], list[comma+1:]
		} else {
			token, list = list, nil
		}
		token = bytes.TrimSpace(token)
		if len(token) == 0 {
			break
		}
		switch c := token[0]; {
		case c == 'n':
			numbers = append(numbers, math.NaN())
		case c == '-' || (c >= '0' && c <= '9'):
			// The text is only looked at during the call.
			number, err := strconv.ParseFloat(unsafe.String(unsafe.SliceData(token), len(token)), 64)
			if err != nil {
				return nil, malformed("the number " + words(string(token), "") + " is too large")
			}
			if whole && math.Abs(number) > 1<<53-1 {
				return nil, fault("PL3120", map[string]any{"value": string(token)})
			}
			numbers = append(numbers, number)
		default:
			return nil, nil
		}
	}
	return numbers, nil
}

func (e *entities) apply(field *core.Field) *Fault {
	for _, special := range []struct {
		places []int
		value  float64
	}{{e.NaN, math.NaN()}, {e.Inf, math.Inf(1)}, {e.NegInf, math.Inf(-1)}} {
		for _, place := range special.places {
			if place < 0 || place >= len(field.Numbers) {
				return malformed(fmt.Sprintf("column %s has no value %d that is said to be %v", field.Name, place, special.value))
			}
			field.Numbers[place] = special.value
		}
	}
	return nil
}
