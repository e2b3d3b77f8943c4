import {
  nativeRules,
  pluginRules,
  prometheusRules,
  rulesText,
  type GrafanaFile,
  type PrometheusFile,
  type Rules,
  type Target,
} from '../src/kpi/alerting/rules';
import type { DefinitionSet } from '../src/kpi';
import { loadDefinitions } from './definitions';
import { EXIT } from './exit';
import { refused, type Answer } from './options';

export interface RulesCommandOptions {
  readonly definitions: string[];
  readonly target: Target;
  readonly dataSourceUid?: string;
  readonly folder?: string;
  readonly board?: string;
  readonly source?: string;
}

type Make = (definitions: DefinitionSet, options: RulesCommandOptions) => Rules<GrafanaFile | PrometheusFile>;
const MAKERS: Readonly<Record<Target, Make>> = {
  plugin: pluginRules,
  native: nativeRules,
  prometheus: prometheusRules,
};
const WHERE: Readonly<Record<Target, string>> = {
  plugin: 'Put it into provisioning/alerting of Grafana.',
  native: 'Put it into provisioning/alerting of Grafana.',
  prometheus: 'Name it in rule_files of Prometheus.',
};

/**
 * Prints a file of alert rules; writes nothing. Exit 1 where the definitions are invalid, or a rule that they ask for cannot be made for
 * any error; what was left out or differs is said on standard error (for programs in `diagnostics`), and is no error.
 */
export function rulesCommand(options: RulesCommandOptions): Answer {
  const definitions = loadDefinitions(options.definitions);
  if (!definitions.ok) {
    return refused(definitions.diagnostics);
  }
  const { file, diagnostics } = MAKERS[options.target](definitions.value, options);
  const head = [
    `Written by plumbline rules --target ${options.target}; change the definitions. ${WHERE[options.target]}`,
  ];
  return {
    json: { ...(file === undefined ? {} : { file }), diagnostics },
    text: file === undefined ? '' : rulesText(file, head, diagnostics).trimEnd(),
    complaints: diagnostics,
    exit: diagnostics.some(({ severity }) => severity === 'error') ? EXIT.no : EXIT.fine,
  };
}
