/** Writes docs/reference/diagnostics.md from the catalogue: `npx tsx scripts/generate-diagnostics.mts`. A test says when it is due. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { diagnosticsPage } from '../src/kpi/diagnostics/page';

const folder = new URL('../docs/reference/', import.meta.url);
mkdirSync(folder, { recursive: true });
writeFileSync(new URL('diagnostics.md', folder), diagnosticsPage());
