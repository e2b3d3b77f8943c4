// @vitest-environment jsdom
import { createDataFrame, FieldType, type DataFrame } from '@grafana/data';
import { lastValueFrom } from 'rxjs';
import { describe, expect, it } from 'vitest';
import { annotationSupport } from './annotation-support';
import { annotationsOf } from './annotations-of';

const TO = 10_000;
const frame = (rows: Array<Record<string, unknown>>): DataFrame => {
  const names = ['time', 'end', 'kind', 'title', 'service', 'version', 'link', 'id'];
  const made = createDataFrame({
    fields: names.map((name) => ({
      name,
      type: name === 'time' || name === 'end' ? FieldType.time : FieldType.string,
      values: rows.map((row) => row[name] ?? null),
    })),
  });
  return { ...made, meta: { custom: { toMs: TO } } };
};

describe('events as annotations of a dashboard', () => {
  it('are points, or regions where they have a length; what goes on reaches to the end of the range', () => {
    const found = annotationsOf(
      frame([
        { time: 1, kind: 'deploy', title: 'checkout v2', service: 'checkout', version: 'v2', id: 'd/1/checkout/v2' },
        { time: 2, end: 9, kind: 'promotion', title: 'Sale' },
        { time: 3, kind: 'incident', title: 'Slow' },
      ])
    );
    expect(found).toMatchObject([
      {
        time: 1,
        title: '▲ checkout v2',
        text: 'checkout v2',
        tags: ['deploy', 'checkout', 'v2'],
        id: 'd/1/checkout/v2',
      },
      { time: 2, timeEnd: 9, isRegion: true, title: '★ Sale' },
      { time: 3, timeEnd: TO, isRegion: true, title: '▬ Slow', text: 'still going on', newState: 'alerting' },
    ]);
    expect(found[0].timeEnd).toBeUndefined();
    expect(new Set(found.map(({ color }) => color)).size).toBe(3);
  });

  it('escape what stores hold, and link only what is an address', () => {
    const hostile = '<img src=x onerror=alert(1)>';
    const links = ['https://ci/1?a=1&b="x', 'https://ci/1?a=1&b=2', '/d/x', '//evil', 'javascript:alert(1)', 'data:x'];
    const found = annotationsOf(
      frame(links.map((link, i) => ({ time: i, kind: hostile, title: hostile, service: hostile, link })))
    );
    for (const { title, text } of found) {
      expect(`${title}${text}`).not.toMatch(/<(?!a href="|\/a>|br>)/);
    }
    expect(found.map(({ text }) => /href="([^"]*)"/.exec(text ?? '')?.[1])).toEqual([
      undefined,
      'https://ci/1?a=1&#38;b=2',
      '/d/x',
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('are none of a line behind the events', () => {
    const line = createDataFrame({ fields: [{ name: 'time', type: FieldType.time, values: [1] }] });
    expect(annotationsOf(line)).toEqual([]);
  });

  it('an annotation without a query asks for everything that happened; a query of numbers becomes one of events', async () => {
    const support = annotationSupport;
    const old = { name: 'x', enable: true, iconColor: 'red' };
    expect(support.getDefaultQuery!()).toEqual({ refId: 'Anno', view: 'deploys' });
    expect(support.prepareAnnotation!(old)).toMatchObject({ target: { view: 'deploys' } });
    const target = { refId: 'B', view: 'value', kinds: ['flag'] } as const;
    expect(support.prepareQuery!({ ...old, target } as never)).toEqual({
      refId: 'B',
      view: 'deploys',
      kinds: ['flag'],
    });
    const events = await lastValueFrom(support.processEvents!(old, [frame([{ time: 1, kind: 'flag', title: 'a' }])]));
    expect(events).toMatchObject([{ title: '⚑ a' }]);
  });
});
