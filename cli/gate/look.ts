/** One look at all KPIs: the views impact and alert. */
import type { DefinitionSet, KpiDefinition, KpiQuery, Result } from '../../src/kpi';
import { kpiLook, type GatedDeploy, type KpiLook, type Look } from '../../src/kpi/gate';
import { Refused, type Ask } from './ask';

export interface Watched {
  readonly definitions: DefinitionSet;
  readonly kpis: readonly string[];
  readonly deploy: GatedDeploy;
  /** Fields of view impact: before, after, control, filters. */
  readonly impact: Omit<KpiQuery, 'view' | 'kpi' | 'kpis' | 'area'>;
}

/** What says that a KPI has nothing that could alert. */
const NO_ALERT = ['PL2031', 'PL2032', 'PL2034'];
/** View alert looks back by its own windows; the range only has to end at the instant. */
const ALERT_RANGE_MS = 60_000;

/** What there is to see at `atMs`. @throws Refused where a question makes no sense */
export async function lookAt(watched: Watched, ask: Ask, atMs: number): Promise<Look> {
  const { kpis, deploy, impact } = watched;
  const effects: Promise<Result> = ask(
    { ...impact, ...(kpis.length === 1 ? { kpi: kpis[0] } : { kpis }), view: 'impact' },
    deploy.atMs,
    Math.max(atMs, deploy.atMs + 1)
  );
  const [answer, alerts] = await Promise.all([
    effects,
    Promise.all(kpis.map((kpi) => alertOf(watched, ask, kpi, atMs))),
  ]);
  return {
    atMs,
    kpis: kpis.map((kpi, i) => {
      const mine = answer.notices.filter((notice) => notice.kpi === undefined || notice.kpi === kpi);
      return look(watched, kpi, { ...answer, notices: mine }, alerts[i]);
    }),
  };
}

/** Which alerts held at the deploy: they do not close the gate until they have ended once. */
export async function lookBefore(watched: Watched, ask: Ask): Promise<Look> {
  const { kpis, deploy } = watched;
  const alerts = await Promise.all(kpis.map((kpi) => alertOf(watched, ask, kpi, deploy.atMs)));
  return { atMs: deploy.atMs, kpis: kpis.map((kpi, i) => look(watched, kpi, undefined, alerts[i])) };
}

function look({ definitions }: Watched, kpi: string, impact: Result | undefined, alert: Result | undefined): KpiLook {
  const { displayName, unit } = definitions.kpis.get(kpi) ?? { displayName: kpi, unit: 'count' };
  return kpiLook({
    kpi,
    displayName,
    unit,
    ...(impact ? { impact } : {}),
    ...(alert ? { alert } : {}),
  });
}

async function alertOf({ definitions }: Watched, ask: Ask, kpi: string, atMs: number): Promise<Result | undefined> {
  const definition = definitions.kpis.get(kpi);
  if (!definition || !mayAlert(definition)) {
    return undefined;
  }
  const by = definition.alerting.by;
  try {
    return await ask({ kpi, view: 'alert', ...(by.length > 0 ? { by } : {}) }, atMs - ALERT_RANGE_MS, atMs);
  } catch (error) {
    if (error instanceof Refused && error.codes.every((code) => NO_ALERT.includes(code))) {
      return undefined;
    }
    throw error;
  }
}

const mayAlert = ({ objectives, thresholds }: KpiDefinition): boolean =>
  thresholds.length > 0 || objectives.some(({ alertPolicy }) => alertPolicy !== undefined);
