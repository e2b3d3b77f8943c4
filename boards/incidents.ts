/** Incidents and firing alerts as rows, with the way to what one does about them. */
import { ask } from './common';
import { settings, type Place } from './place';
import { cellLink, table } from './tables';

interface Which {
  /** With the alerts that fire, and everything that one needs to act; without: what a meeting wants to know. */
  readonly alerts: boolean;
}

const MAPPED = (values: Readonly<Record<string, { text: string; color?: string }>>) => [
  {
    type: 'value',
    options: Object.fromEntries(Object.entries(values).map(([key, shown], index) => [key, { ...shown, index }])),
  },
];

/** A table of view incidents of the chosen area, newest first. */
export function incidents(id: number, title: string, place: Place, { alerts }: Which) {
  const about = {
    id,
    title,
    description: alerts
      ? 'Incidents that people opened and alerts that fired in this time, newest first. A title leads to the incident, a runbook to what one does.'
      : 'Incidents of the chosen area in this time, newest first. A title leads to the incident.',
    place,
  };
  return (
    table(about, [ask({ view: 'incidents', area: '$area', ...(alerts ? {} : { kinds: ['incident'] as const }) })], {
      time: { displayName: 'Began', unit: 'time:DD MMM HH:mm', 'custom.width': 105 },
      ongoing: {
        displayName: 'State',
        'custom.width': 70,
        mappings: MAPPED({ true: { text: 'open', color: 'red' }, false: { text: 'over', color: 'text' } }),
        color: { mode: 'thresholds' },
        thresholds: { mode: 'absolute', steps: [{ value: null, color: 'text' }] },
        'custom.cellOptions': { type: 'color-text' },
      },
      title: { displayName: 'What', ...cellLink('Open the incident', '${__data.fields.link}', true) },
      duration: { displayName: 'Lasted', unit: 'dtdurations', decimals: 0, 'custom.width': 90 },
      severity: alerts ? { displayName: 'Severity', 'custom.width': 75 } : null,
      service: alerts ? { displayName: 'Service', 'custom.width': 90 } : null,
      team: null,
      runbook: alerts
        ? { displayName: 'Runbook', 'custom.width': 90, ...cellLink('What to do', '${__value.raw}', true) }
        : null,
      end: null,
      kind: null,
      kpi: null,
      link: null,
      badEvents: null,
      cost: { displayName: 'Cost', decimals: 0, 'custom.width': 70 },
    })
      .noValue(alerts ? 'No incident and no alert in this time.' : 'No incident in this time.')
      // What is not known of one incident is another thing than that there is none.
      .overrideByRegexp('.*', settings({ noValue: '–' }))
      .overrideByName('time', settings({ 'custom.align': 'left' }))
  );
}
