import type { GrafanaFrame } from './types';

/** A data frame as Grafana writes it in JSON: values by column, and beside them what JSON has no words for. */
export interface GrafanaFrameWire {
  readonly schema?: {
    readonly name?: string;
    readonly meta?: GrafanaFrame['meta'];
    readonly fields?: ReadonlyArray<{
      readonly name?: string;
      readonly type?: string;
      readonly typeInfo?: { readonly frame?: string };
      readonly labels?: Readonly<Record<string, string>>;
    }>;
  };
  readonly data?: {
    readonly values?: ReadonlyArray<readonly unknown[]>;
    readonly entities?: ReadonlyArray<{
      readonly NaN?: number[];
      readonly Inf?: number[];
      readonly NegInf?: number[];
    } | null>;
  };
}

const ENTITIES = [
  ['NaN', NaN],
  ['Inf', Infinity],
  ['NegInf', -Infinity],
] as const;

/** Puts NaN and the infinities back, which JSON carries as null plus their positions; every other null stays missing. */
export function frameOfJson(wire: GrafanaFrameWire): GrafanaFrame {
  const fields = (wire.schema?.fields ?? []).map((field, index) => {
    const values = [...(wire.data?.values?.[index] ?? [])];
    const entities = wire.data?.entities?.[index];
    for (const [name, value] of ENTITIES) {
      for (const at of entities?.[name] ?? []) {
        values[at] = value;
      }
    }
    return { ...field, name: field.name ?? '', values };
  });
  return {
    ...(wire.schema?.name === undefined ? {} : { name: wire.schema.name }),
    ...(wire.schema?.meta === undefined ? {} : { meta: wire.schema.meta }),
    fields,
  };
}
