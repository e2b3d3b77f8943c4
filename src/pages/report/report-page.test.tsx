// @vitest-environment jsdom
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import React from 'react';
import { describe, expect, it } from 'vitest';
import { DEFINITIONS } from '../../../tests/fakes/definitions';
import { emptyResult, installPages } from '../../../tests/fakes/pages';
import { ReportPage } from './report-page';

describe('the page of postmortems', () => {
  it('asks for the area’s KPIs, and shows the very file that can be kept, in a frame that runs nothing', async () => {
    const { asked } = installPages({ shop: DEFINITIONS }, (one) => ({
      ...emptyResult(one),
      notices: [{ code: 'PL4001', severity: 'warning', message: '<img src=x onerror=alert(1)>' }],
    }));
    render(<ReportPage params={{}} query={{}} />);
    await userEvent.click(await screen.findByRole('button', { name: 'Write the report' }));
    const frame = await screen.findByTitle('Postmortem: Incident');
    expect(frame.getAttribute('sandbox')).toBe('allow-popups');
    expect(frame.getAttribute('srcdoc')).toContain('&lt;img src=x onerror=alert(1)&gt;');
    expect(frame.getAttribute('srcdoc')).not.toContain('<img');
    expect(asked.map(({ query }) => query.view)).toEqual(expect.arrayContaining(['series', 'impact']));
    expect(asked.every(({ context }) => context.toMs <= context.nowMs)).toBe(true);
    expect(screen.getByRole('button', { name: 'HTML' })).toBeInTheDocument();
  });

  it('says where there is no data source', async () => {
    installPages({});
    render(<ReportPage params={{}} query={{}} />);
    expect(await screen.findByRole('alert')).toBeInTheDocument();
  });
});
