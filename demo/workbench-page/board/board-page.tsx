/** A provisioned board, drawn from its JSON. */
import { Alert, LinkButton } from '@grafana/ui';
import React, { useMemo } from 'react';
import { Page } from '../app/page';
import { hrefTo, type ParamChange, type Route } from '../app/navigation';
import { TimeControls } from '../app/time-controls';
import { usePageTime } from '../app/use-time';
import type { Services } from '../runtime/install';
import { useAnnotations } from './annotations';
import { Grid } from './grid';
import type { AnnotationModel, BoardLink, Dashboard, VariableModel } from './model';
import { PanelFrame } from './panel-frame';
import { VariablesBar, useVariables } from './variables-bar';

interface Props {
  readonly board: Dashboard;
  readonly services: Services;
  readonly route: Route;
  readonly change: (params: ParamChange) => void;
}

const NO_VARIABLES: readonly VariableModel[] = [];
const NO_ANNOTATIONS: readonly AnnotationModel[] = [];

/** Ways to other boards; those that say so take time and variables along. */
function BoardLinks({ board, params }: { board: Dashboard; params: URLSearchParams }) {
  const kept = (link: BoardLink) =>
    Object.fromEntries(
      [...new Set(params.keys())]
        .filter((name) => (link.includeVars && name.startsWith('var-')) || (link.keepTime && TIME.includes(name)))
        .map((name) => [name, params.getAll(name)])
    );
  return (
    <>
      {(board.links ?? []).map((link) => (
        <LinkButton
          key={link.title}
          variant="secondary"
          fill="text"
          size="sm"
          tooltip={link.tooltip}
          href={link.url?.startsWith('/d/') ? hrefTo(`board/${link.url.slice(3)}`, kept(link)) : link.url}
        >
          {link.title}
        </LinkButton>
      ))}
    </>
  );
}

const TIME = ['from', 'to'];

export function BoardPage({ board, services, route, change }: Props) {
  const time = usePageTime(route, change, { ...board.time, timeZone: board.timezone, refresh: board.refresh });
  const list = board.templating?.list ?? NO_VARIABLES;
  const variables = useVariables(list, route.params, time.range, time.timeZone);

  // Set while rendering, before any panel below asks: getTemplateSrv() is global, as in Grafana.
  services.templates.updateTimeRange(time.range);
  services.templates.setVariables(variables.models ?? []);

  const chosen = JSON.stringify(list.map((variable) => variables.chosen(variable)));
  const context = useMemo(
    () => ({
      boardUid: board.uid,
      boardTitle: board.title,
      range: time.range,
      timeZone: time.timeZone,
      revision: `${time.tick} ${chosen}`,
    }),
    [board.uid, board.title, time.range, time.timeZone, time.tick, chosen]
  );

  const annotations = useAnnotations(
    board.annotations?.list ?? NO_ANNOTATIONS,
    context,
    variables.models !== undefined
  );

  return (
    <Page
      title={board.title}
      toolbar={
        <>
          <BoardLinks board={board} params={route.params} />
          <TimeControls time={time} intervals={board.timepicker?.refresh_intervals} />
        </>
      }
      filters={<VariablesBar variables={list} state={variables} change={change} />}
    >
      {board.panels.length === 0 && <Alert severity="info" title={`The board "${board.title}" has no panels.`} />}
      {variables.models && (
        <Grid panels={board.panels}>
          {(panel, width, height) => (
            <PanelFrame
              panel={panel}
              context={context}
              annotations={annotations}
              width={width}
              height={height}
              onChangeTimeRange={time.setAbsolute}
            />
          )}
        </Grid>
      )}
    </Page>
  );
}
