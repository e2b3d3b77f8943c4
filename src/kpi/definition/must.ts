/** A field that reading made sure of. @throws Error where it is missing all the same, which is Plumbline's own fault */
export function must<T>(value: T | undefined): T {
  if (value === undefined) {
    throw new Error('a definition without errors lacks a required field');
  }
  return value;
}

/** Leaves an absent field out, instead of carrying it as undefined. */
export function maybe<K extends string, V>(key: K, value: V | undefined): { readonly [P in K]?: V } {
  return (value === undefined ? {} : { [key]: value }) as { readonly [P in K]?: V };
}
