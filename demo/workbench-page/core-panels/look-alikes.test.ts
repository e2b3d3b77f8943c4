// @vitest-environment jsdom
/** What the look-alikes of Grafana's panels read from frames. */
import { FieldType, createDataFrame } from '@grafana/data';
import { expect, test } from 'vitest';
import { marksOf } from './annotation-marks';
import { spansOf } from './traces';

const column = (name: string, values: unknown[]) => ({ name, values, type: FieldType.other });

test('spans stand under their parents in the order of their starts; those of a missing parent stand first, a circle is left out', () => {
  const frame = createDataFrame({
    fields: [
      column('spanID', ['late', 'root', 'early', 'leaf', 'orphan', 'x', 'y']),
      column('parentSpanID', ['root', null, 'root', 'late', 'gone', 'y', 'x']),
      column('operationName', ['b', 'a', 'c', 'd', 'e', 'f', 'g']),
      column('serviceName', ['s', 's', 's', 's', 's', 's', 's']),
      column('startTime', [30, 0, 10, 40, 5, 1, 2]),
      column('duration', [20, 100, 5, 1, null, 1, 1]),
      column('statusCode', [2, 0, 0, 2, 0, 0, 0]),
    ],
  });
  expect(spansOf(frame).map(({ id, depth, failed, duration }) => [id, depth, failed, duration])).toEqual([
    ['root', 0, false, 100],
    ['early', 1, false, 5],
    ['late', 1, true, 20],
    ['leaf', 2, true, 1],
    ['orphan', 0, false, 0],
  ]);
});

test('marks have an end where one comes after their beginning', () => {
  const frame = createDataFrame({
    fields: [
      column('time', [1, 2, 3]),
      column('timeEnd', [5, 2, null]),
      column('title', ['a', 'b', null]),
      column('text', ['x', null, null]),
      column('color', ['red', 'red', 'red']),
    ],
  });
  expect(marksOf([frame])).toEqual([
    { time: 1, end: 5, text: 'a: x', color: 'red' },
    { time: 2, end: null, text: 'b', color: 'red' },
    { time: 3, end: null, text: '', color: 'red' },
  ]);
  expect(marksOf([createDataFrame({ fields: [] })])).toEqual([]);
});
