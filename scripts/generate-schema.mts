/** Writes schema/plumbline-v1.schema.json from the shapes: `npx tsx scripts/generate-schema.mts`. A test says when it is due. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { definitionJsonSchema } from '../src/kpi/definition/json-schema';

const folder = new URL('../schema/', import.meta.url);
mkdirSync(folder, { recursive: true });
writeFileSync(new URL('plumbline-v1.schema.json', folder), `${JSON.stringify(definitionJsonSchema(), null, 2)}\n`);
