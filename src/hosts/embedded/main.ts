/** Entry of the bundle that the Go host runs in sobek (scripts/build-core.mjs): puts one object on the global scope. */
import { createHost, type Host } from './host';

declare const globalThis: { plumbline: Host };

globalThis.plumbline = createHost();
