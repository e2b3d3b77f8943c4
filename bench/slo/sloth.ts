/**
 * What Sloth's rules for the objective would have recorded, one record a minute, as a Prometheus of its own: the expressions are those of
 * Sloth's published output with the bench's counters in them, evaluated by Prometheus through range queries at every whole minute. (A rule group's
 * own offset would make its records up to a minute older than they are here.) The 5-minute record is made for all 35 days, since
 * the 30-day one is its mean; the others for the last day and a bit.
 */
import { DAY, END, HOUR, MINUTE, START } from './fleet';
import { ask, type Points } from './prometheus';
import { writeBlocks, type Family } from './tsdb';

export const WINDOWS = ['5m', '30m', '1h', '2h', '6h', '1d', '3d', '30d'] as const;
const ID = 'sloth_id="shop-checkout",sloth_service="shop",sloth_slo="checkout"';
/** From when on the longer records are there. */
export const RECORDED_FROM = END - 26 * HOUR;
const MOST_POINTS = 10_000;

export const ratio = (window: string) =>
  `(sum(rate(checkout_errors_total[${window}])))\n/\n(sum(rate(checkout_requests_total[${window}])))`;
export const record = (window: string) => `slo:sli_error:ratio_rate${window}{${ID}}`;
/** Sloth's rule for the objective's own window: the unweighted mean of the 5-minute ratios. */
export const PERIOD_RULE = `sum_over_time(${record('5m')}[30d])\n/ ignoring (sloth_window)\ncount_over_time(${record('5m')}[30d])`;

export async function buildRecords(rawUrl: string, folder: string): Promise<void> {
  const families: Family[] = [];
  for (const window of WINDOWS.filter((one) => one !== '30d')) {
    families.push(
      recordOf(window, await range(rawUrl, ratio(window), window === '5m' ? START + 5 * MINUTE : RECORDED_FROM))
    );
  }
  families.push(recordOf('30d', meanOf(families[0].series[0])));
  writeBlocks(folder, families);
}

const recordOf = (window: string, points: Points): Family => ({
  name: `slo:sli_error:ratio_rate${window}`,
  type: 'gauge',
  series: [{ labels: `${ID},sloth_window="${window}"`, ...points }],
});

async function range(url: string, text: string, fromMs: number): Promise<Points> {
  const times: number[] = [];
  const values: number[] = [];
  for (let startMs = fromMs; startMs <= END; startMs += MOST_POINTS * MINUTE) {
    const endMs = Math.min(END, startMs + (MOST_POINTS - 1) * MINUTE);
    const found = await ask(url, { text, startMs, endMs, stepMs: MINUTE });
    times.push(...found.times);
    values.push(...found.values);
  }
  return { times, values };
}

/** PERIOD_RULE for each minute of the last day, by a running sum; the bench compares the last one with Prometheus' own. */
function meanOf({ times, values }: Points): Points {
  const out = { times: [] as number[], values: [] as number[] };
  let [sum, count, first] = [0, 0, 0];
  for (let i = 0; i < times.length; i++) {
    sum += values[i];
    count++;
    // Closed on both sides, as in Prometheus 2.
    for (; times[first] < times[i] - 30 * DAY; first++) {
      sum -= values[first];
      count--;
    }
    if (times[i] >= RECORDED_FROM) {
      out.times.push(times[i]);
      out.values.push(sum / count);
    }
  }
  return out;
}
