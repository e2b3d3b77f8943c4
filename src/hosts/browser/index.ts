export { BrowserHost, type BrowserHostOptions, type KpiTarget } from './browser-host';
export { definitionsOf, DEFINITIONS_FILE } from './definitions';
export { dataSourceFits, expectedTypes } from './dialect-types';
export { InFlight } from './in-flight';
export type { DataSources, Surroundings } from './surroundings';
