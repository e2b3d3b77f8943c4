/** One question to the stores, whose answers of closed slices are kept from look to look. */
import { runQuery } from '../../src/hosts/run';
import type { Transport } from '../../src/hosts/transport';
import { sliceStore, type DefinitionSet, type KpiQuery, type Notice, type Result } from '../../src/kpi';
import { isRefused } from '../../src/kpi/gate';
import { CannotRun } from '../exit';

/** The question itself was refused; asking again would not help. */
export class Refused extends CannotRun {
  constructor(
    message: string,
    readonly notices: readonly Notice[]
  ) {
    super(message);
  }

  get codes(): string[] {
    return this.notices.map(({ code }) => code);
  }
}

/** Asks for [fromMs, toMs). @throws Refused */
export type Ask = (query: KpiQuery, fromMs: number, toMs: number) => Promise<Result>;

export function asking(
  definitions: DefinitionSet,
  transport: Transport,
  nowMs: () => number,
  signal: AbortSignal
): Ask {
  const store = sliceStore();
  return async (query, fromMs, toMs) => {
    const context = { fromMs, toMs, nowMs: nowMs() };
    const result = await runQuery(definitions, query, context, transport, { store, signal });
    if (isRefused(result)) {
      const said = result.notices.filter(({ severity }) => severity === 'error');
      const words = said.map(({ code, message, hint }) => `${code} ${message} ${hint ?? ''}`.trim());
      throw new Refused(words.join('\n'), said);
    }
    return result;
  };
}
