import { didYouMean } from '../host/did-you-mean.ts';
import { Dictionary, Float, HostError, HostObject, type HostValue, NIL } from '../host/host.ts';
import type { Answer, DataClass, MethodTables } from './data-object.ts';
import type { ReadClass } from './read-classes.ts';
import { type Findings, type JsonNode, type JsonObject, kindOf, membersOf, objectMembers } from './read-json.ts';

const answerKeys = ['args', 'kwargs', 'returns', 'raises'];
const least = -(2n ** 63n);
const greatest = 2n ** 63n - 1n;

/** What reading a value needs to know of the file. */
export interface Surroundings {
  readonly text: string;
  readonly classes: ReadonlyMap<string, ReadClass>;
  readonly findings: Findings;
  /** The value of a name; undefined when there is none, or when it is being read. */
  resolve(name: string, at: JsonNode): HostValue | undefined;
}

function readNumber(node: JsonNode, { text, findings }: Surroundings): HostValue {
  const digits = text.slice(node.loc.start.offset, node.loc.end.offset);
  if (!/^-?\d+$/.test(digits)) return new Float(Number(digits));
  const exact = BigInt(digits);
  if (exact < least || exact > greatest) {
    findings.error(
      'integer-overflow',
      node,
      `${digits} does not fit in 64 bits, and Polar's integers must. Write ${digits}.0 for a float.`,
    );
  }
  const number = Number(exact);
  return Number.isSafeInteger(number) ? number : exact;
}

/** Reads any value: `{"$ref": …}`, an object of a class, a dictionary, a list, or what JSON has. An error gives `nil`. */
export function readValue(node: JsonNode, surroundings: Surroundings): HostValue {
  switch (node.type) {
    case 'String':
    case 'Boolean':
      return node.value;
    case 'Number':
      return readNumber(node, surroundings);
    case 'Array':
      return node.elements.map(({ value }) => readValue(value, surroundings));
    case 'Object':
      return readObject(node, surroundings);
    default:
      return NIL;
  }
}

function readObject(node: JsonObject, surroundings: Surroundings): HostValue {
  const { findings } = surroundings;
  const members = membersOf(node, findings);
  const reference = members.get('$ref');
  if (reference !== undefined) {
    const { value } = reference;
    if (value.type !== 'String') {
      findings.error(
        'wrong-type',
        value,
        `'$ref' must be the name of an object, a string, and this is ${kindOf(value)}.`,
      );
      return NIL;
    }
    if (members.size > 1)
      findings.error(
        'unknown-key',
        node,
        `An object with '$ref' stands for another and has nothing else. Remove the rest, or the '$ref'.`,
      );
    return surroundings.resolve(value.value, value) ?? NIL;
  }
  if (members.has('$class')) return fillObject(emptyObject(node, undefined, surroundings), node, surroundings);
  const fields = [...members].map(([key, { value }]) => [key, readValue(value, surroundings)] as const);
  return new Dictionary(new Map(fields.sort(([left], [right]) => (left < right ? -1 : left > right ? 1 : 0))));
}

type Fillable = { name: string | undefined; fields: Map<string, HostValue>; methods: Map<string, readonly Answer[]> };

/** Makes an object of a class without its fields, so that others can refer to it before it is read. */
export function emptyObject(
  node: JsonObject,
  name: string | undefined,
  { classes, findings }: Surroundings,
): HostObject {
  const written = node.members.find((member) => member.name.type === 'String' && member.name.value === '$class')?.value;
  const data: Fillable = { name, fields: new Map(), methods: new Map() };
  let dataClass: DataClass | undefined;
  if (written?.type === 'String') {
    dataClass = classes.get(written.value)?.dataClass;
    if (dataClass === undefined) {
      findings.error(
        'unknown-class',
        written,
        `There is no class '${written.value}'. ${didYouMean(written.value, classes.keys(), "Add it to 'classes'.")}`,
      );
    }
  } else if (written !== undefined) {
    findings.error(
      'wrong-type',
      written,
      `'$class' must be the name of a class, a string, and this is ${kindOf(written)}.`,
    );
  } else {
    findings.error(
      'missing-class',
      node,
      `'${name}' says no class. Add "$class", the name of its class; if it is a plain dictionary, move it to 'constants'.`,
    );
  }
  return new HostObject(dataClass, data);
}

/** Reads the fields and methods of an object made by {@link emptyObject}. */
export function fillObject(object: HostObject, node: JsonObject, surroundings: Surroundings): HostObject {
  const { findings } = surroundings;
  const data = object.value as Fillable;
  const dataClass = object.class as DataClass | undefined;
  for (const [key, { key: at, value }] of membersOf(node, findings)) {
    if (key === '$class') continue;
    if (key === '$methods') {
      readMethods(value, data.methods, surroundings);
      continue;
    }
    if (key.startsWith('$')) {
      findings.error(
        'unknown-key',
        at as JsonNode,
        `An object has no '${key}'. ${didYouMean(key, ['$class', '$ref', '$methods'], "A field's name cannot begin with '$'.")}`,
      );
      continue;
    }
    if (
      dataClass?.closed === true &&
      !dataClass.fields.has(key) &&
      !dataClass.ancestry.some((one) => one.fields.has(key))
    ) {
      findings.warning(
        'unknown-field',
        at as JsonNode,
        `${dataClass.name} declares no field '${key}'. ${didYouMean(key, dataClass.fields.keys(), `Add it to the 'fields' of ${dataClass.name}.`)}`,
      );
    }
    data.fields.set(key, readValue(value, surroundings));
  }
  return object;
}

/** Reads the tables of a class's `methods` or an object's `$methods` into `tables`. */
export function readMethods(
  node: JsonNode,
  tables: Map<string, readonly Answer[]>,
  surroundings: Surroundings,
): MethodTables {
  const { findings } = surroundings;
  for (const [name, { value }] of objectMembers(node, "'methods'", findings)) {
    if (value.type !== 'Array') {
      findings.error(
        'wrong-type',
        value,
        `The method '${name}' must be a list of answers, such as [{"args": ["admin"], "returns": true}], and this is ${kindOf(value)}.`,
      );
      continue;
    }
    tables.set(
      name,
      value.elements.flatMap((row) => readAnswer(row.value, name, surroundings) ?? []),
    );
  }
  return tables;
}

function readAnswer(node: JsonNode, method: string, surroundings: Surroundings): Answer | undefined {
  const { findings } = surroundings;
  const members = objectMembers(node, `An answer of '${method}'`, findings);
  if (node.type !== 'Object') return undefined;
  for (const [key, { key: at }] of members) {
    if (!answerKeys.includes(key)) {
      findings.error(
        'unknown-key',
        at as JsonNode,
        `An answer has no '${key}'. ${didYouMean(key, answerKeys, `It may have ${answerKeys.map((one) => `'${one}'`).join(', ')}.`)}`,
      );
    }
  }
  const [args, keywords, returns, raises] = answerKeys.map((key) => members.get(key)?.value);
  if (returns === undefined && raises === undefined) {
    return findings.error(
      'wrong-type',
      node,
      `This answer of '${method}' says neither what it 'returns' nor what it 'raises'. Add one of them.`,
    );
  }
  if (args !== undefined && args.type !== 'Array') {
    return findings.error('wrong-type', args, `'args' must be a list of values, and this is ${kindOf(args)}.`);
  }
  if (returns === undefined && raises?.type !== 'String') {
    return findings.error('wrong-type', raises ?? node, `'raises' must be the message of an error, a string.`);
  }
  return {
    args: args === undefined ? undefined : args.elements.map(({ value }) => readValue(value, surroundings)),
    keywords:
      keywords === undefined
        ? undefined
        : new Map(
            [...objectMembers(keywords, "'kwargs'", findings)].map(([key, { value }]) => [
              key,
              readValue(value, surroundings),
            ]),
          ),
    gives:
      returns !== undefined
        ? readValue(returns, surroundings)
        : new HostError('exception', 'exception', raises?.type === 'String' ? raises.value : ''),
  };
}
