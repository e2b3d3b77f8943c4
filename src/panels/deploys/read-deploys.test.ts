// @vitest-environment jsdom
import { FieldType, DataFrame } from '@grafana/data';
import { describe, expect, it } from 'vitest';
import { isSentence, NoView } from '../shared/use-view';
import { kindOf } from './kinds';
import type { DeploysModel, DeploysView } from './model';
import { deploysMetaOf, readDeploys } from './read-deploys';
import { at, CHECKOUT, deploysFrames, ExampleEvent, LATENCY, MONDAY, plainFrame, REVENUE } from './state-data';
import { viewOf } from './view';

const read = (...frames: DataFrame[]) => readDeploys(frames, MONDAY, 'Europe/Berlin');
const model = (...frames: DataFrame[]) => read(...frames) as DeploysModel;
const event: ExampleEvent = {
  atMs: at(9, 14),
  service: 'checkout',
  version: 'v214',
  environment: 'production',
  title: 'New form',
  author: 'Ada',
  team: 'payments',
  link: 'https://git.example.com/1',
  effects: [{ verdict: 'worse', effect: -0.008, low: -0.011, high: -0.005, budgetMs: 3_600_000, cost: 2900 }],
};

describe('the view deploys', () => {
  it('is read as it was sent: texts, verdict, interval, budget, money, both sides', () => {
    const [only] = model(...deploysFrames({ events: [event] })).events;
    expect(only).toMatchObject({
      id: `shop-deploys/${at(9, 14)}/checkout/v214`,
      kind: 'deploy',
      atMs: at(9, 14),
      endMs: null,
      open: false,
      title: 'New form',
      service: 'checkout',
      version: 'v214',
      environment: 'production',
      author: 'Ada',
      team: 'payments',
      link: 'https://git.example.com/1',
      source: 'Deploys of the shop',
    });
    expect(only.effects[0]).toMatchObject({
      verdict: 'worse',
      effect: -0.008,
      low: -0.011,
      high: -0.005,
      budgetMs: 3_600_000,
      cost: 2900,
      sides: { beforeEvents: 12_412, control: 'the same weekday, 4 weeks' },
    });
  });

  it('keeps what is not known apart from zero', () => {
    const [frame] = deploysFrames({ events: [{ ...event, effects: [{ verdict: 'unknown' }] }] });
    frame.fields.find(({ name }) => name === 'cost')!.values = [NaN];
    frame.fields.find(({ name }) => name === 'budgetMs')!.values = [Infinity];
    expect(model(frame).events[0].effects[0]).toMatchObject({
      verdict: 'unknown',
      effect: null,
      low: null,
      high: null,
      cost: null,
      budgetMs: null,
    });
    const none = deploysFrames({ events: [{ ...event, effects: [] }] });
    expect(model(...none).events[0].effects).toEqual([null]);
  });

  it('takes each KPI’s own fields', () => {
    const frames = deploysFrames({
      kpis: [CHECKOUT, REVENUE],
      events: [
        {
          ...event,
          effects: [
            { verdict: 'none', effect: 0 },
            { verdict: 'better', effect: 12 },
          ],
        },
      ],
    });
    expect(model(...frames).events[0].effects.map((effect) => [effect?.verdict, effect?.effect])).toEqual([
      ['none', 0],
      ['better', 12],
    ]);
  });

  it('joins several frames by the KPIs’ names and not by their places', () => {
    const frames = [
      ...deploysFrames({ kpis: [CHECKOUT], events: [{ ...event, effects: [{ verdict: 'none', effect: 0 }] }] }),
      ...deploysFrames({
        kpis: [REVENUE],
        events: [{ ...event, atMs: at(3), effects: [{ verdict: 'worse', effect: -1 }] }],
      }),
    ];
    const { kpis, events } = model(...frames);
    expect(kpis.map(({ kpi }) => kpi)).toEqual(['checkout-success', 'revenue']);
    expect(events.map(({ effects }) => effects.map((effect) => effect?.verdict ?? null))).toEqual([
      [null, 'worse'],
      ['none', null],
    ]);
  });

  it('takes an incident without an end for open, and other kinds for instants', () => {
    const frames = deploysFrames({
      events: [
        { atMs: at(1), kind: 'incident', title: 'a', endMs: null },
        { atMs: at(2), kind: 'incident', title: 'b', endMs: at(3) },
        { atMs: at(4), kind: 'promotion', title: 'c', endMs: null },
      ],
    });
    expect(model(...frames).events.map(({ open, endMs }) => [open, endMs])).toEqual([
      [true, null],
      [false, at(3)],
      [false, null],
    ]);
  });

  it('keeps what reaches into the range, and leaves out what does not', () => {
    const before = MONDAY.fromMs - 10 * 3_600_000;
    const frames = deploysFrames({
      events: [
        { atMs: before, kind: 'incident', title: 'open since', endMs: null },
        { atMs: before, kind: 'incident', title: 'reaches in', endMs: at(1) },
        { atMs: before, kind: 'incident', title: 'over', endMs: before + 1 },
        { atMs: before, title: 'a deploy before' },
        { atMs: MONDAY.toMs + 1, title: 'after' },
      ],
    });
    expect(model(...frames).events.map(({ title }) => title)).toEqual(['open since', 'reaches in']);
  });

  it('sorts by time, tells notices once, and cuts alerts to the range', () => {
    const notices = [{ severity: 'warning' as const, text: 'late' }];
    const frames = deploysFrames({
      events: [event, { ...event, atMs: at(1) }],
      notices,
      burning: [{ kpi: CHECKOUT.kpi, severity: 'page', fromMs: MONDAY.fromMs - 5, toMs: at(1), ongoing: false }],
    });
    const reversed = frames[0].fields.map((field) => ({ ...field, values: [...field.values].reverse() }));
    const { events, burning, notices: told } = model({ ...frames[0], fields: reversed }, frames[0]);
    expect(events.map(({ atMs }) => atMs)).toEqual([at(1), at(1), at(9, 14), at(9, 14)]);
    expect(told).toEqual(notices);
    expect(burning[0].fromMs).toBe(MONDAY.fromMs);
  });

  it('reads the line of each KPI, sorted, and nothing of what was not measured', () => {
    const frames = deploysFrames({ events: [event], value: (ms) => (ms < at(12) ? 0.98 : null) });
    const [line] = model(...frames).lines;
    expect(line).toMatchObject({ kpi: 'checkout-success', displayName: 'Checkout success', unit: 'ratio' });
    expect(line.values.slice(-1)).toEqual([null]);
    expect(model(...deploysFrames({ events: [event], value: () => null })).lines).toEqual([]);
  });

  it('says when nothing happened, and what it needs where there is nothing to read', () => {
    const empty = read(...deploysFrames({ events: [] })) as NoView;
    expect(empty).toMatchObject({ kind: 'empty', text: expect.stringContaining('Nothing changed') });
    expect(read({ length: 0, fields: [] })).toMatchObject({ kind: 'unfit' });
    expect(
      isSentence(read({ length: 1, fields: [{ name: 'time', type: FieldType.time, config: {}, values: [1] }] }))
    ).toBe(true);
    expect(deploysMetaOf({ length: 0, fields: [], meta: { custom: { view: 'burn', part: 'events' } } })).toBeNull();
  });

  it('survives cells of any kind', () => {
    const [frame] = deploysFrames({ events: [event] });
    for (const junk of [undefined, null, {}, [], 'x', NaN, true, 1e400]) {
      const broken = { ...frame, fields: frame.fields.map((field) => ({ ...field, values: [junk] })) };
      expect(() => read(broken)).not.toThrow();
      const meta = {
        custom: { view: 'deploys', part: 'events', fromMs: MONDAY.fromMs, toMs: MONDAY.toMs, timeZone: 'utc' },
      };
      expect(() => read({ ...frame, meta })).not.toThrow();
    }
  });
});

describe('rows of other data sources', () => {
  it('are read by their columns', () => {
    const [only] = model(
      plainFrame({
        timestamp: [new Date(at(9)).toISOString()],
        kind: ['release'],
        title: ['v2 is live'],
        service: ['api'],
        version: ['v2'],
        url: ['/d/x'],
        login: ['ada'],
      })
    ).events;
    expect(only).toMatchObject({
      kind: 'deploy',
      atMs: at(9),
      service: 'api',
      version: 'v2',
      link: '/d/x',
      author: 'ada',
      open: false,
    });
    expect(only.id).not.toBe('');
  });

  it('are read by their tags, as Grafana’s annotations have them', () => {
    const { events } = model(
      plainFrame({
        time: [at(1), at(2), at(3), at(4)],
        timeEnd: [at(1), at(5), null, null],
        text: ['<b>v1</b> &amp; more\n<a href="x">link</a>', 'down', 'lunch', 'still down'],
        tags: [
          ['deploy', 'service:api', 'version:v1', 'environment:eu', 'team:core'],
          ['kind:incident'],
          [],
          ['incident'],
        ],
      })
    );
    expect(events.map(({ kind, endMs, open }) => [kind, endMs, open])).toEqual([
      ['deploy', null, false],
      ['incident', at(5), false],
      ['other', null, false],
      ['incident', null, true],
    ]);
    expect(events[0]).toMatchObject({
      service: 'api',
      version: 'v1',
      environment: 'eu',
      team: 'core',
      title: 'v1 &amp; more link',
    });
  });

  it('take a text of tags too, and no end for an instant where the source knows of none', () => {
    const { events } = model(plainFrame({ time: [at(1)], title: ['x'], tags: ['["incident","service:api"]'] }));
    expect(events[0]).toMatchObject({ kind: 'incident', service: 'api', open: false, endMs: null });
  });

  it('stand beside the view’s own, and numbers over time are a line', () => {
    const numbers: DataFrame = {
      refId: 'C',
      length: 2,
      fields: [
        { name: 'time', type: FieldType.time, config: {}, values: [at(2), at(1)] },
        { name: 'orders', type: FieldType.number, config: {}, values: [5, 4] },
      ],
    };
    const both = model(
      plainFrame({ time: [at(1)], title: ['x'] }),
      ...deploysFrames({ events: [event], kpis: [] }),
      numbers
    );
    expect(both.events).toHaveLength(2);
    expect(both.lines).toEqual([expect.objectContaining({ times: [at(1), at(2)], values: [4, 5] })]);
  });

  it.each([
    ['Deployment', 'deploy'],
    ['ROLLBACK', 'rollback'],
    ['roll back', 'rollback'],
    ['feature_flag', 'flag'],
    ['toggle', 'flag'],
    ['alerting', 'incident'],
    ['campaign', 'promotion'],
    ['lunch', null],
    ['', null],
  ])('“%s” means %s', (word, kind) => {
    expect(kindOf(word)).toBe(kind);
  });
});

describe('the chosen KPI', () => {
  const frames = deploysFrames({
    kpis: [CHECKOUT, LATENCY],
    events: [event],
    burning: [{ kpi: LATENCY.kpi, severity: 'ticket', fromMs: at(1), toMs: at(2), ongoing: false }],
    value: () => 1,
  });
  it('is the first, or the one that is named, with its own line and alerts', () => {
    const first = viewOf(model(...frames), '') as DeploysView;
    expect([first.at, first.chosen?.kpi, first.line?.kpi, first.held.length]).toEqual([
      0,
      'checkout-success',
      'checkout-success',
      0,
    ]);
    const second = viewOf(model(...frames), 'checkout-p95') as DeploysView;
    expect([second.at, second.line, second.held.length]).toEqual([1, null, 1]);
  });

  it('is said not to be there rather than taken for another', () => {
    expect(viewOf(model(...frames), 'gone')).toMatchObject({ kind: 'empty', text: 'The answer has no KPI “gone”' });
  });
});
