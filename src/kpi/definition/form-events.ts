/** The form of Events: four origins, told apart by their keys. */
import { oneRelation, relation, source, timeType, where } from './form-parts';
import * as scalars from './scalars';
import { keyed, list, object, optional, required, table, type Reads } from './shape';
import { EVENT_KINDS } from './types';

const kind = scalars.oneOf(EVENT_KINDS);

const shared = {
  type: required(kind, 'What happened, where no column, label or tag says it.'),
  description: optional(scalars.text, 'What the events are, for people.'),
  area: optional(scalars.text, 'Part of the business that they concern.', 'all of it'),
  kpis: optional(list(scalars.name, 1), 'Names of the KPIs that they concern.', 'all of the area'),
  source,
};

const text = (doc: string, fallback?: string) => optional(scalars.text, doc, fallback);

const rows = object(
  'Events of a table',
  {
    ...shared,
    ...relation,
    time: required(scalars.text, 'Column with the time at which it began.'),
    end: text('Column with the time at which it was over; NULL: it still goes on (incidents), or it was an instant.'),
    timeType,
    where,
    kind: text('Column with the kind of each event; what it says goes before `type`.'),
    kinds: optional(
      table(scalars.text, kind),
      'What the values of `kind` mean, where they are other words: `{ release: deploy, revert: rollback }`.'
    ),
    title: text('Column with a title.', 'service and version'),
    service: text('Column that says what was changed, or what is hurt.'),
    version: text('Column with its version, or with the variant of a flag.'),
    environment: text('Column with the environment.'),
    link: text('Column with an address to read more at; only `http`, `https` and paths of this Grafana are used.'),
    author: text('Column that says who did it.'),
    team: text('Column with the team.'),
    severity: text('Column that says how bad an incident is.'),
    kpi: text('Column with the name of the KPI that an event concerns.'),
  },
  [oneRelation]
);

const changes = object('Version changes', {
  ...shared,
  metric: required(
    scalars.text,
    'A gauge with the version in a label, such as `app_build_info`: a version that appears is an event, one that comes back a rollback.'
  ),
  where,
  version: text('Label with the version.', 'version'),
  service: text('Label that says what was changed; each service has versions of its own.'),
  environment: text('Label with the environment; each has versions of its own.'),
  team: text('Label with the team.'),
});

const alerts = object('Alerts', {
  ...shared,
  alerts: required(
    scalars.boolean,
    '`true`: each stretch of `ALERTS{alertstate="firing"}` is an incident from its first to its last sample.'
  ),
  where,
  title: text('Label with the title.', 'alertname'),
  service: text('Label that says what is hurt.'),
  environment: text('Label with the environment.'),
  team: text('Label with the team.'),
  severity: text('Label that says how bad it is.', 'severity'),
  kpi: text('Label with the name of the KPI that it is about.'),
});

const annotations = object('Annotations', {
  ...shared,
  tags: required(
    list(scalars.text, 1),
    'Tags that an annotation must have, all of them. Its tags `kind:…`, `service:…`, `version:…`, `environment:…`, `team:…`, `author:…`, `severity:…` and `kpi:…` are read into the event.'
  ),
});

export const eventsSpec = keyed(
  'Events',
  { sql: rows, changes, alerts, grafana: annotations },
  { sql: ['table', 'query'], changes: ['metric'], alerts: ['alerts'], grafana: ['tags'] }
);
export type ReadEventsSpec = Reads<typeof eventsSpec>;
