/** Writes docs/reference/dialects.md: `npx tsx scripts/generate-dialects.mts`. A test says when it is due. */
import { writeFileSync } from 'node:fs';
import { pluginsOf } from '../src/hosts/grafana-http/data-sources';
import { dialectsPage } from '../src/kpi/sql/dialects/page';

writeFileSync(new URL('../docs/reference/dialects.md', import.meta.url), dialectsPage(pluginsOf()));
