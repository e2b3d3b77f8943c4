import { locationService } from '@grafana/runtime';
import { Alert, RadioButtonGroup } from '@grafana/ui';
import React from 'react';
import { dataSourceOf, plumblineSources } from '../shared/data-sources';
import type { PageProps } from '../shared/page';
import { pagePath } from '../shared/paths';
import { reasonOf, useAsked } from '../shared/use-asked';
import { Editor, type EditorProps } from './editor';
import { mayWrite, readSettings } from './settings';

/** The definitions of one data source: to be written by admins, to be read by everybody. `?at=name` opens at that definition. */
export function DefinitionsPage({ params, query }: PageProps) {
  const sources = plumblineSources();
  const uid = params.uid ?? sources[0]?.uid;
  if (uid === undefined) {
    return <p>There is no data source of the type Plumbline KPIs yet. Add one, then write its definitions here.</p>;
  }
  return (
    <>
      {sources.length > 1 && (
        <RadioButtonGroup
          aria-label="Data source"
          options={sources.map(({ uid: value, name: label }) => ({ value, label }))}
          value={uid}
          onChange={(next) => locationService.push(pagePath('definitions', next))}
        />
      )}
      <Loaded key={uid} uid={uid} at={typeof query.at === 'string' ? query.at : undefined} />
    </>
  );
}

function Loaded({ uid, at }: { readonly uid: string; readonly at: string | undefined }) {
  const loaded = useAsked(uid, () => load(uid));
  switch (loaded.state) {
    case 'waiting':
      return <p role="status">Reading the definitions …</p>;
    case 'failed':
      return <Alert severity="error" title={loaded.reason} />;
    case 'there':
      return <Editor {...loaded.value} at={at} />;
  }
}

/** Who may write reads the settings with their version; everybody else what Grafana has handed to the browser anyway. */
async function load(uid: string): Promise<Omit<EditorProps, 'at'>> {
  const dataSource = await dataSourceOf(uid);
  const asGiven = { dataSource, saved: dataSource.definitionsText };
  if (!mayWrite()) {
    return { ...asGiven, locked: 'Only people who may change data sources can change definitions: ask an admin.' };
  }
  try {
    const settings = await readSettings(uid);
    const saved = settings.jsonData?.definitions ?? '';
    return settings.readOnly
      ? {
          dataSource,
          saved,
          locked:
            'This data source is provisioned from a file. Change the text here to try it, download it, and put it where the file is made.',
          mayTry: true,
        }
      : { dataSource, saved, settings };
  } catch (error) {
    return { ...asGiven, locked: `Grafana did not hand out the settings: ${reasonOf(error)}` };
  }
}
