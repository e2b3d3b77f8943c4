/** The first sentences of a report. */
import { amountIn, durationWords } from '../words/amount';
import { NOT_KNOWN } from '../words/format-number';
import type { Loss, ReportModel } from './types';
import { clockIn, costWords, effectWords, lossUnit, lostWords, offsetWords } from './words';

/** What happened when, what it cost, who was hit most. Only what is known; what is not, says so where it would be missed. */
export function summaryOf(model: Omit<ReportModel, 'summary'>): string[] {
  const { incident, timeZone, detected, recovered, loss, kpis } = model;
  const length = durationWords(incident.toMs - incident.fromMs);
  const said = [`${incident.ongoing ? 'So far it lasts' : 'It lasted'} ${length}.`];
  const clock = (ms: number) => clockIn(timeZone, ms, incident.fromMs);
  said.push(
    detected
      ? `Detected at ${clock(detected.atMs)}, ${offsetWords(detected.afterMs)}, by ${detected.words}.`
      : 'No alert fired in this time.'
  );
  const hit = kpis.filter(({ effect }) => effect?.verdict === 'worse');
  said.push(
    recovered
      ? `Over at ${clock(recovered.atMs)}, ${offsetWords(recovered.afterMs)}: ${recovered.words}.`
      : hit.length > 0
        ? 'Not over in what is shown.'
        : 'No KPI of this report surely got worse.'
  );
  hit.forEach(({ displayName, unit, effect }) => said.push(`${displayName}: ${effectWords(unit, effect!)}.`));
  said.push(loss ? lossSentence(loss) : 'What it cost cannot be said.');
  const worst = kpis
    .find(({ kpi }) => kpi === loss?.kpi)
    ?.segments.flatMap(({ displayName, rows }) => {
      const top = rows[0];
      return top && top.verdict === 'worse' && top.share !== null && rows.length > 1
        ? [`${displayName} ${top.value ?? '(none)'} (${amountIn('ratio', top.share)} of the loss)`]
        : [];
    });
  if (worst && worst.length > 0) {
    said.push(`Hit most: ${worst.join('; ')}.`);
  }
  return said;
}

function lossSentence({ unit, currency, lost, cost, displayName }: Loss): string {
  const what = lossUnit(unit) === 'count' ? `${lostWords(unit, lost)} fewer than expected` : lostWords(unit, lost);
  const money = costWords(currency, cost);
  const same = lossUnit(unit).startsWith('currency:');
  const text = same || money === '–' ? what : `${money}: ${what}`;
  return text.startsWith(NOT_KNOWN) ? 'What it cost cannot be said.' : `Lost, by ${displayName}: ${text}.`;
}
