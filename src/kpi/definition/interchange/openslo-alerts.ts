/** OpenSLO's AlertPolicy and AlertCondition -> burn-rate conditions. */
import { parseDuration } from '../duration';
import { shown } from '../report';
import type { BurnCondition } from '../types';
import { entryOf as entryIn, placeOf, type Syntax } from '../syntax';
import { fieldsOf, type Fields } from './fields';
import { nameFrom } from './names';
import type { Entry, Kind, Registry } from './openslo-registry';
import { factorCondition, wholeMinutes } from './policies';
import type { PolicyDraft } from './types';

const MINUTE = 60_000;
const PAGES = ['page', 'critical', 'high', 'emergency', 'fatal'];
const TICKETS = ['ticket', 'warning', 'medium', 'low', 'info', 'minor'];

interface Condition {
  readonly burn: BurnCondition;
  readonly afterMs: number;
}

export class Alerts {
  private readonly policies = new Map<Entry, PolicyDraft | undefined>();
  private readonly conditions = new Map<Entry, Condition | undefined>();

  constructor(private readonly registry: Registry) {}

  /** What an SLO's `alertPolicies` name or hold, put together; undefined where there is none. */
  of(slo: Fields): PolicyDraft | undefined {
    const drafts = slo.items('alertPolicies').flatMap(({ syntax, path }, i) => {
      const entry =
        syntax.type === 'scalar'
          ? this.registry.named('AlertPolicy', syntax.text, slo, `alertPolicies[${i}]`, placeOf(syntax))
          : syntax.type === 'mapping' && entryIn(syntax, 'alertPolicyRef')
            ? this.byRef('AlertPolicy', 'alertPolicyRef', syntax, path)
            : this.registry.inline('AlertPolicy', syntax, path, slo);
      const draft = entry && this.policy(entry);
      return draft ? [draft] : [];
    });
    return drafts.length === 0 ? undefined : joined(drafts, slo);
  }

  private byRef(kind: Kind, key: string, syntax: Syntax, path: string): Entry | undefined {
    const fields = fieldsOf(syntax, path, this.registry.output.diagnostics.report);
    const entry = fields && this.registry.resolve(kind, fields, key);
    fields?.rest();
    return entry;
  }

  policy(entry: Entry): PolicyDraft | undefined {
    if (!this.policies.has(entry)) {
      this.policies.set(entry, this.readPolicy(entry));
    }
    return this.policies.get(entry);
  }

  private readPolicy({ spec, name, document }: Entry): PolicyDraft | undefined {
    const description = spec.text('description');
    const breaching = spec.boolean('alertWhenBreaching');
    spec.unmapped('alertWhenNoData', 'without data Plumbline’s alerts freeze and say so');
    spec.unmapped('alertWhenResolved', 'resolved alerts are told of by Grafana’s contact points');
    spec.unmapped('notificationTargets', 'who is notified is said by Grafana’s notification policies');
    const found = spec.items('conditions').flatMap(({ syntax, path }) => {
      const reference = syntax.type === 'mapping' && entryIn(syntax, 'conditionRef');
      const condition = reference
        ? this.byRef('AlertCondition', 'conditionRef', syntax, path)
        : this.registry.inline('AlertCondition', syntax, path, spec);
      const read = condition && this.condition(condition);
      return read ? [read] : [];
    });
    if (!spec.has('conditions')) {
      spec.missing('conditions');
    }
    spec.rest();
    if (breaching === false) {
      spec.unmapped('conditions', 'the policy does not alert when they hold (alertWhenBreaching: false)');
      return undefined;
    }
    if (found.length === 0) {
      return undefined;
    }
    return {
      name: nameFrom(name, 'policy'),
      ...(description === undefined ? {} : { description }),
      conditions: found.map(({ burn }) => burn),
      forMs: longest(found.map(({ afterMs }) => afterMs)),
      place: document.place(),
    };
  }

  condition(entry: Entry): Condition | undefined {
    if (!this.conditions.has(entry)) {
      this.conditions.set(entry, readCondition(entry));
    }
    return this.conditions.get(entry);
  }
}

function readCondition({ spec, name }: Entry): Condition | undefined {
  spec.unmapped('description', 'conditions have no words of their own');
  const severity = severityOf(spec);
  const condition = spec.fields('condition') ?? (spec.has('condition') ? undefined : spec.missing('condition'));
  spec.rest();
  if (!condition) {
    return undefined;
  }
  const kind = condition.has('kind') ? condition.oneOf('kind', ['burnrate']) : condition.missing('kind');
  const op = condition.has('op') ? condition.oneOf('op', ['lte', 'gte', 'lt', 'gt']) : 'gt';
  const threshold = condition.has('threshold') ? condition.decimal('threshold') : condition.missing('threshold');
  const long = durationOf(condition, 'lookbackWindow', true);
  const after = durationOf(condition, 'alertAfter', false);
  condition.rest();
  if (!kind || !op || threshold === undefined || long === undefined) {
    return undefined;
  }
  if (op === 'lte' || op === 'lt') {
    condition.report('PL1523', { name, op }, condition.place('op'));
    return undefined;
  }
  if (!(Number(threshold) > 0)) {
    const params = { field: condition.nameOf('threshold'), value: threshold, range: 'above 0' };
    condition.report('PL1112', params, condition.place('threshold'));
    return undefined;
  }
  if (op === 'gte') {
    condition.assume('op', '"gt", which differs only at exactly that burn rate');
  }
  const short = Math.max(MINUTE, wholeMinutes(long / 12));
  condition.assume(
    'lookbackWindow',
    `a short window of ${short / MINUTE} min beside it, a twelfth, as the SRE Workbook has it`
  );
  const burn = factorCondition(severity, threshold, long, short);
  return { burn: { ...burn, place: condition.place() }, afterMs: after ?? 0 };
}

function severityOf(spec: Fields): BurnCondition['severity'] {
  const given = spec.text('severity');
  const severity = given !== undefined && PAGES.indexOf(given.toLowerCase()) >= 0 ? 'page' : 'ticket';
  if (given !== severity) {
    const known = given !== undefined && TICKETS.concat(PAGES).indexOf(given.toLowerCase()) >= 0;
    spec.assume('severity', `"${severity}"${known || given === undefined ? '' : ', for the word is not known here'}`);
  }
  return severity;
}

function durationOf(fields: Fields, key: string, required: boolean): number | undefined {
  const text = required ? fields.required(key) : fields.text(key);
  const ms = text === undefined ? undefined : parseDuration(text);
  if (text !== undefined && (ms === undefined || ms % MINUTE !== 0 || (required && ms === 0))) {
    fields.report('PL1109', { field: fields.nameOf(key), value: shown(text) }, fields.place(key));
    return undefined;
  }
  return ms;
}

const longest = (all: readonly number[]): number => all.reduce((most, ms) => Math.max(most, ms), 0);

function joined(drafts: readonly PolicyDraft[], slo: Fields): PolicyDraft {
  if (drafts.length === 1) {
    return drafts[0];
  }
  const forMs = longest(drafts.map((draft) => draft.forMs));
  if (drafts.some((draft) => draft.forMs !== forMs)) {
    slo.assume('alertPolicies', `the longest of their waiting times (alertAfter), ${forMs / MINUTE} min, for all`);
  }
  return {
    name: nameFrom(drafts.map(({ name }) => name).join('-and-'), 'policy'),
    parts: drafts.map(({ name }) => name),
    conditions: drafts.reduce<readonly BurnCondition[]>((all, draft) => all.concat(draft.conditions), []),
    forMs,
    place: slo.place('alertPolicies'),
  };
}
