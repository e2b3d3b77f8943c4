export interface Options {
  readonly port: number;
  readonly days: number;
  readonly seed: number;
  readonly scene: string;
  readonly fresh: boolean;
  readonly open: boolean;
  readonly check: boolean;
  readonly help: boolean;
}
export const SCENES: Readonly<Record<string, string>>;
export const HELP: string;
export function readOptions(given: readonly string[]): Options;
