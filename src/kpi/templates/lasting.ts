/** M9 and M10: what shows only later. */
import type { Template } from './types';

export const retention: Template = {
  id: 'M9',
  name: 'retention-d30',
  title: 'Retention rate D30',
  tells: 'How many of those who started are still there a month later.',
  formula: 'actors of a cohort who came back on day 30 / actors of the cohort whose day 30 is over',
  page: 'm09-retention-d30.md',
  sqlSource: '  lateness: 1h # how late an event may come in\n',
  sql: ({ kpi, source, table, column }) => `apiVersion: plumbline/v1
kind: KPI
metadata: { name: ${kpi}, displayName: Retention D30 }
spec:
  description: Share of those who signed up who were active on the thirtieth day after it.
  area: product # boards group by it
  owner: { team: growth, contact: growth@example.com }
  unit: ratio
  timeZone: UTC # whose days are counted, such as Europe/Berlin
  measure:
    retention:
      source: ${source}
      table: ${table('events')}
      time: ${column('at')}
      actor: ${column('user_id')}
      start: [{ field: ${column('name')}, is: signed_up }] # who is in a cohort
      return: [{ field: ${column('name')}, is: active }] # what counts as still there
      period: 1d
      after: 30
      curve: [1, 7, 14, 30]
      meaning: on # on that very day; onOrAfter (then or ever later) and within (any day up to it) give higher numbers
      clock: calendar # days of the time zone above; rolling counts 24 hours from the start
      cohort: 1w # who started in the same week
      first: ever # who signed up before the range is nobody's new user
  segments: [{ name: plan, field: ${column('plan')} }] # of the start
  # No target: it depends on the industry. Compare cohorts with each other.
`,
  prometheus: {
    refused: 'a counter does not know who was counted, so nobody can be seen to come back',
    instead: 'Choose a SQL dialect with a table of events.',
  },
};

export const fraud: Template = {
  id: 'M10',
  name: 'fraud-loss-rate',
  title: 'Fraud loss rate',
  tells: 'How much of the money that goes through is lost to fraud.',
  formula: 'losses to fraud / value of transactions, on the day of the transaction',
  page: 'm10-fraud-loss-rate.md',
  sqlSource: `  # How long fraud takes to be found: younger transactions may still turn out to be, so their days are marked as open and asked for
  # anew. A source of its own, so that other KPIs of the same store are not marked, too.
  lateness: 30d
`,
  sql: ({ kpi, source, table, column }) => `apiVersion: plumbline/v1
kind: KPI
metadata: { name: ${kpi}, displayName: Fraud loss rate }
spec:
  description: Share of the value of transactions that was lost to fraud, on the day of the transaction.
  area: payments # boards group by it
  owner: { team: risk, contact: risk@example.com }
  unit: ratio
  timeZone: UTC # where the business's days begin and end, such as Europe/Berlin
  grain: 1d
  measure:
    ratio:
      numerator:
        source: ${source}
        table: ${table('transactions')}
        time: ${column('at')} # when it was paid, not when the fraud was found: both parts then speak of the same transactions
        value: ${column('fraud_loss')} # 0 or NULL until it is found
      denominator:
        source: ${source}
        table: ${table('transactions')}
        time: ${column('at')}
        value: ${column('amount')}
        key: ${column('transaction_id')} # a transaction loaded twice is an error, not more value
  segments: [{ name: method, field: ${column('method')} }]
  # The guide's target is "as little as possible". A ceiling, over days whose fraud is mostly found:
  # thresholds: [{ name: too-much, severity: ticket, above: "0.002", window: 30d }]
`,
  prometheus: {
    refused: 'a loss belongs to the day of its transaction, and a counter only knows when it was found',
    instead: 'Choose a SQL dialect with a table of transactions.',
  },
};
