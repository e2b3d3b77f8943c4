/** M1 to M4: what a shop sells, and whether people get through. */
import type { Template } from './types';

export const conversion: Template = {
  id: 'M1',
  name: 'conversion-per-session',
  title: 'Conversion per session',
  tells: 'How many visits end with a purchase.',
  formula: 'sessions with a completed purchase / sessions',
  page: 'm01-conversion-per-session.md',
  sqlSource: '  lateness: 1h # a session may still buy: younger ones are marked as open\n',
  sql: ({ kpi, source, table, column }) => `apiVersion: plumbline/v1
kind: KPI
metadata: { name: ${kpi}, displayName: Conversion per session }
spec:
  description: Share of sessions that end with a purchase. A session counts when it began.
  area: shop # boards group by it
  owner: { team: growth, contact: growth@example.com }
  unit: ratio
  timeZone: UTC # where the business's days begin and end, such as Europe/Berlin
  measure:
    ratio:
      # Of the same rows as the denominator, so that nobody can convert without a session.
      numerator:
        source: ${source}
        table: ${table('sessions')} # one row a session, whatever groups the hits: cookie or user
        time: ${column('started_at')}
        count: rows
        where: [{ field: ${column('purchased')}, is: true }]
      denominator:
        source: ${source}
        table: ${table('sessions')}
        time: ${column('started_at')}
        count: rows
        key: ${column('session_id')} # a session loaded twice is an error, not a lower conversion
  segments: [{ name: device, field: ${column('device')} }]
  # No target: the guide sets none, for it depends on how mature the product is. Watch it first, then add:
  # thresholds: [{ name: drop, severity: ticket, below: "0.02", window: 6h, minimumEvents: 500 }]
`,
  prometheus: {
    documents: ({ kpi, source }) => `apiVersion: plumbline/v1
kind: KPI
metadata: { name: ${kpi}, displayName: Conversion per session }
spec:
  description: Purchases for each session, both counted when they happen.
  area: shop # boards group by it
  owner: { team: growth, contact: growth@example.com }
  unit: ratio
  timeZone: UTC # where the business's days begin and end, such as Europe/Berlin
  measure:
    ratio:
      # Count a purchase only once a session, or this is purchases per session and may be over 1.
      numerator: { source: ${source}, metric: sessions_purchased_total }
      denominator: { source: ${source}, metric: sessions_total }
  segments: [{ name: device, field: device }]
  # No target: the guide sets none, for it depends on how mature the product is. Watch it first, then add:
  # thresholds: [{ name: drop, severity: ticket, below: "0.02", window: 6h, minimumEvents: 500 }]
`,
  },
};

export const revenue: Template = {
  id: 'M2',
  name: 'revenue-per-minute',
  title: 'Revenue per minute',
  tells: 'How fast money comes in, now.',
  formula: 'sum of paid amounts / minutes that have passed',
  page: 'm02-revenue-per-minute.md',
  sqlSource: '  lateness: 10m # how late a payment may be written down\n',
  sql: ({ kpi, source, table, column }) => `apiVersion: plumbline/v1
kind: KPI
metadata: { name: ${kpi}, displayName: Revenue per minute }
spec:
  description: Paid amounts, without refunds, for each minute that has passed.
  area: shop # boards group by it
  owner: { team: finance, contact: finance@example.com }
  unit: currency:EUR/min # the sum over the minutes of whatever bucket or range is shown
  timeZone: UTC # where the business's days begin and end, such as Europe/Berlin
  measure:
    sum:
      source: ${source}
      table: ${table('payments')}
      time: ${column('paid_at')}
      value: ${column('amount')} # one currency: convert before, or keep others out with "where"
      where: [{ field: ${column('state')}, is: paid }]
      key: ${column('payment_id')} # a payment loaded twice is an error, not more revenue
  segments:
    - { name: channel, field: ${column('channel')} } # what has no channel is shown as (none)
  # No target: it depends on the hour and the day. A floor that only an outage can go below:
  # thresholds: [{ name: standstill, severity: page, below: "1", window: 30m }]
`,
  prometheus: {
    documents: ({ kpi, source }) => `apiVersion: plumbline/v1
kind: KPI
metadata: { name: ${kpi}, displayName: Revenue per minute }
spec:
  description: Paid amounts for each minute that has passed.
  area: shop # boards group by it
  owner: { team: finance, contact: finance@example.com }
  unit: currency:EUR/min # the sum over the minutes of whatever bucket or range is shown
  timeZone: UTC # where the business's days begin and end, such as Europe/Berlin
  measure:
    # A counter only grows: count refunds in one of their own. It is an estimate; the books are in SQL.
    sum: { source: ${source}, metric: revenue_eur_total }
  segments: [{ name: channel, field: channel }]
  # No target: it depends on the hour and the day. A floor that only an outage can go below:
  # thresholds: [{ name: standstill, severity: page, below: "1", window: 30m }]
`,
  },
};

const promise = (target: string) => `  objectives:
    - name: monthly
      target: "${target}"
      timeWindow: { duration: 30d, rolling: true }
      budgetingMethod: Occurrences # every attempt counts the same, at night too
`;

export const checkout: Template = {
  id: 'M3',
  name: 'checkout-success',
  title: 'Checkout success rate',
  tells: 'How many of those who want to pay can.',
  formula: '1 − failed checkouts / checkouts attempted',
  page: 'm03-checkout-success.md',
  sqlSource: '  lateness: 10m # how late an attempt may be written down\n',
  sql: ({ kpi, source, table, column }) => `apiVersion: plumbline/v1
kind: KPI
metadata: { name: ${kpi}, displayName: Checkout success rate }
spec:
  description: Share of checkouts that were not failed by us or a payment provider.
  area: shop # boards group by it
  owner: { team: payments, contact: payments@example.com }
  unit: ratio
  timeZone: UTC # where the business's days begin and end, such as Europe/Berlin
  measure:
    ratio:
      failures:
        source: ${source}
        table: ${table('checkout_attempts')}
        time: ${column('at')}
        count: rows
        where: [{ field: ${column('outcome')}, is: failed }]
      denominator:
        source: ${source}
        table: ${table('checkout_attempts')}
        time: ${column('at')}
        count: rows
        # Who left without paying has not failed: that is conversion, not success.
        where: [{ field: ${column('outcome')}, in: [ok, failed] }]
        key: ${column('attempt_id')} # an attempt loaded twice is an error, and the failures are among these
  segments:
    - { name: provider, field: ${column('provider')} } # a gateway that fails is seen beside the others
    - { name: device, field: ${column('device')} }
  valuePerUnit: { amount: "54.20", currency: EUR } # what a lost checkout costs
${promise('0.99')}  decisionPolicy: With the budget spent, checkout changes wait and traffic moves to the other provider.
`,
  prometheus: {
    documents: ({ kpi, source }) => `apiVersion: plumbline/v1
kind: KPI
metadata: { name: ${kpi}, displayName: Checkout success rate }
spec:
  description: Share of checkouts that were not failed by us or a payment provider.
  area: shop # boards group by it
  owner: { team: payments, contact: payments@example.com }
  unit: ratio
  timeZone: UTC # where the business's days begin and end, such as Europe/Berlin
  measure:
    ratio:
      # The failures, not the good: a series that has not failed yet is then 0, not missing.
      failures: { source: ${source}, metric: checkout_attempts_total, where: [{ field: outcome, is: failed }] }
      denominator: { source: ${source}, metric: checkout_attempts_total, where: [{ field: outcome, in: [ok, failed] }] }
  segments:
    - { name: provider, field: provider } # a gateway that fails is seen beside the others
    - { name: device, field: device }
  valuePerUnit: { amount: "54.20", currency: EUR } # what a lost checkout costs
${promise('0.99')}  decisionPolicy: With the budget spent, checkout changes wait and traffic moves to the other provider.
`,
  },
};

export const auth: Template = {
  id: 'M4',
  name: 'auth-success',
  title: 'Auth success rate',
  tells: 'How many of those who want to log in can.',
  formula: 'successful logins / logins attempted, without those that rate limits turned away',
  page: 'm04-auth-success.md',
  sqlSource: '  lateness: 10m # how late an attempt may be written down\n',
  sql: ({ kpi, source, table, column }) => `apiVersion: plumbline/v1
kind: KPI
metadata: { name: ${kpi}, displayName: Auth success rate }
spec:
  description: Share of logins that succeeded; those that rate limits turned away are not counted.
  area: identity # boards group by it
  owner: { team: identity, contact: identity@example.com }
  unit: ratio
  timeZone: UTC # where the business's days begin and end, such as Europe/Berlin
  measure:
    ratio:
      numerator:
        source: ${source}
        table: ${table('logins')}
        time: ${column('at')}
        count: rows
        where: [{ field: ${column('outcome')}, is: ok }]
      denominator:
        source: ${source}
        table: ${table('logins')}
        time: ${column('at')}
        count: rows
        # An attack would else look like an outage. A row without an outcome counts as an attempt.
        # A wrong password is an attempt, as in the guide; add its outcome here if it should not be.
        where: [{ field: ${column('outcome')}, notIn: [rate_limited] }]
        key: ${column('login_id')} # a login loaded twice is an error, and the good ones are among these
  segments: [{ name: method, field: ${column('method')} }]
${promise('0.999')}`,
  prometheus: {
    documents: ({ kpi, source }) => `apiVersion: plumbline/v1
kind: KPI
metadata: { name: ${kpi}, displayName: Auth success rate }
spec:
  description: Share of logins that succeeded; those that rate limits turned away are not counted.
  area: identity # boards group by it
  owner: { team: identity, contact: identity@example.com }
  unit: ratio
  timeZone: UTC # where the business's days begin and end, such as Europe/Berlin
  measure:
    ratio:
      numerator: { source: ${source}, metric: logins_total, where: [{ field: outcome, is: ok }] }
      # An attack would else look like an outage. A wrong password is an attempt, as in the guide.
      denominator: { source: ${source}, metric: logins_total, where: [{ field: outcome, notIn: [rate_limited] }] }
  segments: [{ name: method, field: method }]
${promise('0.999')}`,
  },
};
