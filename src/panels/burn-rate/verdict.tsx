import React from 'react';
import { lastKnown } from '../shared/sorted-times';
import { VerdictLine } from '../shared/verdict-line';
import { BurnChart } from './model';
import { budgetWords, costWords, verdictOf } from './words';

const TONES = { page: 'red', ticket: 'amber', unknown: 'plain', quiet: 'plain' } as const;

/** The answer in one sentence, for the glance; what it costs after it. */
export function BurnVerdict({ chart, lines }: { readonly chart: BurnChart; readonly lines: number }) {
  const { tone, sign, text } = verdictOf(chart);
  const budget = budgetWords(chart);
  const cost = costWords(chart);
  const over = (lastKnown(chart.budget?.remaining ?? []) ?? 0) < 0;
  const more = [...(budget ? [{ text: budget, red: over }] : []), ...(cost ? [{ text: cost }] : [])];
  return <VerdictLine tone={TONES[tone]} sign={sign} text={text} more={more} lines={lines} />;
}
