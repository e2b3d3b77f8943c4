/** A small set of definitions for tests of hosts and editors. */
export const DEFINITIONS = `apiVersion: plumbline/v1
kind: Source
metadata: { name: shop-db }
spec: { dialect: postgres, grafana: { uid: shop-db } }
---
apiVersion: plumbline/v1
kind: Source
metadata: { name: metrics }
spec: { dialect: prometheus, grafana: { uid: prometheus }, scrapeInterval: 15s }
---
apiVersion: plumbline/v1
kind: KPI
metadata: { name: session-conversion, displayName: Conversion per session }
spec:
  area: shop
  description: Share of sessions that end in a purchase.
  owner: { team: growth, contact: growth@example.com }
  version: 2
  changes: [ { version: 2, date: 2026-03-01, text: "bots excluded" } ]
  unit: ratio
  timeZone: Europe/Berlin
  runbook: https://example.com/runbooks/conversion
  measure:
    ratio:
      numerator:   { source: shop-db, table: sessions, time: started_at, count: rows, where: [ { field: purchased, is: true } ] }
      denominator: { source: shop-db, table: sessions, time: started_at, count: rows }
  segments: [ { name: visitor_type, displayName: Visitor type, field: visitor_type }, { name: device, field: device } ]
---
apiVersion: plumbline/v1
kind: KPI
metadata: { name: checkout-success }
spec:
  area: payments
  owner: { team: payments, contact: "#payments" }
  unit: ratio
  measure:
    ratio:
      numerator:   { source: metrics, metric: checkout_requests_total, where: [ { field: outcome, is: ok } ] }
      denominator: { source: metrics, metric: checkout_requests_total }
  segments: [ { name: region, field: region } ]
  objectives:
    - { name: monthly, target: "0.99", timeWindow: { duration: 30d, rolling: true }, budgetingMethod: Occurrences }
---
apiVersion: plumbline/v1
kind: KPI
metadata: { name: revenue }
spec:
  area: shop
  owner: { team: finance }
  unit: currency:EUR
  measure: { sum: { source: shop-db, table: orders, time: ordered_at, value: amount } }
---
apiVersion: plumbline/v1
kind: Funnel
metadata: { name: purchase }
spec:
  area: shop
  owner: { team: growth }
  source: shop-db
  table: events
  time: at
  actor: user_id
  window: 7d
  entry: any
  order: ordered
  segments: [ { name: device, field: device } ]
  steps:
    - { name: Visit,  where: [ { field: page, is: home } ] }
    - { name: Search, where: [ { field: page, is: search } ] }
    - { name: Buy,    where: [ { field: page, in: [confirmation, receipt] } ] }
`;
