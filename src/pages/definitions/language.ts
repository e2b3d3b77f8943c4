/** Our completion and hover in Grafana's Monaco. monaco-yaml would need a worker of its own, which a plugin cannot ship (decision 36). */
import type { Monaco, MonacoEditor } from '@grafana/ui';
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
