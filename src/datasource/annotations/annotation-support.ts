/** The data source's events as annotations of any dashboard. */
import type { AnnotationEvent, AnnotationQuery, AnnotationSupport, DataFrame } from '@grafana/data';
import { of } from 'rxjs';
import { VIEWS_OF_EVENTS } from '../query-text';
import type { KpiDataQuery } from '../types';
import { annotationsOf } from './annotations-of';

type Annotation = AnnotationQuery<KpiDataQuery>;

/** Other views answer numbers, which are no annotations; where one is left from before, events are asked for instead. */
function eventsQuery(target: Partial<KpiDataQuery> | undefined): KpiDataQuery {
  const view = target?.view !== undefined && VIEWS_OF_EVENTS.includes(target.view) ? target.view : 'deploys';
  return { refId: 'Anno', ...target, view };
}

/**
 * A query of view `deploys` (or `incidents`); all events where nothing else is chosen. What the stores answer are the frames of the view, from the
 * browser as from the plugin's process, and each row is a point or, where it has a length, a region.
 */
export const annotationSupport: AnnotationSupport<KpiDataQuery> = {
  getDefaultQuery: () => eventsQuery(undefined),
  prepareAnnotation: (json: Annotation): Annotation => ({ ...json, target: eventsQuery(json.target) }),
  prepareQuery: (annotation: Annotation) => eventsQuery(annotation.target),
  processEvents: (_annotation: Annotation, frames: DataFrame[]) => of<AnnotationEvent[]>(frames.flatMap(annotationsOf)),
};
