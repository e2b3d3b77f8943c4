export { timesOver } from './threshold';
