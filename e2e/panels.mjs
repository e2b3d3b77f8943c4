/** Our panel plugins as their folders under src/panels say: `{ id, name }`, the name being the folder's, which names the pictures. */
import fs from 'node:fs';
import path from 'node:path';
import { root } from './paths.mjs';

const folder = path.join(root, 'src', 'panels');

export const panels = fs
  .readdirSync(folder)
  .sort()
  .map((name) => ({ name, file: path.join(folder, name, 'plugin.json') }))
  .filter(({ file }) => fs.existsSync(file))
  .map(({ name, file }) => ({ name, id: JSON.parse(fs.readFileSync(file, 'utf8')).id }));

/** Address of the states page: all of one theme, or one state of it. */
export const statesOf = (id, theme, state) =>
  `/#/states?panel=${id}&show=${theme}&theme=${theme}${state ? `&state=${encodeURIComponent(state)}` : ''}`;
