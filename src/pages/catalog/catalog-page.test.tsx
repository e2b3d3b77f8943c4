// @vitest-environment jsdom
import { render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import React from 'react';
import { describe, expect, it } from 'vitest';
import { DEFINITIONS } from '../../../tests/fakes/definitions';
import { installGrafana } from '../../../tests/fakes/grafana';
import type { Result, ResultFrame } from '../../kpi';
import { emptyResult, installPages, type Asked } from '../../../tests/fakes/pages';
import { CatalogPage } from './catalog-page';

const kpi = (name: string, more = '') => `---
apiVersion: plumbline/v1
kind: KPI
metadata: { name: ${name} }
spec: { area: shop, owner: { team: t }, unit: count, measure: { count: { source: shop-db, table: orders, time: at } }${more} }
`;

const rows = () => screen.getAllByRole('rowheader').map((header) => header.querySelector('a')!.textContent);

/** Series with a number in all buckets but the last two, values, and a budget that burns. */
function answers({ query, context }: Asked): Result {
  const frame = (name: string, fields: Record<string, unknown[]>): ResultFrame => ({
    name,
    type: 'table',
    fields: Object.entries(fields).map(([field, values]) => ({ name: field, type: 'number', values: values as never })),
    meta: { kpi: name, toMs: context.toMs, timeZone: 'UTC', incompleteFromMs: null, objectives: [], sparks: [] },
  });
  const times = Array.from({ length: 72 }, (_, i) => context.fromMs + i * 300_000);
  const frames = query.kpis!.map((name) =>
    query.view === 'series'
      ? frame(name, { time: times, value: times.map((_, i) => (i < 70 ? i : null)) })
      : query.view === 'value'
        ? frame(name, { value: [1234.5] })
        : frame(name, { objective: ['monthly'], state: ['ticket'], remaining: [0.25] })
  );
  return { ...emptyResult({ query }), status: 'ok', frames };
}

describe('the catalog', () => {
  it('lists KPIs and funnels by area, with owner, what it is, segments and target, and leads to its page and to Explore', async () => {
    installPages({ plumbline: DEFINITIONS });
    render(<CatalogPage />);
    const tables = await screen.findAllByRole('table');
    expect(tables.map((table) => table.querySelector('caption')?.textContent)).toEqual(['payments', 'shop']);
    const cells = (name: RegExp) =>
      within(screen.getByRole('row', { name }))
        .getAllByRole('cell')
        .map(({ textContent }) => textContent);
    expect(cells(/^Conversion per session/).slice(0, 3)).toEqual(['growth', 'ratioby Visitor type, device', '–']);
    expect(cells(/^checkout-success/).slice(0, 3)).toEqual(['payments', 'ratioby region', '0.99 over 30d (monthly)']);
    expect(cells(/^purchase/).slice(0, 3)).toEqual(['growth', 'funnel, 3 stepsby device', '–']);
    expect(screen.getByRole('link', { name: 'checkout-success' })).toHaveAttribute(
      'href',
      '/grafana/a/plumbline-kpi-app/kpi/plumbline/checkout-success'
    );
    const href = screen.getByRole('link', { name: 'Explore checkout-success' }).getAttribute('href')!;
    expect(href).toMatch(/^\/grafana\/explore\?schemaVersion=1&panes=/);
    const panes = JSON.parse(new URLSearchParams(href.split('?')[1]).get('panes')!);
    expect(panes.kpi.queries).toMatchObject([{ kpi: 'checkout-success', view: 'series' }]);
  });

  it('asks once an area and view, and says of each KPI how it is and how fresh', async () => {
    const { asked } = installPages({ plumbline: DEFINITIONS }, answers);
    render(<CatalogPage />);
    await screen.findByText('burning: ticket · 25.0 % left');
    await waitFor(() => expect(screen.getByRole('status')).toBeEmptyDOMElement());
    expect(asked.map(({ query }) => `${query.view} ${query.kpis?.join(' ')}`).sort()).toEqual([
      'budget checkout-success',
      'series checkout-success',
      'series session-conversion revenue',
      'value session-conversion revenue',
    ]);
    const row = within(screen.getByRole('row', { name: /^revenue/ }));
    expect(row.getByText('€ 1.23k')).toHaveAttribute('title', '€\u00a01,234.5 in the last 24 h');
    expect(row.getByText('10 min ago')).toBeInTheDocument();
    expect(row.getByRole('img', { name: 'revenue over the last six hours' })).toBeInTheDocument();
  });

  it('asks no more for many KPIs of an area, and warns beyond seven', async () => {
    const many = Array.from({ length: 8 }, (_, i) => kpi(`kpi-${i}`)).join('');
    const { asked } = installPages({ plumbline: DEFINITIONS.split('\n---\n')[0] + '\n' + many }, answers);
    render(<CatalogPage />);
    expect(await screen.findByText(/shop has 8 KPIs; the guide asks for 3 to 7/)).toBeInTheDocument();
    await waitFor(() => expect(screen.getAllByText('1.23k')).toHaveLength(8));
    expect(asked).toHaveLength(2);
  });

  it('says in its place what failed, and shows the rest', async () => {
    installPages({ plumbline: DEFINITIONS }, (asked) => {
      if (asked.query.view === 'budget') {
        throw new Error('the network is gone');
      }
      const result = answers(asked);
      const notice = { code: 'PL3104', severity: 'error' as const, message: 'shop-db did not answer', kpi: 'revenue' };
      return {
        ...result,
        status: 'partial',
        frames: result.frames.filter(({ name }) => name !== 'revenue'),
        notices: [notice],
      };
    });
    render(<CatalogPage />);
    await waitFor(() => expect(screen.getByRole('status')).toBeEmptyDOMElement());
    const [row, other] = [/^revenue/, /^checkout-success/].map((name) => within(screen.getByRole('row', { name })));
    expect(row.getAllByText('not known')[0]).toHaveAttribute('title', 'shop-db did not answer (PL3104)');
    expect(other.getByText('not known')).toHaveAttribute('title', 'the network is gone');
    expect(screen.getByText(/^123,\d+\s%$/)).toBeInTheDocument();
  });

  it('puts children under their parents and folds them away', async () => {
    installPages({
      plumbline: `${DEFINITIONS}${kpi('orders', ', parent: revenue')}${kpi('baskets', ', parent: orders')}${kpi('payers', ', parent: checkout-success')}`,
    });
    render(<CatalogPage />);
    await screen.findAllByRole('table');
    expect(rows()).toEqual([
      'checkout-success',
      'Conversion per session',
      'payers',
      'purchase',
      'revenue',
      'orders',
      'baskets',
    ]);
    expect(screen.getByRole('row', { name: /feeds checkout-success/ })).toBeInTheDocument();
    const user = userEvent.setup();
    const toggle = screen.getByRole('button', { name: 'Hide what feeds revenue' });
    expect(toggle).toHaveAttribute('aria-expanded', 'true');
    toggle.focus();
    await user.keyboard('{Enter}');
    expect(rows().slice(-2)).toEqual(['purchase', 'revenue']);
  });

  it('is searched by name, area, owner and segment', async () => {
    installPages({ plumbline: DEFINITIONS });
    render(<CatalogPage />);
    await screen.findAllByRole('table');
    const user = userEvent.setup();
    await user.type(screen.getByLabelText('Search the catalog'), 'shop device');
    expect(rows()).toEqual(['Conversion per session', 'purchase']);
    await user.type(screen.getByLabelText('Search the catalog'), ' nonsense');
    expect(screen.getByText(/Nothing in the catalog matches/)).toBeInTheDocument();
  });

  it('names data sources whose definitions do not load, and shows the others', async () => {
    installPages({ plumbline: DEFINITIONS, Broken: 'kind: [' });
    render(<CatalogPage />);
    expect(await screen.findByText('The definitions of Broken do not load')).toBeInTheDocument();
    expect(screen.getByRole('list', { name: 'Problems with the definitions of Broken' })).toHaveTextContent(/PL1/);
    expect(screen.getAllByRole('table')).toHaveLength(2);
  });

  it('says what to do where nothing is defined', async () => {
    installGrafana({});
    render(<CatalogPage />);
    expect(await screen.findByText(/No KPI is defined yet/)).toBeInTheDocument();
  });
});
