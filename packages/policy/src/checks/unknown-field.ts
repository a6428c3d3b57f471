import type { Name, Node } from '@polar-tools/language';
import type { Configuration } from '../configuration/configuration.ts';
import type { WrittenClass } from '../configuration/written-classes.ts';
import { isSlip, nearestOf } from '../names/suggestions.ts';
import { typeOf } from '../names/variable-types.ts';
import { writtenTypesOf } from '../names/written-types.ts';
import { type Check, type FindingFix, libraryOnly, type StatementContext } from './definition.ts';

/** A field that the configuration does not name, of a class whose fields it names; or one that the application's sources do not have, and a near one do. */
export const unknownField: Check = {
  code: 'unknown-field',
  severity: 'warning',
  dialects: libraryOnly,
  summary: "A field that the class does not have, as the configuration or the application's sources tell.",
  nodes: {
    Lookup({ object, name }, context) {
      if (name === undefined) return;
      if (fieldsIn(context)?.some === true) checkField(object, name, context);
      checkWritten(object, name, context);
    },
    MethodCall({ object, name }, context) {
      checkWritten(object, name, context);
    },
    InstancePattern({ name, fields }, context) {
      if (fields === undefined) return;
      const written = context.policy.configuration.written?.of(name.text);
      for (const { key } of fields) {
        if (fieldsIn(context)?.some === true) reportUnless(name.text, key, context);
        if (written !== undefined) reportUnwritten([written], key, context);
      }
    },
  },
};

function checkField(object: Node, name: Name, context: StatementContext): void {
  const type = typeOf(context.policy, object);
  if (type !== undefined) reportUnless(type, name, context);
}

/** What the sources do not have of an object. */
function checkWritten(object: Node, name: Name, context: StatementContext): void {
  const { policy } = context;
  const { written } = policy.configuration;
  if (written !== undefined) reportUnwritten(writtenTypesOf(policy, written, object), name, context);
}

/**
 * Reports a name that none of the classes of an object declares, where one of a near name is declared. A policy that is checked without its application is
 * right, as far as one can see: where a class may have more than is written, where the name stands anywhere in the sources (it is set by name there), and
 * where the configuration names it, nothing is said.
 */
function reportUnwritten(classes: readonly WrittenClass[], name: Name, { policy, report }: StatementContext): void {
  const { text } = name;
  const [first] = classes;
  if (first === undefined || text.startsWith('__') || ALWAYS.has(text)) return;
  if (!classes.every(({ complete, members }) => complete && !members.has(text))) return;
  const { classes: described, written } = policy.configuration;
  // What the configuration says of these classes is reported as that.
  if (classes.some((each) => described !== undefined && fieldsNamed(described).of(each.name) !== undefined)) return;
  const meant = nearestOf(
    text,
    classes.flatMap(({ members }) => [...members].flatMap(([each, { hidden }]) => (hidden ? [] : each))),
  );
  if (meant === undefined || written?.mentions(text) !== false) return;
  const where = [...new Set(classes.map((each) => `${each.name} (${each.file})`))].join(' and ');
  const advice = `Did you mean ${meant}?`;
  report(name, `Nothing named ${text} is written in ${where}, or anywhere else in the application. ${advice}`, {
    fixes: [
      {
        title: `Change to ${meant}`,
        preferred: isSlip(text, meant),
        edits: [{ node: name, at: 'instead', newText: meant }],
      },
    ],
  });
}

/** What objects of any class have, without its being written: in JavaScript, in Python's tuples and dictionaries. */
const ALWAYS: ReadonlySet<string> = new Set(
  `constructor toString toLocaleString valueOf hasOwnProperty isPrototypeOf propertyIsEnumerable length
  count index _asdict _replace _fields _make get keys values items pop popitem update setdefault clear copy fromkeys`.split(
    /\s+/,
  ),
);

function reportUnless(type: string, name: Name, context: StatementContext): void {
  const { report } = context;
  const fields = fieldsIn(context)?.of(type);
  if (fields === undefined || fields.has(name.text)) return;
  const meant = nearestOf(name.text, fields);
  const advice = meant === undefined ? 'Name it there, or correct it here.' : `Did you mean ${meant}?`;
  const named: FindingFix = {
    title: `Name the field ${name.text} of ${type} in polar.config.json`,
    set: ['classes', type, 'fields'],
    value: name.text,
    added: true,
  };
  report(name, `${type} has no field ${name.text}, as polar.config.json names its fields. ${advice}`, {
    fixes:
      meant === undefined
        ? name.text.startsWith('_')
          ? []
          : [named]
        : [
            {
              title: `Change to ${meant}`,
              preferred: isSlip(name.text, meant),
              edits: [{ node: name, at: 'instead', newText: meant }],
            },
          ],
  });
}

type Classes = NonNullable<Configuration['classes']>;

/** The fields that a configuration names, each class's gathered once: a policy has many lookups. */
class NamedFields {
  /** It names the fields of some class. */
  readonly some: boolean;
  readonly #classes: Classes;
  readonly #known = new Map<string, ReadonlySet<string> | undefined>();

  constructor(classes: Classes) {
    this.#classes = classes;
    this.some = Object.values(classes).some(({ fields }) => fields.length > 0);
  }

  of(type: string): ReadonlySet<string> | undefined {
    if (!this.#known.has(type)) this.#known.set(type, fieldsOf(type, this.#classes));
    return this.#known.get(type);
  }
}

const named = new WeakMap<Classes, NamedFields>();

function fieldsIn({ policy }: StatementContext): NamedFields | undefined {
  const { classes } = policy.configuration;
  return classes === undefined ? undefined : fieldsNamed(classes);
}

function fieldsNamed(classes: Classes): NamedFields {
  let fields = named.get(classes);
  if (fields === undefined) {
    fields = new NamedFields(classes);
    named.set(classes, fields);
  }
  return fields;
}

/** The fields of a class, of those above it and of those below it, which an object of the class may be of; undefined where they are not all named. */
function fieldsOf(type: string, classes: Classes): ReadonlySet<string> | undefined {
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
