export function compareVersions(a: string, b: string): -1 | 0 | 1;
export function packagesAreFresh(root: string): boolean;
export function checkGo(root: string): void;
export function checkPorts(ports: ReadonlyArray<readonly [port: number, what: string]>): Promise<void>;
