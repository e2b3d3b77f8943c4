// @vitest-environment jsdom
import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import React from 'react';
import { describe, expect, it } from 'vitest';
import { DEFINITIONS } from '../../../tests/fakes/definitions';
import { emptyResult, installPages, type Asked } from '../../../tests/fakes/pages';
import type { Result, ResultFrame } from '../../kpi';
import { KpiPage } from './kpi-page';

const EARLIER = `---
apiVersion: plumbline/v1
kind: KPI
metadata: { name: session-conversion, displayName: Conversion per session }
spec:
  area: shop
  description: Share of sessions that end in a purchase.
  owner: { team: growth, contact: growth@example.com }
  version: 1
  superseded: true
  unit: ratio
  timeZone: UTC
  runbook: https://example.com/runbooks/conversion
  measure:
    ratio:
      numerator:   { source: shop-db, table: sessions, time: started_at, count: rows, where: [ { field: purchased, is: true } ] }
      denominator: { source: shop-db, table: sessions, time: started_at, count: rows }
  segments: [ { name: visitor_type, displayName: Visitor type, field: visitor_type }, { name: device, field: device } ]
`;

function answers({ query, context }: Asked): Result {
  const meta = {
    kpi: query.kpi!,
    timeZone: 'UTC',
    toMs: context.toMs,
    incompleteFromMs: null,
    sparks: [{ times: [0, 1], remaining: [1, 0.4] }],
    objectives: [{ name: 'monthly', displayName: 'monthly', window: { duration: '30d' } }],
    governing: { objective: 'monthly', condition: { factor: '14.4', long: '1h', short: '5m' } },
  };
  const frame = (fields: ResultFrame['fields'], extra = {}): ResultFrame => ({
    name: query.kpi!,
    type: 'table',
    fields,
    meta: { ...meta, ...extra },
  });
  const field = (name: string, ...values: Array<number | string | null>) => ({ name, type: 'number' as const, values });
  const frames: Partial<Record<string, ResultFrame[]>> = {
    series: [frame([field('time', context.fromMs, context.toMs - 3_600_000), field('value', 0.5, 0.25)])],
    budget: [
      frame([
        field('objective', 'monthly'),
        field('state', 'exhausted'),
        field('remaining', -0.5),
        field('target', 0.99),
        field('sli', 0.985),
        field('badEvents', 150),
        field('allowedEvents', 100),
      ]),
    ],
    alert: [
      frame([{ ...field('value', 2.5), labels: { kpi: query.kpi!, severity: 'page', team: 'payments', area: 'x' } }]),
    ],
  };
  return { ...emptyResult({ query }), status: 'ok', frames: frames[query.view] ?? [] };
}

const open = (name: string) => render(<KpiPage params={{ uid: 'plumbline', name }} query={{}} />);

describe('the page of a KPI', () => {
  it('says the contract in words, with its links', async () => {
    installPages({ plumbline: DEFINITIONS }, answers);
    open('session-conversion');
    const contract = within(await screen.findByRole('region', { name: 'The contract' }));
    expect(contract.getByText('Rows of sessions in shop-db where purchased is true.')).toBeInTheDocument();
    expect(contract.getByText('Over rows of sessions in shop-db.')).toBeInTheDocument();
    expect(contract.getByText('of Europe/Berlin')).toBeInTheDocument();
    expect(contract.getByRole('link', { name: 'Runbook' })).toHaveAttribute('target', '_blank');
    expect(screen.getByRole('link', { name: 'Definition' })).toHaveAttribute(
      'href',
      '/grafana/a/plumbline-kpi-app/definitions/plumbline?at=session-conversion'
    );
    expect(await screen.findByText(/From 25.0\s% to 50.0\s%\. Newest: 25.0\s%/)).toBeInTheDocument();
    expect(screen.getByText(/Nothing alerts on it/)).toBeInTheDocument();
  });

  it('shows what each version changed in the one before', async () => {
    installPages({ plumbline: DEFINITIONS + EARLIER }, answers);
    open('session-conversion');
    const versions = within(await screen.findByRole('region', { name: 'Versions' }));
    expect(versions.getByText('2026-03-01: bots excluded')).toBeInTheDocument();
    expect(versions.getByText(/Time zone was UTC, is Europe\/Berlin\./)).toHaveTextContent('Another number. timeZone');
    expect(versions.getByRole('heading', { name: 'Version 1, kept as history' })).toBeInTheDocument();
  });

  it('shows budgets as they are, also below zero, and which alerts hold', async () => {
    installPages({ plumbline: DEFINITIONS }, answers);
    open('checkout-success');
    const row = within(await screen.findByRole('row', { name: /^monthly 99/ }));
    expect(row.getAllByRole('cell').map(({ textContent }) => textContent)).toEqual([
      '99.0\u00a0% over 30d',
      '98.5\u00a0%',
      '−50.0\u00a0%',
      'budget gone',
      '150 of 100 allowed',
      '',
      '–',
      '–',
    ]);
    expect(
      await screen.findByRole('row', { name: /monthly: 14.4× over 1h and 5m page holds now 2.5× all/ })
    ).toBeInTheDocument();
  });

  it('prints the requests of the last day, to be copied', async () => {
    installPages({ plumbline: DEFINITIONS }, answers);
    open('revenue');
    const value = within(await screen.findByRole('group', { name: 'View value' }));
    await userEvent.click(value.getByRole('button', { name: /What will be asked \(\d+\)/ }));
    expect(value.getAllByText(/SUM\(/i)[0]).toBeInTheDocument();
    expect(value.getAllByRole('button', { name: 'Copy the request to shop-db' })[0]).toBeInTheDocument();
  });

  it('is there for funnels, and says where there is no such name, nothing that loads, or no data source', async () => {
    installPages({ plumbline: DEFINITIONS, broken: 'kind: [' }, answers);
    const { unmount } = open('purchase');
    expect(await screen.findByText(/Any start · ordered · within 7d/)).toBeInTheDocument();
    unmount();
    const { unmount: leave } = open('nonsense');
    expect(await screen.findByText(/defines no KPI or funnel nonsense/)).toBeInTheDocument();
    leave();
    const { unmount: go } = render(<KpiPage params={{ uid: 'broken', name: 'x' }} query={{}} />);
    expect(await screen.findByText('The definitions of broken do not load')).toBeInTheDocument();
    go();
    render(<KpiPage params={{ uid: 'none', name: 'x' }} query={{}} />);
    expect(await screen.findByText('Datasource none was not found')).toBeInTheDocument();
  });
});
