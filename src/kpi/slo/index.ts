export { accountOf, burnOf, type Account, type Entries, type Spent } from './account';
export { gridOf, runningSums, sumAt, type Grid } from './grid';
export { marksOf, type Excluded } from './marks';
export { knownOf, levelsOn, type Levels, type MeasuredPart } from './measured';
export { occurrences, type RatioParts } from './occurrences';
export { budgetAt, type Budget, type BudgetWindow } from './budget';
export { compositeOfBurns, compositeOfSlices, type WeightedAccount } from './composite';
export { holds, sliceAccount, slicesWithin, verdictsOf, type Judged, type Verdicts } from './time-slices';
export { windowAt } from './windows';
