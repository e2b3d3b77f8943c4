// @vitest-environment jsdom
import { render, screen } from '@testing-library/react';
import React from 'react';
import { describe, expect, it } from 'vitest';
import { installGrafana } from '../../tests/fakes/grafana';
import { App } from './app';
import { PAGES } from './routes';
import { matchPath, pagePath } from './shared/paths';

describe('addresses of the app', () => {
  it('gives the values of a pattern, decoded, whatever stands at the end', () => {
    expect(matchPath('kpi/:uid/:name', pagePath('kpi', 'a b', 'x/y'))).toEqual({ uid: 'a b', name: 'x/y' });
    expect(matchPath('kpi/:uid/:name', `${pagePath('kpi', 'a', 'b')}/`)).toEqual({ uid: 'a', name: 'b' });
    expect(matchPath('kpi/:uid/:name', pagePath('kpi', 'a'))).toBeUndefined();
    expect(matchPath('kpi/:uid/:name', pagePath('kpi', 'a', 'b', 'c'))).toBeUndefined();
    expect(matchPath('definitions/:uid?', pagePath('definitions'))).toEqual({});
    expect(matchPath('definitions/:uid?', pagePath('definitions', 'a'))).toEqual({ uid: 'a' });
    expect(matchPath('catalog', '/a/plumbline-kpi-apple/catalog')).toBeUndefined();
    expect(matchPath('kpi/:uid/:name', '/a/plumbline-kpi-app/kpi/100%/b')).toEqual({ uid: '100%', name: 'b' });
  });

  it('leads the bare address to the catalog, and says where there is no page', async () => {
    installGrafana({});
    const { unmount } = render(<App path="/a/plumbline-kpi-app/" query={{}} />);
    expect(await screen.findByText(/No KPI is defined yet/)).toBeInTheDocument();
    unmount();
    render(<App path="/a/plumbline-kpi-app/nowhere" query={{}} />);
    expect(screen.getByText(/has no page at \/a\/plumbline-kpi-app\/nowhere/)).toBeInTheDocument();
  });

  it('has no two pages at one address', () => {
    const shapes = PAGES.map(({ path }) => path.replace(/:\w+/g, ':'));
    expect(new Set(shapes).size).toBe(shapes.length);
  });
});
