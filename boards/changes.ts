/** What was changed, and what each change did to a KPI. */
import { ours, type Place } from './place';

/** Lanes of deploys, flags, incidents and promotions; the one that is chosen is held in the variable `deploy`. */
export const deploys = (id: number, kpi: string, place: Place) =>
  ours(
    'plumbline-deploys-panel',
    {
      id,
      title: 'What was changed just before?',
      description:
        'Deploys, rollbacks, flags, incidents and promotions by service. Each change is tinted by what it did to the chosen KPI; hollow: not enough traffic yet to say. Choosing one shows before and after.',
      place,
    },
    { kpi, view: 'deploys' },
    { lanes: 'service', variable: 'deploy' }
  );
