/** For which data Grafana offers the burn-rate timeline: for the view `burn`, and for nothing else. */
import { suggestWhere } from '../shared/suggest';
import { burnMetaOf } from './read-burn';

export const suggestionsFor = suggestWhere('Burn-rate timeline', (frame) => burnMetaOf(frame) !== null);
