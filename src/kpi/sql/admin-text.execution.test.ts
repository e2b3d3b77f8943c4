/** What is let through of a definition's own SQL is one statement on every store: executed, whatever it says, no table is lost. */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openEngines, type Engine } from '../../../tests/engines';
import { sets } from '../../../tests/setup/slow';
import { buildSlices } from './slices';

const T0 = Date.UTC(2026, 0, 1);

let engines: readonly Engine[] = [];
beforeAll(async () => {
  engines = await openEngines();
  for (const engine of engines) {
    await engine.load({ name: 'sales', columns: { at: 'timestamptz', label: 'text' } }, [{ at: T0, label: 'x' }]);
    await engine.load({ name: 'canary', columns: { alive: 'text' } }, [{ alive: 'yes' }]);
  }
});
afterAll(() => Promise.all(engines.map((engine) => engine.close())));

function built(engine: Engine, query: string, expression: string) {
  const of = buildSlices({
    ...{ dialect: engine.dialect, relation: { query }, time: 'at', timeType: 'instant', groups: [], filters: [] },
    runs: [{ startMs: T0, endMs: T0 + 1, stepMs: null }],
    aggregates: [{ name: 'n', of: { kind: 'sum', value: { expression } }, where: [] }],
  });
  return of.ok ? of.value.text : of.diagnostics[0].code;
}

const PIECES = [
  "'x'",
  " || 'y'",

  "'",
  "''",
  '"',
  '`',
  '\\',
  "\\'",
  '#',
  '# ',
  '-- ',
  '--',
  '/*',
  '*/',
  '/*!',
  '\n',
  '\r',
  'E',
  '$$',
  '[',
  ']',
];
const DROPS = [
  '; DROP TABLE canary; ',
  ';DROP TABLE canary;-- ',
  ')) x; DROP TABLE canary; #',
  "'; DROP TABLE canary; -- ",
];

it('one statement, or refused: the canary lives', { timeout: 300_000 }, async () => {
  const soup = fc.array(fc.oneof(fc.constantFrom(...PIECES), fc.constantFrom(...DROPS)), {
    minLength: 1,
    maxLength: 8,
  });
  const seen = { refused: 0, ran: 0, failed: 0 };
  await fc.assert(
    fc.asyncProperty(soup, async (parts) => {
      for (const engine of engines) {
        for (const [query, expression] of [
          [`SELECT * FROM sales WHERE label <> ${parts.join('')}`, '1'],
          ['SELECT * FROM sales', `LENGTH(${parts.join('')})`],
        ]) {
          const text = built(engine, query, expression);
          if (text === 'PL2258') {
            seen.refused++;
            continue;
          }
          await engine.run(text).then(
            () => seen.ran++,
            () => seen.failed++
          );
          expect([text, await engine.run('SELECT alive FROM canary')]).toEqual([text, [{ alive: 'yes' }]]);
        }
      }
    }),
    { numRuns: sets(150, 2000), seed: 5 }
  );
  expect([seen.refused > 100, seen.failed > 100, seen.ran > 10]).toEqual([true, true, true]);
});

it('reads backslashes, hashes and dollars as the store does', async () => {
  // Those that run here; one character is in the literal, or in the comment.
  const one: Readonly<Record<Engine['dialect'], readonly string[]>> = {
    postgres: ["'\\'", "E'\\''", "$$'$$", "';' -- ;\n"],
    duckdb: ["'\\'", "E'\\''", "$$'$$", "';' /* ; */"],
    sqlite: ["'\\'", "';' -- ;\n"],
    mysql: ["'\\\\'", '"\'"', "'#' # '\n", "';' -- ;\n"],
    clickhouse: ["'\\''", "'\\\\'", "$$'$$", "'#' # '\n"],
  };
  for (const engine of engines) {
    for (const literal of one[engine.dialect]) {
      const text = built(engine, 'SELECT * FROM sales', `LENGTH(${literal})`);
      expect([engine.name, literal, text === 'PL2258' ? text : await engine.run(text)]).toMatchObject([
        engine.name,
        literal,
        [{ n: 1 }],
      ]);
    }
  }
});
