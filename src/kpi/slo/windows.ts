/** The window of an objective that holds an instant. */
import { calendarWindowAt } from '../calendar';
import type { TimeWindow } from '../definition/types';
import type { BudgetWindow } from './budget';

/** At the end of a rolling window stands `atMs`; a calendar window holds the moment before it, so that a month ends with its own budget. */
export function windowAt(window: TimeWindow, atMs: number): BudgetWindow {
  if (window.rolling) {
    return { rolling: true, fromMs: atMs - window.durationMs, toMs: atMs };
  }
  const { fromMs, toMs } = calendarWindowAt(window, atMs - 1);
  return { rolling: false, fromMs, toMs };
}
