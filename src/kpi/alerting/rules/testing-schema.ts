/** What Grafana and Prometheus take as a file of rules, as JSON Schema, for tests. */
import Ajv, { type ErrorObject } from 'ajv';

const text = { type: 'string', minLength: 1 };
const duration = { type: 'string', pattern: '^([0-9]+(d|h|m|s|ms))+$' };
const texts = (pattern: string) => ({ type: 'object', propertyNames: { pattern }, additionalProperties: text });
const strict = (properties: object, optional: readonly string[] = []) => ({
  type: 'object',
  properties,
  required: Object.keys(properties).filter((name) => !optional.includes(name)),
  additionalProperties: false,
});
const list = (items: object) => ({ type: 'array', minItems: 1, items });

/** Fields and types of Grafana's pkg/services/provisioning/alerting/rules_types.go (AlertRuleGroupV1, AlertRuleV1, QueryV1); it ignores others silently. */
const GRAFANA = strict({
  apiVersion: { const: 1 },
  groups: list(
    strict({
      orgId: { type: 'integer' },
      name: { ...text, maxLength: 190 },
      folder: text,
      interval: duration,
      rules: list(
        strict(
          {
            uid: { type: 'string', pattern: '^[a-zA-Z0-9_-]{1,40}$' },
            title: { ...text, maxLength: 190 },
            condition: text,
            for: duration,
            keepFiringFor: duration,
            missing_series_evals_to_resolve: { type: 'integer', minimum: 1 },
            noDataState: { enum: ['Alerting', 'NoData', 'OK', 'KeepLast'] },
            execErrState: { enum: ['Alerting', 'Error', 'OK', 'KeepLast'] },
            isPaused: { type: 'boolean' },
            dashboardUid: text,
            labels: texts('^[a-zA-Z_][a-zA-Z0-9_.-]*$'),
            annotations: texts('^[a-z_]+$'),
            data: list(
              strict({
                refId: text,
                relativeTimeRange: strict({ from: { type: 'integer', minimum: 0 }, to: { const: 0 } }),
                datasourceUid: text,
                model: { type: 'object', required: ['refId', 'datasource'] },
              })
            ),
          },
          ['dashboardUid']
        )
      ),
    })
  ),
});
/** Fields of prometheus/model/rulefmt. */
const PROMETHEUS = strict({
  groups: list(
    strict({
      name: text,
      interval: duration,
      rules: list({
        oneOf: [
          strict({ record: { type: 'string', pattern: '^[a-z_:]+$' }, expr: text, labels: texts('^[a-z]+$') }),
          strict({
            alert: text,
            expr: text,
            for: duration,
            keep_firing_for: duration,
            labels: texts('^[a-zA-Z_][a-zA-Z0-9_]*$'),
            annotations: texts('^[a-z_]+$'),
          }),
        ],
      }),
    })
  ),
});
const ajv = new Ajv({ allErrors: true });
const checker = (schema: object) => {
  const check = ajv.compile(schema);
  return (file: unknown): readonly ErrorObject[] => (check(file) ? [] : (check.errors ?? []));
};

/** What is wrong with a file of rules for Grafana; empty where nothing is. */
export const checkGrafana = checker(GRAFANA);
/** The same for Prometheus. */
export const checkPrometheus = checker(PROMETHEUS);
