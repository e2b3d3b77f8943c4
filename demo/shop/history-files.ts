/** The past of the counters in files: as a replay (demo/prometheus), or as OpenMetrics (promtool). */
import { closeSync, openSync, renameSync, writeSync } from 'node:fs';
import { seriesText, type SeriesId } from './metrics';
import type { Exporter } from './scrapes';
import { REGIONS } from './world';

interface Track extends SeriesId {
  readonly instance: string;
  readonly times: number[];
  readonly values: number[];
}

/** A file that is only there when it is whole: who waits for it never reads half. */
class WholeFile {
  private readonly descriptor: number;

  constructor(private readonly name: string) {
    this.descriptor = openSync(`${name}.part`, 'w');
  }

  write(text: string): void {
    writeSync(this.descriptor, text);
  }

  close(): void {
    closeSync(this.descriptor);
    renameSync(`${this.name}.part`, this.name);
  }
}

export class HistoryFiles {
  private readonly replay: WholeFile | undefined;
  private readonly tracks: Track[] = [];
  private readonly perTarget: number[];
  private readonly values: number[];

  constructor(
    exporter: Exporter,
    replay: string | undefined,
    private readonly openmetrics: string | undefined
  ) {
    this.replay = replay === undefined ? undefined : new WholeFile(replay);
    this.replay?.write(exporter.replayHead());
    this.perTarget = REGIONS.map((region) => exporter.counters[region].series.length);
    for (const region of REGIONS) {
      const own = exporter.counters[region].series;
      this.tracks.push(...own.map((one) => ({ ...one, instance: `shop-${region}`, times: [], values: [] })));
    }
    this.values = this.tracks.map(() => 0);
  }

  /** Lines of a replay, as `Exporter.advance` gives them. */
  add(lines: readonly string[]): void {
    this.replay?.write(lines.join(''));
    if (this.openmetrics === undefined) {
      return;
    }
    for (const line of lines) {
      const [sign, target, at, ...changes] = line.trimEnd().split(' ');
      for (const change of changes) {
        const [series, value] = change.split('=');
        this.values[Number(series)] = Number(value);
      }
      if (sign === '+') {
        this.see(Number(target), Number(at));
      }
    }
  }

  private see(target: number, at: number): void {
    const first = this.perTarget.slice(0, target).reduce((sum, n) => sum + n, 0);
    for (let i = first; i < first + this.perTarget[target]; i++) {
      this.tracks[i].times.push(at);
      this.tracks[i].values.push(this.values[i]);
    }
  }

  /** OpenMetrics wants a family's samples together, and a series' in the order of time. */
  close(): void {
    this.replay?.close();
    if (this.openmetrics === undefined) {
      return;
    }
    const file = new WholeFile(this.openmetrics);
    let family = '';
    const sorted = [...this.tracks].sort((a, b) => (a.metric < b.metric ? -1 : a.metric > b.metric ? 1 : 0));
    for (const { metric, labels, instance, times, values } of sorted) {
      if (metric !== family) {
        family = metric;
        file.write(`# TYPE ${metric.replace(/_total$/, '')} counter\n`);
      }
      const name = seriesText({ metric, labels: { ...labels, job: 'shop', instance } });
      for (let i = 0; i < times.length; i += 5000) {
        const part = times.slice(i, i + 5000).map((at, j) => `${name} ${values[i + j]} ${(at / 1000).toFixed(3)}\n`);
        file.write(part.join(''));
      }
    }
    file.write('# EOF\n');
    file.close();
  }
}
