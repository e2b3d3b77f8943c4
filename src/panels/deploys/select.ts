/** The dashboard variable that says which event is chosen. */
import { locationService } from '@grafana/runtime';
import type { InterpolateFunction } from '@grafana/data';

/** What a variable may be called. */
const NAME = /^\w+$/;

/** Sets the variable in the address, as Grafana's own links do; empty takes the choice back. Does nothing without a name. */
export function setChosen(variable: string, id: string): void {
  if (NAME.test(variable)) {
    locationService.partial({ [`var-${variable}`]: id }, true);
  }
}

/** The id that the variable holds; empty where there is no such variable. */
export function chosenId(variable: string, replaceVariables: InterpolateFunction): string {
  if (!NAME.test(variable)) {
    return '';
  }
  const text = `\${${variable}:raw}`;
  const value = replaceVariables(text);
  return value === text ? '' : value;
}
