import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openEngines, type Engine } from './index';

let engines: readonly Engine[] = [];
beforeAll(async () => {
  engines = await openEngines();
});
afterAll(() => Promise.all(engines.map((engine) => engine.close())));

describe('engine adapters', () => {
  it('load what they are given and read it back alike', async () => {
    const columns = {
      name: 'text',
      n: 'integer',
      x: 'double',
      d: 'numeric',
      ok: 'boolean',
      at: 'timestamptz',
    } as const;
    const rows = [
      {
        name: "o'brien \\ $x",
        n: 9_007_199_254_740_991,
        x: 0.1,
        d: 12.34,
        ok: true,
        at: Date.UTC(2026, 0, 2, 3, 4, 5, 678),
      },
      { name: null, n: null, x: null, d: null, ok: null, at: null },
    ];
    for (const engine of engines) {
      await engine.load({ name: 'things', columns }, rows);
      await engine.load({ name: 'things', columns }, rows);
      const found = await engine.run('SELECT name, n, x, CAST(d AS double precision) AS d FROM things ORDER BY n');
      const filled = found.filter((row) => row.name !== null);
      expect([engine.dialect, filled]).toEqual([
        engine.dialect,
        [{ name: "o'brien \\ $x", n: 9_007_199_254_740_991, x: 0.1, d: 12.34 }],
      ]);
      expect(found).toHaveLength(2);
    }
  });
});
