import { type Policy, unions, valueClassNames } from '@polar-tools/policy';
import { didYouMean } from '../host/did-you-mean.ts';
import type { DataClass, MethodTables } from './data-object.ts';
import { linearise } from './linearise.ts';
import { type Findings, type JsonNode, kindOf, objectMembers, stringList } from './read-json.ts';

const classKeys = ['extends', 'fields', 'methods'];

interface Written {
  readonly name: string;
  /** Where it is named; undefined where it is not. */
  readonly at: JsonNode | undefined;
  readonly supertypes: readonly { text: string; at: JsonNode }[];
  readonly fields: ReadonlyMap<string, string | undefined> | undefined;
  readonly methods: JsonNode | undefined;
}

/** A class, and the place where its methods are written: their answers are read when all objects are known. */
export interface ReadClass {
  readonly dataClass: DataClass;
  readonly methods: Map<string, MethodTables extends ReadonlyMap<string, infer Rows> ? Rows : never>;
  readonly written: JsonNode | undefined;
}

function readFields(
  node: JsonNode | undefined,
  name: string,
  findings: Findings,
): ReadonlyMap<string, string | undefined> | undefined {
  if (node === undefined) return undefined;
  if (node.type === 'Array') {
    return new Map(stringList(node, `'fields' of ${name}`, findings).map(({ text }) => [text, undefined] as const));
  }
  if (node.type !== 'Object') {
    return findings.error(
      'wrong-type',
      node,
      `'fields' of ${name} must be a list of names, or an object of names and classes; this is ${kindOf(node)}.`,
    );
  }
  const fields = new Map<string, string | undefined>();
  for (const [field, { value }] of objectMembers(node, `'fields' of ${name}`, findings)) {
    if (value.type === 'String') fields.set(field, value.value);
    else
      findings.error(
        'wrong-type',
        value,
        `The class of the field '${field}' must be a string such as "String", and this is ${kindOf(value)}.`,
      );
  }
  return fields;
}

function readSupertypes(
  node: JsonNode | undefined,
  name: string,
  findings: Findings,
): readonly { text: string; at: JsonNode }[] {
  if (node === undefined) return [];
  return node.type === 'String' ? [{ text: node.value, at: node }] : stringList(node, `'extends' of ${name}`, findings);
}

function readClass(name: string, key: JsonNode, node: JsonNode, findings: Findings): Written {
  const members = objectMembers(node, `The class ${name}`, findings);
  for (const [member, { key: at }] of members) {
    if (!classKeys.includes(member)) {
      findings.error(
        'unknown-key',
        at as JsonNode,
        `A class has no '${member}'. ${didYouMean(member, classKeys, `It may have ${classKeys.map((one) => `'${one}'`).join(', ')}.`)}`,
      );
    }
  }
  return {
    name,
    at: key,
    supertypes: readSupertypes(members.get('extends')?.value, name, findings),
    fields: readFields(members.get('fields')?.value, name, findings),
    methods: members.get('methods')?.value,
  };
}

/** True if the name may be a class of a data file; else the reason is noted. */
function allowed(name: string, at: JsonNode, findings: Findings): boolean {
  if (valueClassNames.has(name)) {
    findings.error('reserved-class', at, `${name} is a class of Polar itself. Choose another name.`);
  } else if (unions.has(name)) {
    const block = name === 'Actor' ? 'actor' : 'resource';
    findings.error(
      'reserved-class',
      at,
      `${name} is Polar's name for all ${block} blocks together. Write '${block} User {}' in the policy, and the class User here.`,
    );
  } else return true;
  return false;
}

/** The classes of a policy's blocks: its data file has them without saying so. */
export const classesOfBlocks = ({ blocks }: Pick<Policy, 'blocks'>): readonly string[] =>
  [...blocks.values()].flatMap(({ name, keyword }) =>
    keyword === 'global' || unions.has(name) || valueClassNames.has(name) ? [] : [name],
  );

/**
 * Reads `classes`: every class with its ancestry, in the order of the file, then the `known` ones that it does not name. A class whose
 * supertypes cannot be used keeps the others.
 */
export function readClasses(
  node: JsonNode | undefined,
  findings: Findings,
  known: readonly string[] = [],
): ReadonlyMap<string, ReadClass> {
  const written = new Map<string, Written>();
  if (node !== undefined) {
    for (const [name, { key, value }] of objectMembers(node, "'classes'", findings)) {
      if (allowed(name, key as JsonNode, findings))
        written.set(name, readClass(name, key as JsonNode, value, findings));
    }
  }
  for (const name of known)
    if (!written.has(name))
      written.set(name, { name, at: undefined, supertypes: [], fields: undefined, methods: undefined });
  const classes = new Map<string, ReadClass>();
  const open: string[] = [];

  const build = (one: Written): ReadClass => {
    const done = classes.get(one.name);
    if (done !== undefined) return done;
    open.push(one.name);
    const supertypes: DataClass[] = [];
    for (const { text, at } of one.supertypes) {
      const supertype = written.get(text);
      if (supertype === undefined) {
        const instead =
          unions.has(text) || valueClassNames.has(text)
            ? `${text} belongs to Polar: leave it out.`
            : didYouMean(text, written.keys(), "Add it to 'classes'.");
        findings.error('unknown-class', at, `There is no class '${text}'. ${instead}`);
      } else if (open.includes(text)) {
        const circle = [...open.slice(open.indexOf(text)), text].join(' → ');
        findings.error(
          'class-cycle',
          at,
          `${one.name} cannot inherit from ${text}: they inherit from each other (${circle}). Remove one of these 'extends'.`,
        );
      } else supertypes.push(build(supertype).dataClass);
    }
    open.pop();
    const ancestry: DataClass[] = [];
    const methods: ReadClass['methods'] = new Map();
    const fields = one.fields ?? inheritedFields(supertypes);
    const dataClass: DataClass = { name: one.name, ancestry, fields, methods, closed: one.fields !== undefined };
    const order = linearise(
      dataClass,
      supertypes,
      supertypes.map((supertype) => supertype.ancestry),
    );
    if (order === undefined && one.at !== undefined) {
      const names = supertypes.map((supertype) => supertype.name).join(', ');
      findings.error(
        'class-order',
        one.at,
        `The supertypes of ${one.name} (${names}) contradict each other: one of them is before and after another. Change the order in 'extends'.`,
      );
    }
    ancestry.push(...(order ?? [dataClass]));
    const result: ReadClass = { dataClass, methods, written: one.methods };
    classes.set(one.name, result);
    return result;
  };

  for (const one of written.values()) build(one);
  return classes;
}

/** The fields of a class that names none itself: those of its supertypes, the first that has a say deciding a field's class. */
function inheritedFields(supertypes: readonly DataClass[]): ReadonlyMap<string, string | undefined> {
  const fields = new Map<string, string | undefined>();
  for (const supertype of supertypes) {
    for (const [name, of] of supertype.fields) if (!fields.has(name)) fields.set(name, of);
  }
  return fields;
}
