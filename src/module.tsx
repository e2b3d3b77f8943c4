import { AppPlugin } from '@grafana/data';
import { CatalogPage } from './pages/catalog/catalog-page';

export const plugin = new AppPlugin().setRootPage(CatalogPage);
