/**
 * What each of the guide's ten metrics asks of each store, for people to review: tests/golden/explain/m01.postgres.txt and so on.
 * After a change that is meant: `npx vitest run tests/golden-explain.test.ts -u`, and read the difference.
 */
import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { explain, parseDefinitions, planQuery, type KpiQuery } from '../src/kpi';
import type { Dialect } from '../src/kpi/definition/types';
import { dialectsOf, newDefinition, TEMPLATES } from '../src/kpi/templates';

const folder = path.resolve(__dirname, 'golden/explain');
const [FROM, TO, NOW] = [Date.UTC(2026, 1, 2), Date.UTC(2026, 1, 16), Date.UTC(2026, 3, 20, 12)];
const iso = (ms: number) => new Date(ms).toISOString().replace('.000', '');

/** Of a ratio and a sum also what a deploy did: slices of its hours and of four weeks before. */
const WITH_IMPACT: readonly string[] = ['checkout-success', 'revenue-per-minute'];
const DEPLOY = `deploys/${Date.UTC(2026, 1, 10, 12)}/shop/v9`;

const queriesOf = (kpi: string, name: string): KpiQuery[] =>
  name === 'retention-d30'
    ? [
        { kpi, view: 'value' },
        { kpi, view: 'retention' },
      ]
    : [
        { kpi, view: 'series', grain: name === 'feature-usage' ? '1w' : '1d' },
        ...(WITH_IMPACT.includes(name) ? [{ kpi, view: 'impact' as const, deploy: DEPLOY }] : []),
      ];

function explained(name: string, dialect: (typeof all)[number][1]): string {
  const made = newDefinition({ template: name, dialect });
  const parsed = parseDefinitions([{ file: 'new.yaml', text: made.ok ? made.value : '' }]);
  if (!parsed.ok) {
    throw new Error(parsed.diagnostics.map(({ message }) => message).join('\n'));
  }
  const sections = [...parsed.value.kpis.keys()].flatMap((kpi) =>
    queriesOf(kpi, name).map((query) => {
      const planned = planQuery(parsed.value, query, { fromMs: FROM, toMs: TO, nowMs: NOW });
      const grain = query.grain ? `, grain ${query.grain}` : '';
      const head = `-- KPI ${kpi}, view ${query.view}${grain}, from ${iso(FROM)} to ${iso(TO)}, asked at ${iso(NOW)}`;
      const said = planned.diagnostics.map(({ code, message }) => `-- ${code} ${message}`);
      const step = planned.ok ? planned.value : undefined;
      const failed = step?.done === true ? step.result.notices.map(({ code, message }) => `-- ${code} ${message}`) : [];
      const requests = step && !step.done ? explain(step.plan) : [];
      const texts = requests.map(({ source, purpose, mode, startMs, endMs, stepMs, text }) => {
        const instants = mode === 'range' ? `, at ${iso(startMs)} to ${iso(endMs)} every ${stepMs / 60_000} min` : '';
        return `-- ${source}: ${purpose}${instants}\n${text}`;
      });
      return [head, ...said, ...failed, ...texts].join('\n\n');
    })
  );
  return `${sections.join('\n\n\n')}\n`;
}

const all = TEMPLATES.flatMap((template) => dialectsOf(template).map((dialect) => [template, dialect] as const));
const fileOf = (id: string, dialect: string) => `${id.replace(/^M(\d)$/, 'm0$1').toLowerCase()}.${dialect}.txt`;

describe('plumbline explain of the guide’s metrics', () => {
  it.each(all.map(([template, dialect]) => [fileOf(template.id, dialect), template.name, dialect] as const))(
    '%s',
    async (file, name, dialect) => {
      await expect(explained(name, dialect)).toMatchFileSnapshot(path.join(folder, file));
    }
  );

  it('has no file of what is not there any more', () => {
    const known = all.map(([template, dialect]) => fileOf(template.id, dialect));
    expect(fs.readdirSync(folder).filter((file) => !known.includes(file))).toEqual([]);
  });
});
