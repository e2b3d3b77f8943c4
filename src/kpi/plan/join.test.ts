import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { diagnostic, type Code } from '../diagnostics';
import { buildIncrease, joinedParts } from '../promql/testing';
import { joinRequests, MOST_JOINED, MOST_TEXT, sentFor } from './join';
import type { ColumnFrame, UpstreamRequest, UpstreamResponse } from './request';
import { withId } from './requests';

const MINUTE = 60_000;
/** A request over minutes; the value at each instant says which text it is of. */
const ask = (text: string, from = 1, to = 10, more: Partial<UpstreamRequest> = {}): UpstreamRequest =>
  withId({
    source: 'metrics',
    dialect: 'prometheus',
    mode: 'range',
    text,
    startMs: from * MINUTE,
    endMs: to * MINUTE,
    stepMs: MINUTE,
    columns: [],
    purpose: `about ${text}`,
    ...more,
  });
const table = (text: string) => ask(text, 1, 10, { dialect: 'postgres', mode: 'table' });

type Series = { labels: Record<string, string>; at: (minute: number) => number };
type Store = Readonly<Record<string, readonly Series[]>>;

/** A store that knows some texts, and evaluates a joined one as Prometheus does: each part's series with its label. */
function answer(
  request: UpstreamRequest,
  store: Store,
  fails: readonly string[] = [],
  code: Code = 'PL3108'
): UpstreamResponse {
  const { id, text, source } = request;
  const parts = partsOf(text);
  if ((parts ?? [text]).some((part) => fails.includes(part))) {
    return { id, ok: false, error: diagnostic(code, { source, detail: 'no', status: 1, seconds: 1 } as never) };
  }
  const series = parts
    ? parts.flatMap((part, i) =>
        store[part].map((one) => ({ ...one, labels: { ...one.labels, plumbline_part: String(i) } }))
      )
    : store[text];
  return { id, ok: true, frames: series.map((one) => frameOf(request, one)).filter((frame) => frame.length > 0) };
}

/** The texts that were joined in `text`, read with Prometheus' grammar; undefined where it was not joined. */
const partsOf = (text: string) => joinedParts(text);

function frameOf({ startMs, endMs, stepMs }: UpstreamRequest, { labels, at }: Series): ColumnFrame {
  const times: number[] = [];
  const values: number[] = [];
  for (let ms = startMs; ms <= endMs; ms += stepMs) {
    const value = at(ms / MINUTE);
    if (!Number.isNaN(value)) {
      times.push(ms);
      values.push(value);
    }
  }
  const value = { name: 'value', type: 'number' as const, labels, values: Float64Array.from(values) };
  return { length: times.length, columns: [{ name: 'time', type: 'time', values: times }, value] };
}

/** What an answer says, in a form that does not care for the kinds of arrays. */
const said = (response: UpstreamResponse) =>
  response.ok
    ? response.frames.map(({ length, columns }) => ({
        length,
        columns: columns.map(({ values, ...column }) => ({ ...column, values: Array.from(values as never[]) })),
      }))
    : response.error.code;

const sumOf = (metric: string) => {
  const text = buildIncrease({ metric, type: 'counter', by: [], where: [], stepMs: MINUTE, scrapeIntervalMs: 15_000 });
  if (!text.ok) {
    throw new Error('not built');
  }
  return text.value;
};
const [A, B, C] = ['a_total', 'b_total', 'c_total'].map(sumOf);
const STORE: Store = {
  [A]: [{ labels: {}, at: (minute) => minute }],
  [B]: [
    { labels: { region: 'eu' }, at: (minute) => 10 * minute },
    { labels: { region: 'us' }, at: (minute) => (minute < 5 ? NaN : 100 * minute) },
  ],
  [C]: [],
};

describe('requests of one source and the same instants', () => {
  test('are one text, and each gets its own series back', () => {
    const requests = [ask(A), ask(B), ask(C)];
    const { sent, settle } = joinRequests(requests);
    expect(sent).toHaveLength(1);
    expect(sent[0]).toMatchObject({ startMs: MINUTE, endMs: 10 * MINUTE, stepMs: MINUTE, source: 'metrics' });
    expect(sent[0].text).toBe(
      [A, B, C].map((text, i) => `label_replace(${text}, "plumbline_part", "${i}", "", "")`).join(' or ')
    );
    const { answers, again } = settle([answer(sent[0], STORE)]);
    expect(again).toEqual([]);
    expect(answers.map(({ id }) => id)).toEqual(requests.map(({ id }) => id));
    expect(answers.map(said)).toEqual(requests.map((request) => said(answer(request, STORE))));
    expect(sentFor(answers)).toBe(1);
  });

  test('stay apart where source, step, start or end differ, and SQL and instants stay as they are; equal ids are one', () => {
    const requests = [
      ask(A),
      ask(B, 1, 20),
      ask(B, 2, 10),
      ask(C, 5, 10, { stepMs: 5 * MINUTE }),
      ask(C, 1, 10, { source: 'other' }),
      table('SELECT 1'),
      table('SELECT 2'),
      table('SELECT 1'),
      ask(A, 1, 1, { mode: 'instant' }),
      ask(B, 1, 1, { mode: 'instant' }),
    ];
    // The two ranges of B overlap: those are one.
    expect(joinRequests(requests).sent.map(({ text, endMs }) => [text, endMs / MINUTE])).toEqual([
      [A, 10],
      [B, 20],
      [C, 10],
      [C, 10],
      ['SELECT 1', 10],
      ['SELECT 2', 10],
      [A, 1],
      [B, 1],
    ]);
  });

  test('a range that lies in another, overlaps or touches it is cut out of one answer', () => {
    const requests = [ask(B, 4, 6), ask(B, 1, 5), ask(B, 7, 9), ask(B, 20, 22), ask(B, 1, 2)];
    const { sent, settle } = joinRequests(requests);
    expect(sent.map(({ startMs, endMs }) => [startMs / MINUTE, endMs / MINUTE])).toEqual([
      [1, 9],
      [20, 22],
    ]);
    const { answers } = settle(sent.map((request) => answer(request, STORE)));
    for (const request of requests) {
      const own = answers.find(({ id }) => id === request.id)!;
      expect(said(own)).toEqual(said(answer(request, STORE)));
    }
    expect(sentFor(answers)).toBe(2);
  });

  test('are never more points than a store gives', () => {
    const [first, second] = [ask(A, 1, 8000), ask(A, 8001, 16_000)];
    expect(joinRequests([first, second]).sent).toEqual([first, second]);
  });

  test('are at most eight, and at most 30 kB', () => {
    const many = Array.from({ length: 19 }, (_, i) => ask(sumOf(`m${i}_total`)));
    expect(joinRequests(many).sent).toHaveLength(Math.ceil(19 / MOST_JOINED));
    const long = Array.from({ length: 4 }, (_, i) => ask(sumOf(`m${i}${'x'.repeat(14_000)}_total`)));
    const { sent } = joinRequests(long);
    expect(sent).toHaveLength(2);
    expect(Math.max(...sent.map(({ text }) => text.length))).toBeLessThanOrEqual(MOST_TEXT);
  });

  test('go alone where their own text has the label that tells parts apart', () => {
    const marked = ask('sum by (plumbline_part) (increase(m[1m]))');
    expect(joinRequests([marked, ask(A)]).sent.map(({ text }) => text)).toEqual([marked.text, A]);
  });
});

describe('a joined request that fails', () => {
  const requests = [ask(A), ask(B)];
  const failing = (code: Code) => {
    const { sent, settle } = joinRequests(requests);
    return settle(sent.map((request) => answer(request, STORE, [B], code)));
  };

  test.each(['PL3106', 'PL3107', 'PL3108', 'PL3117', 'PL3120'] as const)(
    'with %s is asked again part by part, for one of them may be at fault',
    (code) => expect(failing(code)).toMatchObject({ answers: [], again: requests })
  );

  test.each(['PL3101', 'PL3102', 'PL3103', 'PL3104', 'PL3105', 'PL3109', 'PL3111', 'PL3112'] as const)(
    'with %s has failed for all: asking again would only add to the trouble',
    (code) => {
      const { answers, again } = failing(code);
      expect(again).toEqual([]);
      expect(answers.map((one) => [one.id, said(one)])).toEqual(requests.map(({ id }) => [id, code]));
      answers.forEach((one) => expect(!one.ok && one.error.request).toBe(one.id));
    }
  );

  test('counts as sent for each of its parts', () => {
    const { again, alone } = failing('PL3108');
    const own = alone(again.map((request) => answer(request, STORE, [B])));
    expect(own.map(said)).toEqual([said(answer(requests[0], STORE)), 'PL3108']);
    expect([sentFor(own), sentFor(own.slice(1))]).toEqual([3, 2]);
  });

  test('because a series has no part is asked again part by part', () => {
    const { sent, settle } = joinRequests(requests);
    const frames = [frameOf(sent[0], STORE[A][0])];
    expect(settle([{ id: sent[0].id, ok: true, frames }])).toMatchObject({ answers: [], again: requests });
  });

  test('one that was sent alone is not asked again', () => {
    const { sent, settle } = joinRequests([ask(B, 1, 5), ask(B, 3, 8)]);
    const { answers, again } = settle(sent.map((request) => answer(request, STORE, [B])));
    expect([answers.map(said), again]).toEqual([['PL3108', 'PL3108'], []]);
  });

  test('without an answer leaves its parts without one, and warnings are those of every part', () => {
    const { sent, settle } = joinRequests(requests);
    expect(settle([])).toMatchObject({ answers: [], again: [] });
    const { answers } = settle([{ ...answer(sent[0], STORE), warnings: ['partial'] } as UpstreamResponse]);
    expect(answers.map((one) => one.ok && one.warnings)).toEqual([['partial'], ['partial']]);
  });
});

test('whatever is asked, every request is answered as if it had been asked alone', () => {
  const texts = ['d_total', 'weird "metric" $x [[y]] \\', 'a or b', 'label_replace', '0'].map(sumOf);
  const store: Store = {
    ...STORE,
    ...Object.fromEntries(texts.map((text, i) => [text, [{ labels: { i: String(i) }, at: (m: number) => m * i }]])),
  };
  const one = fc
    .tuple(fc.constantFrom(A, B, C, ...texts), fc.nat(30), fc.nat(20), fc.constantFrom(1, 5))
    .map(([text, from, length, step]) => ask(text, from * step, (from + length) * step, { stepMs: step * MINUTE }));
  fc.assert(
    fc.property(fc.array(one, { maxLength: 14 }), (requests) => {
      const { sent, settle } = joinRequests(requests);
      const distinct = new Set(requests.map(({ id }) => id));
      expect(sent.length).toBeLessThanOrEqual(distinct.size);
      const { answers, again } = settle(sent.map((request) => answer(request, store)));
      expect(again).toEqual([]);
      expect(new Set(answers.map(({ id }) => id))).toEqual(distinct);
      expect(answers).toHaveLength(distinct.size);
      for (const request of requests) {
        expect(said(answers.find(({ id }) => id === request.id)!)).toEqual(said(answer(request, store)));
      }
    })
  );
});
