/** Events of tables in every engine, beside a list that is filtered in plain code. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runQuery } from '../../src/hosts/run';
import { parseDefinitions, type KpiQuery, type Result } from '../../src/kpi';
import { ALL_ENGINES, missingFor, openEngines, type Engine, type EngineName, type Table } from '../engines';
import { describeWith } from '../setup/needs';
import { engineTransport } from './engine-transport';

const HOUR = 3_600_000;
/** Clocks in New York, where the sessions stand, jump at 07:00 UTC of this day. */
const FROM = Date.UTC(2026, 2, 8, 6);
const TO = FROM + 6 * HOUR;

interface Happened {
  readonly at: number;
  readonly over: number | null;
  readonly what: string | null;
  readonly svc: string | null;
  readonly title: string | null;
}
const HOSTILE = ['checkout', "o'hara $x ${y} [[z]]", 'é "quoted" \\ `', 'line\nbreak', null];
const WORDS = ['deploy', 'revert', 'incident', 'outage', null];
/** Every kind, at every place about the range: before, at its edges, within, after; with ends before, at and after the edges, and without. */
const ROWS: Happened[] = [-30 * 24 * HOUR, -HOUR, -1, 0, 1, HOUR + 500, 6 * HOUR - 1, 6 * HOUR, 7 * HOUR].flatMap(
  (start, i) =>
    [null, 0, 1000, 7 * HOUR].flatMap((length, k) =>
      WORDS.map((what, j) => ({
        at: FROM + start,
        over: length === null ? null : FROM + start + length,
        what,
        svc: HOSTILE[(i + j + k) % HOSTILE.length],
        title: `${i}.${k}.${j}`,
      }))
    )
);
const TABLE: Table = {
  name: 'happened',
  columns: { at: 'timestamptz', over: 'timestamptz', what: 'text', svc: 'text', title: 'text' },
};

const textFor = (dialect: string) => `apiVersion: plumbline/v1
kind: Source
metadata: { name: db }
spec: { dialect: ${dialect}, grafana: { uid: d } }
---
apiVersion: plumbline/v1
kind: Events
metadata: { name: mixed }
spec: { type: deploy, source: db, table: happened, time: at, end: over, kind: what, kinds: { revert: rollback, outage: incident }, service: svc, title: title }
---
apiVersion: plumbline/v1
kind: Events
metadata: { name: troubles }
spec: { type: incident, source: db, table: happened, time: at, end: over, service: svc, title: title, where: [ { field: what, in: [incident, outage] } ] }
---
apiVersion: plumbline/v1
kind: Events
metadata: { name: instants }
spec: { type: deploy, source: db, table: happened, time: at, service: svc, title: title, where: [ { field: what, is: deploy } ] }
`;

const kindOf = ({ what }: Happened) =>
  ({ deploy: 'deploy', revert: 'rollback', incident: 'incident', outage: 'incident' })[what ?? 'deploy']!;

/** What must be found: it began in the range, or reaches into it. */
function expected(rows: readonly Happened[], kind: (row: Happened) => string, withEnds: boolean): string[] {
  return rows
    .filter((row) => {
      const end = withEnds ? (row.over ?? (kind(row) === 'incident' ? Infinity : row.at)) : row.at;
      return row.at < TO && (row.at >= FROM || end >= FROM);
    })
    .map((row) => JSON.stringify([row.at, withEnds ? row.over : null, kind(row), row.svc, row.title]))
    .sort();
}

function suite(name: EngineName) {
  describeWith(missingFor(name) ?? name, missingFor(name) === undefined, `events of ${name}`, () => {
    let engine: Engine;
    beforeAll(async () => {
      [engine] = await openEngines('America/New_York', [name]);
      await engine.load(
        TABLE,
        ROWS.map((row) => ({ ...row }))
      );
    }, 120_000);
    afterAll(() => engine?.close());

    const ask = async (query: Partial<KpiQuery>): Promise<Result> => {
      const parsed = parseDefinitions([{ file: 'events.yaml', text: textFor(engine.dialect) }]);
      if (!parsed.ok) {
        throw new Error(parsed.diagnostics.map(({ message }) => message).join('\n'));
      }
      const context = { fromMs: FROM, toMs: TO, nowMs: TO + 24 * HOUR };
      return runQuery(parsed.value, { view: 'deploys', ...query }, context, engineTransport(engine));
    };
    const found = (result: Result) => {
      const [frame] = result.frames;
      const field = (of: string) => frame.fields.find((one) => one.name === of)!.values;
      return field('time')
        .map((at, i) => JSON.stringify([at, field('end')[i], field('kind')[i], field('service')[i], field('title')[i]]))
        .sort();
    };

    it('reach into the range, each of its own kind, whatever their texts hold', { timeout: 60_000 }, async () => {
      const mixed = await ask({ events: ['mixed'] });
      expect(mixed.notices).toEqual([]);
      expect(found(mixed)).toEqual(expected(ROWS, kindOf, true));
      const troubles = ROWS.filter((row) => kindOf(row) === 'incident');
      expect(found(await ask({ events: ['troubles'] }))).toEqual(expected(troubles, kindOf, true));
      const instants = ROWS.filter(({ what }) => what === 'deploy');
      expect(found(await ask({ events: ['instants'] }))).toEqual(expected(instants, kindOf, false));
      for (const service of HOSTILE.filter((one) => one !== null)) {
        const own = ROWS.filter(({ svc }) => svc === service);
        expect(found(await ask({ events: ['mixed'], services: [service] }))).toEqual(expected(own, kindOf, true));
      }
    });
  });
}

ALL_ENGINES.forEach(suite);
