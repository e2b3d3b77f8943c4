export { connectSources, SourceUrlError } from './connect';
export { directTransport } from './transport';
export { DEADLINE_MS, RESPONSE_LIMIT_BYTES, type Driver } from './driver';
