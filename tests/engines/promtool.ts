/** Prometheus' own check of rules and its simulated evaluation of them. */
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { stringify } from 'yaml';

/** Where promtool is; undefined where it is not installed, so that tests of it are skipped. */
export const promtool = ['/usr/bin/promtool', '/usr/local/bin/promtool'].find((file) => fs.existsSync(file));
if (!promtool && process.env.PLUMBLINE_CI === '1') {
  throw new Error('promtool is missing (Debian package prometheus)');
}

export interface AlertTest {
  readonly eval_time: string;
  readonly alertname: string;
  readonly exp_alerts: ReadonlyArray<{ readonly exp_labels: object; readonly exp_annotations?: object }>;
}

export interface ExpressionTest {
  readonly eval_time: string;
  readonly expr: string;
  readonly exp_samples: ReadonlyArray<{ readonly labels: string; readonly value: number }>;
}

/** What promtool says of its arguments, run in a folder of its own with these files in it. */
export function runPromtool(files: Readonly<Record<string, string>>, ...args: readonly string[]) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'plumbline-promtool-'));
  try {
    Object.entries(files).forEach(([name, text]) => fs.writeFileSync(path.join(folder, name), text));
    return spawnSync(promtool!, args, { cwd: folder, encoding: 'utf8' });
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

/**
 * Evaluates rules every minute over histories of counters, one sample every 15 s; what promtool says, with SUCCESS or FAILED in it.
 * @param rules the text of a rules file
 * @param series name with labels → values in promtool's notation
 */
export function testRules(
  rules: string,
  series: Readonly<Record<string, string>>,
  alerts: readonly AlertTest[],
  expressions: readonly ExpressionTest[] = []
): string {
  const input_series = Object.entries(series).map(([name, values]) => ({ series: name, values }));
  const test = { interval: '15s', input_series, alert_rule_test: alerts, promql_expr_test: expressions };
  const whole = stringify({ rule_files: ['rules.yaml'], evaluation_interval: '1m', tests: [test] });
  const { stdout, stderr } = runPromtool({ 'rules.yaml': rules, 'test.yaml': whole }, 'test', 'rules', 'test.yaml');
  return `${stdout}\n${stderr}`;
}
