import { CatalogPage } from './catalog/catalog-page';
import type { AppPage } from './shared/page';

/** Every page of the app. To add one: a line here, and one in `includes` of src/plugin.json where it is to be in the navigation. */
export const PAGES: readonly AppPage[] = [{ path: 'catalog', title: () => 'Catalog', Page: CatalogPage }];
