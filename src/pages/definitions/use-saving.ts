import { useState } from 'react';
import type { DataSource } from '../shared/data-sources';
import { reasonOf } from '../shared/use-asked';
import { readSettings, saveDefinitions, type Settings } from './settings';

type State =
  { readonly kind: 'idle' | 'saving' | 'saved' } | { readonly kind: 'conflict' | 'failed'; readonly reason: string };

/** The saved text, and how saving another one goes. A conflict changes nothing until the other one's text was taken to compare with. */
export function useSaving(dataSource: DataSource, saved: string, given: Settings | undefined) {
  const [settings, setSettings] = useState(given);
  const [base, setBase] = useState(saved);
  const [state, setState] = useState<State>({ kind: 'idle' });
  const save = async (text: string) => {
    if (!settings) {
      return;
    }
    setState({ kind: 'saving' });
    const answer = await saveDefinitions(settings, text);
    if (answer.ok) {
      setSettings({ ...settings, jsonData: { ...settings.jsonData, definitions: text }, version: answer.version });
      setBase(text);
      setState({ kind: 'saved' });
    } else {
      setState({ kind: answer.why === 'conflict' ? 'conflict' : 'failed', reason: answer.reason });
    }
  };
  const takeTheirs = async () => {
    try {
      const theirs = await readSettings(dataSource.uid);
      setSettings(theirs);
      setBase(theirs.jsonData?.definitions ?? '');
      setState({ kind: 'idle' });
    } catch (error) {
      setState({ kind: 'failed', reason: reasonOf(error) });
    }
  };
  return { base, state, save, takeTheirs };
}
