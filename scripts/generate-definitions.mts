/** Writes docs/reference/definitions.md from the shapes: `npx tsx scripts/generate-definitions.mts`. A test says when it is due. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { definitionsPage } from '../src/kpi/definition/page';

const folder = new URL('../docs/reference/', import.meta.url);
mkdirSync(folder, { recursive: true });
writeFileSync(new URL('definitions.md', folder), definitionsPage());
