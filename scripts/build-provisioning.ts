/**
 * Writes provisioning/ from demo/definitions and boards/: the data sources (with the definitions' text inside), the alert rules, the app,
 * the boards' provider and the boards. The written files are checked in; `--check` says whether they are up to date.
 *   npx tsx scripts/build-provisioning.ts [--check]
 */
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { stringify } from 'yaml';
import { boardFiles } from '../boards';
import { formatDiagnostic, parseDefinitions, type DefinitionSet } from '../src/kpi';
import { pluginRules, rulesText } from '../src/kpi/alerting/rules';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const folder = path.join(root, 'demo', 'definitions');
const HEAD = '# Written by scripts/build-provisioning.ts from demo/definitions; change those.\n';

/** All definitions, and as one text, documents apart; refuses a text that does not hold together. */
function definitions(): { readonly text: string; readonly set: DefinitionSet } {
  const texts = readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .map((name) => ({ file: `demo/definitions/${name}`, text: readFileSync(path.join(folder, name), 'utf8') }));
  const parsed = parseDefinitions(texts);
  if (!parsed.ok) {
    throw new Error(`demo/definitions is not valid:\n${parsed.diagnostics.map(formatDiagnostic).join('\n')}`);
  }
  return { text: texts.map(({ text }) => text.trimEnd()).join('\n---\n') + '\n', set: parsed.value };
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

/** The rules that `plumbline rules --target plugin` makes of the demo's KPIs, all of whom have the shop's board. */
function alertRules(definitions: DefinitionSet): string {
  const { file, diagnostics } = pluginRules(definitions, {
    target: 'plugin',
    folder: 'Shop',
    board: '/d/plumbline-shop',
  });
  const faults = diagnostics.filter(({ severity }) => severity === 'error');
  if (file === undefined || faults.length > 0) {
    throw new Error(`no alert rules:\n${faults.map(formatDiagnostic).join('\n')}`);
  }
  return rulesText(file, [HEAD.slice(2).trim()], diagnostics);
}

/** Path below provisioning/ -> text. */
export function provisioningFiles(): ReadonlyMap<string, string> {
  const { text, set } = definitions();
  return new Map([
    ['datasources/plumbline.yaml', dataSources(text)],
    ['alerting/shop.yaml', alertRules(set)],
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
    ...[...boardFiles()].map(([name, board]) => [`dashboards/${name}`, board] as const),
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
