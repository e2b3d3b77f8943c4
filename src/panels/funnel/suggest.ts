/** For which data Grafana offers the funnel. */
import { FieldType } from '@grafana/data';
import { suggestWhere } from '../shared/suggest';
import { funnelMetaOf } from './read-funnel';

/** For a funnel of ours always, for a short table of one text and one number column too. */
export const suggestionsFor = suggestWhere('Funnel', (frame) => {
  const count = (type: FieldType) => frame.fields.filter((field) => field.type === type).length;
  return (
    funnelMetaOf(frame) !== null ||
    (frame.length >= 2 &&
      frame.length <= 12 &&
      count(FieldType.string) === 1 &&
      count(FieldType.number) === 1 &&
      count(FieldType.time) === 0)
  );
});
