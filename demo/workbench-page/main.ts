// The order matters: @grafana/* reads these globals while its modules load, so they are set before `start` is imported.
import './app/globals';
import './app/fail-visibly';

import('./app/start').then(({ start }) => start());
