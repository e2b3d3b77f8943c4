/** Definitions from and to other formats. Not part of the compiler's public face: only the command line has a use for it. */
export { exportDefinitions } from './export';
export { importDefinitions } from './import';
export { printDocuments } from './print';
export * from './types';
