// @vitest-environment jsdom
import { dateTime, type TimeRange } from '@grafana/data';
import { act, cleanup, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import React, { useState } from 'react';
import { describe, expect, it, vi } from 'vitest';
import { DEFINITIONS } from '../../../tests/fakes/definitions';
import { installGrafana, plumblineSettings } from '../../../tests/fakes/grafana';
import { fakeTemplates } from '../../../tests/fakes/templates';
import { DataSource } from '../data-source';
import type { KpiDataQuery, KpiVariableQuery } from '../types';
import { VariableQueryEditor } from '../variables/variable-query-editor';
import { QueryEditor } from './query-editor';

const FROM = dateTime('2026-11-01T00:00:00Z');
const TO = dateTime('2026-11-08T00:00:00Z');
const RANGE: TimeRange = { from: FROM, to: TO, raw: { from: FROM, to: TO } };

function setUp(query: Partial<KpiDataQuery>, definitions = DEFINITIONS) {
  installGrafana({ templates: fakeTemplates('scenes', { region: { value: ['eu', 'us'] }, empty: { value: [] } }) });
  const datasource = new DataSource(plumblineSettings(definitions));
  const saved = vi.fn();
  const onRunQuery = vi.fn();
  function Holder() {
    const [current, setCurrent] = useState<KpiDataQuery>({ refId: 'A', view: 'value', ...query });
    return (
      <QueryEditor
        datasource={datasource}
        query={current}
        range={RANGE}
        onRunQuery={onRunQuery}
        onChange={(next) => {
          saved(next);
          setCurrent(next);
        }}
      />
    );
  }
  render(<Holder />);
  return { saved, onRunQuery, user: userEvent.setup() };
}

/** Puts the focus where a keyboard would, and opens the list. */
async function open(user: ReturnType<typeof userEvent.setup>, label: string) {
  act(() => screen.getByLabelText(label).focus());
  await user.keyboard('{ArrowDown}');
}

describe('the query editor', () => {
  it('offers experiments by name, whose one view is theirs', async () => {
    const experiment = `
---
apiVersion: plumbline/v1
kind: Experiment
metadata: { name: button, displayName: Green button }
spec:
  area: checkout
  owner: { team: growth }
  source: shop-db
  exposures: { table: seen, time: at, unit: who, variant: variant }
  variants: [ { name: a }, { name: b } ]
  metrics: [ { name: bought, unit: ratio, table: orders, time: at, actor: who, any: true } ]
`;
    const { saved, user } = setUp({}, DEFINITIONS + experiment);
    await open(user, 'KPI');
    await user.keyboard('green button{Enter}');
    expect(saved).toHaveBeenLastCalledWith({ refId: 'A', view: 'experiment', kpi: 'button' });
    expect(await screen.findByText('bought: ratio')).toBeInTheDocument();
  });

  it('is reached and filled with the keyboard alone: search by owner, choose, see who owns it', async () => {
    const { saved, onRunQuery, user } = setUp({});
    await user.tab();
    expect(screen.getByLabelText('KPI')).toHaveFocus();
    await user.keyboard('{ArrowDown}');
    expect(await screen.findByText('payments')).toBeInTheDocument();
    expect(screen.getByText('finance · KPI · revenue')).toBeInTheDocument();
    await user.keyboard('growth conv{Enter}');
    expect(saved).toHaveBeenLastCalledWith({ refId: 'A', view: 'value', kpi: 'session-conversion' });
    expect(onRunQuery).toHaveBeenCalledTimes(1);
    const card = screen.getByRole('region', { name: 'Definition of Conversion per session' });
    expect(card).toHaveTextContent('growth · growth@example.com');
    expect(card).toHaveTextContent('ratio');
    expect(card).toHaveTextContent('2 · 2026-03-01: bots excluded');
    expect(card).toHaveTextContent('Europe/Berlin');
    expect(within(card).getByRole('link', { name: 'growth@example.com' })).toHaveAttribute(
      'href',
      'mailto:growth@example.com'
    );
    expect(within(card).getByRole('link', { name: 'Runbook' })).toHaveAttribute(
      'href',
      'https://example.com/runbooks/conversion'
    );
  });

  it('shows a target, and a contact that is no address as text', () => {
    setUp({ kpi: 'checkout-success' });
    const card = screen.getByRole('region', { name: 'Definition of checkout-success' });
    expect(card).toHaveTextContent('0.99 over 30d (monthly)');
    expect(card).toHaveTextContent('payments · #payments');
    expect(within(card).queryByRole('link')).toBeNull();
  });

  it('goes to the funnel view with a funnel, and back with a KPI', async () => {
    const { saved, user } = setUp({ kpi: 'revenue', view: 'series' });
    await open(user, 'KPI');
    await user.keyboard('purchase{Enter}');
    expect(saved).toHaveBeenLastCalledWith({ refId: 'A', view: 'funnel', kpi: 'purchase' });
    await open(user, 'KPI');
    await user.keyboard('revenue{Enter}');
    expect(saved).toHaveBeenLastCalledWith({ refId: 'A', view: 'value', kpi: 'revenue' });
  });

  it('splits by the segments of the KPI, and saves nothing for nothing', async () => {
    const { saved, user } = setUp({ kpi: 'session-conversion' });
    await open(user, 'Split by segments');
    await user.click(await screen.findByText('Visitor type'));
    expect(saved).toHaveBeenLastCalledWith(expect.objectContaining({ by: ['visitor_type'] }));
    act(() => screen.getByLabelText('Split by segments').focus());
    await user.keyboard('{Backspace}');
    expect(saved).toHaveBeenLastCalledWith({ refId: 'A', view: 'value', kpi: 'session-conversion' });
  });

  it('compares, and takes a limit when it is left', async () => {
    const { saved, user } = setUp({ kpi: 'revenue' });
    await open(user, 'Compare with an earlier period');
    await user.keyboard('weekdays{Enter}');
    expect(saved).toHaveBeenLastCalledWith(expect.objectContaining({ compare: 'weekday' }));
    await user.type(screen.getByLabelText(/^Limit/), '20');
    expect(saved).toHaveBeenCalledTimes(1);
    await user.tab();
    expect(saved).toHaveBeenLastCalledWith(expect.objectContaining({ compare: 'weekday', limit: 20 }));
  });

  it('shows what will be asked, word for word, with a way to copy it', async () => {
    const { user } = setUp({ kpi: 'session-conversion' });
    const fold = screen.getByRole('button', { name: /^What will be asked \([1-9]/ });
    expect(fold).toHaveAttribute('aria-expanded', 'false');
    act(() => fold.focus());
    await user.keyboard('{Enter}');
    expect(fold).toHaveAttribute('aria-expanded', 'true');
    const [request] = screen.getAllByRole('region', { name: /^Request to shop-db/ });
    expect(request).toHaveTextContent('postgres');
    expect(request).toHaveTextContent('SELECT');
    expect(within(request).getByRole('button', { name: 'Copy the request to shop-db' })).toBeInTheDocument();
  });

  it('tells what is wrong by code: an unknown KPI, an empty variable, definitions that do not load', () => {
    setUp({ kpi: 'revenu' });
    const problems = () => screen.getByRole('list', { name: 'Problems with this query' });
    expect(problems()).toHaveTextContent(/PL2001.*revenu/);
    cleanup();
    setUp({ kpi: 'revenue', filters: { device: ['$empty'] } });
    expect(problems()).toHaveTextContent('PL2301');
    cleanup();
    setUp({ kpi: 'revenue' }, 'kind: [');
    expect(problems()).toHaveTextContent(/definitions:\d+:\d+ Error PL1/);
  });

  it('resolves variables in what it shows, without pasting them', async () => {
    const { user } = setUp({ kpi: 'checkout-success', filters: { region: ['$region'] } });
    expect(screen.queryByRole('list', { name: 'Problems with this query' })).toBeNull();
    await user.click(screen.getByRole('button', { name: /^What will be asked/ }));
    const [request] = screen.getAllByRole('region', { name: /^Request to metrics/ });
    expect(request).toHaveTextContent('eu');
    expect(request).toHaveTextContent('us');
    expect(request).not.toHaveTextContent('$region');
  });

  it('keeps showing a name that is not in the definitions', () => {
    setUp({ kpi: '$kpi' });
    expect(screen.getByText('$kpi')).toBeInTheDocument();
  });
});

describe('the editor of a dashboard variable', () => {
  function setUpVariable(query: Partial<KpiVariableQuery>) {
    installGrafana({});
    const saved = vi.fn();
    render(
      <VariableQueryEditor
        datasource={new DataSource(plumblineSettings(DEFINITIONS))}
        query={{ refId: 'variable', ...query } as KpiVariableQuery}
        onChange={saved}
        onRunQuery={vi.fn()}
      />
    );
    return { saved, user: userEvent.setup() };
  }

  it('lists KPIs of an area', async () => {
    const { saved, user } = setUpVariable({});
    expect(screen.getByRole('radio', { name: 'KPIs' })).toBeChecked();
    await open(user, 'Area');
    await user.keyboard('payments{Enter}');
    await waitFor(() => expect(saved).toHaveBeenLastCalledWith({ refId: 'variable', list: 'kpis', area: 'payments' }));
  });

  it('lists values of a segment of a KPI', async () => {
    const { saved, user } = setUpVariable({ list: 'segmentValues', kpi: 'session-conversion' });
    await open(user, 'Segment');
    await user.keyboard('Visitor{Enter}');
    expect(saved).toHaveBeenLastCalledWith({
      refId: 'variable',
      list: 'segmentValues',
      kpi: 'session-conversion',
      segment: 'visitor_type',
    });
  });
});
