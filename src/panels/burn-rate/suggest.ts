/** Offers the panel among Grafana's suggestions, where this Grafana has them for external panels (13 and later). */
import { DataFrame, PanelPlugin } from '@grafana/data';
import { BurnOptions } from './options';
import { burnMetaOf } from './read-burn';

/** The part of Grafana's data summary that is needed; typed here since 11.0 does not have it. */
interface Summary {
  readonly hasData?: boolean;
  readonly rawFrames?: DataFrame[];
}

/** The suggestion for this data: for the view `burn`, and for nothing else. */
export function suggestionsFor(summary: Summary | undefined): Array<{ name: string }> {
  const frames = summary?.rawFrames;
  return summary?.hasData && Array.isArray(frames) && frames.some((frame) => burnMetaOf(frame) !== null)
    ? [{ name: 'Burn-rate timeline' }]
    : [];
}

/** Grafana 11 and 12 expect an object here, and ask it of core panels only: a function does no harm, a missing method must not either. */
export function suggestBurn(plugin: PanelPlugin<BurnOptions>): void {
  const { setSuggestionsSupplier } = plugin as unknown as { setSuggestionsSupplier?: (supplier: unknown) => unknown };
  if (typeof setSuggestionsSupplier === 'function') {
    setSuggestionsSupplier.call(plugin, (summary: Summary) => suggestionsFor(summary));
  }
}
