/** `alerting.suppress`: what it holds back are a KPI's numbers as they are told, whatever they are of. */
import { diagnostic, type Diagnostic } from '../diagnostics';
import type { HeldBack } from './answer';
import type { ResultFrame } from './types';

interface Held {
  readonly frames: readonly ResultFrame[];
  /** Once a KPI and severity. */
  readonly said: ReadonlyArray<{ readonly kpi: string; readonly diagnostic: Diagnostic }>;
}

/** Frames of view `alert`, combined: numbers over 1 of a KPI and severity that is held back become 1, which does not fire; others stay. */
export function holdBack(frames: readonly ResultFrame[], holds: readonly HeldBack[]): Held {
  const said = new Map<HeldBack, Held['said'][number]>();
  const held = frames.map((frame) => {
    const [field] = frame.fields;
    const times = field.values[0];
    const hold = holds.find(({ kpi, severity }) => kpi === field.labels?.kpi && severity === field.labels.severity);
    if (!hold || typeof times !== 'number' || times <= 1) {
      return frame;
    }
    const { kpi, displayName: name, severity, reason } = hold;
    said.set(hold, { kpi, diagnostic: diagnostic('PL4027', { name, severity, reason }) });
    return { ...frame, fields: [{ ...field, values: [1] }] };
  });
  return { frames: held, said: [...said.values()] };
}
