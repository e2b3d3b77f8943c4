// Bundles bench/windows-entry.ts for sobek: node bench/build-windows.mjs OUTFILE
import { buildCore } from '../scripts/build-core.mjs';

await buildCore(process.argv[2], 'bench/windows-entry.ts');
