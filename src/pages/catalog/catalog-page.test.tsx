// @vitest-environment jsdom
import { locationUtil, type GrafanaConfig } from '@grafana/data';
import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import React from 'react';
import { beforeEach, describe, expect, it } from 'vitest';
import { DEFINITIONS } from '../../../tests/fakes/definitions';
import { installGrafana, plumblineSettings } from '../../../tests/fakes/grafana';
import { CatalogPage } from './catalog-page';

beforeEach(() => {
  locationUtil.initialize({
    config: { appSubUrl: '/grafana' } as GrafanaConfig,
    getVariablesUrlParams: () => ({}),
    getTimeRangeForUrl: () => ({ from: 'now-6h', to: 'now' }),
  });
});

describe('the catalog', () => {
  it('lists KPIs and funnels by area, with owner, unit, segments and target, and leads to Explore', () => {
    installGrafana({
      settings: [plumblineSettings(DEFINITIONS), { uid: 'x', type: 'prometheus', name: 'Prometheus' }],
    });
    render(<CatalogPage />);
    expect(screen.getAllByRole('table').map((table) => table.querySelector('caption')?.textContent)).toEqual([
      'payments',
      'shop',
    ]);
    const cells = (name: RegExp) =>
      within(screen.getByRole('row', { name }))
        .getAllByRole('cell')
        .map(({ textContent }) => textContent);
    expect(cells(/^Conversion per session/)).toEqual(['growth', 'ratio', 'Visitor type, device', '–', 'Explore']);
    expect(cells(/^checkout-success/)).toEqual(['payments', 'ratio', 'region', '0.99 over 30d (monthly)', 'Explore']);
    expect(cells(/^purchase/)).toEqual(['growth', 'funnel, 3 steps', 'device', '–', 'Explore']);
    const href = screen.getByRole('link', { name: 'Explore checkout-success' }).getAttribute('href')!;
    expect(href).toMatch(/^\/grafana\/explore\?schemaVersion=1&panes=/);
    const panes = JSON.parse(new URLSearchParams(href.split('?')[1]).get('panes')!);
    expect(panes.kpi).toMatchObject({
      datasource: 'plumbline',
      queries: [{ kpi: 'checkout-success', view: 'series' }],
    });
  });

  it('is searched by name, area, owner and segment', async () => {
    installGrafana({ settings: [plumblineSettings(DEFINITIONS)] });
    render(<CatalogPage />);
    const user = userEvent.setup();
    await user.type(screen.getByLabelText('Search the catalog'), 'shop device');
    expect(screen.getAllByRole('rowheader').map(({ firstChild }) => firstChild?.textContent)).toEqual([
      'Conversion per session',
      'purchase',
    ]);
    await user.type(screen.getByLabelText('Search the catalog'), ' nonsense');
    expect(screen.getByText(/Nothing in the catalog matches/)).toBeInTheDocument();
  });

  it('names data sources whose definitions do not load, and shows the others', () => {
    const broken = { ...plumblineSettings('kind: [', 'broken'), name: 'Broken' };
    installGrafana({ settings: [plumblineSettings(DEFINITIONS), broken] });
    render(<CatalogPage />);
    expect(screen.getByText('The definitions of Broken do not load')).toBeInTheDocument();
    expect(screen.getByRole('list', { name: 'Problems with the definitions of Broken' })).toHaveTextContent(/PL1/);
    expect(screen.getAllByRole('table')).toHaveLength(2);
  });

  it('says what to do where nothing is defined', () => {
    installGrafana({});
    render(<CatalogPage />);
    expect(screen.getByText(/No KPI is defined yet/)).toBeInTheDocument();
  });
});
