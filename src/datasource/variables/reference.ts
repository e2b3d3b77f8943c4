/**
 * Where a text refers to a dashboard variable: `$name`, `${name}`, `${name.field}`, `${name:format}`, `[[name]]`.
 * Formats make text of lists, which is what must not happen here, so they are left off.
 */
const WHOLE = /^(?:\$(\w+)|\$\{(\w+)((?:\.[^:^}]+)?)(?::[^}]+)?\}|\[\[(\w+)(?::\w+)?\]\])$/;
const ANYWHERE = /\$(\w+)|\$\{(\w+)(?:\.[^:^}]+)?(?::[^}]+)?\}|\[\[(\w+)(?::\w+)?\]\]/g;

export interface Reference {
  readonly name: string;
  /** `.field` of `${name.field}`, or empty. */
  readonly fieldPath: string;
}

/** The variable that `text` is, if it is one and nothing else. Grafana's own (`$__interval`, `$__from` …) are plain text here. */
export function wholeReference(text: string): Reference | undefined {
  const match = WHOLE.exec(text);
  const name = match && (match[1] ?? match[2] ?? match[4]);
  return !name || name.startsWith('__') ? undefined : { name, fieldPath: match[3] ?? '' };
}

/** The first of the `known` variables that `text` mentions among other things. */
export function mentionedVariable(text: string, known: (name: string) => boolean): string | undefined {
  for (const match of text.matchAll(ANYWHERE)) {
    const name = (match[1] ?? match[2] ?? match[3])!;
    if (!name.startsWith('__') && known(name)) {
      return name;
    }
  }
  return undefined;
}
