import React from 'react';
import { css } from '@emotion/css';
import { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { formatRange } from '../shared/format-range';
import { budgetWords, costWords, effectSentence, fullChange, VERDICT_WORDS } from './effect-words';
import { EffectPicture } from './effect-picture';
import { isChange } from './kinds';
import { DeploysView, Effect, Happening, KpiMeta } from './model';

export interface EffectCardProps {
  readonly view: DeploysView;
  readonly event: Happening;
  readonly width: number;
}

/** What an event did: the chosen KPI as a picture, the others in a line each. Nothing for what is no change. */
export function EffectCard({ view, event, width }: EffectCardProps) {
  const styles = useStyles2(getStyles);
  if (view.kpis.length === 0 || !isChange(event.kind)) {
    return null;
  }
  const others = view.kpis.flatMap((kpi, k) => (k === view.at ? [] : [{ kpi, effect: event.effects[k] ?? null }]));
  const effect = view.at < 0 ? null : (event.effects[view.at] ?? null);
  return (
    <div className={styles.box}>
      {view.chosen && effect && <Chosen kpi={view.chosen} effect={effect} view={view} width={width} />}
      {view.chosen && !effect && (
        <div className={styles.quiet}>The effect on {view.chosen.displayName} was not asked for.</div>
      )}
      {others.map(({ kpi, effect: other }) => (
        <div key={kpi.kpi}>
          <bdi>{kpi.displayName}</bdi>: {effectSentence(kpi, other)}
        </div>
      ))}
    </div>
  );
}

interface ChosenProps {
  readonly kpi: KpiMeta;
  readonly effect: Effect;
  readonly view: DeploysView;
  readonly width: number;
}

function Chosen({ kpi, effect, view, width }: ChosenProps) {
  const styles = useStyles2(getStyles);
  const { sides, low, high, verdict } = effect;
  const lost = [budgetWords(effect), costWords(kpi, effect, true)].filter(Boolean).join(' · ');
  return (
    <>
      <div className={verdict === 'worse' ? styles.worse : verdict === 'better' ? styles.better : styles.plain}>
        <bdi>{kpi.displayName}</bdi>: {VERDICT_WORDS[verdict]}
      </div>
      <EffectPicture kpi={kpi} effect={effect} width={width} />
      {effect.effect !== null && (
        <div>
          Change {fullChange(kpi.unit, effect.effect)}
          {low !== null &&
            high !== null &&
            `, between ${fullChange(kpi.unit, low)} and ${fullChange(kpi.unit, high)} (95 %)`}
        </div>
      )}
      {lost && <div>{lost}</div>}
      {sides && (
        <div className={styles.quiet}>
          before {formatRange(sides.beforeFromMs, sides.beforeToMs, view.timeZone)}; after{' '}
          {formatRange(sides.afterFromMs, sides.afterToMs, view.timeZone)} ({view.timeZone})
        </div>
      )}
      {sides && (
        <div className={styles.quiet}>
          {sides.control
            ? `Expected: moved as the control did (${sides.control}).`
            : 'No control: what is expected is what was before.'}
        </div>
      )}
      {sides?.overlaps && (
        <div className={styles.worse}>
          ⚠ Another change fell into the time looked at: this may not be its effect alone.
        </div>
      )}
    </>
  );
}

const getStyles = (theme: GrafanaTheme2) => {
  const strong = (color: string) => css({ color, fontWeight: theme.typography.fontWeightMedium });
  return {
    box: css({ margin: theme.spacing(1, 0), fontVariantNumeric: 'tabular-nums' }),
    quiet: css({ color: theme.colors.text.secondary }),
    worse: strong(theme.colors.warning.text),
    better: strong(theme.colors.success.text),
    plain: strong(theme.colors.text.primary),
  };
};
