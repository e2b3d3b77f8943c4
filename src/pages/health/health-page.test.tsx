// @vitest-environment jsdom
import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import React from 'react';
import { describe, expect, it, vi } from 'vitest';
import { DEFINITIONS } from '../../../tests/fakes/definitions';
import { emptyResult, installPages, type Asked } from '../../../tests/fakes/pages';
import type { Result } from '../../kpi';
import { ticketOf, withoutAddresses } from './health';
import { HealthPage } from './health-page';

/** shop-db has all but the last two hours; metrics does not answer. */
function answers({ query, context }: Asked): Result {
  const times = Array.from({ length: 288 }, (_, i) => context.fromMs + i * 300_000);
  const name = query.kpis!.find((kpi) => kpi !== 'checkout-success')!;
  return {
    ...emptyResult({ query }),
    status: 'partial',
    frames: [
      {
        name,
        type: 'timeseries-multi',
        fields: [
          { name: 'time', type: 'time', values: times },
          { name: 'value', type: 'number', values: times.map((_, i) => (i < 264 ? 1 : null)) },
        ],
        meta: { kpi: name, toMs: context.toMs, timeZone: 'UTC', incompleteFromMs: null },
      },
    ],
    notices: [
      {
        code: 'PL3104',
        severity: 'error',
        message: 'metrics did not answer at http://user:secret@prometheus:9090/api',
        kpi: 'checkout-success',
      },
    ],
  };
}

describe('the health page', () => {
  it('says of each source whether it answers, how late and how complete it is, and of the process which token it has', async () => {
    const { sources, asked } = installPages({ plumbline: DEFINITIONS, broken: 'kind: [' }, answers);
    const check = vi.fn(() =>
      Promise.resolve({ status: 'ERROR', message: 'There is no token (PL3115).', details: {} })
    );
    sources.forEach((source) => (source.callHealthCheck = check as never));
    Object.defineProperty(window, 'isSecureContext', { value: true, configurable: true });
    const user = userEvent.setup();
    render(<HealthPage />);
    const table = within(await screen.findByRole('table', { name: 'Sources of plumbline' }));
    const cells = async (name: RegExp) =>
      within(await table.findByRole('row', { name }))
        .getAllByRole('cell')
        .map(({ textContent }) => textContent);
    expect(await table.findByText(/answers \(asked for/)).toBeInTheDocument();
    expect(await cells(/^shop-db/)).toEqual([
      'no data source has the uid shop-db',
      expect.stringMatching(/^answers \(asked for (session-conversion|revenue)\)$/),
      expect.stringMatching(/^newest data 2\sh ago: later than the 10\smin that it may be$/),
      expect.stringMatching(/^92\.\d\s% of the last day \(264 of 28\d slices of 5m\)$/),
    ]);
    expect((await cells(/^metrics/))[1]).toMatch(/metrics did not answer/);
    expect(asked).toHaveLength(1);
    expect((await screen.findAllByText(/There is no token/)).length).toBe(2);
    expect(screen.getAllByText(/Create a service account/)).toHaveLength(2);
    expect(screen.getByText('do not load: 1 errors')).toBeInTheDocument();
    await user.click(screen.getByRole('button', { name: 'Copy for a ticket' }));
    const copied = await window.navigator.clipboard.readText();
    expect(copied).toMatch(/plumbline \(plumbline\)\n {2}definitions load: 3 KPIs, 1 funnels, 2 sources/);
    expect(copied).toMatch(/metrics did not answer at \(address\)/);
    expect(copied).not.toMatch(/secret/);
    await user.click(screen.getByRole('button', { name: 'Check again' }));
    expect(check.mock.calls.length).toBeGreaterThanOrEqual(2);
  });

  it('keeps addresses and tokens out of a ticket', () => {
    expect(withoutAddresses('postgres://u:p@db/x failed with glsa_abc_123 and eyJhbGciOi.J9')).toBe(
      '(address) failed with (token) and (token)'
    );
    expect(ticketOf([], ['Grafana 13.1.1'], 0)).toBe('Plumbline health at 1970-01-01 00:00 (UTC)\nGrafana 13.1.1');
  });
});
