/** The form of what stands behind a KPI's number: some of its events, and the traces of those that failed. */
import { conditions, fields, oneRelation, relation, source, timeType, where } from './form-parts';
import * as scalars from './scalars';
import { list, object, optional, required } from './shape';

/** How a text is shown. What they do: `src/kpi/results/masks.ts`. */
export const MASKS = ['auto', 'none', 'hidden', 'hash', 'last4', 'domain'] as const;
export type Mask = (typeof MASKS)[number];

const mask = (doc: string) => optional(scalars.oneOf(MASKS), doc, 'auto');

export const samples = object(
  'Samples',
  {
    source,
    ...relation,
    time: required(scalars.text, 'Column with the time of the event.'),
    timeType,
    where,
    fields,
    columns: required(
      list(
        object('A column', {
          name: required(scalars.name, 'Name of the field in results; not `time`.'),
          displayName: optional(scalars.text, 'Name on screens.', 'the name'),
          field: optional(scalars.text, 'Column of the store.', 'the name'),
          type: optional(
            scalars.oneOf(['text', 'number', 'time']),
            'What it holds; a time is of the same `timeType`.',
            'text'
          ),
          mask: mask(
            'Of texts: `auto` hides personal data that it recognises (mail addresses, card numbers, IBANs, IP addresses, phone numbers, tokens, secrets in JSON); `none` shows the text as it is; `hidden` nothing of it, and the store is not asked; `hash` a digest, equal for equal values; `last4` the last four characters; `domain` what stands after the @.'
          ),
        }),
        1
      ),
      'What is shown of an event, in order. Nothing else is asked of the store.'
    ),
  },
  [oneRelation]
);

export const traces = object(
  'Traces',
  {
    source,
    ...relation,
    time: required(scalars.text, 'Column with the start of a span.'),
    timeType,
    where,
    fields,
    trace: optional(scalars.text, 'Column with the id of its trace.', 'trace_id'),
    span: optional(scalars.text, 'Column with its own id.', 'span_id'),
    parent: optional(
      scalars.text,
      'Column with the id of the span that called it; NULL or empty for the first.',
      'parent_id'
    ),
    service: optional(scalars.text, 'Column with the service.', 'service'),
    operation: optional(scalars.text, 'Column with what it did.', 'operation'),
    duration: optional(scalars.text, 'Column with its length in milliseconds.', 'duration_ms'),
    failed: required(conditions, 'Which spans have failed. A trace with one of them is a failed one.'),
    attributes: optional(
      scalars.text,
      'Column with its attributes as JSON text. Personal data in it is masked as in samples.'
    ),
  },
  [oneRelation]
);
