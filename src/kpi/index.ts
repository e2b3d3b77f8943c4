/** The compiler's public face. Hosts import from here only. */
export * from './diagnostics';
export * from './definition';
export * from './fingerprint';
export * from './plan/query';
export * from './plan/request';
export * from './plan/types';
export * from './results/types';
