/** The past of the counters as a file: a replay (demo/prometheus), which promlite turns into blocks that any Prometheus reads. */
import { closeSync, openSync, renameSync, writeSync } from 'node:fs';

/** Written beside its name and moved there when it is whole: who waits for it never reads half. */
export class HistoryFile {
  private readonly descriptor: number;

  /** @param head the first lines, `Exporter.replayHead` */
  constructor(
    private readonly name: string,
    head: string
  ) {
    this.descriptor = openSync(`${name}.part`, 'w');
    writeSync(this.descriptor, head);
  }

  /** Lines of a replay, as `Exporter.advance` gives them. */
  add(lines: readonly string[]): void {
    writeSync(this.descriptor, lines.join(''));
  }

  close(): void {
    closeSync(this.descriptor);
    renameSync(`${this.name}.part`, this.name);
  }
}
