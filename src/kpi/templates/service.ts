/** M5 to M8: whether a feature is used, what a transaction costs, how fresh the data is, and what errors cost customers. */
import type { Dialect } from '../definition/types';
import type { Template } from './types';

export const feature: Template = {
  id: 'M5',
  name: 'feature-usage',
  title: 'Feature usage rate',
  tells: 'How many of the active users use a feature.',
  formula: 'different users of the feature / different active users, of a period',
  page: 'm05-feature-usage.md',
  sqlSource: '  lateness: 1h # how late an event may come in\n',
  sql: ({ kpi, source, table, column }) => `apiVersion: plumbline/v1
kind: KPI
metadata: { name: ${kpi}, displayName: Feature usage rate }
spec:
  description: Share of a week's active users who used the export at least once.
  area: product # boards group by it
  owner: { team: product, contact: product@example.com }
  unit: ratio
  timeZone: UTC # where the business's weeks begin and end, such as Europe/Berlin
  grain: 1w # users of seven days are not those of a week added up: one grain, so that all boards say the same
  measure:
    ratio:
      numerator:
        source: ${source}
        table: ${table('events')}
        time: ${column('at')}
        distinct: ${column('user_id')} # rows without a user are nobody's
        where: [{ field: ${column('feature')}, is: export }]
      denominator: { source: ${source}, table: ${table('events')}, time: ${column('at')}, distinct: ${column('user_id')} }
  segments: [{ name: plan, field: ${column('plan')} }]
  # No target: it depends on what was forecast. A share that falls to 0 in one release is lost instrumentation:
  # thresholds: [{ name: gone, severity: ticket, below: "0.01", window: 1d }]
`,
  prometheus: {
    refused: 'a counter does not know who was counted, so users cannot be told from uses',
    instead: 'Choose a SQL dialect with a table of events.',
  },
};

const COST = (kpi: string, cost: string, transactions: string, service: string) => `apiVersion: plumbline/v1
kind: KPI
metadata: { name: ${kpi}, displayName: Cost per transaction }
spec:
  description: Cloud cost of a day over the transactions of that day.
  area: platform # boards group by it
  owner: { team: platform, contact: platform@example.com }
  unit: ratio:EUR/count
  timeZone: UTC # that of the bill, whose days are the finest it has
  grain: 1d
  measure:
    ratio:
${cost}${transactions}  segments: [{ name: service, field: ${service} }] # costs of no service are shown as (none), not spread
  # No target: the guide compares with competitors. A ceiling of your own:
  # thresholds: [{ name: dear, severity: ticket, above: "0.12", window: 1d }]
`;

const BILLING = (dialect: Dialect) => `apiVersion: plumbline/v1
kind: Source
metadata: { name: billing }
spec:
  dialect: ${dialect}
  grafana: { uid: billing } # uid of the Grafana data source that holds the bill
  lateness: 2d # bills come a day late and are corrected: younger days are marked as open
---
`;

const costOf = (table: string, time: string, value: string) => `      numerator:
        source: billing
        table: ${table} # the bill's lines, third parties too: what is not in it is not in the number
        time: ${time}
        value: ${value}
`;

export const cost: Template = {
  id: 'M6',
  name: 'cost-per-transaction',
  title: 'Cost per transaction',
  tells: 'What a transaction costs to run.',
  formula: 'cloud cost / validated transactions, day by day',
  page: 'm06-cost-per-transaction.md',
  sqlSource: '  lateness: 10m # how late a transaction may be written down\n',
  sql: ({ kpi, source, dialect, table, column }) =>
    `${BILLING(dialect)}${COST(
      kpi,
      costOf(table('cloud_costs'), column('usage_at'), column('cost')),
      `      # Of Prometheus: { source: metrics, metric: transactions_total, where: … }; stores may differ, both are asked for the same days.
      denominator:
        source: ${source}
        table: ${table('transactions')}
        time: ${column('at')}
        count: rows
        where: [{ field: ${column('state')}, is: validated }]
        key: ${column('transaction_id')}
`,
      column('service')
    )}`,
  prometheus: {
    documents: ({
      kpi,
      source,
    }) => `# Bills are rows: the cost comes from another store, and both are asked for the same days.
${BILLING('postgres')}${COST(
      kpi,
      costOf('cloud_costs', 'usage_at', 'cost'),
      `      denominator: { source: ${source}, metric: transactions_total, where: [{ field: state, is: validated }] }
`,
      'service'
    )}`,
  },
};

const FRESH = `  objectives:
    - name: near-real-time
      target: "0.99"
      timeWindow: { duration: 30d, rolling: true }
      budgetingMethod: Timeslices
      timeSliceWindow: 5m
      op: lt
      value: 300 # seconds: five minutes in which the newest row is younger are good ones
      alertPolicy: none # the threshold below tells sooner than a budget
  thresholds: [{ name: stale, severity: ticket, above: "300", window: 5m }]
`;

export const freshness: Template = {
  id: 'M7',
  name: 'data-freshness',
  title: 'Data freshness',
  tells: 'How old the numbers on the board are.',
  formula:
    'now − arrival of the newest row; beside it, the time from event to arrival that 95 % of the events stay below',
  page: 'm07-data-freshness.md',
  sqlSource: '  lateness: 0m # what counts is when a row came in, and that does not change later\n',
  sql: ({ kpi, source, table, column }) => `apiVersion: plumbline/v1
kind: KPI
metadata: { name: ${kpi}, displayName: Data freshness }
spec:
  description: Seconds since the last event came in.
  area: data # boards group by it
  owner: { team: data, contact: data@example.com }
  unit: seconds
  timeZone: UTC
  measure:
    freshness:
      source: ${source}
      table: ${table('events')}
      # When it came in, not when it happened: late rows would make the past look fresher than it was.
      time: ${column('received_at')}
      lookback: 1d # so far back the newest row is looked for; keep an index on the column
${FRESH}---
apiVersion: plumbline/v1
kind: KPI
metadata: { name: ${kpi}-arrival, displayName: Time from event to arrival }
spec:
  description: 95 % of the events came in faster than this.
  area: data
  parent: ${kpi}
  owner: { team: data, contact: data@example.com }
  unit: seconds
  timeZone: UTC
  measure:
    quantile:
      q: "0.95"
      of:
        source: ${source}
        table: ${table('events')}
        time: ${column('received_at')}
        value: { elapsed: { from: ${column('at')}, to: ${column('received_at')} } }
`,
  prometheus: {
    documents: ({ kpi, source }) => `apiVersion: plumbline/v1
kind: KPI
metadata: { name: ${kpi}, displayName: Data freshness }
spec:
  description: Seconds since the last event came in.
  area: data # boards group by it
  owner: { team: data, contact: data@example.com }
  unit: seconds
  timeZone: UTC
  measure:
    gauge:
      source: ${source}
      # The pipeline writes the time of its newest event, in seconds since 1970. Where it writes nothing, there is no data, not 0.
      promql: time() - max(max_over_time(events_newest_timestamp_seconds[$window]))
${FRESH}---
apiVersion: plumbline/v1
kind: KPI
metadata: { name: ${kpi}-arrival, displayName: Time from event to arrival }
spec:
  description: 95 % of the events came in faster than this.
  area: data
  parent: ${kpi}
  owner: { team: data, contact: data@example.com }
  unit: seconds
  timeZone: UTC
  measure:
    # Give the histogram a bound of 300 s and some above: over the highest one it cannot tell.
    quantile: { q: "0.95", of: { source: ${source}, metric: events_arrival_seconds, type: histogram } }
`,
  },
};

const errorRate = (kpi: string, measure: string) => `apiVersion: plumbline/v1
kind: KPI
metadata: { name: ${kpi}, displayName: Customer-impacting error rate }
spec:
  description: Failed business requests over all of them, each weighted by what it means to the customer.
  area: shop # boards group by it
  owner: { team: reliability, contact: reliability@example.com }
  unit: ratio
  timeZone: UTC
  measure:
    ratio:
${measure}`;

const errorPromise = (kpi: string, measure: string, service: string) => `---
# The same as a promise: a budget counts what is good, so this one is 1 − the rate above.
apiVersion: plumbline/v1
kind: KPI
metadata: { name: ${kpi}-budget, displayName: Business requests without impact }
spec:
  area: shop
  parent: ${kpi}
  owner: { team: reliability, contact: reliability@example.com }
  unit: ratio
  timeZone: UTC
  measure:
    ratio:
${measure}  segments: [{ name: service, field: ${service} }]
  objectives:
    - name: monthly
      target: "0.995" # a budget for each service, as the guide asks: give them definitions of their own where targets differ
      timeWindow: { duration: 30d, rolling: true }
      budgetingMethod: Occurrences
  alerting: { by: [service] }
`;

export const errors: Template = {
  id: 'M8',
  name: 'customer-impacting-error-rate',
  title: 'Customer-impacting error rate',
  tells: 'How much of what customers want fails, by how much it hurts.',
  formula: 'sum of the weights of failed requests / sum of the weights of all requests',
  page: 'm08-customer-impacting-error-rate.md',
  sqlSource: '  lateness: 10m # how late a request may be written down\n',
  sql: ({ kpi, source, table, column }) => {
    const part = (role: string, more = '') => `      ${role}:
        source: ${source}
        table: ${table('business_requests')}
        time: ${column('at')}
        value: ${column('impact_weight')}${role === 'numerator' ? ' # 1 for browsing, 10 for paying: agreed on with the business' : ''}
${more}${role === 'denominator' ? `        key: ${column('request_id')} # a request loaded twice is an error, and the failed ones are among these\n` : ''}`;
    const failed = `        where: [{ field: ${column('outcome')}, is: failed }]\n`;
    const segments = `  segments: [{ name: service, field: ${column('service')} }]\n`;
    return `${errorRate(kpi, part('numerator', failed) + part('denominator') + segments)}${errorPromise(kpi, part('failures', failed) + part('denominator'), column('service'))}`;
  },
  prometheus: {
    documents: ({ kpi, source }) => {
      const failed = `{ source: ${source}, metric: business_request_weight_total, where: [{ field: outcome, is: failed }] }\n`;
      const all = `      denominator: { source: ${source}, metric: business_request_weight_total }\n`;
      return `# The application adds a request's weight to the counter, not 1: 1 for browsing, 10 for paying, agreed on with the business.
${errorRate(kpi, `      numerator: ${failed}${all}  segments: [{ name: service, field: service }]\n`)}${errorPromise(kpi, `      failures: ${failed}${all}`, 'service')}`;
    },
  },
};
