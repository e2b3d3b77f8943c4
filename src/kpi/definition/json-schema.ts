/** Shapes -> JSON Schema (draft 7, which every editor's YAML support knows). Not part of what hosts load. */
import { definition } from './form';
import type { Field, JsonSchema, ObjectShape, Shape } from './shape';

/** The published schema of one document of `plumbline/v1`. */
export function definitionJsonSchema(): JsonSchema {
  const named: Record<string, JsonSchema> = {};
  const root = schemaOf(definition, named);
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    $id: 'plumbline-v1.schema.json',
    title: 'Plumbline definitions, plumbline/v1',
    description:
      'One YAML document: a Source, KPI, Funnel, AlertPolicy or Events. Made by scripts/generate-schema.mts; do not edit.',
    ...root,
    definitions: named,
  };
}

function schemaOf(shape: Shape<unknown>, named: Record<string, JsonSchema>): JsonSchema {
  switch (shape.kind) {
    case 'scalar':
      return shape.schema;
    case 'list':
      return {
        type: 'array',
        ...(shape.minimum > 0 ? { minItems: shape.minimum } : {}),
        items: schemaOf(shape.item, named),
      };
    case 'table':
      return { type: 'object', propertyNames: shape.key.schema, additionalProperties: shape.value.schema };
    case 'object':
      return objectSchema(shape, named);
    case 'tagged':
      return { oneOf: Object.keys(shape.cases).map((choice) => objectSchema(shape.cases[choice], named)) };
    case 'keyed':
      return { oneOf: shape.cases.map((one) => objectSchema(one.shape, named)) };
    case 'either':
      return { oneOf: [shape.scalar.schema, objectSchema(shape.object, named)] };
    case 'named':
      if (!(shape.id in named)) {
        // Kept before it is finished, because it may contain itself.
        named[shape.id] = {};
        named[shape.id] = schemaOf(shape.shape(), named);
      }
      return { $ref: `#/definitions/${shape.id}` };
  }
}

function objectSchema(shape: ObjectShape<unknown>, named: Record<string, JsonSchema>): JsonSchema {
  const keys = Object.keys(shape.fields).filter((key) => shape.fields[key].later === undefined);
  const properties: Record<string, JsonSchema> = {};
  for (const key of keys) {
    properties[key] = fieldSchema(shape.fields[key], named);
  }
  const required = keys.filter((key) => shape.fields[key].required);
  const groups = shape.groups.map((group) => {
    const each = group.keys.map((key) => ({ required: [key] }));
    return group.required ? { oneOf: each } : { oneOf: [{ not: { anyOf: each } }, ...each] };
  });
  return {
    type: 'object',
    additionalProperties: false,
    ...(required.length > 0 ? { required } : {}),
    properties,
    ...(groups.length === 1 ? groups[0] : groups.length > 1 ? { allOf: groups } : {}),
  };
}

function fieldSchema(field: Field<unknown>, named: Record<string, JsonSchema>): JsonSchema {
  const description = field.fallback === undefined ? field.doc : `${field.doc} Without it: ${field.fallback}.`;
  const schema = schemaOf(field.shape, named);
  // In draft 7 whatever stands beside a $ref is ignored.
  return '$ref' in schema ? { description, allOf: [schema] } : { description, ...schema };
}
