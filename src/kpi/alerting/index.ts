export {
  complement,
  conditionsFor,
  errorBudget,
  maxBurn,
  maxBurnOf,
  nominalWindowMs,
  type PolicyFit,
} from './conditions';
export { BUILT_IN_POLICIES, DEFAULT_POLICY, policyNamed } from './policies';
export { severityFor } from './severity';
export { timesOver } from './threshold';
export { highest, judge, verdictAt, type ConditionVerdict, type SeverityVerdict, type Subject } from './verdict';
