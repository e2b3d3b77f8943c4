#!/usr/bin/env node
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const built = fileURLToPath(new URL('./plumbline.cjs', import.meta.url));
if (!existsSync(built)) {
  process.stderr.write('plumbline: the command line is not built yet. Run: npm ci && npm run build\n');
  process.exit(2);
}
createRequire(import.meta.url)(built);
