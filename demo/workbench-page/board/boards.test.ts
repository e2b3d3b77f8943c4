/** The provisioned boards: drawn by the workbench, and valid for Grafana 11 to 13. */
import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
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

  test('only Plumbline is asked, with a query of the contract and no SQL or PromQL', () => {
    for (const panel of board.panels) {
      for (const target of targets(panel)) {
        expect(target.datasource).toEqual({ type: 'plumbline-kpi-datasource', uid: 'plumbline' });
        const { refId, datasource, ...query } = target;
        const allowed = [
          'kpi',
          'kpis',
          'area',
          'view',
          'by',
          'filters',
          'grain',
          'window',
          'objective',
          'compare',
          'limit',
        ];
        expect(Object.keys(query).filter((key) => !allowed.includes(key))).toEqual([]);
      }
    }
  });
});
