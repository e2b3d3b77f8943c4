/** Engines whose dialect is written: what tests of the SQL room run on. */
import { DIALECTS, NOT_SUPPORTED } from '../../src/kpi/sql/dialects';
import { ALL_ENGINES, openEngines, type Engine } from './index';

/** All engines that this machine has and Plumbline can write for; those of a dialect that is still to come join by themselves. */
export async function openWrittenEngines(timeZone?: string): Promise<readonly Engine[]> {
  const all = await openEngines(timeZone, ALL_ENGINES);
  const written = all.filter(({ dialect }) => DIALECTS[dialect] !== NOT_SUPPORTED);
  await Promise.all(all.filter((engine) => !written.includes(engine)).map((engine) => engine.close()));
  return written;
}
