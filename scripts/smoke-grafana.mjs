/**
 * After `docker compose up`: asks a real Grafana what the board, the alert rule and the store say, and compares.
 *   node scripts/smoke-grafana.mjs [http://127.0.0.1:3000]
 * Exit 0: one number everywhere. Exit 1: they differ, or something does not answer within five minutes.
 */
import process from 'node:process';

const base = process.argv[2] ?? 'http://127.0.0.1:3000';
const deadline = Date.now() + 5 * 60_000;
const authorization = `Basic ${Buffer.from(process.env.GRAFANA_LOGIN ?? 'admin:admin').toString('base64')}`;

async function call(path, body) {
  const response = await fetch(`${base}${path}`, {
    method: body ? 'POST' : 'GET',
    headers: { 'content-type': 'application/json', authorization },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  const text = await response.text();
  if (!response.ok) {
    throw new Error(`${path}: HTTP ${response.status} ${text.slice(0, 300)}`);
  }
  return JSON.parse(text);
}

/** Repeats until `attempt` answers, since services come up in their own time. */
async function eventually(what, attempt) {
  for (let last = ''; ;) {
    try {
      const answer = await attempt();
      process.stdout.write(`ok: ${what}\n`);
      return answer;
    } catch (error) {
      last = error.message;
      if (Date.now() > deadline) {
        throw new Error(`${what}: ${last}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 3000));
    }
  }
}

const cell = (answer, field) => {
  const [frame] = answer.results.A.frames;
  const index = frame.schema.fields.findIndex((f) => f.name === field);
  return frame.data.values[index][0];
};

try {
  await eventually('Grafana is up', () => call('/api/health'));
  await eventually('the data source is healthy', async () => {
    const health = await call('/api/datasources/uid/plumbline/health');
    if (health.status !== 'OK') {
      throw new Error(health.message);
    }
  });
  // The last full hour but one: closed for both, whatever arrives late meanwhile.
  const to = Math.floor(Date.now() / 3_600_000) * 3_600_000 - 3_600_000;
  const range = { from: String(to - 24 * 3_600_000), to: String(to) };
  const datasource = { uid: 'plumbline', type: 'plumbline-kpi-datasource' };
  const ours = await eventually('orders through the plugin', async () => {
    const answer = await call('/api/ds/query', {
      ...range,
      queries: [{ refId: 'A', datasource, kpi: 'orders', view: 'value' }],
    });
    return cell(answer, 'value');
  });
  const iso = (ms) => new Date(Number(ms)).toISOString();
  const rawSql = `SELECT COUNT(*) AS value FROM orders WHERE ordered_at >= '${iso(range.from)}' AND ordered_at < '${iso(range.to)}'`;
  const sql = {
    refId: 'A',
    datasource: { uid: 'shop-db', type: 'grafana-postgresql-datasource' },
    rawSql,
    format: 'table',
    rawQuery: true,
  };
  const theirs = cell(await call('/api/ds/query', { ...range, queries: [sql] }), 'value');
  if (ours !== theirs || !(ours > 0)) {
    throw new Error(`orders: the plugin says ${ours}, PostgreSQL ${theirs}`);
  }
  await eventually('the alert rule is evaluated without an error', async () => {
    const rules = await call('/api/prometheus/grafana/api/v1/rules');
    const found = rules.data.groups.flatMap((g) => g.rules);
    if (found.length === 0 || found.some((r) => r.health !== 'ok')) {
      throw new Error(JSON.stringify(found.map((r) => [r.name, r.health, r.lastError])));
    }
  });
} catch (error) {
  process.stderr.write(`smoke-grafana: ${error.message}\n`);
  process.exit(1);
}
