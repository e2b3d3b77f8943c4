import { DataSourcePlugin } from '@grafana/data';
import { ConfigEditor } from './config-editor/config-editor';
import { DataSource } from './data-source';
import { QueryEditor } from './query-editor/query-editor';
import type { KpiDataQuery, PlumblineJsonData, PlumblineSecureJsonData } from './types';

export const plugin = new DataSourcePlugin<DataSource, KpiDataQuery, PlumblineJsonData, PlumblineSecureJsonData>(
  DataSource
)
  .setQueryEditor(QueryEditor)
  .setConfigEditor(ConfigEditor);
