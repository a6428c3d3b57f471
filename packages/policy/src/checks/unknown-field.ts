import type { Name, Node } from '@polar-tools/language';
import type { Configuration } from '../configuration/configuration.ts';
import { nearestOf } from '../names/suggestions.ts';
import { typeOf } from '../names/variable-types.ts';
import { type Check, libraryOnly, type StatementContext } from './definition.ts';

/** A field that the configuration does not name, of a class whose fields it names. */
export const unknownField: Check = {
  code: 'unknown-field',
  severity: 'warning',
  dialects: libraryOnly,
  summary: 'A field that the class does not have, as the configuration names its fields.',
  nodes: {
    Lookup({ object, name }, context) {
      if (context.policy.configuration.classes !== undefined && name !== undefined) checkField(object, name, context);
    },
    InstancePattern({ name, fields }, context) {
      if (fields === undefined || context.policy.configuration.classes === undefined) return;
      for (const { key } of fields) reportUnless(name.text, key, context);
    },
  },
};

function checkField(object: Node, name: Name, context: StatementContext): void {
  const type = typeOf(context.policy, object);
  if (type !== undefined) reportUnless(type, name, context);
}

function reportUnless(type: string, name: Name, { policy, report }: StatementContext): void {
  const fields = fieldsOf(type, policy.configuration.classes!);
  if (fields === undefined || fields.has(name.text)) return;
  const meant = nearestOf(name.text, fields);
  const advice = meant === undefined ? 'Name it there, or correct it here.' : `Did you mean ${meant}?`;
  report(name, `${type} has no field ${name.text}, as polar.config.json names its fields. ${advice}`, {
    ...(meant !== undefined && {
      fixes: [{ title: `Change to ${meant}`, preferred: true, edits: [{ node: name, at: 'instead', newText: meant }] }],
    }),
  });
}

/** The fields of a class, of those above it and of those below it, which an object of the class may be of; undefined where they are not all named. */
function fieldsOf(type: string, classes: NonNullable<Configuration['classes']>): ReadonlySet<string> | undefined {
  const own = Object.hasOwn(classes, type) ? classes[type] : undefined;
  if (own === undefined || own.fields.length === 0) return undefined;
  const related = new Set([type]);
  for (let size = 0; size < related.size; ) {
    size = related.size;
    for (const name of related) for (const above of classes[name]?.extends ?? []) related.add(above);
  }
  const below = new Set([type]);
  for (let size = 0; size < below.size; ) {
    size = below.size;
    for (const [name, { extends: supertypes }] of Object.entries(classes))
      if (supertypes.some((supertype) => below.has(supertype))) below.add(name);
  }
  const fields = new Set<string>();
  for (const name of [...related, ...below]) {
    const described = Object.hasOwn(classes, name) ? classes[name] : undefined;
    if (described === undefined || (described.fields.length === 0 && below.has(name))) return undefined;
    for (const field of described.fields) fields.add(field);
  }
  return fields;
}
