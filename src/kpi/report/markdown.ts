/** A report as Markdown, with its pictures as files beside it. */
import { amountIn, changeIn } from '../words/amount';
import { markdownLink, markdownPicture, markdownTable, markdownText } from '../words/markdown';
import { absoluteLink } from '../words/safe-link';
import { timelineSvg } from './picture';
import { standaloneCss } from './style';
import type { KpiReport, ReportModel, SegmentTable } from './types';
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

const t = markdownText;

export interface Picture {
  /** `checkout-success.svg`: KPI names are safe in file names. */
  readonly name: string;
  readonly svg: string;
}

/** A picture for each KPI that has a line, light or dark as the reader's system is. */
export function picturesOf(model: ReportModel): Picture[] {
  return model.kpis.flatMap((kpi) =>
    kpi.timeline
      ? [
          {
            name: `${kpi.kpi}.svg`,
            svg: timelineSvg({ kpi, timeline: kpi.timeline, model, id: 'line' }, standaloneCss('auto')),
          },
        ]
      : []
  );
}

/**
 * The report, ending in a line break. `pictureAt` gives the address of a picture, relative to the file; without it there are none (standard output has no
 * place for them). Every text of the model is escaped.
 */
export function toMarkdown(model: ReportModel, pictureAt?: (name: string) => string): string {
  const { incident, timeZone, summary, loss, kpis } = model;
  const blocks = [
    `# ${t(incident.title)}`,
    t(rangeWords(timeZone, incident)),
    bullets(summary),
    ...(loss ? [t(loss.why.join(' '))] : []),
    ...kpis.flatMap((kpi) => kpiBlocks(kpi, model, pictureAt)),
    ...eventBlocks(model),
    ...PROMPTS.flatMap(({ title, hint }) => [`## ${t(title)}`, `_${t(hint)}_`]),
    ...doubtBlocks(model),
    t(`Written by Plumbline, ${at(timeZone, model.madeMs)}. Intervals are of 95 %.`),
  ];
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`;
}

const bullets = (items: readonly string[]): string => items.map((item) => `- ${t(item)}`).join('\n');

function kpiBlocks(kpi: KpiReport, model: ReportModel, pictureAt?: (name: string) => string): string[] {
  const { effect, unit, currency, owner, runbook } = kpi;
  const who = `Owner: ${t(owner.team)}${owner.contact === undefined ? '' : `, ${t(owner.contact)}`}`;
  const money = effect && effect.cost.value !== null && !unit.startsWith('currency:');
  return [
    `## ${t(kpi.displayName)}`,
    runbook === undefined ? who : `${who} · ${markdownLink('Runbook', absoluteLink(runbook))}`,
    effect
      ? `**${t(sentence(VERDICT_WORDS[effect.verdict]))}**: ${t(effectWords(unit, effect))}.`
      : 'It could not be measured; see what is doubtful.',
    effect
      ? `Lost: ${t(lostWords(unit, effect.lost))}${money ? `, ${t(costWords(currency, effect.cost))}` : ''}. ${t(expectedWords(kpi))}`.trim()
      : '',
    kpi.budget ? t(budgetWords(kpi.budget)) : '',
    kpi.timeline && pictureAt
      ? markdownPicture(
          `${kpi.displayName} around the incident; dashed: the same hours a week before`,
          pictureAt(`${kpi.kpi}.svg`)
        )
      : '',
    ...kpi.segments.flatMap((segment) => segmentBlocks(kpi, segment)),
    alertTable(kpi, model),
  ];
}

function segmentBlocks(kpi: KpiReport, { displayName, rows, divergence }: SegmentTable): string[] {
  const cells = rows.map((row) =>
    [
      row.value ?? '(none)',
      amountIn(kpi.unit, row.during),
      amountIn(kpi.unit, row.expected),
      estimateWords(row.change, (value) => changeIn(kpi.unit, value)),
      lostWords(kpi.unit, row.lost),
      shareWords(row),
      VERDICT_WORDS[row.verdict],
    ].map(t)
  );
  const heads = [t(displayName), 'In the incident', 'Expected', 'Change', 'Lost', 'Share', 'Verdict'];
  return [`### By ${t(displayName)}`, divergence === '' ? '' : t(divergence), markdownTable(heads, cells)];
}

function alertTable({ alerts, timeZone }: KpiReport, { incident }: ReportModel): string {
  const rows = alerts.map(({ severity, fromMs, toMs, ongoing, label }) =>
    [
      severity,
      clockIn(timeZone, fromMs, incident.fromMs),
      ongoing ? 'still holding' : clockIn(timeZone, toMs, incident.fromMs),
      label,
    ].map(t)
  );
  return rows.length === 0 ? '' : markdownTable(['Alert', `From (${t(timeZone)})`, 'To', 'Condition'], rows);
}

function eventBlocks({ nearby, fired, timeZone, incident }: ReportModel): string[] {
  const when = (ms: number) => t(clockIn(timeZone, ms, incident.fromMs));
  const changes = nearby.map((event) => [
    when(event.atMs),
    t(offsetWords(event.atMs - incident.fromMs)),
    t(event.kind),
    markdownLink(eventWords(event), absoluteLink(event.link)),
  ]);
  const alerts = fired.map(({ atMs, endMs, title, kind, severity, link }) => [
    when(atMs),
    endMs === null ? 'still open' : when(endMs),
    t([kind, severity].filter(Boolean).join(', ')),
    markdownLink(title, absoluteLink(link)),
  ]);
  return [
    '## Changes nearby',
    changes.length === 0
      ? 'None is known in the three hours before it, in it, or in the hour after.'
      : `${markdownTable([`Time (${t(timeZone)})`, 'When', 'Kind', 'What'], changes)}\n\nThat a change was near does not make it the cause.`,
    ...(alerts.length === 0
      ? []
      : [
          '## Alerts and incidents kept elsewhere',
          markdownTable([`From (${t(timeZone)})`, 'To', 'Kind', 'What'], alerts),
        ]),
  ];
}

function doubtBlocks({ doubts }: ReportModel): string[] {
  const items = doubts.map(
    ({ code, severity, message, hint }) => `${severity} ${code}: ${message}${hint === undefined ? '' : ` ${hint}`}`
  );
  return items.length === 0 ? [] : ['## What is doubtful', bullets(items)];
}
