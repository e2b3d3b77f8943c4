/** Asks everything that a report needs through the data source's instance. */
import type { Incident, ReportModel } from '../../kpi/report';
import type { DataSource } from '../shared/data-sources';

export interface Wish {
  readonly incident: Incident;
  readonly kpis: readonly string[];
  readonly nowMs: number;
}

/** @param told after each answer: how many of how many are there. @throws where the definitions do not load, or it was aborted */
export async function makeReport(
  dataSource: DataSource,
  order: Wish,
  told: (done: number, all: number) => void,
  signal: AbortSignal
): Promise<ReportModel> {
  const definitions = dataSource.definitions();
  if (!definitions.ok) {
    throw new Error(`The definitions of ${dataSource.name} do not load.`);
  }
  const { reports } = dataSource;
  const questions = reports.reportQuestions(definitions.value, order);
  let done = 0;
  const answers = await Promise.all(
    questions.map(async (question) => {
      const { fromMs, toMs, query } = question;
      const result = await dataSource.result(query, { fromMs, toMs, nowMs: order.nowMs }, { signal });
      done++;
      told(done, questions.length);
      return { question, result };
    })
  );
  return reports.reportOf(definitions.value, order, answers);
}

const MONTH_MS = 30 * 24 * 3_600_000;

/** Incidents of the last thirty days, newest first; none where no Events are defined. */
export async function recentIncidents(dataSource: DataSource, nowMs: number, signal: AbortSignal): Promise<Incident[]> {
  const definitions = dataSource.definitions();
  if (!definitions.ok || definitions.value.events.size === 0) {
    return [];
  }
  const range = { fromMs: nowMs - MONTH_MS, toMs: nowMs, nowMs };
  const result = await dataSource.result({ view: 'deploys', kinds: ['incident'] }, range, { signal });
  return dataSource.reports.incidentsIn(result, nowMs);
}
