/** A provisioned board, drawn from its JSON. */
import { Alert } from '@grafana/ui';
import React, { useMemo } from 'react';
import { Page } from '../app/page';
import type { ParamChange, Route } from '../app/navigation';
import { TimeControls } from '../app/time-controls';
import { usePageTime } from '../app/use-time';
import type { Services } from '../runtime/install';
import { Grid } from './grid';
import type { Dashboard, VariableModel } from './model';
import { PanelFrame } from './panel-frame';
import { VariablesBar, useVariables } from './variables-bar';

interface Props {
  readonly board: Dashboard;
  readonly services: Services;
  readonly route: Route;
  readonly change: (params: ParamChange) => void;
}

const NO_VARIABLES: readonly VariableModel[] = [];

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

  return (
    <Page
      title={board.title}
      toolbar={<TimeControls time={time} intervals={board.timepicker?.refresh_intervals} />}
      filters={<VariablesBar variables={list} state={variables} change={change} />}
    >
      {board.panels.length === 0 && <Alert severity="info" title={`The board "${board.title}" has no panels.`} />}
      {variables.models && (
        <Grid panels={board.panels}>
          {(panel, width, height) => (
            <PanelFrame
              panel={panel}
              context={context}
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
