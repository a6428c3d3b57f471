import { didYouMean } from '../host/did-you-mean.ts';
import { type HostObject, type HostValue, NIL } from '../host/host.ts';
import type { DataError } from './data-error.ts';
import { DataHost } from './data-host.ts';
import { readClasses } from './read-classes.ts';
import { Findings, type JsonNode, type JsonObject, kindOf, objectMembers, readJson } from './read-json.ts';
import { emptyObject, fillObject, readMethods, readValue, type Surroundings } from './read-values.ts';

/** A data file as a program and its queries see it. */
export interface Data {
  readonly host: DataHost;
  /** The names of objects and constants that a query can use, in the order of the file; `nil` is not among them. */
  readonly names: readonly string[];
}

/** A data file, and what is wrong with it. With errors, `data` is what could be read: enough to complete names, not to be trusted by a query. */
export interface LoadedData {
  readonly data: Data;
  readonly errors: readonly DataError[];
}

const keys = ['$schema', 'classes', 'objects', 'constants'];
const reserved = new Set(
  'type new in cut debug print isa forall if and or not matches mod rem true false inf nan nil'.split(' '),
);
const symbol = /^[\p{L}_](?:[\p{L}\p{N}_]|::(?=[\p{L}_]))*\??$/u;

/** Notes it when a name cannot be written in a query. */
function checkName(name: string, at: JsonNode, taken: ReadonlySet<string>, findings: Findings): void {
  if (taken.has(name))
    findings.error(
      'duplicate-name',
      at,
      `'${name}' is already the name of a class or an object. Give this another name.`,
    );
  else if (reserved.has(name))
    findings.warning(
      'unusable-name',
      at,
      `'${name}' is a word of Polar, so no query can name this. Give it another name.`,
    );
  else if (!symbol.test(name)) {
    const usable = name.replace(/[^\p{L}\p{N}_]+/gu, '_').replace(/^(?=\p{N})/u, '_');
    findings.warning(
      'unusable-name',
      at,
      `A query cannot name '${name}': a name has letters, digits and '_'. Call it '${usable}', or use it by '$ref' only.`,
    );
  }
}

/**
 * Reads a data file: the objects that a policy's queries talk about, as JSON (the format is described by
 * `polar-data.schema.json`). Never throws; what is wrong is in `errors`, each with its place in the text.
 *
 * @param known classes that are there without being named under `classes`: those of the policy's blocks ({@link classesOfBlocks})
 */
export function loadData(text: string, uri?: string, known: readonly string[] = []): LoadedData {
  const findings = new Findings(uri);
  const root = readJson(text, findings);
  const sections = root === undefined ? new Map() : objectMembers(root, 'A data file', findings);
  for (const [key, { key: at }] of sections) {
    if (!keys.includes(key)) {
      findings.error(
        'unknown-key',
        at,
        `A data file has no '${key}'. ${didYouMean(key, keys, "It may have 'classes', 'objects' and 'constants'.")}`,
      );
    }
  }
  const classes = readClasses(sections.get('classes')?.value, findings, known);

  const named = new Map<string, HostValue>([['nil', NIL]]);
  const unread = new Map<string, { node: JsonNode; reading: boolean }>();
  const surroundings: Surroundings = { text, classes, findings, resolve };

  function resolve(name: string, at: JsonNode): HostValue | undefined {
    const value = named.get(name);
    if (value !== undefined) return value;
    const constant = unread.get(name);
    if (constant === undefined) {
      return findings.error(
        'unknown-reference',
        at,
        `There is no object '${name}'. ${didYouMean(name, [...named.keys(), ...unread.keys()], "Add it to 'objects'.")}`,
      );
    }
    if (constant.reading) {
      return findings.error(
        'reference-cycle',
        at,
        `The constant '${name}' refers to itself. Only objects, which have a '$class', can be part of a circle: move it to 'objects'.`,
      );
    }
    constant.reading = true;
    const read = readValue(constant.node, surroundings);
    named.set(name, read);
    return read;
  }

  const taken = new Set(classes.keys());
  const objects: { name: string; object: HostObject; node: JsonObject }[] = [];
  for (const [name, { key, value: node }] of members(sections, 'objects', findings)) {
    checkName(name, key as JsonNode, taken, findings);
    taken.add(name);
    if (node.type !== 'Object') {
      findings.error(
        'wrong-type',
        node,
        `'${name}' must be an object with a "$class", and this is ${kindOf(node)}. A plain value belongs in 'constants'.`,
      );
      continue;
    }
    const object = emptyObject(node, name, surroundings);
    named.set(name, object);
    objects.push({ name, object, node });
  }
  for (const [name, { key, value: node }] of members(sections, 'constants', findings)) {
    checkName(name, key as JsonNode, taken, findings);
    taken.add(name);
    if (!named.has(name)) unread.set(name, { node, reading: false });
  }
  for (const { object, node } of objects) fillObject(object, node, surroundings);
  for (const [name, { node }] of unread) resolve(name, node);
  for (const { written, methods } of classes.values()) {
    if (written !== undefined) readMethods(written, methods, surroundings);
  }

  const dataClasses = new Map([...classes].map(([name, { dataClass }]) => [name, dataClass]));
  const names = [...named.keys()].filter((name) => name !== 'nil' && !reserved.has(name) && symbol.test(name));
  const namedObjects = new Map(objects.map(({ object, name }) => [name, object]));
  const constants = new Map([...named].filter(([name]) => !namedObjects.has(name)));
  return { data: { host: new DataHost(dataClasses, constants, namedObjects), names }, errors: findings.errors };
}

function members(
  sections: ReturnType<typeof objectMembers>,
  section: string,
  findings: Findings,
): ReturnType<typeof objectMembers> {
  const node = sections.get(section)?.value;
  return node === undefined ? new Map() : objectMembers(node, `'${section}'`, findings);
}
