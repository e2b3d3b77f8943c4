/** For which data Grafana offers the deploys panel: the view `deploys`, and rows with a time, a kind and a title. */
import { suggestWhere } from '../shared/suggest';
import { holdsEvents } from './read-deploys';

export const suggestionsFor = suggestWhere('Deploys and what they did', holdsEvents);
