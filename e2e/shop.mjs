/** The demo shop behind the real workbench, and its stores asked directly, past Plumbline: the oracle for the screen's numbers. */
import { spawn } from 'node:child_process';
import path from 'node:path';
import process from 'node:process';
import readline from 'node:readline';
import { root } from './paths.mjs';

/** A closed week, the funnel's window after it, the period before it to compare with, and a day to spare. */
const DAYS = 17;

/** Starts the workbench with `pageFolder` as its page. Resolves with `{ url, close }`; rejects with what the server said. */
export function startShop(pageFolder, days = DAYS, scene = 'history') {
  const tsx = path.join(root, 'node_modules', 'tsx', 'dist', 'cli.mjs');
  const child = spawn(
    process.execPath,
    [tsx, path.join(root, 'e2e', 'start-shop.ts'), pageFolder, String(days), scene],
    {
      cwd: root,
      stdio: ['pipe', 'pipe', 'pipe'],
    }
  );
  let said = '';
  child.stderr.on('data', (data) => (said += data));
  const ended = new Promise((resolve) => child.on('exit', resolve));
  const close = async () => {
    child.stdin.end();
    await ended;
  };
  return new Promise((resolve, reject) => {
    readline.createInterface({ input: child.stdout }).once('line', (url) => resolve({ url, close }));
    child.on('exit', (code) => reject(new Error(`the workbench ended with ${code}: ${said}`)));
  });
}

/** Rows of an SQL statement through the workbench's server, as objects. */
export async function sql(url, statement) {
  const { frames } = await query(
    url,
    { uid: 'shop-db', type: 'grafana-postgresql-datasource' },
    { rawSql: statement, format: 'table', rawQuery: true }
  );
  const [frame] = frames;
  const names = frame.schema.fields.map((field) => field.name);
  return (frame.data.values[0] ?? []).map((_, row) =>
    Object.fromEntries(names.map((name, column) => [name, frame.data.values[column][row]]))
  );
}

/** The one number of an instant PromQL query at `atMs`. */
export async function promql(url, expression, atMs) {
  const range = { from: String(atMs - 60_000), to: String(atMs) };
  const { frames } = await query(
    url,
    { uid: 'prometheus', type: 'prometheus' },
    { expr: expression, instant: true, range: false, format: 'time_series' },
    range
  );
  return frames[0].data.values[1].at(-1);
}

async function query(url, datasource, body, range = { from: '0', to: '1' }) {
  const response = await fetch(`${url}/api/ds/query?ds_type=${datasource.type}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      queries: [{ refId: 'A', datasource, intervalMs: 60_000, maxDataPoints: 1000, ...body }],
      ...range,
    }),
  });
  const { results } = await response.json();
  if (results?.A?.error) {
    throw new Error(results.A.error);
  }
  return results.A;
}

const DAY = 86_400_000;

/** Seven whole days in Berlin that ended at the last midnight but one: nothing in them changes any more. */
export function closedWeek(nowMs = Date.now()) {
  const to = berlinMidnight(nowMs - DAY);
  const from = berlinMidnight(to - 7 * DAY + DAY / 2);
  return {
    from,
    to,
    between: (column) => `${column} >= ${instant(from)} and ${column} < ${instant(to)}`,
  };
}

const instant = (ms) => `timestamptz '${new Date(ms).toISOString()}'`;

/** The last midnight in Berlin at or before `ms`. */
function berlinMidnight(ms) {
  const clock = new Intl.DateTimeFormat('en-GB', {
    timeZone: 'Europe/Berlin',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  });
  const seconds = (at) =>
    clock
      .format(at)
      .split(':')
      .map(Number)
      .reduce((sum, part) => sum * 60 + part, 0);
  const guess = Math.floor(ms / 1000) * 1000 - seconds(ms) * 1000;
  // A clock change within the day moves the guess by an hour.
  return guess - (seconds(guess) > 43_200 ? seconds(guess) - 86_400 : seconds(guess)) * 1000;
}

const FACTORS = { '': 1, K: 1e3, k: 1e3, M: 1e6, Mil: 1e6, B: 1e9, Bil: 1e9 };

/** A number as Grafana writes it, and how far the true one may be from it: half of the last digit written. */
export function written(text) {
  const match = /(-?[\d,]*\.?\d+)\s*(K|k|M|Mil|B|Bil)?\s*(%)?/.exec(text.replaceAll('\n', ' '));
  if (!match) {
    throw new Error(`no number in "${text}"`);
  }
  const digits = match[1].replaceAll(',', '');
  const factor = FACTORS[match[2] ?? ''] * (match[3] ? 0.01 : 1);
  const decimals = digits.split('.')[1]?.length ?? 0;
  return { value: Number(digits) * factor, tolerance: (0.5000001 * factor) / 10 ** decimals };
}
