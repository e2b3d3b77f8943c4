/** Our completion, hover and markers in Grafana's Monaco. monaco-yaml would need a worker of its own, which a plugin cannot ship (decision 36). */
import type { Monaco, MonacoEditor } from '@grafana/ui';
import type { Diagnostic } from '../../kpi';
import { completionsAt, hoverAt, type Schema } from './completion';

/** Completion and hover for one editor; other YAML editors of the page are left alone. Returns what takes them away again. */
export function teach(monaco: Monaco, editor: MonacoEditor, schema: Schema): () => void {
  const isOurs = (model: unknown) => model === editor.getModel();
  const { CompletionItemKind } = monaco.languages;
  const kinds = {
    field: CompletionItemKind.Field,
    value: CompletionItemKind.Value,
    name: CompletionItemKind.Reference,
  };
  const registered = [
    monaco.languages.registerCompletionItemProvider('yaml', {
      triggerCharacters: [' ', '{', ',', '\n'],
      provideCompletionItems: (model, { lineNumber, column }) => {
        if (!isOurs(model)) {
          return { suggestions: [] };
        }
        const { startColumn } = model.getWordUntilPosition({ lineNumber, column });
        const range = { startLineNumber: lineNumber, endLineNumber: lineNumber, startColumn, endColumn: column };
        return {
          suggestions: completionsAt(schema, model.getValue(), lineNumber, column).map((item, i) => ({
            label: item.label,
            insertText: item.insertText,
            kind: kinds[item.kind],
            detail: item.detail,
            documentation: item.documentation,
            // As the form has them: what must be there first.
            sortText: String(i).padStart(4, '0'),
            range,
          })),
        };
      },
    }),
    monaco.languages.registerHoverProvider('yaml', {
      provideHover: (model, { lineNumber, column }) => {
        const value = isOurs(model) ? hoverAt(schema, model.getValue(), lineNumber, column) : undefined;
        return value === undefined ? null : { contents: [{ value }] };
      },
    }),
  ];
  return () => registered.forEach((one) => one.dispose());
}

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
