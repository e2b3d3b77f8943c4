/**
 * Writes provisioning/ from demo/definitions: the data sources (with the definitions' text inside), the alert rule, the app and
 * the board's provider. The written files are checked in; `--check` says whether they are up to date.
 *   npx tsx scripts/build-provisioning.ts [--check]
 */
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { stringify } from 'yaml';
import { formatDiagnostic, parseDefinitions } from '../src/kpi';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const folder = path.join(root, 'demo', 'definitions');
const HEAD = '# Written by scripts/build-provisioning.ts from demo/definitions; change those.\n';

/** All definitions as one text, documents apart; refuses a text that does not hold together. */
export function definitionsText(): string {
  const texts = readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .map((name) => ({ file: `demo/definitions/${name}`, text: readFileSync(path.join(folder, name), 'utf8') }));
  const parsed = parseDefinitions(texts);
  if (!parsed.ok) {
    throw new Error(`demo/definitions is not valid:\n${parsed.diagnostics.map(formatDiagnostic).join('\n')}`);
  }
  return texts.map(({ text }) => text.trimEnd()).join('\n---\n') + '\n';
}

/** Grafana replaces `$NAME` in provisioned values by its environment: a dollar of our own is written twice. */
const literal = (text: string) => text.replaceAll('$', '$$$$');

const yaml = (value: unknown) => HEAD + stringify(value, { lineWidth: 0, blockQuote: 'literal' });

function dataSources(definitions: string): string {
  const common = { orgId: 1, access: 'proxy', editable: false };
  return yaml({
    apiVersion: 1,
    prune: true,
    datasources: [
      {
        name: 'Plumbline',
        uid: 'plumbline',
        type: 'plumbline-kpi-datasource',
        ...common,
        isDefault: true,
        jsonData: { definitions: literal(definitions) },
      },
      {
        name: 'Shop database',
        uid: 'shop-db',
        type: 'grafana-postgresql-datasource',
        ...common,
        url: '${SHOP_DB_HOST}',
        user: '${SHOP_DB_USER}',
        jsonData: {
          database: '${SHOP_DB_NAME}',
          sslmode: 'disable',
          postgresVersion: 1700,
          timescaledb: false,
          maxOpenConns: 10,
        },
        secureJsonData: { password: '${SHOP_DB_PASSWORD}' },
      },
      {
        name: 'Prometheus',
        uid: 'prometheus',
        type: 'prometheus',
        ...common,
        url: '${PROMETHEUS_URL}',
        jsonData: { httpMethod: 'POST', timeInterval: '15s', prometheusType: 'Prometheus', prometheusVersion: '3.0.0' },
      },
    ],
  });
}

/** One rule a page-worthy threshold: how many times over its bound the KPI is; the rule is then always "> 1". */
function alertRules(): string {
  const expression = { type: '__expr__', uid: '__expr__' };
  const query = {
    refId: 'A',
    datasource: { type: 'plumbline-kpi-datasource', uid: 'plumbline' },
    kpi: 'checkout-success',
    view: 'alert',
    intervalMs: 60_000,
    maxDataPoints: 1000,
  };
  return yaml({
    apiVersion: 1,
    groups: [
      {
        orgId: 1,
        name: 'shop',
        folder: 'Shop',
        interval: '1m',
        rules: [
          {
            uid: 'plumbline-checkout-failing',
            title: 'Checkout is failing',
            condition: 'C',
            for: '2m',
            // An upstream fault must neither page as an outage nor resolve one; no verdict (too little traffic) keeps what was.
            noDataState: 'KeepLast',
            execErrState: 'Error',
            isPaused: false,
            dashboardUid: 'plumbline-shop',
            labels: { severity: 'page', service: 'checkout', team: 'checkout', kpi: 'checkout-success' },
            annotations: {
              summary: 'Checkout success is below 95 % over the last 10 minutes',
              description: 'Customers meet errors while they pay. Each lost order costs about 54.20 EUR.',
              runbook_url: 'https://runbooks.example.com/checkout/errors',
            },
            data: [
              { refId: 'A', relativeTimeRange: { from: 3600, to: 0 }, datasourceUid: 'plumbline', model: query },
              {
                refId: 'B',
                relativeTimeRange: { from: 0, to: 0 },
                datasourceUid: '__expr__',
                model: {
                  refId: 'B',
                  type: 'reduce',
                  expression: 'A',
                  reducer: 'last',
                  settings: { mode: 'dropNN' },
                  datasource: expression,
                },
              },
              {
                refId: 'C',
                relativeTimeRange: { from: 0, to: 0 },
                datasourceUid: '__expr__',
                model: {
                  refId: 'C',
                  type: 'threshold',
                  expression: 'B',
                  conditions: [{ evaluator: { type: 'gt', params: [1] } }],
                  datasource: expression,
                },
              },
            ],
          },
        ],
      },
    ],
  });
}

/** Path below provisioning/ -> text. */
export function provisioningFiles(): ReadonlyMap<string, string> {
  return new Map([
    ['datasources/plumbline.yaml', dataSources(definitionsText())],
    ['alerting/shop.yaml', alertRules()],
    ['plugins/app.yaml', yaml({ apiVersion: 1, apps: [{ type: 'plumbline-kpi-app', org_id: 1, disabled: false }] })],
    [
      'dashboards/default.yaml',
      yaml({
        apiVersion: 1,
        providers: [
          {
            name: 'Plumbline',
            orgId: 1,
            folder: 'Shop',
            type: 'file',
            disableDeletion: true,
            allowUiUpdates: false,
            updateIntervalSeconds: 30,
            options: { path: '/etc/grafana/provisioning/dashboards', foldersFromFilesStructure: false },
          },
        ],
      }),
    ],
  ]);
}

/** Files whose text on disk is not what it should be. */
export function staleFiles(): string[] {
  const read = (file: string) => {
    try {
      return readFileSync(path.join(root, 'provisioning', file), 'utf8');
    } catch {
      return undefined;
    }
  };
  return [...provisioningFiles()].filter(([file, text]) => read(file) !== text).map(([file]) => `provisioning/${file}`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const stale = staleFiles();
  if (process.argv.includes('--check')) {
    stale.forEach((file) => process.stderr.write(`${file} is not up to date: npx tsx scripts/build-provisioning.ts\n`));
    process.exitCode = stale.length > 0 ? 1 : 0;
  } else {
    for (const [file, text] of provisioningFiles()) {
      writeFileSync(path.join(root, 'provisioning', file), text);
    }
    process.stdout.write(stale.length > 0 ? `wrote ${stale.join(', ')}\n` : 'provisioning is up to date\n');
  }
}
