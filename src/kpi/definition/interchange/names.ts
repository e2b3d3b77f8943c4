/** Names and owners that other formats do not have as Plumbline needs them. */
import { NAME_PATTERN } from '../scalars';
import { RESERVED_SEGMENTS } from '../form';
import { resolveScalar } from '../scalar';
import type { Fields } from './fields';

const NAME = new RegExp(NAME_PATTERN);

/** The nearest name: `HTTP requests` -> `http-requests`; `fallback` where nothing is left of it. */
export function nameFrom(text: string, fallback: string): string {
  const mended = text
    .trim()
    .toLowerCase()
    .replace(/[^a-z0-9_.-]+/g, '-')
    .replace(/^[^a-z]+/, '')
    .slice(0, 64)
    .replace(/[-.]+$/, '');
  return NAME.test(mended) ? mended : fallback;
}

/** `text` as a name; told of where it had to change. */
export function mended(fields: Fields, key: string, text: string): string {
  const name = nameFrom(text, 'imported');
  if (name !== text) {
    fields.assume(key, `the name "${name}", for names here are lower-case and at most 64 long`);
  }
  return name;
}

/** Segments of labels to group by; a label that is called like a field of results gets another name. */
export function segmentsOf(
  fields: Fields,
  key: string
): ReadonlyArray<{ readonly name: string; readonly field: string }> {
  return fields.texts(key).map((label) => {
    const plain = nameFrom(label, 'label');
    const reserved = (RESERVED_SEGMENTS as readonly string[]).indexOf(plain) >= 0;
    const name = reserved ? `${plain}-label` : plain;
    if (name !== label) {
      fields.assume(key, `the segment "${name}" for the label "${label}"`);
    }
    return { name, field: label };
  });
}

/** Which labels say whose it is, the surest first. */
const OWNERS = ['owner', 'team', 'squad', 'owned-by', 'service_owner'];

/**
 * Who owns it, by its labels (Kubernetes' texts or OpenSLO's lists), else `undefined`. All other labels are told of.
 * @param parent holds the field `labels`
 */
export function ownerOf(parent: Fields | undefined): string | undefined {
  const labels = parent?.fields('labels');
  if (!labels) {
    return undefined;
  }
  const values = new Map<string, readonly string[]>();
  for (const { key, value } of labels.$.entries) {
    labels.raw(key);
    if (value.type === 'scalar' && resolveScalar(value).kind === 'text') {
      values.set(key, [value.text]);
    } else if (value.type === 'sequence') {
      values.set(key, labels.texts(key));
    }
  }
  const chosen = OWNERS.find((key) => (values.get(key) ?? [])[0]);
  for (const { key } of labels.$.entries) {
    if (key !== chosen) {
      labels.unmapped(key, 'labels other than the owner’s have no place in a definition');
    } else if ((values.get(key) ?? []).length > 1) {
      labels.assume(key, `the first of several, "${values.get(key)?.[0]}", as the owner`);
    }
  }
  return chosen === undefined ? undefined : values.get(chosen)?.[0];
}
