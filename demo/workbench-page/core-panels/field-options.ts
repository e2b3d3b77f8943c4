import type { FieldConfigEditorBuilder } from '@grafana/data';

const NoEditor = () => null;

/** Declares custom field options that a board's JSON may set and that nothing here edits, with their defaults. */
export function addFieldOptions<T>(
  builder: FieldConfigEditorBuilder<T>,
  defaults: Readonly<Record<string, unknown>>
): void {
  for (const [path, defaultValue] of Object.entries(defaults)) {
    builder.addCustomEditor({
      id: path,
      path: path as never,
      name: path,
      editor: NoEditor,
      override: NoEditor,
      process: (value: unknown) => value as never,
      shouldApply: () => true,
      defaultValue: defaultValue as never,
    });
  }
}
