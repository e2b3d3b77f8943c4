import type { Monaco, MonacoEditor } from '@grafana/ui';
import type { Diagnostic } from '../kpi';

/** Underlines the places of diagnostics: from the place to the end of its line. */
export function mark(monaco: Monaco, editor: MonacoEditor, diagnostics: readonly Diagnostic[]): void {
  const model = editor.getModel();
  if (!model) {
    return;
  }
  const { MarkerSeverity } = monaco;
  const severities = { error: MarkerSeverity.Error, warning: MarkerSeverity.Warning, info: MarkerSeverity.Info };
  const markers = diagnostics.flatMap(({ place, severity, code, message, hint }) =>
    place
      ? {
          severity: severities[severity],
          code,
          message: hint ? `${message} ${hint}` : message,
          startLineNumber: place.line,
          startColumn: place.column,
          endLineNumber: place.line,
          endColumn: Number.MAX_SAFE_INTEGER,
        }
      : []
  );
  monaco.editor.setModelMarkers(model, 'plumbline', markers);
}
