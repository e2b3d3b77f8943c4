import type { KpiDefinition } from '../definition/types';
import { dimensionOf, unitOf, unitText, type Expression } from '../expression';
import type { DerivedFrom, KpiAnswer } from './answer';
import { definitionIn, outermost } from './derived-answer';

const TIMES: Readonly<Record<string, string>> = { s: 'seconds', min: 'minutes', h: 'hours', d: 'days' };

interface Units {
  readonly numerator?: string;
  readonly denominator?: string;
}

/** Units of what an answer's numbers are made of; missing where a derived KPI is no division, or a definition could not write them. */
export function unitsOf({ kpi, derived }: KpiAnswer): Units {
  return derived ? unitsOfDivision(derived) : unitsOfKpi(kpi);
}

function unitsOfDivision(derived: DerivedFrom): Units {
  const { kpi, tree } = outermost(derived);
  if (tree.kind !== 'binary' || tree.op !== '/') {
    return {};
  }
  const unitOfInput = (name: string) => {
    const input = kpi.measure.inputs.find(({ as }) => as === name)!;
    return dimensionOf(definitionIn(derived, input.kpi).unit)!;
  };
  const side = (node: Expression): string | undefined => {
    const found = unitOf(node, unitOfInput);
    return found.ok && found.unit !== 'any' ? unitText(found.unit) : undefined;
  };
  return { numerator: side(tree.left), denominator: side(tree.right) };
}

/**
 * Units of what a KPI is made of. `ratio:EUR/count` is EUR over count; a plain ratio, or a retention, is count over count; a count or sum is its
 * own numerator; a rate is a sum over time, an average a sum of values over how many there are.
 */
function unitsOfKpi(kpi: KpiDefinition): Units {
  if (kpi.measure.kind === 'retention') {
    return { numerator: 'count', denominator: 'count' };
  }
  if (kpi.measure.kind !== 'ratio') {
    const [numerator, per] = kpi.unit.split('/');
    const rate = per !== undefined && !kpi.unit.startsWith('ratio:');
    return rate ? { numerator, denominator: TIMES[per] ?? per } : { numerator: kpi.unit, denominator: 'count' };
  }
  if (kpi.measure.average) {
    return { numerator: kpi.unit, denominator: 'count' };
  }
  const [numerator, denominator] = /^ratio:([^/]+)\/(.+)$/.exec(kpi.unit)?.slice(1) ?? ['count', 'count'];
  const unit = (text: string) => (/^[A-Z]{3}$/.test(text) ? `currency:${text}` : text);
  return { numerator: unit(numerator), denominator: unit(denominator) };
}
