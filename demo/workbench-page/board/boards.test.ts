/** The provisioned boards: drawn by the workbench, asking only for what exists. That Grafana 11 to 13 take them is tests/boards-schema.test.ts. */
import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseDefinitions, type DefinitionSet } from '../../../src/kpi';
import { decodeQuery } from '../../../src/hosts/grafana-http/decode-query';
import { provisionedDefinitions } from '../../server/boards';
import { CORE_PANEL_IDS } from '../core-panels/ids';
import { PANEL_PLUGINS } from '../runtime/plugin-files';
import type { Dashboard, GridPosition, PanelModel } from './model';

const folder = path.resolve(__dirname, '../../../provisioning/dashboards');
const boards = fs
  .readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .map(
    (name) =>
      [
        name,
        JSON.parse(fs.readFileSync(path.join(folder, name), 'utf8')) as Dashboard & { schemaVersion: number },
      ] as const
  );

const overlap = (a: GridPosition, b: GridPosition) =>
  a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;

function targets(panel: PanelModel) {
  return (panel.targets ?? []) as Array<
    PanelModel['targets'] extends Array<infer T> | undefined ? T & Record<string, unknown> : never
  >;
}

describe.each(boards)('%s', (_, board) => {
  test('has an explicit uid, a zone, a refresh and a range', () => {
    expect(board.uid).toMatch(/^[a-z0-9-]{1,40}$/);
    expect(board.timezone).toBeTruthy();
    expect(board.refresh).toMatch(/^\d+[smh]$/);
    expect(board.time?.from).toBeTruthy();
    // 39 is Grafana 11.0's: newer ones migrate it, older fields would be migrated away.
    expect(board.schemaVersion).toBe(39);
  });

  test('every title is a question or a statement', () => {
    for (const { title } of [board, ...board.panels]) {
      expect(title).toMatch(/^\p{Lu}.*\s.*[?.]$/u);
    }
  });

  test('panels have ids of their own and lie beside each other within 24 columns', () => {
    expect(new Set(board.panels.map((panel) => panel.id)).size).toBe(board.panels.length);
    for (const [at, panel] of board.panels.entries()) {
      expect(panel.gridPos.x + panel.gridPos.w).toBeLessThanOrEqual(24);
      for (const other of board.panels.slice(at + 1)) {
        expect(overlap(panel.gridPos, other.gridPos), `${panel.title} / ${other.title}`).toBe(false);
      }
    }
  });

  test('the workbench can draw every panel', () => {
    const known: string[] = [...CORE_PANEL_IDS, ...PANEL_PLUGINS.map((plugin) => plugin.id)];
    for (const panel of board.panels) {
      expect(known).toContain(panel.type);
    }
  });

  test('every panel says what it shows', () => {
    for (const { title, description } of board.panels) {
      expect(description, title).toMatch(/\.$/);
    }
  });

  const plumbline = [
    ...board.panels.flatMap(targets),
    ...(board.annotations?.list ?? []).flatMap(({ target }) => (target ? [target] : [])),
  ].filter(({ datasource }) => datasource?.uid === 'plumbline') as unknown as Array<Record<string, unknown>>;

  test('Plumbline is asked with queries of the contract, and with KPIs, segments and objectives that exist', () => {
    expect(plumbline.length).toBeGreaterThan(0);
    for (const target of plumbline) {
      // A variable where the contract wants one of a list of words.
      const decoded = decodeQuery({ ...target, ...(isVariable(target.grain) ? { grain: '1h' } : {}) });
      expect(decoded.ok ? [] : decoded.diagnostics).toEqual([]);
      expect(unknownNames(target)).toEqual([]);
    }
  });

  test('other sources are asked only where no KPI holds it: logs', () => {
    for (const panel of board.panels) {
      const others = targets(panel).filter(({ datasource }) => datasource?.uid !== 'plumbline');
      expect(others.length > 0 && panel.type !== 'logs', panel.title).toBe(false);
    }
  });

  test('every variable that is used exists, and every one that exists is used', () => {
    const variables = board.templating?.list ?? [];
    const used = new Set(
      [...JSON.stringify([board.panels, board.annotations, variables.map(({ query }) => query)]).matchAll(VARIABLE)]
        .map((match) => match[1] ?? match[2])
        .filter((name) => !name.startsWith('__'))
        // A panel that sets a variable names it in its options.
        .concat(
          board.panels.flatMap(({ options }) => (typeof options?.variable === 'string' ? [options.variable] : []))
        )
    );
    expect([...used].sort()).toEqual(variables.map(({ name }) => name).sort());
  });

  test('links lead to boards that exist', () => {
    const uids = boards.map(([, { uid }]) => uid);
    for (const match of JSON.stringify(board).matchAll(/\/d\/([a-z0-9-]+)/g)) {
      expect(uids).toContain(match[1]);
    }
  });
});

const VARIABLE = /\$(\w+)|\$\{(\w+)(?:[.:][^}]+)?\}/g;
const isVariable = (value: unknown) => typeof value === 'string' && value.startsWith('$');

const definitions = ((): DefinitionSet => {
  const parsed = parseDefinitions([
    { file: 'plumbline.yaml', text: provisionedDefinitions(path.resolve(__dirname, '../../..')) },
  ]);
  if (!parsed.ok) {
    throw new Error('the provisioned definitions do not hold together');
  }
  return parsed.value;
})();

/** Names in a query that nothing in the definitions has. */
function unknownNames(target: Record<string, unknown>): string[] {
  const names = [target.kpi, ...((target.kpis as string[] | undefined) ?? [])].filter(
    (name): name is string => typeof name === 'string' && !isVariable(name)
  );
  const found = names.map((name) => definitions.kpis.get(name) ?? definitions.funnels.get(name));
  const segments = [...((target.by as string[] | undefined) ?? []), ...Object.keys((target.filters as object) ?? {})];
  const areas = new Set([...definitions.kpis.values(), ...definitions.funnels.values()].map(({ area }) => area));
  return [
    ...names.filter((_, i) => !found[i]),
    ...found.flatMap((one) =>
      one ? segments.filter((name) => !one.segments.some((segment) => segment.name === name)) : []
    ),
    ...found.flatMap((one) =>
      one?.kind === 'KPI' && target.objective && !one.objectives.some(({ name }) => name === target.objective)
        ? [String(target.objective)]
        : []
    ),
    ...(typeof target.area === 'string' && !isVariable(target.area) && !areas.has(target.area) ? [target.area] : []),
  ];
}

test('the three boards have one zone, one range, one week and one window', () => {
  const three = boards.filter(([name]) => ['executive.json', 'on-call.json', 'debug.json'].includes(name));
  expect(three).toHaveLength(3);
  const common = three.map(([, { timezone, time, templating }]) =>
    JSON.stringify([timezone, time, templating?.list?.find(({ name }) => name === 'window')])
  );
  expect(new Set(common).size).toBe(1);
  for (const [, board] of three) {
    const said = board.panels.find(({ type }) => type === 'text')?.options?.content;
    expect(said).toContain(board.timezone);
    expect(said).toContain('${window}');
  }
});
