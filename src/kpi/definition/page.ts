/** The form as a page of the reference. Not part of what hosts load. */
import { definition } from './form';
import type { ObjectShape, Shape } from './shape';

const INTRODUCTION = `# Definitions

Definitions are YAML documents, separated by lines of \`---\`. Each has \`apiVersion: plumbline/v1\`, a \`kind\` (\`Source\`, \`KPI\`,
\`Funnel\`, \`Experiment\`, \`AlertPolicy\` or \`Events\`), \`metadata\` and a \`spec\`. Editors complete and check them with \`schema/plumbline-v1.schema.json\`. The tables below
are made from the same shapes that the parser reads by (\`npx tsx scripts/generate-definitions.mts\`).

A text is loaded whole or not at all. Every error has a [code](diagnostics.md), a place (\`file:line:column\`) and what to do; all of
them are told in one go. Fields that are not in the tables are errors.

## How texts are read

- **Names** begin with a lower-case letter and go on with lower-case letters, digits, \`_\`, \`.\` and \`-\`, 64 at most. KPIs, funnels and experiments
  share their names; sources, alert policies and events have theirs.
- **YAML 1.2**: \`yes\`, \`no\`, \`on\`, \`off\` are text; \`true\` and \`false\` are not. Numbers, \`true\`, \`false\` and \`null\` need quotes where
  text belongs. In conditions a number stays a number; \`01234\` or \`1.10\` is read as 1234 or 1.1, with a warning. A whole number
  that cannot be kept exactly is refused.
- **Decimals** (targets, amounts, bounds) are kept digit for digit, quoted or not: \`0.995\`. No exponent, no percent sign, no
  thousands separator, at most 18 digits on either side of the point.
- **Durations**: \`15s\`, \`30m\` (minutes), \`1h30m\`, \`7d\`, \`4w\`. Days are 24 hours. Only windows that follow the calendar know \`M\`, \`Q\`
  and \`Y\`, and their days are the zone's.
- **Instants** have their zone: \`2026-03-01T02:00:00+01:00\`. **Local times** have none: \`2026-04-01T00:00\`; where clocks skip one, the change
  itself is meant, where they show it twice, the earlier one.
- **Units**: \`ratio\`, \`count\`, \`seconds\`, \`currency:EUR\`; as a rate per \`s\`, \`min\`, \`h\` or \`d\` (\`currency:EUR/min\`); a ratio of other things
  says so (\`ratio:EUR/count\`).
- **Links** are \`https://…\`, \`http://…\` (without user name) or a path of this Grafana such as \`/d/board\`.
- **Anchors and aliases** work within a document; merge keys and tags do not.
- **Limits**: 256 kB for all texts of one data source, 40 levels of nesting, 100,000 values of a document after aliases.
- A SQL part counts \`rows\` or adds up a \`value\`; directly under \`count:\`, and in steps of aggregate funnels, \`count: rows\` may be left out.
- The form of a usual document is read by a quick reader; rarely used YAML (anchors, escapes, tags, texts over several lines) is read by a
  library, with the same result but slower in the Go host. It matters only for very large texts.

## Objectives

An objective is a target over a time window, in OpenSLO's words. \`Occurrences\` divides good events by all of them and needs a ratio whose
unit is \`ratio\`. A conversion of 3 % is no such ratio, and revenue is none at all: for those set a threshold (\`op\` and \`value\`), which judges
short slices of time. The slices' grid is UTC's.

\`\`\`yaml
objectives:
  - { name: monthly, target: "0.99", timeWindow: { duration: 30d } }
  - name: fiscal-quarter
    target: "0.95"
    timeWindow: { duration: 1Q, calendar: { startTime: 2026-02-01T00:00, timeZone: Europe/Berlin } }
    op: gte
    value: "120.50"
    consequences: [ { below: "0.1", then: Freeze releases. }, { below: "0", then: Call the owner. } ]
\`\`\`

A **composite** KPI takes objectives of other KPIs together; of its members only the targets and what makes a slice good are used, not their
windows. Weights are relative. With \`Occurrences\` its burn rate is the weighted mean of theirs; with \`Timeslices\` a slice is bad if it is bad
for any member (which must count Timeslices of the same length); with \`RatioTimeslices\` the members' shortfalls add up.

**Exclusions** are times that objectives do not judge as they were measured. Several may hold at once; \`removed\` wins over \`good\`. An occurrence
lasts its duration of real time, also over a change of clocks.

**Alert policies** are burn-rate conditions as data. Built in are \`sre-workbook\` (the default) and \`guide-escalation\`; a definition of the same name
replaces one. A condition that can never fire, that would fire while the promise is kept, or whose short window holds fewer than two time slices is
an error where the objective names the policy; of the default policy it is left out with a warning.

\`\`\`yaml
apiVersion: plumbline/v1
kind: AlertPolicy
metadata: { name: calm }
spec:
  conditions:
    - { severity: page, long: 1h, short: 5m, budget: "0.05" }
    - { severity: ticket, long: 3d, short: 6h, factor: "1.5" }
---
apiVersion: plumbline/v1
kind: Events
metadata: { name: deploys }
spec: { type: deploy, source: shop-db, table: deployments, time: finished_at, service: service, version: version }
\`\`\`

## Not yet

Refused with PL1119, never ignored: \`count: { distinct: … }\`, \`type: gauge\` and \`histogram\` of a counter's part (a level is measured by
\`measure: { gauge: … }\`), and \`quality\`.
`;

interface Section {
  readonly title: string;
  readonly shape: ObjectShape<unknown>;
}

/** Markdown of docs/reference/definitions.md. */
export function definitionsPage(): string {
  const sections: Section[] = [];
  for (const kind of Object.keys(definition.cases)) {
    const spec = definition.cases[kind].fields.spec.shape;
    for (const [suffix, shape] of objectsOf(spec)) {
      sections.push({ title: `${kind}${suffix}`, shape });
    }
  }
  const named = new Map<string, Shape<unknown>>();
  const lines = [INTRODUCTION, '## `metadata`', '', ...tableOf(objectsOf(metadataShape())[0][1], named)];
  for (const { title, shape } of sections) {
    lines.push('', `## ${title}: \`spec\``, '', ...tableOf(shape, named));
  }
  // Named shapes may name others.
  for (const id of ['part', 'condition', 'objective', 'exclusion']) {
    const shape = named.get(id);
    for (const [suffix, one] of shape ? objectsOf(shape) : []) {
      lines.push('', `## ${TITLES[id]}${suffix}`, '', ...tableOf(one, named));
    }
  }
  return `${lines.join('\n')}\n`;
}

const TITLES: Readonly<Record<string, string>> = {
  part: 'Part of a measure',
  condition: 'Condition',
  objective: 'Objective',
  exclusion: 'Exclusion',
};
const metadataShape = (): Shape<unknown> => definition.cases.KPI.fields.metadata.shape;

/** The objects that a shape may be, with what tells them apart. */
function objectsOf(shape: Shape<unknown>): ReadonlyArray<readonly [suffix: string, shape: ObjectShape<unknown>]> {
  switch (shape.kind) {
    case 'object':
      return [['', shape]];
    case 'tagged':
      return Object.keys(shape.cases).map((choice) => [` (\`${shape.tag}: ${choice}\`)`, shape.cases[choice]]);
    case 'keyed':
      return shape.cases.map((one) => [` (\`${one.keys.join('` or `')}\`)`, one.shape]);
    case 'named':
      return objectsOf(shape.shape());
    default:
      return [];
  }
}

function tableOf(shape: ObjectShape<unknown>, named: Map<string, Shape<unknown>>): string[] {
  const rows: string[] = ['| Field | Type | Needed | Meaning |', '| --- | --- | --- | --- |'];
  addRows(shape, '', rows, named);
  return rows;
}

function addRows(
  shape: ObjectShape<unknown>,
  prefix: string,
  rows: string[],
  named: Map<string, Shape<unknown>>
): void {
  for (const key of Object.keys(shape.fields)) {
    const field = shape.fields[key];
    if (field.later !== undefined) {
      continue;
    }
    const group = shape.groups.find((one) => one.keys.indexOf(key) >= 0);
    const others = group ? group.keys.filter((one) => one !== key).map((one) => `\`${one}\``) : [];
    const needed = field.required
      ? 'yes'
      : group?.required
        ? `or ${others.join(', ')}`
        : field.fallback === undefined
          ? 'no'
          : `no: ${field.fallback}`;
    rows.push(
      `| \`${prefix}${key}\` | ${typeOf(field.shape, named)} | ${needed} | ${field.doc.replace(/\|/g, '\\|')} |`
    );
    const inner = field.shape.kind === 'list' ? field.shape.item : field.shape;
    if (inner.kind === 'object') {
      addRows(inner, `${prefix}${key}${field.shape.kind === 'list' ? '[]' : ''}.`, rows, named);
    } else if (inner.kind === 'either') {
      addRows(inner.object, `${prefix}${key}.`, rows, named);
    }
  }
}

function typeOf(shape: Shape<unknown>, named: Map<string, Shape<unknown>>): string {
  switch (shape.kind) {
    case 'scalar': {
      const values = shape.schema.enum as readonly string[] | undefined;
      return values ? values.map((value) => `\`${value}\``).join(', ') : shape.expected;
    }
    case 'list':
      return shape.item.kind === 'object' ? 'list' : `list: ${typeOf(shape.item, named)}`;
    case 'table':
      return 'name: text';
    case 'either':
      return `${typeOf(shape.scalar, named)}, or fields`;
    case 'named':
      named.set(shape.id, shape.shape());
      return `[${TITLES[shape.id].toLowerCase()}](#${anchorOf(shape)})`;
    default:
      return 'fields';
  }
}

/** As GitHub makes anchors of headings. */
function anchorOf(shape: { readonly id: string; readonly shape: () => Shape<unknown> }): string {
  const [suffix] = objectsOf(shape.shape())[0];
  return `${TITLES[shape.id]}${suffix}`
    .toLowerCase()
    .replace(/[^a-z0-9 _-]/g, '')
    .replace(/ /g, '-');
}
