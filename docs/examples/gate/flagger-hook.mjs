// A webhook for Flagger: 200 while no page of the KPI fires, 412 when it does, 503 where it cannot be said. Node 20 or later, no packages.
//   GRAFANA_URL=https://grafana.example.com GRAFANA_TOKEN=… PLUMBLINE_UID=plumbline PORT=8080 node flagger-hook.mjs
import http from 'node:http';
import process from 'node:process';

const { GRAFANA_URL, GRAFANA_TOKEN, PLUMBLINE_UID = 'plumbline', PORT = '8080' } = process.env;

async function timesOver({ kpi, severity = 'page' }) {
  const datasource = { uid: PLUMBLINE_UID, type: 'plumbline-kpi-datasource' };
  const query = { refId: 'A', datasource, kpi, view: 'alert', severity };
  const response = await fetch(`${GRAFANA_URL}/api/ds/query`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${GRAFANA_TOKEN}` },
    body: JSON.stringify({ from: 'now-5m', to: 'now', queries: [query] }),
    signal: AbortSignal.timeout(20_000),
  });
  const frames = (await response.json()).results?.A?.frames ?? [];
  if (!response.ok || frames.length === 0) {
    throw new Error(`Grafana answered HTTP ${response.status} without a number`);
  }
  return Math.max(...frames.map((frame) => frame.data.values[0][0] ?? 0));
}

const server = http.createServer((request, response) => {
  let body = '';
  request.on('data', (chunk) => (body += chunk));
  request.on('end', async () => {
    const say = (status, text) => response.writeHead(status, { 'content-type': 'text/plain' }).end(`${text}\n`);
    try {
      const times = await timesOver(JSON.parse(body).metadata);
      say(times > 1 ? 412 : 200, `${times} times over the threshold`);
    } catch (error) {
      say(503, error.message);
    }
  });
});
server.listen(Number(PORT), () => process.stdout.write(`listening on ${server.address().port}\n`));
