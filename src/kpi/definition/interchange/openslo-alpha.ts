/** OpenSLO v1alpha, as Sloth reads it: SLOs whose objectives hold their queries, and windows of counted days. */
import { shown } from '../report';
import type { Fields } from './fields';
import { mended } from './names';
import { readObjective, type Method, METHODS, type WindowDraft } from './openslo-objective';
import type { Output } from './output';
import { rolling } from './policies';
import { additivePart, levelOf } from './promql';
import { ratioOf } from './ratio';
import { says } from './read-documents';
import type { MeasureDraft } from './types';

const UNITS: Readonly<Record<string, readonly [rolling: string, calendar: string]>> = {
  Second: ['s', 's'],
  Minute: ['m', 'm'],
  Hour: ['h', 'h'],
  Day: ['d', 'd'],
  Week: ['w', 'w'],
  Month: ['', 'M'],
  Quarter: ['', 'Q'],
  Year: ['', 'Y'],
};
const DAYS: Readonly<Record<string, number>> = { Month: 30, Quarter: 90, Year: 365 };

export function readAlpha(documents: readonly Fields[], output: Output): void {
  for (const document of documents) {
    const kind = says(document, 'kind', ['SLO', 'Service']);
    if (kind === 'Service') {
      const reason = 'a service of v1alpha says nothing that a definition needs';
      document.report('PL1520', { field: 'Service', reason }, document.place());
    } else if (kind === 'SLO') {
      readSlo(document, output);
    }
  }
}

function readSlo(document: Fields, output: Output): void {
  const metadata = document.fields('metadata') ?? document.missing('metadata');
  const spec = document.fields('spec') ?? document.missing('spec');
  document.rest();
  if (!metadata || !spec) {
    return;
  }
  const given = metadata.required('name');
  const name = mended(metadata, 'name', given ?? 'slo');
  const displayName = metadata.text('displayName') ?? (name === given ? undefined : given);
  metadata.rest();
  const service = spec.required('service');
  const description = spec.text('description');
  const method: Method | undefined = spec.has('budgetingMethod')
    ? spec.oneOf('budgetingMethod', METHODS)
    : 'Occurrences';
  const windows = spec.each('timeWindows');
  if (windows.length !== 1) {
    const params = { field: spec.nameOf('timeWindows'), minimum: 1, found: windows.length };
    spec.report('PL1105', params, spec.place('timeWindows'));
  }
  const window = windows.length === 1 ? windowOf(windows[0]) : undefined;
  const indicator = spec.fields('indicator');
  const whole = indicator && readThreshold(indicator, output);
  const objectives = spec.each('objectives');
  if (objectives.length === 0) {
    spec.report('PL1105', { field: spec.nameOf('objectives'), minimum: 1, found: 0 }, spec.place('objectives'));
  }
  spec.rest();
  if (service !== undefined) {
    spec.assume('service', `"${service}" as the owning team, for v1alpha has no labels`);
  }
  objectives.forEach((fields, i) => {
    const measure = fields.has('ratioMetrics') ? readRatio(fields, output) : whole;
    if (!measure && !indicator && !fields.has('ratioMetrics')) {
      fields.missing('ratioMetrics');
    }
    const draft = measure && readObjective(fields, measure, method ?? 'Occurrences', window, 0);
    if (!draft || !measure || service === undefined || !window) {
      return;
    }
    // Each objective has its queries, so it is a KPI of its own; only the name tells them apart.
    const numbered = objectives.length === 1 ? name : `${name.slice(0, 60)}-${i + 1}`;
    output.kpi({
      name: numbered,
      ...(displayName === undefined
        ? {}
        : { displayName: objectives.length === 1 ? displayName : `${displayName} ${i + 1}` }),
      ...(description === undefined ? {} : { description }),
      area: service,
      team: service,
      unit: measure.unit,
      measure: measure.measure,
      objectives: [{ ...draft.json, alertPolicy: 'none' }],
      place: fields.place(),
    });
  });
}

function windowOf(fields: Fields): WindowDraft | undefined {
  const count = fields.has('count') ? fields.decimal('count') : fields.missing('count');
  const unit = fields.has('unit') ? fields.oneOf('unit', Object.keys(UNITS)) : fields.missing('unit');
  const isRolling = fields.boolean('isRolling');
  const calendar = fields.fields('calendar');
  fields.rest();
  if (count === undefined || unit === undefined) {
    return undefined;
  }
  if (!/^[1-9][0-9]{0,4}$/.test(count)) {
    const params = { field: fields.nameOf('count'), expected: 'a whole number', found: shown(count) };
    fields.report('PL1103', params, fields.place('count'));
    return undefined;
  }
  if (calendar) {
    const startTime = calendar.required('startTime');
    const timeZone = calendar.required('timeZone');
    calendar.rest();
    const duration = `${count}${UNITS[unit][1]}`;
    if (startTime === undefined || timeZone === undefined) {
      return undefined;
    }
    const letter = UNITS[unit][1] as 'd';
    return {
      json: { duration, rolling: false, calendar: { startTime, timeZone } },
      window: { rolling: false, duration, count: Number(count), unit: letter, start: startTime, timeZone },
    };
  }
  if (isRolling === false) {
    return fields.missing('calendar');
  }
  const days = DAYS[unit];
  const duration = days === undefined ? `${count}${UNITS[unit][0]}` : `${Number(count) * days}d`;
  if (days !== undefined) {
    fields.assume('unit', `${duration}, since it rolls`);
  }
  return { json: { duration }, window: rolling(duration) };
}

function readRatio(objective: Fields, output: Output): MeasureDraft | undefined {
  const ratio = objective.fields('ratioMetrics');
  if (!ratio) {
    return undefined;
  }
  const incremental = ratio.boolean('incremental');
  const tops = ['good', 'bad'].filter((key) => ratio.has(key));
  const lower = ratio.fields('total') ?? (ratio.has('total') ? undefined : ratio.missing('total'));
  ratio.rest();
  if (tops.length !== 1) {
    ratio.report('PL1106', { of: 'A ratio', oneOf: ['good', 'bad'], found: tops }, ratio.place(tops[1]));
    return undefined;
  }
  const upper = ratio.fields(tops[0]);
  const [above, below] = [upper && readQuery(upper, output), lower && readQuery(lower, output)];
  if (!above || !below) {
    return undefined;
  }
  const counter = { counter: incremental !== false };
  const [part, total] = [additivePart({ ...above, ...counter }), additivePart({ ...below, ...counter })];
  const role = tops[0] === 'good' ? 'numerator' : 'failures';
  return part && total && ratioOf(role, { fields: above.fields, key: 'query', part }, total, 'total.query');
}

function readThreshold(indicator: Fields, output: Output): MeasureDraft | undefined {
  const metric =
    indicator.fields('thresholdMetric') ??
    (indicator.has('thresholdMetric') ? undefined : indicator.missing('thresholdMetric'));
  indicator.rest();
  const query = metric && readQuery(metric, output);
  const promql = query && levelOf(query, 'as is');
  return promql === undefined || !query
    ? undefined
    : { kind: 'threshold', unit: 'count', measure: { gauge: { source: query.source, promql } } };
}

function readQuery(fields: Fields, output: Output) {
  const given = fields.text('source') ?? 'prometheus';
  const type = fields.text('queryType') ?? 'promql';
  const text = fields.required('query');
  fields.rest();
  if (!/^promql$/i.test(type)) {
    fields.report('PL1510', { name: fields.path, type: shown(type) }, fields.place('queryType'));
    return undefined;
  }
  return text === undefined ? undefined : { fields, key: 'query', text, source: output.source(given, fields.place()) };
}
