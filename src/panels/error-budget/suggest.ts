/** For which data Grafana offers the error budget. */
import { suggestWhere } from '../shared/suggest';
import { isBudget } from './read-budget';

export const suggestionsFor = suggestWhere('Error budget', isBudget);
