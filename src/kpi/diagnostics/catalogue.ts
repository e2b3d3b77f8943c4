/**
 * Every code Plumbline can say, with the type of its parameters and its words, in one file.
 *
 * Ranges: PL1xxx definitions · PL2xxx queries and plans · PL3xxx upstream (the store, its network, its answer)
 * · PL4xxx what the numbers themselves show (no data, partial, not mature) · PL9xxx Plumbline's own faults.
 */
import type { Severity } from './types';

interface Entry<P> {
  readonly severity: Severity;
  readonly origin: 'input' | 'downstream' | 'plugin';
  readonly text: (p: P) => string;
  readonly hint?: (p: P) => string;
}

const entry = <P>(e: Entry<P>): Entry<P> => e;

/** 0.123 -> 12.3 %, at most four significant digits. */
const percent = (share: number) => `${Number((share * 100).toPrecision(4))} %`;

/** 12345 as people read it: 12,345. */
const whole = (n: number) => String(n).replace(/\B(?=(\d{3})+$)/g, ',');

/** Words in a row, each in quotes. */
const list = (words: readonly string[]): string => words.map((word) => `"${word}"`).join(', ');

/** A condition of a burn-rate policy, and the objective that it was to watch. */
interface Fitting {
  readonly kpi: string;
  readonly objective: string;
  readonly policy: string;
  readonly severity: string;
  readonly factor: string;
  readonly long: string;
}
const conditionWords = (p: Fitting) =>
  `"${p.policy}" for the objective "${p.objective}" of ${p.kpi}: its ${p.severity} at ${p.factor} times over ${p.long}`;
const UNREACHABLE_CHOSEN = 'Use a lower factor, raise the target, or budget time slices with a threshold.';
const UNREACHABLE =
  'It was left out. Choose or write a policy with lower factors (alertPolicy), or budget time slices with a threshold.';

const UNIT_HINTS: Readonly<Record<string, string>> = {
  count: 'Write "unit: count".',
  sum: 'Write what is added up, such as currency:EUR or count.',
  composite: 'Write "unit: ratio".',
  freshness: 'Write "unit: seconds".',
};

export const CATALOGUE = {
  PL1001: entry<{ reason: string }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `This is not YAML: ${p.reason}`,
    hint: () => 'Mend the YAML; nothing of this text was loaded.',
  }),
  PL1002: entry<{ bytes: number; limit: number }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `The definitions are ${p.bytes} bytes long; one data source holds at most ${p.limit} (256 kB).`,
    hint: () => 'Spread the definitions over several data sources: Grafana sends them to every browser at boot.',
  }),
  PL1003: entry<{ limit: number }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `The text nests deeper than ${p.limit} levels.`,
    hint: () => 'No definition needs that; look for stray brackets or dashes.',
  }),
  PL1004: entry<{ alias: string; limit: number }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `With the alias "*${p.alias}" the text grows beyond ${p.limit} values.`,
    hint: () => 'Use fewer aliases, or write the parts out.',
  }),
  PL1005: entry<{ tag: string }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `The YAML tag "${p.tag}" is not used in definitions.`,
    hint: () => 'Take the tag away; put quotes around what has to be text.',
  }),
  PL1006: entry<{ key: string; first: string }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `"${p.key}" is written twice in the same place; the first one is at ${p.first}.`,
    hint: () => 'Keep one of the two.',
  }),
  PL1007: entry<{ alias: string }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `The alias "*${p.alias}" has no anchor "&${p.alias}" before it in its document.`,
    hint: () =>
      'Set the anchor earlier in the same document, or put quotes around a text that begins with an asterisk.',
  }),
  PL1008: entry<{ found: string }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `The name of a field must be a word, not ${p.found}.`,
    hint: () => 'Put quotes around a text that begins with a bracket, a brace or a question mark.',
  }),
  PL1101: entry<{ field: string; of: string; suggestion?: string; allowed: readonly string[] }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `${p.of} has no field "${p.field}".`,
    hint: (p) => (p.suggestion ? `Did you mean "${p.suggestion}"?` : `It has: ${list(p.allowed)}.`),
  }),
  PL1102: entry<{ field: string; of: string }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `${p.of} lacks the field "${p.field}".`,
    hint: (p) => `Add "${p.field}".`,
  }),
  PL1103: entry<{ field: string; expected: string; found: string }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `"${p.field}" must be ${p.expected}, not ${p.found}.`,
    hint: (p) => `Write ${p.expected}; numbers, true and false are text once they are in quotes.`,
  }),
  PL1104: entry<{ field: string; value: string; allowed: readonly string[]; suggestion?: string }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `"${p.value}" is not a value of "${p.field}".`,
    hint: (p) => (p.suggestion ? `Did you mean "${p.suggestion}"?` : `Write one of: ${list(p.allowed)}.`),
  }),
  PL1105: entry<{ field: string; minimum: number; found: number }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `"${p.field}" holds ${p.found}, but needs at least ${p.minimum}.`,
    hint: (p) =>
      p.minimum > 1 ? 'Add what is missing.' : 'Write something there, or leave the field out if it is optional.',
  }),
  PL1106: entry<{ of: string; oneOf: readonly string[]; found: readonly string[] }>({
    severity: 'error',
    origin: 'input',
    text: (p) =>
      p.found.length === 0
        ? `${p.of} needs one of: ${list(p.oneOf)}.`
        : `${p.of} has ${list(p.found)} together; only one of them may be there.`,
    hint: (p) => (p.found.length === 0 ? 'Add one of them.' : 'Keep one of them.'),
  }),
  PL1107: entry<{ field: string; of: string; reason: string }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `"${p.field}" does not belong to ${p.of}: ${p.reason}.`,
    hint: (p) => `Take "${p.field}" away.`,
  }),
  PL1108: entry<{ field: string; value: string; suggestion?: string }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `"${p.value}" cannot be a name ("${p.field}").`,
    hint: (p) =>
      `Names begin with a lower-case letter and go on with lower-case letters, digits, "_", "." and "-", 64 at most${
        p.suggestion ? `: "${p.suggestion}", for example` : ''
      }.`,
  }),
  PL1109: entry<{ field: string; value: string }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `"${p.value}" is not a duration ("${p.field}").`,
    hint: () => 'Write a whole number above 0 and a unit: s, m (minutes), h, d or w; "30m", "7d", "1h30m".',
  }),
  PL1110: entry<{ field: string; value: string }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `"${p.value}" is not a decimal number ("${p.field}").`,
    hint: () => 'Write digits with a point, such as "0.995"; no thousands separators, no exponent, no percent sign.',
  }),
  PL1111: entry<{ field: string; value: string; nearest: string }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `The number ${p.value} in "${p.field}" cannot be kept exactly; the nearest one is ${p.nearest}.`,
    hint: () => 'Put quotes around it to make it text.',
  }),
  PL1112: entry<{ field: string; value: string; range: string }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `${p.value} is out of range for "${p.field}", which must be ${p.range}.`,
    hint: (p) => `Write a value that is ${p.range}.`,
  }),
  PL1113: entry<{ field: string; value: string }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `"${p.value}" is not a day of the calendar ("${p.field}").`,
    hint: () => 'Write year-month-day, such as 2026-03-01.',
  }),
  PL1114: entry<{ field: string; value: string }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `"${p.value}" is not an address that may be linked ("${p.field}").`,
    hint: () => 'Write https://…, http://… or a path of this Grafana such as /d/board.',
  }),
  PL1115: entry<{ field: string; value: string; suggestion?: string }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `"${p.value}" is not a unit ("${p.field}").`,
    hint: (p) =>
      p.suggestion
        ? `Did you mean "${p.suggestion}"?`
        : 'Write ratio, count, seconds, currency:EUR, a rate such as currency:EUR/min, or what a ratio is of, such as ratio:EUR/count.',
  }),
  PL1116: entry<{ field: string; value: string; suggestion?: string }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `There is no time zone "${p.value}" ("${p.field}").`,
    hint: (p) =>
      p.suggestion ? `Did you mean "${p.suggestion}"?` : 'Write an IANA name such as Europe/Berlin, or UTC.',
  }),
  PL1117: entry<{ field: string; value: string }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `"${p.value}" is not a currency ("${p.field}").`,
    hint: () => 'Write the three capital letters of ISO 4217, such as EUR.',
  }),
  PL1118: entry<{ field: string; written: string; read: string }>({
    severity: 'warning',
    origin: 'input',
    text: (p) => `${p.written} in "${p.field}" is read as the number ${p.read}.`,
    hint: (p) => `Write "${p.written}" in quotes if text is meant, or ${p.read} if the number is.`,
  }),
  PL1119: entry<{ what: string; instead: string }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `${p.what}: this version of Plumbline does not support that yet.`,
    hint: (p) => p.instead,
  }),
  PL1120: entry<{ field: string; character: string }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `"${p.field}" holds the control character ${p.character}.`,
    hint: () => 'Take it away; names and conditions are made of visible characters.',
  }),
  PL1121: entry<{ value: string; reason: string }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `"${p.value}" is not a pattern that every store reads alike: ${p.reason}.`,
    hint: () => 'Use the RE2 syntax: no look-around and no back-references. The pattern always covers the whole value.',
  }),
  PL1122: entry<{ field: string; value: string; reserved: readonly string[] }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `"${p.value}" is a name that results already use ("${p.field}").`,
    hint: (p) => `Choose another one; taken are: ${list(p.reserved)}.`,
  }),
  PL1130: entry<{ value: string }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `A target of 100 % ("${p.value}") leaves no error budget: the first failure would break it for good.`,
    hint: () => 'Write what is really bearable, such as "0.999".',
  }),
  PL1131: entry<{ value: string; suggestion?: string }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `A target must lie between 0 and 1, without either; it is "${p.value}".`,
    hint: (p) =>
      p.suggestion ? `Per cent are written as a share: "${p.suggestion}".` : 'Write a share such as "0.99".',
  }),
  PL1201: entry<{ source: string; suggestion?: string; known: readonly string[] }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `There is no source named "${p.source}".`,
    hint: (p) =>
      p.suggestion
        ? `Did you mean "${p.suggestion}"?`
        : p.known.length > 0
          ? `Add a definition of kind Source, or use one of: ${list(p.known)}.`
          : 'Add a definition of kind Source.',
  }),
  PL1202: entry<{ what: string; name: string; first: string }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `${p.what} "${p.name}" is already defined at ${p.first}.`,
    hint: () => 'Give one of the two another name, or take one away. KPIs and funnels share their names.',
  }),
  PL1203: entry<{ path: readonly string[] }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `The parents go round in a circle: ${p.path.join(' → ')}.`,
    hint: () => 'Take one "parent" of the circle away.',
  }),
  PL1204: entry<{ parent: string; suggestion?: string }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `The parent "${p.parent}" is not defined.`,
    hint: (p) =>
      p.suggestion ? `Did you mean "${p.suggestion}"?` : 'Define it as a KPI or a Funnel, or take "parent" away.',
  }),
  PL1205: entry<{ field: string; source: string; dialect: string }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `"${p.field}" cannot be asked of the source "${p.source}", whose dialect is ${p.dialect}.`,
    hint: (p) =>
      p.dialect === 'prometheus'
        ? 'A Prometheus source is asked with "metric" or "promql", and "where".'
        : 'An SQL source is asked with "table" or "query", "time", "count" or "value", and "where".',
  }),
  PL1206: entry<{ source: string; dialect: string }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `The source "${p.source}" (${p.dialect}) cannot follow actors from step to step.`,
    hint: () => 'Use an SQL source, or "type: aggregate", whose steps are independent measures.',
  }),
  PL1207: entry<{ what: string; name: string; first: string }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `${p.what} "${p.name}" is there twice; the first one is at ${p.first}.`,
    hint: () => 'Give one of the two another name, or take one away.',
  }),
  PL1208: entry<{ first: string; second: string }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `With "ties: loose" one event could be both "${p.first}" and "${p.second}".`,
    hint: () => 'Let both steps name the same field with "is" or "in" and no value in common, or use "ties: strict".',
  }),
  PL1209: entry<{ objective: string; method: string; measure: string; unit: string }>({
    severity: 'error',
    origin: 'input',
    text: (p) =>
      `The objective "${p.objective}" counts ${p.method}, which needs a ratio of good over total with the unit ratio; this is a ${p.measure} in "${p.unit}".`,
    hint: () =>
      'Set a threshold instead: time slices that are good while the value holds, with "op: gte" (lt, lte, gt) and "value", and as target the share of slices that must be good.',
  }),
  PL1210: entry<{ unit: string; measure: string }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `A measure "${p.measure}" cannot have the unit "${p.unit}".`,
    hint: (p) =>
      UNIT_HINTS[p.measure] ?? 'Write the unit of the values, such as seconds, currency:EUR or count; no rate.',
  }),
  PL1211: entry<{ promql: string }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `This PromQL has no $window, so it cannot be asked over a range: ${p.promql}`,
    hint: () => 'Write the range as [$window], such as sum(increase(orders_total[$window])).',
  }),
  PL1212: entry<{ source: string }>({
    severity: 'warning',
    origin: 'input',
    text: (p) => `The source "${p.source}" names no Grafana data source.`,
    hint: () => 'Add grafana: { uid: … }; without it only the command line can ask this source.',
  }),
  PL1213: entry<{ segment: string; suggestion?: string }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `"fields" speaks of the segment "${p.segment}", which this definition does not have.`,
    hint: (p) => (p.suggestion ? `Did you mean "${p.suggestion}"?` : 'Add it to "segments", or take it away.'),
  }),
  PL1214: entry<{ change: number; version: number }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `The change log knows version ${p.change}, but the definition says it is version ${p.version}.`,
    hint: (p) => `Raise "version" to ${p.change}, or mend the change log.`,
  }),
  PL1220: entry<{ duration: string }>({
    severity: 'error',
    origin: 'input',
    text: (p) =>
      `A calendar window cannot be "${p.duration}" long${/m$/.test(p.duration) ? ': m is minutes, M is months' : ''}.`,
    hint: () => 'Write one number of days, weeks, months, quarters or years: 1d, 1w, 1M, 1Q, 1Y.',
  }),
  PL1221: entry<{ duration: string }>({
    severity: 'error',
    origin: 'input',
    text: (p) =>
      `A rolling window has a fixed length, which "${p.duration}" has not: M, Q and Y belong to the calendar.`,
    hint: () => 'Write days, such as 30d (m is minutes), or "rolling: false" for a window of the calendar.',
  }),
  PL1222: entry<{ value: string; day: number; duration: string }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `Windows of ${p.duration} cannot begin on a day ${p.day} ("${p.value}"): not every month has one.`,
    hint: () => 'Begin on one of the days 1 to 28.',
  }),
  PL1223: entry<{ value: string }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `Time slices cannot be "${p.value}" long: they are whole minutes that divide an hour.`,
    hint: () => 'Use 1m, 2m, 3m, 4m, 5m, 6m, 10m, 12m, 15m, 20m, 30m or 1h.',
  }),
  PL1224: entry<{ objective: string; unit: string }>({
    severity: 'error',
    origin: 'input',
    text: (p) =>
      `"timeSliceTarget" of the objective "${p.objective}" is a share, but this KPI is no ratio (its unit is "${p.unit}").`,
    hint: () => 'Say when a slice is good with "op" and "value", such as { op: gte, value: "100" }.',
  }),
  PL1225: entry<{ objective: string }>({
    severity: 'error',
    origin: 'input',
    text: (p) =>
      `"absentIs: bad" does not go with Occurrences (objective "${p.objective}"): an event that nobody saw cannot be counted.`,
    hint: () => 'Use "gap" (missing data freezes the budget) or "good", or budget Timeslices, whose slices can be bad.',
  }),
  PL1226: entry<{ below: string; first: string }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `There are two consequences below ${p.below}; the first one is at ${p.first}.`,
    hint: () => 'Keep one of the two, or write both decisions into one "then".',
  }),
  PL1227: entry<{ policy: string; suggestion?: string; known: readonly string[] }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `There is no alert policy named "${p.policy}".`,
    hint: (p) =>
      p.suggestion
        ? `Did you mean "${p.suggestion}"?`
        : `Add a definition of kind AlertPolicy, or use one of: ${list(p.known)}; "none" for no alerts.`,
  }),
  PL1228: entry<{ events: string; suggestion?: string; known: readonly string[] }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `There are no events named "${p.events}".`,
    hint: (p) =>
      p.suggestion
        ? `Did you mean "${p.suggestion}"?`
        : p.known.length > 0
          ? `Add a definition of kind Events, or use one of: ${list(p.known)}.`
          : 'Add a definition of kind Events.',
  }),
  PL1229: entry<{ kpi: string; suggestion?: string }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `The composite’s member "${p.kpi}" is no KPI that is defined.`,
    hint: (p) => (p.suggestion ? `Did you mean "${p.suggestion}"?` : 'Define it as a KPI, or take the member away.'),
  }),
  PL1230: entry<{ kpi: string }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `The composite’s member "${p.kpi}" is a composite itself.`,
    hint: () => 'Name the KPIs that it is made of.',
  }),
  PL1231: entry<Fitting & { target: string; most: number }>({
    severity: 'error',
    origin: 'input',
    text: (p) =>
      `${conditionWords(p)} can never fire: at a target of ${p.target} the burn rate is at most ${p.most}, when everything fails.`,
    hint: () => UNREACHABLE_CHOSEN,
  }),
  PL1232: entry<Fitting>({
    severity: 'error',
    origin: 'input',
    text: (p) =>
      `${conditionWords(p)} would fire while the promise is kept: a burn rate below 1 spends less than the budget.`,
    hint: () => 'Use a factor of at least 1, or a shorter long window.',
  }),
  PL1233: entry<Fitting & { short: string; slice: string }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `${conditionWords(p)} looks back ${p.short}, which is fewer than two time slices of ${p.slice}.`,
    hint: () => 'Use shorter time slices, or a longer short window.',
  }),
  PL1234: entry<{ kpi: string; objective?: string; suggestion?: string; known: readonly string[] }>({
    severity: 'error',
    origin: 'input',
    text: (p) =>
      p.objective !== undefined
        ? `The composite’s member "${p.kpi}" has no objective "${p.objective}".`
        : p.known.length === 0
          ? `The composite’s member "${p.kpi}" has no objective.`
          : `The composite’s member "${p.kpi}" has ${p.known.length} objectives, so one of them must be named.`,
    hint: (p) =>
      p.suggestion
        ? `Did you mean "${p.suggestion}"?`
        : p.known.length > 0
          ? `Write "objective" with one of: ${list(p.known)}.`
          : 'Give it an objective, or take the member away.',
  }),
  PL1235: entry<{ kpi: string; objective: string; first: string }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `The composite counts "${p.objective}" of "${p.kpi}" twice; the first one is at ${p.first}.`,
    hint: () => 'Take one of the two away, and raise the other’s weight instead.',
  }),
  PL1236: entry<{ value: string; reason: string }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `"${p.value}" is not a recurrence rule that is understood: ${p.reason}.`,
    hint: () => 'Write a rule of RFC 5545, such as FREQ=WEEKLY;BYDAY=SA,SU or FREQ=MONTHLY;BYDAY=1SU.',
  }),
  PL1237: entry<{ from: string; to: string }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `"to" (${p.to}) must be later than "from" (${p.from}).`,
    hint: () => 'Exchange the two; hours over midnight are two exclusions, or a recurring one.',
  }),
  PL1238: entry<{ field: string; value: string }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `"${p.value}" is not an instant with its zone, from 1970 to 2037 ("${p.field}").`,
    hint: () => 'Write RFC 3339, such as 2026-03-01T02:00:00+01:00 or 2026-03-01T01:00:00Z.',
  }),
  PL1239: entry<{ field: string; value: string }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `"${p.value}" is not a local time of whole minutes, from 1970 to 2037 ("${p.field}").`,
    hint: () => 'Write it without a zone, such as 2026-04-01T00:00; the zone has its own field, "timeZone".',
  }),
  PL1240: entry<{ field: string; value: string }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `"${p.value}" is not a time of day ("${p.field}").`,
    hint: () => 'Write hours and minutes in quotes, such as "08:00"; "24:00" is the end of the day.',
  }),
  PL1241: entry<Fitting & { target: string; most: number }>({
    severity: 'warning',
    origin: 'input',
    text: (p) =>
      `${conditionWords(p)} can never fire: at a target of ${p.target} the burn rate is at most ${p.most}, when everything fails.`,
    hint: () => UNREACHABLE,
  }),
  PL1242: entry<Fitting>({
    severity: 'warning',
    origin: 'input',
    text: (p) =>
      `${conditionWords(p)} would fire while the promise is kept: a burn rate below 1 spends less than the budget.`,
    hint: () => 'It was left out. To have it, choose or write a policy with a factor of at least 1 (alertPolicy).',
  }),
  PL1243: entry<Fitting & { short: string; slice: string }>({
    severity: 'warning',
    origin: 'input',
    text: (p) => `${conditionWords(p)} looks back ${p.short}, which is fewer than two time slices of ${p.slice}.`,
    hint: () => 'It was left out. Use shorter time slices, or a policy with longer windows (alertPolicy).',
  }),
  PL1244: entry<{ severity: string; short: string; long: string }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `The ${p.severity}’s short window (${p.short}) must be shorter than its long one (${p.long}).`,
    hint: () => 'A twelfth of the long window is usual, such as 5m for 1h.',
  }),
  PL1245: entry<{ segment: string; suggestion?: string }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `"alerting: by" speaks of the segment "${p.segment}", which this KPI does not have.`,
    hint: (p) => (p.suggestion ? `Did you mean "${p.suggestion}"?` : 'Add it to "segments", or take it away.'),
  }),
  PL1246: entry<{ events: string; source: string; dialect: string; field: string }>({
    severity: 'error',
    origin: 'input',
    text: (p) =>
      `The events "${p.events}" cannot be read with "${p.field}" from the source "${p.source}", whose dialect is ${p.dialect}.`,
    hint: (p) =>
      p.dialect === 'prometheus'
        ? 'A Prometheus source is read with "metric" or "alerts: true".'
        : p.dialect === 'grafana'
          ? 'Annotations of Grafana are read with "tags".'
          : 'An SQL source is read with "table" or "query", and "time".',
  }),
  PL1247: entry<{ objective: string; kpi: string; member: string; reason: string }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `The composite’s objective "${p.objective}" cannot take in "${p.member}" of "${p.kpi}": ${p.reason}.`,
    hint: () => 'Let both judge time slices of the same length, or budget the composite’s objective by Occurrences.',
  }),
  PL1248: entry<{ name: string }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `An alert policy cannot be called "${p.name}": as "alertPolicy" that word means no alerts.`,
    hint: () => 'Give it another name.',
  }),
  PL1249: entry<{ objective: string; window: string; slice: string }>({
    severity: 'error',
    origin: 'input',
    text: (p) =>
      `The window of the objective "${p.objective}" (${p.window}) is shorter than one of its time slices (${p.slice}).`,
    hint: () => 'Use a longer window, or shorter slices (timeSliceWindow).',
  }),
  PL1250: entry<{ objective: string; window: string; slice: string; slices: number; limit: number }>({
    severity: 'error',
    origin: 'input',
    text: (p) =>
      `The objective "${p.objective}" has ${whole(p.slices)} time slices of ${p.slice} in ${p.window}; at most ${whole(p.limit)} can be asked for.`,
    hint: () => 'Use longer time slices (timeSliceWindow), or a shorter window.',
  }),
  PL1261: entry<Record<string, never>>({
    severity: 'error',
    origin: 'input',
    text: () => 'The query joins tables: where a row meets several others it is counted several times.',
    hint: () =>
      'Name the column that is different in every row of what is counted ("key: order_id"). Plumbline then refuses a number in which rows were multiplied.',
  }),
  PL1262: entry<{ objective: string; method: string }>({
    severity: 'error',
    origin: 'input',
    text: (p) =>
      `The objective "${p.objective}" counts ${p.method}, but different values of two slices are not those of both: they cannot be added up to a budget.`,
    hint: () => 'Use budgetingMethod: Timeslices with "op" and "value".',
  }),
  PL1263: entry<{ measure: string }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `A measure "${p.measure}" cannot be accumulated: its numbers cannot be added up.`,
    hint: () => 'Take "accumulate" away and ask for a longer grain or window.',
  }),
  PL1264: entry<{ kpi: string; measure: string }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `"${p.kpi}" measures "${p.measure}", which a composite cannot take together with others.`,
    hint: () => 'Give that KPI an objective of its own.',
  }),
  PL1270: entry<{ expression: string; reason: string }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `The expression "${p.expression}" cannot be read: ${p.reason}.`,
    hint: () => 'It has numbers, names of its inputs, + - * /, brackets and min, max, abs, coalesce.',
  }),
  PL1271: entry<{ of: string; first: string; firstUnit: string; second: string; secondUnit: string; place: string }>({
    severity: 'error',
    origin: 'input',
    text: (p) =>
      `"${p.of}" needs one unit: "${p.first}" (${p.place}) has ${p.firstUnit}, "${p.second}" has ${p.secondUnit}.`,
    hint: () =>
      'Convert one of them in a KPI of its own; nothing is converted silently. A written 0 fits every unit, other numbers have none.',
  }),
  PL1272: entry<{ unit: string; found: string; suggestion?: string }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `The expression comes to ${p.found}, but the unit is "${p.unit}".`,
    hint: (p) => (p.suggestion ? `Write "unit: ${p.suggestion}".` : 'No KPI can have that unit; mend the expression.'),
  }),
  PL1273: entry<{ kpi: string; suggestion?: string }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `The input "${p.kpi}" is no KPI that is defined.`,
    hint: (p) => (p.suggestion ? `Did you mean "${p.suggestion}"?` : 'Define it as a KPI, or take the input away.'),
  }),
  PL1274: entry<{ kpi: string; what: string }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `The input "${p.kpi}" is ${p.what}, which has no single number over a range.`,
    hint: () => 'Name a KPI that has a value, such as a count, a sum or a ratio.',
  }),
  PL1275: entry<{ path: readonly string[] }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `These derived KPIs are made of each other: ${p.path.join(' → ')}.`,
    hint: () => 'Take one of the inputs away.',
  }),
  PL1276: entry<{ name: string; known: readonly string[]; suggestion?: string }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `The expression has "${p.name}", which is no input.`,
    hint: (p) => (p.suggestion ? `Did you mean "${p.suggestion}"?` : `Its inputs are: ${list(p.known)}.`),
  }),
  PL1277: entry<{ name: string }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `The expression does not use the input "${p.name}".`,
    hint: () => 'Use it, or take it away: it would be asked for nothing.',
  }),
  PL1278: entry<{ value: string; suggestion?: string }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `"${p.value}" cannot be a name in an expression.`,
    hint: (p) =>
      `Use letters, digits and "_", a letter first, 64 at most, and no name of a function${p.suggestion ? `; "${p.suggestion}", for example` : ''}.`,
  }),
  PL1279: entry<{ threshold: string }>({
    severity: 'error',
    origin: 'input',
    text: (p) =>
      `The threshold "${p.threshold}" asks for a minimum of events, but the expression is no division by a count.`,
    hint: () => 'Take minimumEvents away, or divide by the count that is meant.',
  }),
  PL1280: entry<{ source: string; dialect: string }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `The source "${p.source}" (${p.dialect}) does not know actors, so it cannot tell who came back.`,
    hint: () => 'Use an SQL source with a table of events that names the actor of each.',
  }),
  PL1281: entry<{ period: string }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `A period of "${p.period}" cannot roll: months are not equally long.`,
    hint: () => 'Write "clock: calendar", or count days (1d) or weeks (1w).',
  }),
  PL1282: entry<{ field: string }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `"${p.field}" is 0, and "within" counts returns from the first period after the start on.`,
    hint: () => 'Write 1 or more, or another meaning.',
  }),
  PL1283: entry<{ point: number; before: number }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `The curve must ascend, but ${p.point} follows ${p.before}.`,
    hint: () => 'Put the periods in order, each once.',
  }),
  PL1284: entry<{ points: number; limit: number }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `The curve has ${p.points} points; at most ${p.limit} are asked at once.`,
    hint: () => 'Leave some out, or count weeks or months (period).',
  }),
  PL1285: entry<Record<never, never>>({
    severity: 'error',
    origin: 'input',
    text: () =>
      'A retention cannot have objectives: a budget is spent event by event or slice by slice, and a cohort is neither.',
    hint: () => 'Set a threshold (below, with a window longer than what has to pass after a start).',
  }),
  PL1286: entry<{ threshold: string; window: string; needed: string }>({
    severity: 'error',
    origin: 'input',
    text: (p) =>
      `The threshold "${p.threshold}" looks at the last ${p.window}, in which nobody started long enough ago: ${p.needed} have to pass after a start.`,
    hint: (p) => `Make the window longer than ${p.needed}, by as many days as the number is to be an average of.`,
  }),
  PL1287: entry<{ unit: string }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `A retention is a share of actors; its unit cannot be "${p.unit}".`,
    hint: () => 'Write "unit: ratio".',
  }),
  PL1290: entry<{ step: string; reason: string }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `The step "${p.step}" cannot be optional: ${p.reason}.`,
    hint: () => 'Take "optional" away, or the step.',
  }),
  PL1291: entry<{ step: string; within: string; reason: string }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `The step "${p.step}" cannot come within ${p.within} of the step before: ${p.reason}.`,
    hint: () => 'Take "within" away, or make it shorter than the window.',
  }),
  PL1292: entry<{ exclusion: string; step: string; known: readonly string[]; suggestion?: string }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `The exclusion "${p.exclusion}" names the step "${p.step}", which the funnel does not have.`,
    hint: (p) =>
      p.suggestion === undefined ? `Its steps are ${p.known.join(', ')}.` : `Did you mean "${p.suggestion}"?`,
  }),
  PL1293: entry<{ exclusion: string; reason: string }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `The exclusion "${p.exclusion}" lies between no two steps: ${p.reason}.`,
    hint: () => 'Name in "after" and "before" two steps in the order of the funnel, or leave both away for all of it.',
  }),
  PL1294: entry<{ column: string; reason: string }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `The column "${p.column}" cannot be held constant: ${p.reason}.`,
    hint: () => 'Take it out of "constant".',
  }),
  PL1295: entry<{ order: string; ties: string }>({
    severity: 'error',
    origin: 'input',
    text: (p) =>
      `"ties: ${p.ties}" means nothing with "order: ${p.order}": ${p.order === 'any' ? 'steps of one instant always count, whichever comes first' : 'events of one instant are one, and the next step is at the next instant'}.`,
    hint: () => 'Take "ties" away, or use "order: ordered".',
  }),
  PL1296: entry<{ first: string; second: string }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `With "order: any" one event could be both "${p.first}" and "${p.second}".`,
    hint: () => 'Let both steps name the same field with "is" or "in" and no value in common.',
  }),
  PL1297: entry<{ entry: string }>({
    severity: 'error',
    origin: 'input',
    text: () =>
      'Totals say nothing with "entry: first": each actor has one attempt, so events and actors are the same.',
    hint: () => 'Use "entry: any", or take "totals" away.',
  }),
  PL1298: entry<{ steps: number; most: number }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `The funnel has ${p.steps} steps; at most ${p.most} can be counted.`,
    hint: () => 'Leave steps out, or take several together with "in".',
  }),
  PL1300: entry<{ field: string; value: string }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `"${p.field}" must be a month and a day of it, at most the 28th, not "${p.value}".`,
    hint: () => 'Write MM-DD in quotes, such as "04-01" for years that begin on 1 April.',
  }),
  PL1310: entry<{ dialect: string; what: string }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `A store of dialect ${p.dialect} has no ${p.what}.`,
    hint: () =>
      'Leave "accuracy" out: the exact number can be had. docs/reference/dialects.md says what each store can.',
  }),
  PL1311: entry<{ dialect: string; pattern: string }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `A store of dialect ${p.dialect} has no regular expressions: ${p.pattern}`,
    hint: () => 'Use "is" or "in" with the values themselves; a pattern that is only values joined by | will do too.',
  }),
  PL1320: entry<{ metric: string; type: string }>({
    severity: 'error',
    origin: 'input',
    text: (p) =>
      `"${p.metric}" is not the name of a ${p.type === 'histogram' ? 'classic' : 'native'} histogram, but of one of the series of a classic one.`,
    hint: () =>
      'Name the histogram itself, without _bucket, _sum or _count; "type: histogram" if Prometheus has _bucket series of it, else "type: nativeHistogram".',
  }),
  PL1321: entry<Record<string, never>>({
    severity: 'error',
    origin: 'input',
    text: () => 'The label "le" tells the buckets of a histogram apart: a quantile needs all of them.',
    hint: () =>
      'For how many were faster than a bound, write a ratio over two counters: _bucket with that "le", and _count.',
  }),
  PL1325: entry<{ template: string; known: readonly string[]; suggestion?: string }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `There is no template "${p.template}".`,
    hint: (p) => (p.suggestion ? `Did you mean "${p.suggestion}"?` : `Templates are ${p.known.join(', ')}.`),
  }),
  PL1326: entry<{ template: string; dialect: string; reason: string; instead: string }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `The template "${p.template}" cannot be written for ${p.dialect}: ${p.reason}.`,
    hint: (p) => p.instead,
  }),
  PL1327: entry<{ name: string }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `"${p.name}" cannot be the name of a definition.`,
    hint: () => 'Write lower-case letters, digits, - _ and ., beginning with a letter, at most 55.',
  }),
  PL1330: entry<{ source: string }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `The source "${p.source}" holds annotations of Grafana; no number can be measured there.`,
    hint: () => 'Measure with an SQL or Prometheus source; only definitions of kind Events read annotations.',
  }),
  PL1331: entry<{ events: string; type: string; alerts: boolean }>({
    severity: 'error',
    origin: 'input',
    text: (p) =>
      p.alerts
        ? `The events "${p.events}" are alerts, which are incidents and not of type ${p.type}.`
        : `The events "${p.events}" are version changes, which are instants: no ${p.type} can be told from them.`,
    hint: (p) =>
      p.alerts
        ? 'Write "type: incident".'
        : 'Write "type: deploy" or "type: flag", or read alerts with "alerts: true".',
  }),
  PL1332: entry<{ kpi: string; suggestion?: string }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `"kpis" names "${p.kpi}", but there is no KPI of that name.`,
    hint: (p) => (p.suggestion ? `Did you mean "${p.suggestion}"?` : 'Define the KPI, or take its name away.'),
  }),
  PL1333: entry<{ label: string }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `A condition on "${p.label}" has no place here: only alerts that fire are asked for.`,
    hint: () => 'Take the condition away; choose alerts by alertname, severity or labels of their own.',
  }),
  PL1334: entry<{ field: string; label: string }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `"${p.label}" cannot be the name of a label ("${p.field}").`,
    hint: () => 'Labels are letters, digits and "_", and do not begin with a digit.',
  }),
  PL1335: entry<Record<string, never>>({
    severity: 'error',
    origin: 'input',
    text: () => '"alerts: false" names no events.',
    hint: () => 'Write "alerts: true", or read version changes with "metric".',
  }),
  PL1345: entry<{ measure: string }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `The effect of a change cannot be measured on a measure of kind ${p.measure}: it cannot be added up.`,
    hint: () => 'Take "impact" away, or give it to a KPI that is a count, a sum, a ratio or an average.',
  }),
  PL1346: entry<{ segment: string; known: readonly string[]; suggestion?: string }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `The control names the segment "${p.segment}", which this KPI does not have.`,
    hint: (p) => (p.suggestion ? `Did you mean "${p.suggestion}"?` : `Its segments: ${list(p.known) || 'none'}.`),
  }),
  PL1347: entry<{ settle: string; after: string }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `With settle ${p.settle} nothing is left of the ${p.after} after a change.`,
    hint: () => 'Write a longer "after", or a shorter "settle".',
  }),
  PL1350: entry<{ source: string }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `An experiment needs rows of single units; the source "${p.source}" is Prometheus and has none.`,
    hint: () => 'Read exposures and metrics from an SQL source.',
  }),
  PL1351: entry<{ variants: readonly string[] }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `An experiment has one control, and here ${list(p.variants)} are.`,
    hint: () => 'Leave "control: true" at one variant.',
  }),
  PL1352: entry<{ from: string; to: string }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `The experiment ends at ${p.to}, which is not after its start ${p.from}.`,
    hint: () => 'Give it a later "to".',
  }),
  PL1353: entry<{ metric: string }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `The metric "${p.metric}" has "any: false", which measures nothing.`,
    hint: () => 'Write "any: true", "count: rows" or a "value".',
  }),
  PL1354: entry<{ metric: string; unit: string; expected: string }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `The metric "${p.metric}" cannot have the unit "${p.unit}": what it measures is a ${p.expected}.`,
    hint: (p) => `Write "unit: ${p.expected}".`,
  }),
  PL1355: entry<{ metric: string }>({
    severity: 'warning',
    origin: 'input',
    text: (p) =>
      `The query of the metric "${p.metric}" joins tables: where a row meets several others, a unit has it several times.`,
    hint: () => 'See that the query gives each event once, or read a table.',
  }),
  PL1365: entry<{ what: string; source: string; dialect: string }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `The ${p.what} name the source "${p.source}" (${p.dialect}), which has no rows.`,
    hint: () => 'Name an SQL source: single events and spans are rows of a table.',
  }),
  PL1366: entry<{ column: string; type: string; mask: string }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `The column "${p.column}" is a ${p.type}; the mask "${p.mask}" is for texts.`,
    hint: () => 'Use mask: hidden, or take the mask away, or show the column as text.',
  }),
  PL1367: entry<{ field: string; minCohort: number }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `"${p.field}" shows single events, but the KPI shows no group of fewer than ${p.minCohort}.`,
    hint: (p) => `Take "${p.field}" or privacy.minCohort away, or put "${p.field}" on a KPI that protects nobody.`,
  }),
  PL1375: entry<{ kind: string; name: string }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `${p.kind} "${p.name}" is superseded, but there is no other ${p.kind} of that name.`,
    hint: () => 'Keep the present contract beside it, or take "superseded" away.',
  }),
  PL1376: entry<{ name: string; version: number; present: number; first: string }>({
    severity: 'error',
    origin: 'input',
    text: (p) =>
      `Version ${p.version} of "${p.name}" is superseded, but ${
        p.version >= p.present
          ? `the present one at ${p.first} is version ${p.present}`
          : `${p.first} is that version too`
      }.`,
    hint: (p) =>
      p.version >= p.present
        ? 'Raise "version" of the present contract above those of the earlier ones.'
        : 'Each version of a contract is kept once: take one away, or mend its "version".',
  }),
  PL1377: entry<{ kind: string; name: string; version: number; paths: readonly string[] }>({
    severity: 'warning',
    origin: 'input',
    text: (p) =>
      `The number of ${p.kind} "${p.name}" changes (${p.paths.join(', ')}), but its version stays ${p.version}.`,
    hint: (p) =>
      `Write "version: ${p.version + 1}" and say in "changes" what changed; keep the old contract with "superseded: true" to have both.`,
  }),
  PL1378: entry<{ kind: string; name: string; before: number; version: number }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `${p.kind} "${p.name}" was version ${p.before} and now says it is version ${p.version}.`,
    hint: (p) => `Versions only go up: write "version: ${p.before + 1}", also where an old meaning comes back.`,
  }),
  PL1501: entry<{ bytes: number; limit: number }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `The text to import is ${whole(p.bytes)} bytes long; at most ${whole(p.limit)} are read at once.`,
    hint: () => 'Import the documents in several goes.',
  }),
  PL1502: entry<{ format: string }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `Nothing of this ${p.format} text becomes a definition.`,
    hint: () => 'The other messages say why; see docs/guide/import.md for what maps to what.',
  }),
  PL1503: entry<{ field: string; value: string; allowed: readonly string[]; suggestion?: string }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `"${p.field}: ${p.value}" is not a document that is imported from here.`,
    hint: (p) => (p.suggestion ? `Did you mean "${p.suggestion}"?` : `Known are: ${list(p.allowed)}.`),
  }),
  PL1504: entry<{ field: string; value: string; range: string }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `"${p.field}" is ${p.value}, but a target must be ${p.range}.`,
    hint: () => 'A target without a budget can neither be kept nor burnt; write one below it.',
  }),
  PL1505: entry<{ field: string; query: string; wanted: string }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `"${p.field}" has no ${p.wanted}: ${p.query}`,
    hint: (p) => `Write ${p.wanted} where the range of the query goes.`,
  }),
  PL1506: entry<{ field: string; query: string; reason: string }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `"${p.field}" is not PromQL: it ${p.reason}: ${p.query}`,
    hint: () => 'Try the query in Grafana’s Explore first.',
  }),
  PL1507: entry<{ field: string; name: string; kind: string; suggestion?: string }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `"${p.field}" names the ${p.kind} "${p.name}", which is in none of the texts.`,
    hint: (p) => (p.suggestion ? `Did you mean "${p.suggestion}"?` : 'Give the file that holds it too.'),
  }),
  PL1508: entry<{ field: string }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `"${p.field}" is the same query as the total: then everything, or nothing, has failed.`,
    hint: () => 'Count only the failures (or the good) there.',
  }),
  PL1509: entry<{ name: string; code: string; reason: string }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `What was made of "${p.name}" is no sound definition: ${p.code} ${p.reason}`,
    hint: () => 'Change the document accordingly; nothing was printed.',
  }),
  PL1510: entry<{ name: string; type: string }>({
    severity: 'warning',
    origin: 'input',
    text: (p) => `"${p.name}" was left out: queries of ${p.type} cannot be imported.`,
    hint: () => 'Only PromQL is; write the KPI by hand if the store is one that Plumbline asks.',
  }),
  PL1511: entry<{ name: string; what: string; instead: string }>({
    severity: 'warning',
    origin: 'input',
    text: (p) => `"${p.name}" was left out: Plumbline has no counterpart of ${p.what}.`,
    hint: (p) => p.instead,
  }),
  PL1512: entry<{ field: string; name: string }>({
    severity: 'warning',
    origin: 'input',
    text: (p) => `A measure was left out: "${p.field}" calls ${p.name}, which looks at two samples of its range only.`,
    hint: () => 'Use rate or increase: slices of a counter are added up, and none of its steps may be lost.',
  }),
  PL1513: entry<{ field: string; query: string; reason: string }>({
    severity: 'warning',
    origin: 'input',
    text: (p) => `A measure was left out: "${p.field}" cannot be added up over time, since ${p.reason}: ${p.query}`,
    hint: () => 'Write a sum of increases over the window; slices of a minute, five minutes and an hour are added up.',
  }),
  PL1514: entry<{ first: string; second: string }>({
    severity: 'warning',
    origin: 'input',
    text: (p) => `A ratio was left out: "${p.first}" is per second and "${p.second}" is not.`,
    hint: () => 'Use rate in both, or increase in both.',
  }),
  PL1515: entry<{ value: string }>({
    severity: 'warning',
    origin: 'input',
    text: (p) => `A time window of ${p.value} is one of minutes: "m" is minutes and "M" is months.`,
    hint: () => 'Write 1M for a month, or 30d.',
  }),
  PL1520: entry<{ field: string; reason: string }>({
    severity: 'warning',
    origin: 'input',
    text: (p) => `"${p.field}" was not taken over: ${p.reason}.`,
  }),
  PL1521: entry<{ field: string; assumed: string }>({
    severity: 'info',
    origin: 'input',
    text: (p) => `Assumed for "${p.field}": ${p.assumed}.`,
  }),
  PL1522: entry<{ name: string; condition: string; reason: string }>({
    severity: 'warning',
    origin: 'input',
    text: (p) => `The alert of "${p.name}" at ${p.condition} was left out: ${p.reason}.`,
  }),
  PL1523: entry<{ name: string; op: string }>({
    severity: 'warning',
    origin: 'input',
    text: (p) => `The alert condition "${p.name}" was left out: with "op: ${p.op}" it fires while all is well.`,
    hint: () => 'A burn rate is bad when it is high: write gt or gte.',
  }),
  PL1530: entry<{ name: string; field: string; reason: string }>({
    severity: 'warning',
    origin: 'input',
    text: (p) => `OpenSLO cannot say "${p.field}" of "${p.name}": ${p.reason}.`,
  }),
  PL1540: entry<{ unit: string }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `A ratio of failures cannot have the unit "${p.unit}": it is what has not failed of the total.`,
    hint: () => 'Write "unit: ratio", or a numerator instead of failures.',
  }),
  PL1601: entry<{ kpi: string }>({
    severity: 'warning',
    origin: 'input',
    text: (p) => `No alert rule was made for ${p.kpi}: none of its policies' conditions can fire.`,
    hint: () => 'Choose or write a policy with lower factors (alertPolicy), or budget time slices with a threshold.',
  }),
  PL1602: entry<{ kpi: string }>({
    severity: 'info',
    origin: 'input',
    text: (p) => `The impact of ${p.kpi} is low: what would page is a ticket.`,
    hint: () => 'Raise "impact" of its alerting if somebody is to be woken.',
  }),
  PL1603: entry<{ kpi: string; segment: string }>({
    severity: 'error',
    origin: 'input',
    text: (p) =>
      `No alert rule was made for ${p.kpi}: it alerts by the segment "${p.segment}", and the alerting has a label of that name itself, which would win.`,
    hint: () => 'Rename the segment, or take it out of "by".',
  }),
  PL1604: entry<{ kpi: string; target: string; what: string }>({
    severity: 'warning',
    origin: 'input',
    text: (p) => `The ${p.target} rules of ${p.kpi} differ from the panels and from the plugin's rules: ${p.what}.`,
    hint: () => 'Use --target plugin for rules that agree with the panels.',
  }),
  PL1605: entry<{ kpi: string; target: string; reason: string }>({
    severity: 'warning',
    origin: 'input',
    text: (p) => `No ${p.target} rule was made for ${p.kpi}: ${p.reason}.`,
    hint: () => 'Use --target plugin for it.',
  }),
  PL1606: entry<{ sources: readonly string[] }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `A rule file belongs to one Prometheus, and the definitions have ${list(p.sources)}.`,
    hint: () => 'Choose one with --source, and write a file for each.',
  }),
  PL1607: entry<{ dialect: string; column: string; type: string }>({
    severity: 'error',
    origin: 'input',
    text: (p) =>
      `Grafana's plugin for ${p.dialect} has no macro for the range of "${p.column}", which holds ${p.type}.`,
    hint: () => 'Use a column of times, or rules that ask Plumbline (--target plugin).',
  }),
  PL1608: entry<{ target: string }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `There is no ${p.target} rule to write.`,
    hint: () => 'Rules are made of objectives with a policy, and of thresholds.',
  }),
  PL2001: entry<{ name: string; suggestion?: string }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `There is no KPI or funnel named "${p.name}".`,
    hint: (p) => (p.suggestion ? `Did you mean "${p.suggestion}"?` : 'Choose one that the definitions hold.'),
  }),
  PL2002: entry<{ segment: string; kpi: string; suggestion?: string; known: readonly string[] }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `"${p.kpi}" has no segment "${p.segment}".`,
    hint: (p) =>
      p.suggestion
        ? `Did you mean "${p.suggestion}"?`
        : p.known.length > 0
          ? `It has ${p.known.join(', ')}.`
          : 'It has no segments.',
  }),
  PL2003: entry<{ view: string; kpi: string; kind: string; views: readonly string[] }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `The view "${p.view}" cannot show "${p.kpi}", which is a ${p.kind}.`,
    hint: (p) => `Choose ${p.views.join(', ')}.`,
  }),
  PL2004: entry<{ segment: string }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `The filter on "${p.segment}" holds no value, so nothing could match.`,
    hint: () => 'Choose at least one value, or take the filter away.',
  }),
  PL2005: entry<{ from: string; to: string }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `The range is empty: it starts at ${p.from} and ends at ${p.to}.`,
    hint: () => 'Ranges are half-open, so the start must be earlier than the end.',
  }),
  PL2006: entry<{ field: string; value: string; earliest: string; latest: string }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `${p.field} is ${p.value}; instants must lie from ${p.earliest} to ${p.latest}.`,
    hint: () => 'Beyond these years nobody can tell what the clocks will show, so nothing is guessed.',
  }),
  PL2007: entry<{ buckets: number; limit: number; grain: string }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `A grain of ${p.grain} would make ${p.buckets} buckets of this range; at most ${p.limit} are allowed.`,
    hint: () => 'Choose a coarser grain or a shorter range.',
  }),
  PL2008: entry<{ grain: string; allowed: readonly string[] }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `"${p.grain}" is no grain.`,
    hint: (p) => `Choose ${p.allowed.join(', ')} or auto.`,
  }),
  PL2009: entry<{ window: string }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `"${p.window}" is no window.`,
    hint: () => 'Write a whole number and s, m, h, d or w, such as 30m or 7d.',
  }),
  PL2010: entry<{ given: readonly string[] }>({
    severity: 'error',
    origin: 'input',
    text: (p) =>
      p.given.length === 0
        ? 'The query names no KPI.'
        : `The query names KPIs in ${p.given.length} ways: ${p.given.join(', ')}.`,
    hint: () => 'Give exactly one of kpi, kpis and area.',
  }),
  PL2011: entry<{ area: string; view: string; suggestion?: string }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `The area "${p.area}" holds nothing that the view "${p.view}" can show.`,
    hint: (p) => (p.suggestion ? `Did you mean "${p.suggestion}"?` : 'Choose an area that the definitions hold.'),
  }),
  PL2012: entry<{ field: string; value: string; expected: string }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `The query's ${p.field} is ${p.value}; it must be ${p.expected}.`,
  }),
  PL2013: entry<{ operator: string; segment: string; source: string; dialect: string }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `The filter "${p.segment} ${p.operator} …" cannot be asked of ${p.source} (${p.dialect}).`,
    hint: () => 'Use = or != with whole values.',
  }),
  PL2014: entry<{ option: string; view: string }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `The view "${p.view}" does not know "${p.option}".`,
    hint: () => 'Leave it out, or choose another view.',
  }),
  PL2015: entry<{ from: string; now: string }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `The range starts at ${p.from}, which is not before now (${p.now}).`,
    hint: () => 'Nothing has happened there yet; choose an earlier range.',
  }),
  PL2016: entry<{ kpi: string; what: string; instead: string }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `"${p.kpi}" cannot be asked: ${p.what}.`,
    hint: (p) => p.instead,
  }),
  PL2017: entry<{ tiles: number; limit: number }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `This range would be cut into ${p.tiles} slices; at most ${p.limit} are allowed.`,
    hint: () =>
      'Ask for a shorter range; for an objective, use longer time slices (timeSliceWindow) or a shorter window.',
  }),
  PL2018: entry<{ zone: string }>({
    severity: 'error',
    origin: 'input',
    text: (p) =>
      `Clocks of ${p.zone} are not whole minutes off UTC in this range, so its days are not made of whole minutes.`,
    hint: () => 'Choose a later range, or another time zone.',
  }),
  PL2019: entry<{ kpi: string; threshold: string }>({
    severity: 'error',
    origin: 'input',
    text: (p) =>
      `The threshold "${p.threshold}" of "${p.kpi}" asks for a minimum of events, but a sum of a Prometheus counter does not tell how many events it had.`,
    hint: () => 'Take minimumEvents away, or make the KPI a ratio over a count.',
  }),
  PL2020: entry<{ field: string; value: string }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `The query names "${p.value}" twice in ${p.field}.`,
    hint: () => 'Name it once.',
  }),
  PL2021: entry<{ kpi: string }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `"${p.kpi}" has no thresholds, so there is nothing to alert on.`,
    hint: () => 'Add "thresholds" to its definition.',
  }),
  PL2022: entry<{ source: string; seconds: number; minutes: number }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `The range of ${p.seconds} s is shorter than a slice of ${p.source} (${p.minutes} min).`,
    hint: () => 'Ask for a longer range.',
  }),
  PL2023: entry<{ zone: string }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `"${p.zone}" is no time zone.`,
    hint: () => 'Use a name of the IANA data base, such as Europe/Berlin.',
  }),
  PL2024: entry<{ grain: string; source: string; minutes: number }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `The grain ${p.grain} is finer than what ${p.source} can count (${p.minutes} min).`,
    hint: () => 'Choose a coarser grain; a slice needs several scrapes.',
  }),
  PL2031: entry<{ objective: string; kpi: string; known: readonly string[]; suggestion?: string }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `${p.kpi} has no objective "${p.objective}".`,
    hint: (p) => (p.suggestion ? `Did you mean "${p.suggestion}"?` : `It has: ${list(p.known)}.`),
  }),
  PL2032: entry<{ kpi: string; view: string }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `${p.kpi} has no objective, so there is no ${p.view} to show.`,
    hint: () => 'Write one under "objectives" in its definition, or ask for another view.',
  }),
  PL2033: entry<{ kpi: string; segment: string }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `${p.kpi} is a level that is read as a whole; it cannot be split by "${p.segment}".`,
    hint: () => 'Leave the segment out, or define a KPI for each of its values.',
  }),
  PL2034: entry<{ kpi: string; severity: string }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `Nothing of ${p.kpi} alerts with ${p.severity === 'any' ? 'a page or a ticket' : `a ${p.severity}`}.`,
    hint: () => 'Ask for the other severity, or give the objective an alertPolicy with such a condition.',
  }),
  PL2036: entry<{ events: string; suggestion?: string; known: readonly string[] }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `The query names the events "${p.events}", which are not defined.`,
    hint: (p) =>
      p.suggestion
        ? `Did you mean "${p.suggestion}"?`
        : p.known.length > 0
          ? `There are: ${list(p.known)}.`
          : 'Add a definition of kind Events.',
  }),
  PL2037: entry<{ given: readonly string[] }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `The query names KPIs in ${p.given.length} ways: ${p.given.join(', ')}.`,
    hint: () => 'Give one of kpi, kpis and area, or none of them for the events of all areas.',
  }),
  PL2038: entry<{ field: string; value: string; expected: string }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `"${p.field}" of events is ${p.value}.`,
    hint: (p) => `Give ${p.expected}, or leave it out.`,
  }),
  PL2039: entry<{ option: string; view: string }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `"${p.option}" is about segments of a KPI, but the view "${p.view}" is asked without one.`,
    hint: (p) => `Name a KPI, or leave "${p.option}" out; events are filtered by kinds, services and environments.`,
  }),
  PL2055: entry<{ kpi: string; grain: string; cohort: string }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `"${p.kpi}" has cohorts of ${p.cohort}; a line of it cannot have points of ${p.grain}.`,
    hint: (p) => `Ask for a grain of ${p.cohort} or longer, or leave it out; days are the shortest.`,
  }),
  PL2056: entry<{ kpi: string; cohorts: number; points: number; limit: number }>({
    severity: 'error',
    origin: 'input',
    text: (p) =>
      `"${p.kpi}" would have ${whole(p.cohorts)} cohorts with ${p.points} ${p.points === 1 ? 'point' : 'points'} each in this range; at most ${whole(p.limit)} cells are shown.`,
    hint: () => 'Ask for a shorter range, or give the definition longer cohorts or a shorter curve.',
  }),
  PL2058: entry<{ reason: string }>({
    severity: 'error',
    origin: 'plugin',
    text: (p) => `A retention cannot be asked so: ${p.reason}.`,
    hint: () => 'This is a fault of Plumbline; please report it with the definition.',
  }),
  PL2065: entry<{ kpi: string; compare: string; from: string }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `What "${p.kpi}" is to be compared with (${p.compare}) would begin on ${p.from}, before 1970.`,
    hint: () => 'Choose a later range, or a nearer period to compare with.',
  }),
  PL2066: entry<{ kpi: string; view: string }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `The view "${p.view}" of "${p.kpi}" cannot be compared with an earlier period.`,
    hint: () =>
      'Leave "compare" out; only the view "funnel" of a funnel knows it, and measures that are no composites.',
  }),
  PL2067: entry<{ kpi: string; segment: string }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `A comparison has a field "${p.segment}", and so has "${p.kpi}" a segment.`,
    hint: () => 'Leave "compare" out, or call the segment something else.',
  }),
  PL2075: entry<{ kpi: string; measure: string; view: string }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `The effect of a change on ${p.kpi} cannot be measured: a ${p.measure} cannot be added up over time.`,
    hint: () => 'Ask for a KPI that is a count, a sum, a ratio or an average, such as one that this one is made of.',
  }),
  PL2076: entry<{ deploy: string }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `"${p.deploy}" is no id of an event.`,
    hint: () => 'Take the id from view deploys: "events/1790000000000/service/version".',
  }),
  PL2077: entry<{ control: string; kpi: string; known: readonly string[] }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `"${p.control}" is no control for ${p.kpi}.`,
    hint: (p) =>
      `Use auto, weekday, none, or segment=value with one of its segments (${list(p.known) || 'it has none'}) that is not filtered by patterns.`,
  }),
  PL2078: entry<{ field: string; value: string; expected: string }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `${p.field} ${p.value} cannot be: it must be ${p.expected}.`,
    hint: () => 'Write a duration such as 30m or 1h.',
  }),
  PL2079: entry<{ deploy: string; at: string; now: string }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `The event "${p.deploy}" is at ${p.at}, which is not between 1970 and now (${p.now}).`,
    hint: () => 'Nothing can have been seen of it.',
  }),
  PL2080: entry<{ reason: string }>({
    severity: 'error',
    origin: 'plugin',
    text: (p) => `An experiment cannot be asked so: ${p.reason}.`,
    hint: () => 'This is a fault of Plumbline; please report it with the definition.',
  }),
  PL2081: entry<{ experiment: string; from: string; to: string }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `The experiment "${p.experiment}" ran from ${p.from} to ${p.to}; nothing of that lies in the range.`,
    hint: () => 'Choose a range in which it ran.',
  }),
  PL2085: entry<{ kpi: string; view: string }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `"${p.kpi}" does not say where its ${p.view} are.`,
    hint: (p) => `Add "${p.view}" to its definition: source, table, columns.`,
  }),
  PL2201: entry<{ label: string }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `"${p.label}" cannot be a label name in PromQL.`,
    hint: () => 'Label names are letters, digits and _, and do not start with a digit.',
  }),
  PL2202: entry<{ field: string }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `The value for "${p.field}" is not valid Unicode (a lone surrogate), so no label can hold it.`,
    hint: () => 'Choose another value.',
  }),
  PL2203: entry<{ op: string; field: string }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `Prometheus labels cannot be compared with "${p.op}"${p.field ? ` (${p.field})` : ''}.`,
    hint: () => 'Use is, not, in, notIn, matches or present.',
  }),
  PL2204: entry<{ type: string; metric: string }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `${p.metric} is a ${p.type}, which has no increase that could be summed.`,
    hint: () => 'Name a counter (of a histogram: its _count or _sum), or write promql with $window.',
  }),
  PL2205: entry<{ text: string; reason: string }>({
    severity: 'error',
    origin: 'plugin',
    text: (p) => `The PromQL that was built does not read back as what was meant (${p.reason}): ${p.text}`,
    hint: () => 'Nothing was sent. Please report it with this text.',
  }),
  PL2206: entry<{ promql: string; reason: string }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `This promql cannot be used: ${p.reason}: ${p.promql}`,
    hint: () => 'Mend it in the definition; $window stands for the range, as in sum(increase(orders_total[$window])).',
  }),
  PL2207: entry<{ segment: string; kpi: string }>({
    severity: 'error',
    origin: 'input',
    text: (p) =>
      `The values of "${p.segment}" of "${p.kpi}" cannot be listed: it is written as promql, not as a metric.`,
    hint: () => 'Type the value, or name a metric in the definition.',
  }),
  PL2208: entry<{ metric: string; type: string }>({
    severity: 'error',
    origin: 'input',
    text: (p) =>
      `${p.metric} has no quantiles: it is not the name of a ${p.type === 'histogram' ? 'classic' : 'native'} histogram.`,
    hint: () =>
      'Name the histogram itself, without _bucket, _sum or _count; "type: histogram" for one with _bucket series, "type: nativeHistogram" for one without.',
  }),
  PL2209: entry<{ q: string }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `"${p.q}" is no quantile.`,
    hint: () => 'Write a decimal over 0 and under 1 with at most 15 digits, such as "0.95".',
  }),
  PL2210: entry<{ metric: string }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `A quantile of ${p.metric} cannot be filtered or split by "le", which tells its buckets apart.`,
    hint: () =>
      'For how many were faster than a bound, count with a ratio over two counters: _bucket{le="…"} and _count.',
  }),
  PL2251: entry<{ dialect: string; what: string; field: string }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `${p.dialect} has no ${p.what}, which the condition on "${p.field}" needs.`,
    hint: () => 'Use is or in with the values themselves (a pattern that is only values joined by | will do).',
  }),
  PL2252: entry<{ name: string; reason: string }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `${JSON.stringify(p.name)} cannot be the name of a table or column here: ${p.reason}.`,
    hint: () =>
      'Names are letters, digits, _, - and spaces, as long as the store lets them be (PostgreSQL: 63 bytes), and do not start with a digit.',
  }),
  PL2253: entry<{ field: string; reason: string }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `The value for "${p.field}" holds ${p.reason}, which no SQL text can hold.`,
    hint: () => 'Choose another value.',
  }),
  PL2254: entry<{ value: number | string }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `${p.value} is not a finite number, so no SQL can hold it.`,
    hint: () => 'Use a finite number.',
  }),
  PL2255: entry<{ field: string; pattern: string; reason: string }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `The pattern for "${p.field}" cannot be asked of a SQL store: ${p.reason}: ${p.pattern}`,
    hint: () => 'Use characters, classes, groups, | and the repeats * + ? {n,m}, which mean the same in every store.',
  }),
  PL2256: entry<{ field: string }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `The condition on "${p.field}" has an empty list, which nothing can match.`,
    hint: () => 'Name at least one value, or leave the condition out.',
  }),
  PL2257: entry<{ reason: string }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `This time range cannot be asked of a SQL store: ${p.reason}.`,
    hint: () => 'Choose a range that ends after its start, in the years 1 to 9999.',
  }),
  PL2258: entry<{ what: string; reason: string; text: string }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `This ${p.what} cannot be used: ${p.reason}: ${p.text}`,
    hint: () => 'Write one SELECT (query) or one scalar expression (expression), without a semicolon or $ variables.',
  }),
  PL2259: entry<{ reason: string }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `This funnel cannot be asked: ${p.reason}.`,
    hint: () => 'Mend its steps, window or ties in the definition.',
  }),
  PL2260: entry<{ name: string }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `Two columns of the answer would both be named "${p.name}".`,
    hint: () => 'Rename the segment.',
  }),
  PL2261: entry<{ dialect: string; what: string }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `${p.dialect} has no ${p.what}.`,
    hint: () => 'Ask for what the store has; docs/reference/dialects.md says what that is.',
  }),
  PL2300: entry<{ field: string; variable: string }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `${p.field} names the dashboard variable "${p.variable}", which does not exist here.`,
    hint: () => 'Add the variable to the dashboard, or write the value itself.',
  }),
  PL2301: entry<{ field: string; variable: string }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `The dashboard variable "${p.variable}", used for ${p.field}, holds nothing.`,
    hint: () => 'Choose a value for it; nothing is not the same as everything, so nothing was asked.',
  }),
  PL2302: entry<{ field: string; variable: string; count: number }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `${p.field} takes one value, but the dashboard variable "${p.variable}" holds ${p.count}.`,
    hint: () => 'Choose one value, or turn off "Multi-value" for this variable.',
  }),
  PL2303: entry<{ field: string; text: string; variable: string }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `${p.field} mixes text with the dashboard variable "${p.variable}": "${p.text}".`,
    hint: (p) => `Write only $${p.variable}, with whole values in the variable: Plumbline never pastes texts together.`,
  }),
  PL2304: entry<{ key: string; operator: string }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `The ad-hoc filter on "${p.key}" uses the operator "${p.operator}", which segments do not have.`,
    hint: () => 'Use =, !=, =~, !~ or "one of".',
  }),
  PL2305: entry<{ field: string; variable: string }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `${p.field} cannot be "All": the dashboard variable "${p.variable}" has no list of values behind it.`,
    hint: () => 'Choose a value, or clear "Custom all value" of this variable.',
  }),
  PL2801: entry<{ field: string }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `The query has a field "${p.field}" that Plumbline does not know.`,
    hint: () => 'A query names a KPI and a view; SQL, PromQL and definitions are never taken from a query.',
  }),
  PL2802: entry<{ field: string; found: string; wanted: string }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `The query's ${p.field} is ${p.found}; it must be ${p.wanted}.`,
  }),
  PL3101: entry<{ source: string; detail: string }>({
    severity: 'error',
    origin: 'downstream',
    text: (p) => `${p.source} could not be reached: ${p.detail}.`,
    hint: () => 'See whether it runs, and whether its address is right.',
  }),
  PL3102: entry<{ source: string; status: number; detail: string }>({
    severity: 'error',
    origin: 'downstream',
    text: (p) => `${p.source} refused access (HTTP ${p.status})${p.detail ? `: ${p.detail}` : ''}.`,
    hint: () => 'See the permissions of the user or token that asks: it needs to read and query this data source.',
  }),
  PL3103: entry<{ source: string; status: number; detail: string }>({
    severity: 'error',
    origin: 'downstream',
    text: (p) => `${p.source} answered HTTP ${p.status}${p.detail ? `: ${p.detail}` : ''}.`,
    hint: () => 'The store or something before it failed; its log says why.',
  }),
  PL3104: entry<{ source: string; seconds: number }>({
    severity: 'error',
    origin: 'downstream',
    text: (p) => `${p.source} did not answer in ${p.seconds} s.`,
    hint: () => 'Ask for a shorter range, or see why the store is slow.',
  }),
  PL3105: entry<{ source: string; contentType: string }>({
    severity: 'error',
    origin: 'downstream',
    text: (p) => `${p.source} answered ${p.contentType || 'something'} instead of JSON.`,
    hint: () => 'Often a login page or a proxy: see the address and the credentials.',
  }),
  PL3106: entry<{ source: string; limit: string }>({
    severity: 'error',
    origin: 'downstream',
    text: (p) => `${p.source} answered more than ${p.limit}.`,
    hint: () => 'Ask for a shorter range, a coarser grain or fewer segments.',
  }),
  PL3107: entry<{ source: string; detail: string }>({
    severity: 'error',
    origin: 'downstream',
    text: (p) => `${p.source} gave an answer that cannot be read: ${p.detail}.`,
    hint: () => 'Nothing of it was used.',
  }),
  PL3108: entry<{ source: string; detail: string }>({
    severity: 'error',
    origin: 'downstream',
    text: (p) => `${p.source} refused the query: ${p.detail}`,
    hint: () => 'See the table, column and metric names in the definition.',
  }),
  PL3109: entry<{ source: string; retryAfter: string }>({
    severity: 'error',
    origin: 'downstream',
    text: (p) => `${p.source} is asked too often (HTTP 429${p.retryAfter ? `, try again after ${p.retryAfter}` : ''}).`,
    hint: () => 'Refresh less often, or raise its limit.',
  }),
  PL3110: entry<{ source: string; uid: string }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `${p.source} points at Plumbline itself (data source ${p.uid}).`,
    hint: () => "Name the store's own data source in `grafana.uid`.",
  }),
  PL3111: entry<{ source: string; detail: string }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `${p.source} is not connected: ${p.detail}.`,
    hint: () => 'Give the source a data source (`grafana.uid`), or on the command line `--source NAME=URL`.',
  }),
  PL3112: entry<{ source: string }>({
    severity: 'error',
    origin: 'downstream',
    text: (p) => `The request to ${p.source} was cancelled.`,
  }),
  PL3113: entry<{ source: string; detail: string }>({
    severity: 'warning',
    origin: 'downstream',
    text: (p) => `${p.source} warns: ${p.detail}`,
    hint: () => 'The number may miss data.',
  }),
  PL3114: entry<{ setting: string }>({
    severity: 'error',
    origin: 'input',
    text: () => 'Plumbline has no token to ask Grafana with.',
    hint: (p) =>
      `Either save a service account token with the right to query data sources in this data source's settings (${p.setting}), or switch on ` +
      "Grafana's managed service accounts: feature toggle externalServiceAccounts and, from Grafana 11.3, [auth] managed_service_accounts_enabled = true.",
  }),
  PL3115: entry<{ setting: string; detail: string }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `Plumbline does not know how to reach Grafana: ${p.detail}.`,
    hint: (p) =>
      `Set ${p.setting} in this data source to the address that Grafana has inside its own network, such as http://localhost:3000.`,
  }),
  PL3116: entry<{ depth: number }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `This request came from Plumbline itself (depth ${p.depth}).`,
    hint: () =>
      "A source leads back to Plumbline, perhaps through another data source; name the store's own data source instead.",
  }),
  PL3117: entry<{ source: string; asked: string; got: string }>({
    severity: 'error',
    origin: 'downstream',
    text: (p) => `${p.source} was evaluated at ${p.got} where ${p.asked} was asked for.`,
    hint: () =>
      'The slices would not be what they claim; nothing was used. A minimum step in the data source may be too large.',
  }),
  PL3118: entry<{ source: string; reason: string }>({
    severity: 'error',
    origin: 'plugin',
    text: (p) => `${p.source} cannot be asked through Grafana at these instants: ${p.reason}.`,
    hint: () => 'Ask for a shorter range or a coarser grain.',
  }),
  PL3119: entry<{ source: string; type: string; known: string }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `Plumbline does not know how to ask ${p.source}: its data source is of type "${p.type}".`,
    hint: (p) => `Known types are ${p.known}.`,
  }),
  PL3120: entry<{ source: string; column: string; value: string }>({
    severity: 'error',
    origin: 'downstream',
    text: (p) => `${p.source} gave ${p.value} in column ${p.column}, which is too large to be held exactly.`,
    hint: () =>
      'Integers above 9,007,199,254,740,991 lose digits; divide in the definition, or cast to a string if it is a name.',
  }),
  PL3121: entry<{ source: string; segments: number; limit: number }>({
    severity: 'error',
    origin: 'downstream',
    text: (p) => `${p.source} answered ${p.segments} segments; at most ${p.limit} can be shown.`,
    hint: () => 'Filter, or split by something coarser.',
  }),
  PL3122: entry<{ source: string; uid: string; type: string; dialect: string; expected: string }>({
    severity: 'error',
    origin: 'input',
    text: (p) => `${p.source} is written as ${p.dialect}, but the data source ${p.uid} is of the type ${p.type}.`,
    hint: (p) =>
      `Expected ${p.expected}. Mend \`dialect\` or \`grafana.uid\`, or set \`grafana.type\` if this type does speak ${p.dialect}.`,
  }),
  PL4001: entry<{ name: string; from: string; to: string }>({
    severity: 'info',
    origin: 'downstream',
    text: (p) => `No data for ${p.name} from ${p.from} to ${p.to}.`,
    hint: () => 'The store answered, but with nothing in it. This is not the same as zero.',
  }),
  PL4002: entry<{ name: string; part: string; source: string }>({
    severity: 'warning',
    origin: 'downstream',
    text: (p) => `${p.name} has no value: ${p.source} has no data for its ${p.part}.`,
    hint: () => 'Missing is not zero. If zero is meant, the store has to say so.',
  }),
  PL4003: entry<{ name: string; buckets: number }>({
    severity: 'info',
    origin: 'downstream',
    text: (p) => `${p.name} has no value where its denominator is 0${p.buckets > 1 ? ` (${p.buckets} times)` : ''}.`,
    hint: () => 'A share of nothing is not known.',
  }),
  PL4004: entry<{ name: string; value: number }>({
    severity: 'warning',
    origin: 'downstream',
    text: (p) => `${p.name} is ${p.value}, outside 0 to 1.`,
    hint: () =>
      'It is shown as it is. Numerator and denominator may count different things, or be late by different times.',
  }),
  PL4005: entry<{ name: string; source: string; coverage: number; floor: number; part: string }>({
    severity: 'warning',
    origin: 'downstream',
    text: (p) =>
      `${p.name}: ${p.source} has data for ${(p.coverage * 100).toFixed(1)} % of the range (${p.part}); below ${p.floor * 100} % the number is doubtful.`,
    hint: () => 'See whether the target was scraped all the time.',
  }),
  PL4006: entry<{ name: string; shown: number; left: number; which?: 'largest' | 'worst' | 'first' }>({
    severity: 'info',
    origin: 'input',
    text: (p) => `${p.name}: the ${p.shown} ${p.which ?? 'largest'} segments are shown, ${p.left} more are left out.`,
    hint: () => 'Raise the limit, or filter.',
  }),
  PL4007: entry<{ name: string; suppressed: number; minimum: number }>({
    severity: 'info',
    origin: 'input',
    text: (p) =>
      `${p.name}: ${p.suppressed} ${p.suppressed === 1 ? 'segment or bucket is' : 'segments or buckets are'} not shown, for fewer than ${p.minimum} events or actors.`,
    hint: () => 'The definition asks for this (minCohort).',
  }),
  PL4008: entry<{ name: string; open: number; entries: number }>({
    severity: 'info',
    origin: 'downstream',
    text: (p) =>
      `${whole(p.open)} ${p.open === 1 ? 'entry is' : 'entries are'} still open, of ${whole(p.entries)} in ${p.name}.`,
    hint: () => 'Their window is not over, so later steps may still grow.',
  }),
  PL4009: entry<{ name: string; from: string; to: string; buckets: number }>({
    severity: 'info',
    origin: 'downstream',
    text: (p) =>
      p.buckets === 1
        ? `The last bucket of ${p.name} is not complete: it holds ${p.from} to ${p.to}.`
        : `The last ${whole(p.buckets)} buckets of ${p.name}, ${p.from} to ${p.to}, may still change.`,
    hint: (p) => (p.buckets === 1 ? 'Do not compare it with whole buckets.' : 'Do not compare them with older ones.'),
  }),
  PL4010: entry<{ name: string; source: string; from: string; to: string }>({
    severity: 'info',
    origin: 'downstream',
    text: (p) => `${p.name}: ${p.source} was asked from ${p.from} to ${p.to}, since it counts in whole slices.`,
  }),
  PL4011: entry<{ name: string; source: string; samples: number }>({
    severity: 'warning',
    origin: 'downstream',
    text: (p) =>
      `${p.name}: ${p.source} gave ${p.samples} ${p.samples === 1 ? 'value' : 'values'} that are no finite numbers; they count as missing.`,
    hint: () => 'See the expression or column behind it.',
  }),
  PL4012: entry<{ name: string; value: number }>({
    severity: 'warning',
    origin: 'downstream',
    text: (p) => `${p.name}: a sum of ${p.value} is too large to be exact.`,
    hint: () => 'Above 9,007,199,254,740,991 the last digits are lost.',
  }),
  PL4013: entry<{ name: string; from: string; to: string }>({
    severity: 'info',
    origin: 'input',
    text: (p) => `The first bucket of ${p.name} is cut by the range: it holds ${p.from} to ${p.to}.`,
    hint: () => 'Start the range at a whole bucket to see all of it.',
  }),
  PL4014: entry<{ name: string; threshold: string; events: number; minimum: number }>({
    severity: 'info',
    origin: 'downstream',
    text: (p) =>
      `${p.name}: ${p.events} events in the window are fewer than the ${p.minimum} that "${p.threshold}" asks for; no verdict.`,
  }),
  PL4015: entry<{ name: string; threshold: string; coverage: number }>({
    severity: 'warning',
    origin: 'downstream',
    text: (p) =>
      `${p.name}: "${p.threshold}" has no verdict, since only ${(p.coverage * 100).toFixed(1)} % of its window has data.`,
    hint: () => 'Below 90 % an alert neither fires nor resolves.',
  }),
  PL4016: entry<{ name: string; asOf: string }>({
    severity: 'info',
    origin: 'downstream',
    text: (p) =>
      `${p.name}: the previous period is counted as it stood at ${p.asOf}, when it was as old as this one is now.`,
    hint: () => 'Both have had the same time to convert.',
  }),
  PL4017: entry<{ name: string; source: string; minutes: number }>({
    severity: 'info',
    origin: 'downstream',
    text: (p) =>
      `${p.name}: ${p.source} has nothing for ${whole(p.minutes)} min within the range; what happened then is not in the sum.`,
    hint: () => 'See whether the target was scraped all the time.',
  }),
  PL4020: entry<{ name: string; objective: string; coverage: number; floor: number }>({
    severity: 'warning',
    origin: 'downstream',
    text: (p) =>
      `${p.name}, "${p.objective}": only ${percent(p.coverage)} of the window was measured, less than ${percent(p.floor)}; there is no verdict.`,
    hint: () => 'See why the source has gaps. Its alerts neither fire nor resolve meanwhile.',
  }),
  PL4021: entry<{ name: string; objective: string; from: string; to: string }>({
    severity: 'warning',
    origin: 'downstream',
    text: (p) => `${p.name}, "${p.objective}": nothing was measured between ${p.from} and ${p.to}.`,
    hint: () => 'Check that the source receives data. Its alerts neither fire nor resolve meanwhile.',
  }),
  PL4022: entry<{ name: string; objective: string }>({
    severity: 'warning',
    origin: 'downstream',
    text: (p) => `${p.name}, "${p.objective}": there were events, but a good one was never seen.`,
    hint: () => 'Either everything failed since the metric exists, or the conditions of the numerator match nothing.',
  }),
  PL4023: entry<{ name: string; objective: string; sli: number }>({
    severity: 'warning',
    origin: 'downstream',
    text: (p) =>
      `${p.name}, "${p.objective}": more was good than there was (${percent(p.sli)}), so nothing counts as failed.`,
    hint: () => 'Numerator and denominator do not count the same events, or are updated at different times.',
  }),
  PL4024: entry<{ reason: string }>({
    severity: 'info',
    origin: 'input',
    text: (p) => p.reason,
    hint: () => 'The condition is left out.',
  }),
  PL4025: entry<{ events: string; reason: string }>({
    severity: 'warning',
    origin: 'downstream',
    text: (p) => `The events "${p.events}" are not shown: ${p.reason}`,
    hint: () => 'The numbers do not depend on them.',
  }),
  PL4026: entry<{ events: string; limit: number }>({
    severity: 'warning',
    origin: 'downstream',
    text: (p) => `${p.events}: more than ${whole(p.limit)} events in the range; only the latest are used.`,
    hint: () => 'Choose a shorter range, or narrow the events with "where".',
  }),
  PL4027: entry<{ name: string; severity: string; reason: string }>({
    severity: 'info',
    origin: 'input',
    text: (p) => `${p.name}: its ${p.severity} is held back: ${p.reason}.`,
  }),
  PL4028: entry<{ name: string; objective: string; share: number }>({
    severity: 'warning',
    origin: 'downstream',
    text: (p) =>
      `${p.name}, "${p.objective}": more failed than there was (${percent(p.share)}); it counts as if everything had failed.`,
    hint: () => 'Numerator and denominator do not count the same events, or are updated at different times.',
  }),
  PL4029: entry<{ events: string; limit: number }>({
    severity: 'error',
    origin: 'downstream',
    text: (p) => `${p.events}: more than ${whole(p.limit)} events in the window, so what they exclude is not known.`,
    hint: () => 'Narrow the events with "where", or make the objective’s window shorter.',
  }),
  PL4030: entry<{ source: string; key: string; rows: number; keys: number }>({
    severity: 'error',
    origin: 'downstream',
    text: (p) =>
      `Rows were multiplied in "${p.source}": ${whole(p.rows)} rows have only ${whole(p.keys)} different values of "${p.key}", so every sum of them would be too large.`,
    hint: (p) =>
      `Mend the join or the ingest so that each row has its own "${p.key}" (rows without one count as multiplied too), or name another key.`,
  }),
  PL4031: entry<{ name: string; buckets: number; shownAs: string }>({
    severity: 'info',
    origin: 'downstream',
    text: (p) =>
      `${p.name}: ${p.buckets === 1 ? '1 bucket' : `${whole(p.buckets)} buckets`} without data ${p.buckets === 1 ? 'is' : 'are'} shown as ${p.shownAs}, as the definition wants it (gapFill).`,
  }),
  PL4032: entry<{ name: string; how: string }>({
    severity: 'info',
    origin: 'input',
    text: (p) => `${p.name} is not exact, as its definition has it: ${p.how}.`,
  }),
  PL4035: entry<{ name: string; input: string; times: number; of: number }>({
    severity: 'warning',
    origin: 'downstream',
    text: (p) =>
      `${p.name} has no value${p.of > 1 ? ` in ${whole(p.times)} of ${whole(p.of)} places` : ''}, because ${p.input} has no data there and its other inputs have.`,
    hint: () => 'Missing is not zero. If zero is meant, write "absentIs: zero" for that input.',
  }),
  PL4036: entry<{ name: string; input: string; times: number; of: number }>({
    severity: 'info',
    origin: 'downstream',
    text: (p) =>
      `For ${p.name}, ${p.input} counts as 0 where it has no data${p.of > 1 ? ` (${whole(p.times)} of ${whole(p.of)} places)` : ''}.`,
    hint: () => 'The definition says so ("absentIs: zero").',
  }),
  PL4038: entry<{ name: string; open: number; actors: number; after: string }>({
    severity: 'info',
    origin: 'downstream',
    text: (p) =>
      `${whole(p.open)} of ${whole(p.actors)} actors of ${p.name} started too recently to tell whether they come back (${p.after}); they do not count yet.`,
    hint: () => 'A number of the last days is of few actors. It fills up with time.',
  }),
  PL4039: entry<{ name: string; cells: number }>({
    severity: 'info',
    origin: 'downstream',
    text: (p) =>
      `${p.name}: ${whole(p.cells)} ${p.cells === 1 ? 'cell is' : 'cells are'} empty, for its period is not over for the whole cohort.`,
    hint: () => 'Empty is not 0: nobody can know yet.',
  }),
  PL4040: entry<{ name: string; from: string; to: string }>({
    severity: 'info',
    origin: 'input',
    text: (p) =>
      `The last cohort of ${p.name} is cut by the range: it holds those who started from ${p.from} to ${p.to}.`,
    hint: () => 'End the range at a whole cohort to see all of it.',
  }),
  PL4042: entry<{ name: string; from: string; window: string }>({
    severity: 'info',
    origin: 'downstream',
    text: (p) => `Entries of ${p.name} from ${p.from} on may still go on: their window of ${p.window} is not over.`,
    hint: () => 'Do not compare those buckets with older ones yet; their shares still change.',
  }),
  PL4046: entry<{ name: string; what: string }>({
    severity: 'info',
    origin: 'input',
    text: (p) => `${p.name} cannot be added up over segments: there is no number for ${p.what}.`,
    hint: () =>
      'Distinct counts, quantiles and other levels of segments do not make that of the whole, nor do most expressions; compare segment by segment.',
  }),
  PL4047: entry<{ name: string; from: string; to: string; said: string }>({
    severity: 'warning',
    origin: 'downstream',
    text: (p) => `Of what ${p.name} is compared with (${p.from} to ${p.to}): ${p.said}`,
    hint: () => 'The change may come from this alone.',
  }),
  PL4048: entry<{ name: string; left: number }>({
    severity: 'info',
    origin: 'input',
    text: (p) =>
      `${p.name}: ${p.left} ${p.left === 1 ? 'bucket' : 'buckets'} of the earlier period ${p.left === 1 ? 'stands' : 'stand'} beside none of this one and ${p.left === 1 ? 'is' : 'are'} not shown.`,
    hint: () => 'The earlier month was longer, or clocks were changed; a single value compares all of both periods.',
  }),
  PL4049: entry<{ name: string; from: string; to: string; earlierFrom: string; earlierTo: string }>({
    severity: 'info',
    origin: 'input',
    text: (p) =>
      `${p.name}: the bucket ${p.from} to ${p.to} stands beside ${p.earlierFrom} to ${p.earlierTo}, and one of the two is cut.`,
    hint: () => 'Start and end the range at whole buckets, or compare with a weekday, month, quarter or year.',
  }),
  PL4050: entry<{ events: string; rows: number }>({
    severity: 'warning',
    origin: 'downstream',
    text: (p) =>
      `${p.events}: ${whole(p.rows)} ${p.rows === 1 ? 'event has' : 'events have'} no time and cannot be shown.`,
    hint: () => 'Mend the rows, or leave them out with "where".',
  }),
  PL4051: entry<{ events: string; rows: number }>({
    severity: 'warning',
    origin: 'downstream',
    text: (p) =>
      `${p.events}: ${whole(p.rows)} ${p.rows === 1 ? 'event ends before it begins; it is' : 'events end before they begin; they are'} shown without a length.`,
    hint: () => 'Mend the times in the store.',
  }),
  PL4052: entry<{ events: string; values: readonly string[]; rows: number; type: string }>({
    severity: 'warning',
    origin: 'downstream',
    text: (p) =>
      `${p.events}: ${whole(p.rows)} ${p.rows === 1 ? 'event has' : 'events have'} an unknown kind (${list(p.values)}); taken for ${p.type}.`,
    hint: () => 'Say what the values mean with "kinds", or leave the rows out with "where".',
  }),
  PL4053: entry<{ what: string }>({
    severity: 'info',
    origin: 'input',
    text: (p) => `No events are asked for: ${p.what}.`,
    hint: () => 'Add a definition of kind Events, or name others.',
  }),
  PL4054: entry<{ shown: number; left: number }>({
    severity: 'warning',
    origin: 'input',
    text: (p) => `Only the latest ${whole(p.shown)} events are shown, ${whole(p.left)} are left out.`,
    hint: () => 'Choose a shorter range, filter the events, or raise the limit.',
  }),
  PL4055: entry<{ events: string; rows: number }>({
    severity: 'info',
    origin: 'downstream',
    text: (p) =>
      `${p.events}: ${whole(p.rows)} ${p.rows === 1 ? 'event is' : 'events are'} there twice and shown once.`,
  }),
  PL4056: entry<{ events: string; rows: number }>({
    severity: 'warning',
    origin: 'downstream',
    text: (p) =>
      `${p.events}: ${p.rows === 1 ? 'the link of an event is' : `the links of ${whole(p.rows)} events are`} no address to open and left out.`,
    hint: () => 'A link is https://…, http://… or a path of this Grafana.',
  }),
  PL4057: entry<{ name: string; reason: string }>({
    severity: 'info',
    origin: 'input',
    text: (p) =>
      `${p.name}: the time before is the only thing to compare with, since ${p.reason}. The time of day may look like an effect.`,
    hint: () => 'Compare with a longer time before, or with a segment that did not change.',
  }),
  PL4058: entry<{ name: string; segment: string }>({
    severity: 'info',
    origin: 'input',
    text: (p) =>
      `${p.name}: no value of ${p.segment} was singled out, so its other values are no control for the whole.`,
    hint: (p) => `Filter by ${p.segment}, split by it, or name the value that did not change: ${p.segment}=value.`,
  }),
  PL4059: entry<{ name: string; coverage: number; floor: number }>({
    severity: 'warning',
    origin: 'downstream',
    text: (p) =>
      `${p.name}: only ${percent(p.coverage)} of the time before or after was measured; below ${percent(p.floor)} no effect is named.`,
    hint: () => 'Look for gaps in the source.',
  }),
  PL4060: entry<{ days: number }>({
    severity: 'info',
    origin: 'input',
    text: (p) =>
      `Over ${p.days} days effects are measured on slices of an hour: each change is looked at in whole hours, and those that share an hour share its numbers.`,
    hint: () => 'Ask for a shorter range, or for view impact of one change.',
  }),
  PL4061: entry<{ name: string; until: string }>({
    severity: 'info',
    origin: 'input',
    text: (p) =>
      `${p.name}: seen until ${p.until}; later rows may still come, and a number that is not complete would look like a loss.`,
    hint: () => 'Wait, or lower the "lateness" of the source if rows are never that late.',
  }),
  PL4062: entry<{ name: string; share: number }>({
    severity: 'info',
    origin: 'input',
    text: (p) =>
      `${p.name}: ${percent(p.share)} of the time before and after is excluded by its definition and left out.`,
  }),
  PL4063: entry<{ name: string }>({
    severity: 'warning',
    origin: 'downstream',
    text: (p) =>
      `${p.name}: nothing good was ever seen beside a total, which may be a wrong label as well as an outage; no effect is named.`,
    hint: () => 'Check the numerator of the definition.',
  }),
  PL4064: entry<{ experiment: string; units: number; all: number }>({
    severity: 'info',
    origin: 'downstream',
    text: (p) =>
      `${p.experiment}: ${whole(p.units)} of ${whole(p.all)} units saw several variants and ${p.units === 1 ? 'is' : 'are'} left out.`,
    hint: () => 'What they do cannot be put down to one variant. If they are many, the assignment does not stick.',
  }),
  PL4065: entry<{ experiment: string; units: number; variants: readonly string[] }>({
    severity: 'warning',
    origin: 'downstream',
    text: (p) =>
      `${p.experiment}: ${whole(p.units)} ${p.units === 1 ? 'unit was' : 'units were'} exposed to a variant that is none of ${list(p.variants)}, and ${p.units === 1 ? 'is' : 'are'} left out.`,
    hint: () => 'Name the variant in the definition, or leave its rows out with "where".',
  }),
  PL4066: entry<{ experiment: string; units: number }>({
    severity: 'info',
    origin: 'downstream',
    text: (p) =>
      `${p.experiment}: ${whole(p.units)} ${p.units === 1 ? 'unit has' : 'units have'} exposures without a variant only, and ${p.units === 1 ? 'counts' : 'count'} for none.`,
    hint: () => 'An exposure whose variant is NULL says nothing; see who writes such rows.',
  }),
  PL4067: entry<{ experiment: string; words: string }>({
    severity: 'warning',
    origin: 'downstream',
    text: (p) => `${p.experiment}: ${p.words}`,
    hint: () =>
      'Look for what loses units of one variant only: redirects, crashes, bots, filters on what happens after the exposure, a ramp with other weights.',
  }),
  PL4068: entry<{ name: string; open: number; exposed: number; window: string }>({
    severity: 'info',
    origin: 'downstream',
    text: (p) =>
      `${p.name}: the ${p.window} of ${whole(p.open)} of ${whole(p.exposed)} units are not over; they do not count yet.`,
    hint: () => 'Otherwise a variant that only makes people quicker would look like one that makes more of them buy.',
  }),
  PL4069: entry<{ name: string; segments: number }>({
    severity: 'info',
    origin: 'input',
    text: (p) =>
      `${p.name} is looked at in ${p.segments} segments, each with its own interval: of so many some may stand out by chance.`,
    hint: () => 'Decide by the whole, and take a segment that stands out as a reason for an experiment of its own.',
  }),
  PL4070: entry<{ kpi: string; spans: number }>({
    severity: 'warning',
    origin: 'downstream',
    text: (p) => `${p.spans} spans of ${p.kpi} have no id of their own and are left out of the picture.`,
    hint: () => 'Look whether the column of span ids is the right one, and whether spans were written twice.',
  }),
  PL4071: entry<{ kpi: string; limit: number }>({
    severity: 'warning',
    origin: 'downstream',
    text: (p) => `The trace of ${p.kpi} has more than ${p.limit} spans; the first ${p.limit} are shown.`,
    hint: () => 'Open it in the tracing store.',
  }),
  PL9001: entry<{ what: string }>({
    severity: 'error',
    origin: 'plugin',
    text: (p) => `Plumbline failed: ${p.what}`,
    hint: () => 'This is a fault of Plumbline; please report it with this text.',
  }),
  PL9002: entry<{ seconds: number }>({
    severity: 'error',
    origin: 'plugin',
    text: (p) => `Plumbline was still computing after ${p.seconds} s and was stopped.`,
    hint: () => 'Ask for a shorter range, fewer KPIs or a coarser grain.',
  }),
} as const;

export type Code = keyof typeof CATALOGUE;
export type Params = { [C in Code]: (typeof CATALOGUE)[C] extends Entry<infer P> ? P : never };
