/**
 * Texts of people inside of templates. Annotations and labels of rules are Go templates, in Grafana and in Prometheus; Grafana also
 * replaces `$NAME` and `${NAME}` by its environment when it reads the file, in annotations by other rules than elsewhere and not by the
 * same in every version (decision 13). So no template holds a dollar: data is named by its field (`.Labels`, not `$labels`).
 */

/** A text that a template prints as it is. Go's string literals have `\x24` for the dollar. */
export function literal(text: string): string {
  // Every brace, not only two: one at the end would join the one that opens our own action.
  return text.replace(/[{$]/g, (c) => (c === '$' ? '{{ "\\x24" }}' : '{{ "{" }}'));
}

/** A text that Grafana takes from the file as it is, where it is no template: titles, groups, folders. */
export function plain(text: string): string {
  return text.split('$').join('$$');
}

/** A string literal of Go's template language; for names of labels and values. */
export function goString(text: string): string {
  return `"${text.replace(/[\u0000-\u001f"$\\\u007f-\u009f\u2028\u2029\ufeff]/g, (c) => `\\u${`000${c.charCodeAt(0).toString(16)}`.slice(-4)}`)}"`;
}

/** The value of a label of the alert's series; empty where it has none. */
export function labelValue(name: string): string {
  return `{{ index .Labels ${goString(name)} }}`;
}

/** ` (Region: eu, Device: mobile)`, of the series that have such labels; empty without segments. */
export function segmentWords(
  segments: ReadonlyArray<{ readonly label: string; readonly displayName: string }>
): string {
  return segments
    .map(
      ({ label, displayName }) =>
        `{{ with index .Labels ${goString(label)} }}, ${literal(displayName)} {{ . }}{{ end }}`
    )
    .join('');
}

/** An address: as it is, or a path of this Grafana below its own address (which ends with a slash, or does not). */
export function grafanaAddress(address: string): string {
  const path = /^\/([^/][\s\S]*)?$/.exec(address);
  return path ? `{{ reReplaceAll "/+\\\\z" "" externalURL }}/${literal(path[1] ?? '')}` : literal(address);
}
