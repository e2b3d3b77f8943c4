/** How the stores join a retention of a table that was never analysed: by hashing, merging or a key, never row by row. */
import { describe, expect, it } from 'vitest';
import { openEngines, type EngineName } from '../../../tests/engines';
import { buildRetention } from './retention';
import type { RetentionQuery } from './types';

const DAY = 24 * 3_600_000;
const T0 = Date.UTC(2026, 0, 1);
const ROWS = 20_000;
const ACTORS = 4000;
const rows = Array.from({ length: ROWS }, (_, i) => ({
  at: T0 + ((i * 7919) % ((60 * DAY) / 1000)) * 1000,
  who: `u${i % ACTORS}`,
  kind: i % 4 === 0 ? 'start' : 'active',
  device: ['mobile', 'desktop', null][i % 3],
}));
const query: Omit<RetentionQuery, 'dialect'> = {
  relation: { table: 'events' },
  time: 'at',
  timeType: 'instant',
  actor: 'who',
  fromMs: T0,
  toMs: T0 + 30 * DAY,
  asOfMs: T0 + 60 * DAY,
  start: [{ op: 'is', field: 'kind', value: 'start' }],
  returns: [{ op: 'is', field: 'kind', value: 'active' }],
  groups: [{ name: 'device', field: 'device' }],
  ties: ['device'],
  filters: [],
  first: 'ever',
  meaning: 'within',
  points: [7],
  clock: { kind: 'rolling', periodMs: DAY },
  cohorts: [T0, T0 + 30 * DAY],
};

/** Actors of each device whose first start lies in the range, and those that came back within a week, one row after the other. */
function byHand(): Array<readonly [device: string | null, size: number, retained: number]> {
  const first = new Map<string, { at: number; device: string | null }>();
  for (const { who, at, kind, device } of rows) {
    if (kind === 'start' && at < (first.get(who)?.at ?? Infinity)) {
      first.set(who, { at, device });
    }
  }
  const back = new Set(
    rows
      .filter(({ who, at, kind }) => {
        const days = Math.floor((at - (first.get(who)?.at ?? Infinity)) / DAY);
        return kind === 'active' && days >= 1 && days <= 7;
      })
      .map(({ who }) => who)
  );
  return ['desktop', 'mobile', null].map((device) => {
    const started = [...first].filter(([, one]) => one.device === device && one.at < T0 + 30 * DAY);
    return [device, started.length, started.filter(([who]) => back.has(who)).length] as const;
  });
}

describe('retention by a segment of 20,000 rows without statistics', () => {
  it.each([
    ['PGlite', (plan: string) => /(?:Hash|Merge) (?:Full|Left|Right)? ?Join/.test(plan) && !/Nested Loop/.test(plan)],
    ['MariaDB', (plan: string) => /key0/.test(plan)],
  ] as ReadonlyArray<readonly [EngineName, (plan: string) => boolean]>)(
    'on %s',
    { timeout: 120_000 },
    async (name, joins) => {
      const [engine] = await openEngines('America/New_York', [name]);
      if (!engine) {
        return;
      }
      await engine.load(
        { name: 'events', columns: { at: 'timestamptz', who: 'text', kind: 'text', device: 'text' } },
        rows
      );
      const built = buildRetention({ ...query, dialect: engine.dialect });
      const { text } = built.ok ? built.value : { text: '' };
      const explained = await engine.run(text.replace(/^(\/\*M![^\n]*\n)?/, '$1EXPLAIN '));
      expect(joins(JSON.stringify(explained)), JSON.stringify(explained)).toBe(true);
      const found = (await engine.run(text)).map(({ device, size, r1 }) => [device, size, r1]);
      expect(found.sort((a, b) => String(a[0]).localeCompare(String(b[0])))).toEqual(byHand());
      await engine.close();
    }
  );
});
