/** Offers a panel among Grafana's suggestions, where this Grafana has them for external panels (13 and later). */
import { DataFrame, FieldType } from '@grafana/data';

/** The part of Grafana's data summary that is needed; typed here since 11.0 does not have it. */
export interface Summary {
  readonly hasData?: boolean;
  readonly rawFrames?: DataFrame[];
  readonly rowCountMax?: number;
  hasFieldType?(type: FieldType): boolean;
}

export type Supplier = (summary: Summary | undefined) => Array<{ name: string }>;

/** A supplier that offers `name` where one of the frames fits. */
export function suggestWhere(name: string, fits: (frame: DataFrame) => boolean): Supplier {
  return (summary) => {
    const frames = summary?.rawFrames;
    return summary?.hasData && Array.isArray(frames) && frames.some(fits) ? [{ name }] : [];
  };
}

/** Grafana 11 and 12 expect an object here, and ask it of core panels only: a function does no harm, a missing method must not either. */
export function offerSuggestions(plugin: object, supplier: Supplier): void {
  const { setSuggestionsSupplier } = plugin as unknown as { setSuggestionsSupplier?: (supplier: unknown) => unknown };
  if (typeof setSuggestionsSupplier === 'function') {
    setSuggestionsSupplier.call(plugin, supplier);
  }
}
