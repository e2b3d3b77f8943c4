/** One query of a Prometheus source: asks the engine, gives a frame a series. */
import { columnsOf, type WireFrame, type WireResult } from './frames';
import { alignedRange, interpolateExpr, prometheusStep } from './prometheus-step';
import { QueryError, parseInterval, type DataSourceQuery, type Range } from './request';

type Labels = Readonly<Record<string, string>>;
type Point = readonly [seconds: number, value: string];

interface EngineAnswer {
  readonly status: 'success' | 'error';
  readonly error?: string;
  readonly errorType?: string;
  readonly warnings?: readonly string[];
  readonly infos?: readonly string[];
  readonly data?: {
    readonly resultType: 'matrix' | 'vector' | 'scalar' | 'string';
    readonly result: unknown;
  };
}

export interface PrometheusSource {
  readonly url: string;
  readonly timeInterval?: string;
}

const milliseconds = (seconds: number) => Math.round(seconds * 1000);

function numberOf(text: string): number {
  return text === '+Inf' ? Infinity : text === '-Inf' ? -Infinity : Number(text);
}

/** `name{a="b"}`, as a legend without a format shows it. */
function legend(labels: Labels): string {
  const pairs = Object.entries(labels).filter(([name]) => name !== '__name__');
  const rest =
    pairs.length > 0 ? `{${pairs.map(([name, value]) => `${name}=${JSON.stringify(value)}`).join(', ')}}` : '';
  return `${labels.__name__ ?? ''}${rest}`;
}

async function ask(
  source: PrometheusSource,
  path: string,
  form: Record<string, string>,
  signal?: AbortSignal
): Promise<EngineAnswer> {
  let response: Response;
  try {
    response = await fetch(`${source.url}/api/v1/${path}`, { method: 'POST', body: new URLSearchParams(form), signal });
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error);
    throw new QueryError(`Post "${source.url}/api/v1/${path}": ${cause}`, 'downstream', 502);
  }
  const text = await response.text();
  try {
    return JSON.parse(text) as EngineAnswer;
  } catch {
    throw new QueryError(`Prometheus answered ${response.status} with something other than JSON`, 'downstream', 502);
  }
}

/** @throws QueryError in the engine's own words */
export async function runPrometheusQuery(
  source: PrometheusSource,
  query: DataSourceQuery,
  range: Range,
  signal?: AbortSignal
): Promise<WireResult> {
  if (typeof query.expr !== 'string' || query.expr.trim() === '') {
    throw new QueryError('query has no expr', 'downstream');
  }
  const stepMs = prometheusStep(query, range, source.timeInterval);
  const scrapeMs = parseInterval(source.timeInterval ?? '15s') ?? 15_000;
  const expr = interpolateExpr(query.expr, range, stepMs, scrapeMs);
  const instant = query.instant === true;
  const frames: WireFrame[] = [];
  if (query.range === true || !instant) {
    const offset = typeof query.utcOffsetSec === 'number' ? query.utcOffsetSec : 0;
    const { fromMs, toMs } = alignedRange(range, stepMs, offset);
    const form = { query: expr, start: String(fromMs / 1000), end: String(toMs / 1000), step: String(stepMs / 1000) };
    frames.push(...framesOf(query, expr, stepMs, await ask(source, 'query_range', form, signal)));
  }
  if (instant) {
    const form = { query: expr, time: String(range.toMs / 1000) };
    frames.push(...framesOf(query, expr, stepMs, await ask(source, 'query', form, signal)));
  }
  return { status: 200, frames };
}

function framesOf(query: DataSourceQuery, expr: string, stepMs: number, answer: EngineAnswer): WireFrame[] {
  if (answer.status !== 'success' || !answer.data) {
    throw new QueryError(`${answer.errorType ?? 'error'}: ${answer.error ?? 'no data'}`, 'downstream');
  }
  const { resultType, result } = answer.data;
  const notices = [
    ...(answer.warnings ?? []).map((text) => ({ severity: 'warning', text })),
    ...(answer.infos ?? []).map((text) => ({ severity: 'info', text })),
  ];
  const matrix = resultType === 'matrix';
  const meta = {
    type: matrix ? 'timeseries-multi' : 'numeric-multi',
    typeVersion: [0, 1],
    custom: { resultType },
    executedQueryString: `Expr: ${expr}\nStep: ${stepMs / 1000}s`,
    ...(notices.length > 0 ? { notices } : {}),
  };
  const frame = (labels: Labels, points: readonly Point[]): WireFrame => {
    const name = legend(labels);
    return {
      schema: {
        refId: query.refId,
        ...(name === '' ? {} : { name }),
        meta,
        fields: [
          { name: 'Time', type: 'time', typeInfo: { frame: 'time.Time' }, config: { interval: stepMs } },
          {
            name: matrix ? 'Value' : (labels.__name__ ?? 'Value'),
            type: 'number',
            typeInfo: { frame: 'float64' },
            labels,
            config: name === '' ? {} : { displayNameFromDS: name },
          },
        ],
      },
      data: columnsOf([points.map(([at]) => milliseconds(at)), points.map(([, value]) => numberOf(value))]),
    };
  };
  switch (resultType) {
    case 'matrix':
      return (result as ReadonlyArray<{ metric: Labels; values?: readonly Point[] }>).map((one) =>
        frame(one.metric, one.values ?? [])
      );
    case 'vector':
      return (result as ReadonlyArray<{ metric: Labels; value?: Point }>).map((one) =>
        frame(one.metric, one.value ? [one.value] : [])
      );
    case 'scalar':
      return [frame({}, [result as Point])];
    default:
      throw new QueryError(`A ${resultType} has no frame`, 'downstream');
  }
}
