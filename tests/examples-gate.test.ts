import { spawn, type ChildProcess } from 'node:child_process';
import fs from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { NoOperationTraceWriter, parseWorkflow } from '@actions/workflow-parser';
import { AnalysisTemplate } from '@kubernetes-models/argo-rollouts/argoproj.io/v1alpha1/AnalysisTemplate';
import { FlagdCore } from '@openfeature/flagd-core';
import { Command } from 'commander';
import { afterEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { withGateOptions } from '../cli/gate/options';
import { callRollback, webhookOf } from '../cli/gate/rollback';
import { testHost } from '../cli/gate/testing';
import { decide, rollbackPayload } from '../src/kpi/gate';
import { DEPLOY, kpiAt, lookAfter, policy, WORSE } from '../src/kpi/gate/testing';
import { toGrafanaResponse } from '../src/hosts/grafana-http';
import type { Result } from '../src/kpi';

const folder = path.resolve(__dirname, '../docs/examples/gate');
const read = (file: string) => fs.readFileSync(path.join(folder, file), 'utf8');

const children: ChildProcess[] = [];
const servers: http.Server[] = [];
afterEach(() => {
  children.splice(0).forEach((child) => child.kill());
  servers.splice(0).forEach((server) => server.close());
});

/** Words of a shell line: quotes are taken off, variables stay as they are. */
const words = (line: string) =>
  [...line.replace(/\\\n/g, ' ').matchAll(/(?:[^\s"]+|"[^"]*")+/g)].map(([word]) => word.replace(/"/g, ''));

/** The options that our own command line reads from a command of an example. */
function gateOptions(text: string) {
  const all = words(text);
  const args = all.slice(all.indexOf('gate') + 1);
  const command = withGateOptions(new Command().exitOverride(), (pair, before) => [
    ...before,
    pair.split('=') as [string, string],
  ]);
  command.requiredOption('--definitions <path...>').configureOutput({ writeErr: () => undefined });
  command.parse(args, { from: 'user' });
  expect(command.args).toEqual([]);
  return command.opts();
}

describe('the commands of the examples', () => {
  const scripts: Array<[string, () => string]> = [
    [
      'github-actions.yaml',
      () => parse(read('github-actions.yaml')).jobs.deploy.steps.find((s: { id?: string }) => s.id === 'gate').run,
    ],
    ['gitlab-ci.yaml', () => parse(read('gitlab-ci.yaml')).gate.script[0]],
    ['flagd-rollback/gate.sh', () => read('flagd-rollback/gate.sh')],
  ];
  it.each(scripts)('%s: every option is one that the gate has', (_, script) => {
    const options = gateOptions(script());
    expect(options.kpi.length).toBeGreaterThan(0);
    expect(options.deploy).toBeTruthy();
    expect(options.grafana).toMatch(/^https:|^\$/);
  });

  it('would be told of one that it has not', () => {
    expect(() => gateOptions('plumbline gate --definitions x --kpi a --deploi b')).toThrow(/unknown option/);
  });

  it('hold no secret, only names of them', () => {
    for (const file of fs.readdirSync(folder).filter((name) => name.endsWith('.yaml'))) {
      expect(read(file)).not.toMatch(/glsa_|--(source|token)[ =]\S*@/);
    }
  });
});

describe('the GitHub workflow', () => {
  it('is one', () => {
    const { context } = parseWorkflow(
      { name: 'gate.yml', content: read('github-actions.yaml') },
      new NoOperationTraceWriter()
    );
    expect(context.errors.getErrors().map(String)).toEqual([]);
  });
});

describe('the GitLab pipeline', () => {
  it('names only stages that it has, and retries only what could not be run', () => {
    const { stages, deploy, gate } = parse(read('gitlab-ci.yaml'));
    expect([deploy.stage, gate.stage].every((stage) => stages.includes(stage))).toBe(true);
    expect(gate.retry.exit_codes).toEqual([2]);
  });
});

/** The part of kubectl's JSONPath that the template uses: names and indexes. */
function jsonPath(text: string, value: unknown): unknown {
  const steps = /^\{\$(.*)\}$/.exec(text)![1].match(/\.\w+|\[\d+\]/g)!;
  return steps.reduce((at, step) => (at as Record<string, unknown>)[step.replace(/[.[\]]/g, '')], value);
}

const alertResult = (times: number | null): Result => ({
  kpi: 'checkout-success',
  view: 'alert',
  status: 'ok',
  requests: 1,
  notices: [],
  frames: [
    {
      name: 'checkout-success',
      type: 'numeric-multi',
      fields: [
        { name: 'value', type: 'number', labels: { kpi: 'checkout-success', severity: 'page' }, values: [times] },
      ],
    },
  ],
});
/** What the plugin's backend answers, in Grafana's envelope. */
const answerOf = (times: number | null) => {
  const response = toGrafanaResponse(alertResult(times), { refId: 'A' });
  return { results: { A: { status: 200, frames: response.ok ? response.frames : [] } } };
};

describe('the template of Argo Rollouts', () => {
  const document = parse(read('argo-analysis-template.yaml'));
  const { web } = document.spec.metrics[0].provider;

  it('is one, by its CRD', () => {
    expect(() => new AnalysisTemplate(document).validate()).not.toThrow();
    const broken = structuredClone(document);
    broken.spec.metrics[0].provider.web.url = 7;
    expect(() => new AnalysisTemplate(broken).validate()).toThrow();
  });

  it('asks a query that the plugin knows', () => {
    const [query] = JSON.parse(web.body).queries;
    expect(query).toMatchObject({ kpi: 'checkout-success', view: 'alert', severity: 'page' });
    expect(query.datasource.type).toBe('plumbline-kpi-datasource');
  });

  it.each([[1.7], [0.2], [null]])('finds the number in the answer: %s', (times) => {
    expect(jsonPath(web.jsonPath, answerOf(times))).toBe(times);
  });
});

/** Starts an example, and gives its port. */
async function start(file: string, env: Record<string, string>): Promise<string> {
  const child = spawn(process.execPath, [path.join(folder, file)], { env: { ...process.env, ...env, PORT: '0' } });
  children.push(child);
  const text = await new Promise<string>((resolve) => child.stdout!.once('data', (chunk) => resolve(String(chunk))));
  return `http://127.0.0.1:${/\d+/.exec(text)![0]}/`;
}

describe('the webhook for Flagger', () => {
  it.each([
    [0.2, 200],
    [1.7, 412],
    ['away', 503],
  ])('of %s answers %d', async (times, status) => {
    const grafana = http.createServer((_, response) => {
      response
        .writeHead(times === 'away' ? 502 : 200)
        .end(times === 'away' ? '{}' : JSON.stringify(answerOf(times as number)));
    });
    servers.push(grafana);
    await new Promise<void>((resolve) => grafana.listen(0, '127.0.0.1', resolve));
    const { port } = grafana.address() as AddressInfo;
    const url = await start('flagger-hook.mjs', { GRAFANA_URL: `http://127.0.0.1:${port}`, GRAFANA_TOKEN: 'x' });
    const [hook] = parse(read('flagger-canary.yaml')).spec.analysis.webhooks;
    const response = await fetch(url, {
      method: 'POST',
      body: JSON.stringify({ name: 'checkout', metadata: hook.metadata }),
    });
    expect(response.status).toBe(status);
  });
});

describe('the receiver for flagd', () => {
  it('takes our webhook, and OpenFeature’s own evaluator then gives the safe variant', async () => {
    const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'plumbline-flagd-'));
    const flags = path.join(scratch, 'flags.json');
    fs.copyFileSync(path.join(folder, 'flagd-rollback/flags.json'), flags);
    const value = () => {
      const core = new FlagdCore();
      core.setConfigurations(fs.readFileSync(flags, 'utf8'));
      return core.resolveBooleanEvaluation('payments-v2', false, {}, console).value;
    };
    expect(value()).toBe(true);
    const looks = [lookAfter(2, kpiAt({ effect: WORSE }))];
    const run = {
      deploy: { atMs: DEPLOY, title: 'x' },
      policy: policy(),
      decision: decide(looks, policy()),
      looks,
      timeZone: 'UTC',
    };
    const url = await start('flagd-rollback/receiver.mjs', { FLAGS: flags, ROLLBACK_TOKEN: 't0ken' });
    const call = (token: string, variant: string) =>
      callRollback(
        webhookOf(url, 'TOKEN', { TOKEN: token }),
        rollbackPayload(run, [{ flag: 'payments-v2', variant }]),
        testHost(DEPLOY, { fetch })
      );
    expect((await call('wrong', 'off')).done).toBe(false);
    expect(value()).toBe(true);
    expect((await call('t0ken', 'never-heard-of')).done).toBe(false);
    expect(await call('t0ken', 'off')).toMatchObject({ done: true, attempts: 1 });
    expect(value()).toBe(false);
    fs.rmSync(scratch, { recursive: true });
  });
});
