// @vitest-environment jsdom
/**
 * The executive board against the same board written by hand, through the same stores: what reaches them when it is opened and when it is
 * refreshed. `npm run bench -- board` runs it over a month and prints the counts; here a few days do.
 */
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { drawByHand } from '../bench/board/by-hand';
import { ourBoard } from '../bench/board/ours';
import { openStores, type Count, type Stores } from '../bench/board/stores';
import { provisionedDefinitions } from '../demo/server/boards';

const DAYS = Number(process.env.PLUMBLINE_BOARD_DAYS ?? 3);
const REPORT = process.env.PLUMBLINE_BOARD_REPORT;
const NOW = Date.UTC(2026, 10, 25, 14, 7, 30);
const REFRESH = 30_000;
const root = path.resolve(__dirname, '..');

let stores: Stores;

beforeAll(async () => {
  stores = await openStores(NOW, DAYS);
}, 900_000);

afterAll(() => stores?.close());

test('the board asks fewer requests than one written by hand, and its refresh makes the stores read a tenth of the rows at most', async () => {
  const counts: Record<string, Count> = {};
  const board = ourBoard(provisionedDefinitions(root), stores);
  const faults: string[] = [];
  const draw = async (name: string, ours: boolean, now: number) => {
    faults.push(...(ours ? await board.draw(now) : await drawByHand(stores.sources, now)));
    counts[name] = stores.take();
  };
  await draw('ours, opened', true, NOW);
  await draw('by hand, opened', false, NOW);
  await draw('ours, refreshed', true, NOW + REFRESH);
  await draw('by hand, refreshed', false, NOW + REFRESH);
  if (REPORT) {
    fs.writeFileSync(REPORT, JSON.stringify({ days: DAYS, counts }, null, 2));
  }
  expect(faults).toEqual([]);
  expect(counts['ours, opened'].requests).toBeLessThan(counts['by hand, opened'].requests);
  expect(counts['ours, refreshed'].requests).toBeLessThan(counts['by hand, refreshed'].requests);
  const read = ({ rows, samples }: Count) => rows + samples;
  expect(read(counts['ours, refreshed'])).toBeLessThanOrEqual(read(counts['by hand, refreshed']) / 10);
}, 900_000);
