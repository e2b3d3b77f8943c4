/** Which fields of a contract make its number, its budget or its price another one: docs/guide/versions.md. */

/** Beginnings of paths. A condition of alerting, a name on a screen or a link are none. */
const ALTERING = [
  'unit',
  'timeZone',
  'calendar',
  'measure',
  'accumulate',
  'gapFill',
  'valuePerUnit',
  'privacy',
  'exclusions',
  // Funnels.
  'type',
  'source',
  'table',
  'query',
  'time',
  'timeType',
  'actor',
  'window',
  'entry',
  'order',
  'ties',
  'exclude',
  'constant',
  // Experiments.
  'exposures',
  'variants',
  'control',
  'metrics',
  'fromMs',
  'toMs',
];

/** Of an objective: what decides how much of the budget is left. Not its name on screens, its alerts or its consequences. */
const OBJECTIVE = ['target', 'timeWindow', 'budgetingMethod', 'slices', 'absentIs', 'coverageFloor'];

/** Of an exclusion: all but why. */
const SILENT_EXCLUSION = ['reason'];

/** Of a step: all but its name on screens. */
const SILENT_STEP = ['displayName'];

/** Whether a change at a path of `plainOf` (`objectives`, `monthly`, `target`) alters what is shown as the number. */
export function altersNumber(parts: readonly string[]): boolean {
  const [first, name, third] = parts;
  const last = parts[parts.length - 1];
  switch (first) {
    case 'objectives':
      // A whole objective that is new or gone makes the promise another one; their order does not.
      return name !== undefined && (third === undefined || OBJECTIVE.indexOf(third) >= 0);
    case 'segments':
      return third === 'field';
    case 'exclusions':
      return name !== undefined && SILENT_EXCLUSION.indexOf(last) < 0;
    case 'steps':
      return SILENT_STEP.indexOf(last) < 0;
    default:
      return ALTERING.indexOf(first) >= 0;
  }
}
