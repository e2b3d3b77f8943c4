/** The table behind the picture: every event, every KPI, all digits. */
import type { TableColumn } from '../shared/accessible-table';
import { NOT_KNOWN, shortDuration } from '../shared/format-number';
import { formatMoment } from '../shared/format-range';
import type { PictureTable } from '../shared/picture-and-table';
import { costWords, fullChange, VERDICT_WORDS } from './effect-words';
import { isChange, kindWord } from './kinds';
import { DeploysView, effectOf, Effect, Happening, KpiMeta } from './model';
import { lengthWords } from './words';

/** More would hold up the page and nobody's ear would follow. */
const MOST_ROWS = 400;

/** What must not be left out comes first: what was worse, what is open, better, then the newest. */
function chosenRows(view: DeploysView): Happening[] {
  const { events } = view;
  if (events.length <= MOST_ROWS) {
    return [...events].reverse();
  }
  const rank = (event: Happening) => {
    const verdict = effectOf(view, event)?.verdict;
    return verdict === 'worse' ? 0 : event.open ? 1 : verdict === 'better' ? 2 : 3;
  };
  const kept = [...events].sort((a, b) => rank(a) - rank(b) || b.atMs - a.atMs).slice(0, MOST_ROWS);
  return kept.sort((a, b) => b.atMs - a.atMs);
}

export function deploysTable(view: DeploysView): PictureTable {
  const { kpis, events } = view;
  const has = (name: 'environment' | 'author' | 'team') => events.some((event) => event[name] !== '');
  const extra = (['environment', 'author', 'team'] as const).filter(has);
  const columns: TableColumn[] = [
    { title: 'Time' },
    { title: 'Kind' },
    { title: 'Service' },
    { title: 'Version' },
    { title: 'Title' },
    { title: 'Lasted' },
    ...extra.map((name) => ({ title: name[0].toUpperCase() + name.slice(1) })),
    ...kpis.flatMap((kpi): TableColumn[] => [
      { title: `Effect on ${kpi.displayName}` },
      { title: 'Change', align: 'end' },
      { title: '95 % from', align: 'end' },
      { title: '95 % to', align: 'end' },
      { title: 'Budget', align: 'end' },
      ...(kpi.currency ? [{ title: 'Money', align: 'end' } as const] : []),
    ]),
    { title: 'Source' },
  ];
  const rows = chosenRows(view).map((event) => [
    formatMoment(event.atMs, view.timeZone),
    kindWord(event.kind),
    event.service || '–',
    event.version || '–',
    event.title,
    lengthWords(view, event) || '–',
    ...extra.map((name) => event[name] || '–'),
    ...kpis.flatMap((kpi, k) => effectCells(kpi, event.effects[k] ?? null, event)),
    event.source || '–',
  ]);
  return {
    caption: `Events, newest first${rows.length < events.length ? `: ${rows.length} of ${events.length}, those that made it worse and the newest` : ''}`,
    columns,
    rows,
    headers: 1,
  };
}

function effectCells(kpi: KpiMeta, effect: Effect | null, { kind }: Happening): string[] {
  const none = isChange(kind) ? NOT_KNOWN : '–';
  const change = (value: number | null | undefined) =>
    value === null || value === undefined ? none : fullChange(kpi.unit, value);
  return [
    effect ? VERDICT_WORDS[effect.verdict] : '–',
    change(effect?.effect),
    change(effect?.low),
    change(effect?.high),
    effect?.budgetMs === null || !effect ? none : shortDuration(effect.budgetMs / 1000),
    ...(kpi.currency ? [effect ? (effect.cost === null ? none : (costWords(kpi, effect, true) ?? '0')) : none] : []),
  ];
}
