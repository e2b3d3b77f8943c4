/** What a funnel counts, in words: the same in panels, tables and on the command line. */
import type { ActorFunnelDefinition, FunnelDefinition } from '../definition/types';

/** Names of the result's steps, in order: the steps' own, or in any order how many of them happened. */
export function stepTitles(funnel: FunnelDefinition): string[] {
  const count = funnel.steps.length;
  return funnel.type === 'actor' && funnel.order === 'any'
    ? funnel.steps.map((_, i) => `any ${i + 1} of ${count}`)
    : funnel.steps.map((step) => step.displayName);
}

/** Which steps may be left out, in order. */
export function optionalSteps(funnel: FunnelDefinition): boolean[] {
  return funnel.type === 'actor' ? funnel.steps.map((step) => step.optional) : funnel.steps.map(() => false);
}

/** Sentences about everything that is not usual: a plain ordered funnel has none. */
export function rulesInWords(funnel: FunnelDefinition): string[] {
  if (funnel.type === 'aggregate') {
    return [];
  }
  const names = funnel.steps.map((step) => step.displayName);
  return [
    ...orderInWords(funnel, names),
    ...funnel.steps.flatMap((step, i) => [
      ...(step.within === undefined
        ? []
        : [`${quoted(names[i])} at most ${step.within} after ${quoted(names[previousStep(funnel, i)])}.`]),
      ...(step.optional
        ? [`${quoted(names[i])} is optional: counted where it happens, and no condition of what follows.`]
        : []),
    ]),
    ...funnel.exclude.map(
      ({ name, after, before }) =>
        `Without ${quoted(name)} between ${quoted(names[after])} and ${quoted(names[before])}: such attempts do not count.`
    ),
    ...(funnel.constant.length === 0 ? [] : [`The same ${listed(funnel.constant)} in all steps of an attempt.`]),
    ...(funnel.totals ? ['Totals are the different events that attempts took as a step.'] : []),
  ];
}

function orderInWords({ order }: ActorFunnelDefinition, names: readonly string[]): string[] {
  switch (order) {
    case 'ordered':
      return [];
    case 'strict':
      return ['Strict order: the actor has no other row between two steps.'];
    case 'any':
      return [`Any order: how many of ${listed(names.map(quoted))} an actor did.`];
  }
}

/** Index of the step before `i` that is not optional. */
const previousStep = ({ steps }: ActorFunnelDefinition, i: number): number =>
  steps.reduce((found, step, k) => (k < i && !step.optional ? k : found), 0);

const quoted = (name: string): string => `“${name}”`;
const listed = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words[words.length - 1]}`;
