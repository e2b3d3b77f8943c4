import { AppPlugin } from '@grafana/data';
import { App } from './pages/app';

export const plugin = new AppPlugin().setRootPage(App);
