/** Annotations: what somebody reads who was just woken. Values are templates, without a dollar (see `templates.ts`). */
import { segmentLabels } from './labels';
import { grafanaAddress, literal, segmentWords } from './templates';
import type { RuleOptions, Watch } from './types';
import { decisionWords, moneyWords, policyWords, windowWords } from './words';

/**
 * `summary` (whose number, how bad, where), `description`, `windows` (what made it fire), `money`, `decision`, `policy`, `runbook_url`, `board_url`;
 * those that the definition has nothing for are left out.
 * @param labels of the alert's series, one for each segment of `alerting.by`; default those of the view `alert`
 * @param times template that prints how many times over the limit it is; undefined where the rule's value does not say
 */
export function annotations(
  watch: Watch,
  options: RuleOptions,
  times: string | undefined,
  labels: readonly string[] = segmentLabels(watch.kpi).map(({ label }) => label)
): Record<string, string> {
  const { kpi } = watch;
  const board = kpi.alerting.board ?? options.board;
  const address = options.target === 'prometheus' ? prometheusAddress : grafanaAddress;
  const texts: ReadonlyArray<readonly [name: string, text: string | undefined]> = [
    ['summary', summary(watch, times, labels)],
    ['description', kpi.description === undefined ? undefined : literal(kpi.description)],
    ['windows', literal(windowWords(watch))],
    ['money', literal(moneyWords(watch))],
    ['decision', literal(decisionWords(watch))],
    ['policy', literal(policyWords(watch))],
    ['runbook_url', kpi.runbook === undefined ? undefined : address(kpi.runbook)],
    ['board_url', board === undefined ? undefined : address(board)],
  ];
  const said: Record<string, string> = {};
  for (const [name, text] of texts) {
    if (text !== undefined && text !== '') {
      said[name] = text;
    }
  }
  return said;
}

function summary(
  { kpi, severity, objectives, thresholds }: Watch,
  times: string | undefined,
  labels: readonly string[]
): string {
  const where = segmentWords(segmentLabels(kpi).map(({ displayName }, i) => ({ displayName, label: labels[i] })));
  const much = times === undefined ? 'over' : `${times} times over`;
  const burns = objectives.length > 0 ? ['it fails more often than its error budget can bear'] : [];
  const broken = thresholds.length > 0 ? ['it is out of bounds'] : [];
  const now = severity === 'page' ? 'Somebody is needed now.' : 'It can wait for working hours.';
  return `${literal(kpi.displayName)}${where} is ${much} the limit of its alert: ${[...burns, ...broken].join(', or ')}. ${now}`;
}

/** Prometheus does not know Grafana's address; a path stays a path. */
const prometheusAddress = literal;

/** Uid of the board where it is one of this Grafana: alerts then carry links to it, and boards show the alert's state. */
export function dashboardUid({ kpi }: Watch, options: RuleOptions): string | undefined {
  return /^\/d\/([a-zA-Z0-9_-]{1,40})(?:[/?#]|$)/.exec(kpi.alerting.board ?? options.board ?? '')?.[1];
}
