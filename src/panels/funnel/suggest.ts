/** Offers the panel among Grafana's suggestions, where this Grafana has them for external panels (13 and later). */
import { DataFrame, FieldType, PanelPlugin } from '@grafana/data';
import { FunnelOptions } from './options';
import { funnelMetaOf } from './read-funnel';

/** The part of Grafana's data summary that is needed; typed here since 11.0 does not have it. */
interface Summary {
  readonly hasData?: boolean;
  readonly rawFrames?: DataFrame[];
  readonly rowCountMax?: number;
  hasFieldType?(type: FieldType): boolean;
}

/** The suggestion for this data: for a funnel of ours always, for a short table of one text and one number column too. */
export function suggestionsFor(summary: Summary | undefined): Array<{ name: string }> {
  const frames = summary?.rawFrames;
  if (!summary?.hasData || !Array.isArray(frames)) {
    return [];
  }
  const count = (frame: DataFrame, type: FieldType) => frame.fields.filter((field) => field.type === type).length;
  const fits = frames.some(
    (frame) =>
      funnelMetaOf(frame) !== null ||
      (frame.length >= 2 &&
        frame.length <= 12 &&
        count(frame, FieldType.string) === 1 &&
        count(frame, FieldType.number) === 1 &&
        count(frame, FieldType.time) === 0)
  );
  return fits ? [{ name: 'Funnel' }] : [];
}

/** Grafana 11 and 12 expect an object here, and ask it of core panels only: a function does no harm, a missing method must not either. */
export function suggestFunnel(plugin: PanelPlugin<FunnelOptions>): void {
  const { setSuggestionsSupplier } = plugin as unknown as { setSuggestionsSupplier?: (supplier: unknown) => unknown };
  if (typeof setSuggestionsSupplier === 'function') {
    setSuggestionsSupplier.call(plugin, (summary: Summary) => suggestionsFor(summary));
  }
}
