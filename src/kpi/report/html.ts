/** A report as one HTML file that needs nothing else. */
import { amountIn, changeIn, durationWords } from '../words/amount';
import { shortNumber } from '../words/format-number';
import { htmlLink, htmlText } from '../words/html';
import { timelineSvg } from './picture';
import { PAGE_CSS, PICTURE_CSS, themeCss, type ReportTheme } from './style';
import type { KpiReport, ReportModel, SegmentTable, Timeline } from './types';
import {
  at,
  budgetWords,
  clockIn,
  costWords,
  effectWords,
  estimateWords,
  eventWords,
  expectedWords,
  lostWords,
  offsetWords,
  PROMPTS,
  rangeWords,
  sentence,
  shareWords,
  VERDICT_WORDS,
} from './words';

const p = (text: string, cls = '') => `<p${cls === '' ? '' : ` class="${cls}"`}>${text}</p>`;
const list = (items: readonly string[]) =>
  items.length === 0 ? '' : `<ul>${items.map((i) => `<li>${i}</li>`).join('')}</ul>`;

/** Cells are HTML already. `numbers`: from which column on they are numbers. */
function table(
  caption: string,
  heads: readonly string[],
  rows: ReadonlyArray<readonly string[]>,
  numbers = Infinity
): string {
  const cls = (i: number) => (i >= numbers ? ' class="n"' : '');
  const head = heads.map((one, i) => `<th scope="col"${cls(i)}>${htmlText(one)}</th>`).join('');
  const body = rows
    .map(
      (row) =>
        `<tr>${row.map((cell, i) => (i === 0 ? `<th scope="row">${cell}</th>` : `<td${cls(i)}>${cell}</td>`)).join('')}</tr>`
    )
    .join('');
  return `<div class="wide"><table><caption>${htmlText(caption)}</caption><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table></div>`;
}

/** The whole document. Every text of the model is escaped; it loads nothing, runs nothing, and its links tell nobody where they were followed. */
export function toHtml(model: ReportModel, theme: ReportTheme = 'auto'): string {
  const { incident, summary, kpis } = model;
  const parts = [
    `<h1>${htmlText(incident.title)}</h1>`,
    p(htmlText(rangeWords(model.timeZone, incident)), 'quiet'),
    facts(model),
    list(summary.map(htmlText)),
    ...(model.loss ? [p(model.loss.why.map(htmlText).join(' '), 'quiet')] : []),
    ...kpis.map((kpi, i) => kpiHtml(kpi, i, model)),
    eventsHtml(model),
    ...PROMPTS.map(
      ({ title, hint }) => `<h2>${htmlText(title)}</h2><div class="prompt">${p(htmlText(hint), 'quiet')}</div>`
    ),
    doubtsHtml(model),
    p(`Written by Plumbline, ${htmlText(at(model.timeZone, model.madeMs))}. Intervals are of 95 %.`, 'quiet'),
  ];
  return [
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">',
    // Nothing in the file can load or run anything, whatever a name says.
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">`,
    `<title>${htmlText(incident.title)}</title><style>${themeCss(theme)}${PAGE_CSS}${PICTURE_CSS}</style></head><body><main>`,
    ...parts,
    '</main></body></html>\n',
  ].join('\n');
}

function facts({ incident, timeZone, detected, recovered, loss }: ReportModel): string {
  const clock = (ms: number) => htmlText(clockIn(timeZone, ms, incident.fromMs));
  const fact = (name: string, value: string, more: string) =>
    `<div><dt>${name}</dt><dd>${value}<small>${more}</small></dd></div>`;
  const moment = (name: string, found: typeof detected, none: string) =>
    found ? fact(name, clock(found.atMs), htmlText(offsetWords(found.afterMs))) : fact(name, '–', none);
  return `<dl class="facts">${[
    fact('Lasted', htmlText(durationWords(incident.toMs - incident.fromMs)), incident.ongoing ? 'still going on' : ''),
    moment('Detected', detected, 'no alert fired'),
    moment('Over', recovered, 'not in what is shown'),
    fact(
      'Lost',
      loss
        ? htmlText(loss.cost.value === null ? lostWords(loss.unit, loss.lost) : costWords(loss.currency, loss.cost))
        : '–',
      loss ? htmlText(`by ${loss.displayName}`) : 'it cannot be said'
    ),
  ].join('')}</dl>`;
}

function kpiHtml(kpi: KpiReport, index: number, model: ReportModel): string {
  const { effect, unit } = kpi;
  const owner = `Owner: ${htmlText(kpi.owner.team)}${kpi.owner.contact === undefined ? '' : `, ${htmlText(kpi.owner.contact)}`}`;
  const runbook = kpi.runbook === undefined ? '' : ` · ${htmlLink('Runbook', kpi.runbook)}`;
  return [
    `<section><h2>${htmlText(kpi.displayName)}</h2>`,
    p(`${owner}${runbook}`, 'quiet'),
    effect
      ? p(`${verdict(effect.verdict, sentence)}: ${htmlText(effectWords(unit, effect))}.`)
      : p('It could not be measured; see what is doubtful.'),
    effect ? p(`Lost: ${htmlText(lostWords(unit, effect.lost))}${money(kpi)}. ${htmlText(expectedWords(kpi))}`) : '',
    kpi.budget ? p(htmlText(budgetWords(kpi.budget))) : '',
    kpi.timeline ? picture(kpi, kpi.timeline, index, model) : '',
    ...kpi.segments.map((segment) => segmentHtml(kpi, segment)),
    alertsHtml(kpi, model),
    kpi.method.length > 0
      ? `<details><summary>How it was reckoned</summary>${list(kpi.method.map(htmlText))}</details>`
      : '',
    '</section>',
  ].join('\n');
}

const money = ({ currency, effect, unit }: KpiReport): string =>
  effect && effect.cost.value !== null && !unit.startsWith('currency:')
    ? `, ${htmlText(costWords(currency, effect.cost))}`
    : '';

const verdict = (word: keyof typeof VERDICT_WORDS, as = (text: string) => text): string =>
  word === 'worse' ? `<strong class="bad">${as(VERDICT_WORDS.worse)}</strong>` : as(VERDICT_WORDS[word]);

function picture(kpi: KpiReport, timeline: Timeline, index: number, model: ReportModel): string {
  const { timeZone } = kpi;
  const rows = timeline.times.map((ms, i) => [
    htmlText(at(timeZone, ms)),
    htmlText(amountIn(kpi.unit, timeline.values[i])),
    htmlText(amountIn(kpi.unit, timeline.usual[i])),
  ]);
  return [
    `<figure>${timelineSvg({ kpi, timeline, model, id: `k${index}` })}`,
    `<figcaption>Dashed: the same hours a week before. Shaded: the incident. Times in ${htmlText(timeZone)}.</figcaption></figure>`,
    `<details><summary>As a table</summary>${table(kpi.displayName, ['Time', kpi.displayName, 'A week before'], rows, 1)}</details>`,
  ].join('\n');
}

function segmentHtml(kpi: KpiReport, { displayName, rows, divergence }: SegmentTable): string {
  const cells = rows.map((row) => [
    htmlText(row.value ?? '(none)'),
    htmlText(amountIn(kpi.unit, row.during)),
    htmlText(amountIn(kpi.unit, row.expected)),
    htmlText(estimateWords(row.change, (value) => changeIn(kpi.unit, value))),
    htmlText(lostWords(kpi.unit, row.lost)),
    htmlText(shareWords(row)),
    verdict(row.verdict),
  ]);
  const heads = [displayName, 'In the incident', 'Expected', 'Change', 'Lost', 'Share', 'Verdict'];
  return `<h3>By ${htmlText(displayName)}</h3>${divergence === '' ? '' : p(htmlText(divergence))}${table(`${kpi.displayName} by ${displayName}, most lost first`, heads, cells)}`;
}

function alertsHtml({ alerts, displayName, timeZone }: KpiReport, { incident }: ReportModel): string {
  if (alerts.length === 0) {
    return '';
  }
  const rows = alerts.map(({ severity, fromMs, toMs, ongoing, label }) => [
    htmlText(severity),
    htmlText(clockIn(timeZone, fromMs, incident.fromMs)),
    ongoing ? 'still holding' : htmlText(clockIn(timeZone, toMs, incident.fromMs)),
    htmlText(label),
  ]);
  return table(`Alerts of ${displayName}, times in ${timeZone}`, ['Severity', 'From', 'To', 'Condition'], rows);
}

function eventsHtml({ nearby, fired, timeZone, incident }: ReportModel): string {
  const when = (ms: number) => htmlText(clockIn(timeZone, ms, incident.fromMs));
  const changes = nearby.map((event) => [
    when(event.atMs),
    htmlText(offsetWords(event.atMs - incident.fromMs)),
    htmlText(event.kind),
    htmlLink(eventWords(event), event.link),
  ]);
  const alerts = fired.map(({ atMs, endMs, title, kind, severity, link }) => [
    when(atMs),
    endMs === null ? 'still open' : when(endMs),
    htmlText([kind, severity].filter(Boolean).join(', ')),
    htmlLink(title, link),
  ]);
  return [
    '<section><h2>Changes nearby</h2>',
    changes.length === 0
      ? p('None is known in the three hours before it, in it, or in the hour after.')
      : table(`Times in ${timeZone}`, ['Time', 'When', 'Kind', 'What'], changes),
    changes.length === 0 ? '' : p('That a change was near does not make it the cause.', 'quiet'),
    ...(alerts.length === 0
      ? []
      : [
          '<h2>Alerts and incidents kept elsewhere</h2>',
          table(`Times in ${timeZone}`, ['From', 'To', 'Kind', 'What'], alerts),
        ]),
    '</section>',
  ].join('\n');
}

function doubtsHtml({ doubts }: ReportModel): string {
  if (doubts.length === 0) {
    return '';
  }
  const items = doubts.map(({ code, severity, message, hint }) =>
    htmlText(`${severity} ${code}: ${message}${hint === undefined ? '' : ` ${hint}`}`)
  );
  return `<section><h2>What is doubtful</h2>${p(`${shortNumber(items.length)} ${items.length === 1 ? 'remark' : 'remarks'} came with the numbers.`, 'quiet')}${list(items)}</section>`;
}
