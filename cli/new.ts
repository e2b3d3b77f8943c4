import { dialectsOf, newDefinition, TEMPLATES, type NewDefinition } from '../src/kpi/templates';
import { CannotRun, EXIT } from './exit';
import { refused, type Answer } from './options';

export interface NewOptions extends Partial<Omit<NewDefinition, 'template'>> {
  readonly list?: boolean;
}

/** Prints a template as a definition to begin with, or the list of templates; writes no file. Exit 1 where there is no such definition. */
export function newCommand(template: string | undefined, { list, ...options }: NewOptions): Answer {
  if (list) {
    return listed();
  }
  if (template === undefined || options.dialect === undefined) {
    throw new CannotRun('Name a template and --dialect, or --list the templates.');
  }
  const made = newDefinition({ ...options, template, dialect: options.dialect });
  if (!made.ok) {
    return refused(made.diagnostics);
  }
  const { dialect } = options;
  return { json: { template, dialect, yaml: made.value }, text: made.value.trimEnd(), exit: EXIT.fine };
}

function listed(): Answer {
  const templates = TEMPLATES.map((template) => ({
    id: template.id,
    name: template.name,
    title: template.title,
    tells: template.tells,
    formula: template.formula,
    dialects: dialectsOf(template),
  }));
  const widest = Math.max(...TEMPLATES.map(({ name }) => name.length));
  const text = templates.map(({ id, name, tells, dialects }) => {
    const only = dialects[0] === 'prometheus' ? '' : ' (SQL only)';
    return `${id.padEnd(4)}${name.padEnd(widest + 2)}${tells}${only}`;
  });
  return { json: { templates }, text: text.join('\n'), exit: EXIT.fine };
}
