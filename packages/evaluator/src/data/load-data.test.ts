import Ajv from 'ajv';
import { describe, expect, test } from 'vitest';
import { type Dictionary, Float, HostError, HostObject, type HostValue, type Reply } from '../host/host.ts';
import { describeValue } from './describe.ts';
import { loadData } from './load-data.ts';
import schema from './polar-data.schema.json' with { type: 'json' };

const matchesSchema = new Ajv({ allErrors: true, allowUnionTypes: true }).compile(schema);

/** Loads data that must be in order, and must match the schema. */
function load(data: object): ReturnType<typeof loadData>['data'] {
  const { data: loaded, errors } = loadData(JSON.stringify(data));
  expect(errors).toEqual([]);
  expect(matchesSchema(data), JSON.stringify(matchesSchema.errors)).toBe(true);
  return loaded;
}

/** The findings of a text, each with the piece of text that it points at. */
function findings(text: string): string[] {
  return loadData(text).errors.map(
    ({ code, message, start, end }) => `${code} at ${text.slice(start, end)}: ${message}`,
  );
}

function object(value: HostValue | undefined): HostObject {
  if (!(value instanceof HostObject)) throw new Error('not an object');
  return value;
}

const said = (reply: Reply): string =>
  reply instanceof HostError
    ? `${reply.kind} ${reply.code}: ${reply.message}`
    : typeof reply === 'symbol'
      ? 'no more'
      : describeValue(reply);

const zoo = {
  classes: {
    Animal: { fields: ['name', 'friend'], methods: { speak: [{ args: [2], returns: 'twice' }, { returns: 'once' }] } },
    Pet: { fields: ['name'] },
    Dog: {
      extends: ['Animal', 'Pet'],
      methods: { fetch: [{ args: [{ $ref: 'ball' }], kwargs: { far: true }, returns: { $ref: 'ball' } }] },
    },
  },
  objects: {
    rex: { $class: 'Dog', name: 'Rex', friend: { $ref: 'ada' }, $methods: { speak: [{ args: [3], raises: 'tired' }] } },
    ada: { $class: 'Animal', name: 'Ada', friend: { $ref: 'rex' } },
    ball: { $class: 'Pet', name: 'ball' },
  },
  constants: {
    limit: 3,
    ratio: 1.5,
    tags: ['a', { $ref: 'rex' }],
    config: { b: null, a: { $class: 'Pet', name: 'inner' } },
  },
};

describe('a data file', () => {
  test('gives objects and constants by name, with circles', () => {
    const { host, names } = load(zoo);
    expect(names).toEqual(['rex', 'ada', 'ball', 'limit', 'ratio', 'tags', 'config']);
    const rex = object(host.named('rex'));
    const ada = host.answer({ kind: 'attribute', object: rex, name: 'friend' });
    expect(ada).toBe(host.named('ada'));
    expect(host.answer({ kind: 'attribute', object: ada as HostObject, name: 'friend' })).toBe(rex);
    expect(host.constants.get('limit')).toBe(3);
    expect(host.constants.get('ratio')).toEqual(new Float(1.5));
    expect(host.constants.get('tags')).toEqual(['a', rex]);
    expect(describeValue(host.constants.get('config') as Dictionary)).toBe('{a: Pet{name: "inner"}, b: nil}');
  });

  test('orders the ancestry of a class with several supertypes as Python does', () => {
    const { host } = load(zoo);
    expect(host.classes.get('Dog')?.ancestry.map((one) => one.name)).toEqual(['Dog', 'Animal', 'Pet']);
    const diamond = load({ classes: { A: {}, B: { extends: 'A' }, C: { extends: 'A' }, D: { extends: ['B', 'C'] } } });
    expect(diamond.host.classes.get('D')?.ancestry.map((one) => one.name)).toEqual(['D', 'B', 'C', 'A']);
  });

  test('answers a method from the first row whose arguments are equal: the object, its class, then its supertypes', () => {
    const { host } = load(zoo);
    const rex = object(host.named('rex'));
    const call = (name: string, args: HostValue[], keywords?: ReadonlyMap<string, HostValue>): string =>
      said(host.answer({ kind: 'call', object: rex, name, args, keywords }));
    expect(call('speak', [3])).toBe('exception exception: tired');
    expect(call('speak', [new Float(2)])).toBe('"twice"');
    expect(call('speak', [])).toBe('"once"');
    const ball = host.named('ball') as HostObject;
    expect(call('fetch', [ball], new Map([['far', true]]))).toBe('ball');
    expect(call('fetch', [ball])).toBe(
      "application no-answer: rex.fetch(ball) has no answer. Add a row for these arguments to the method's table.",
    );
    expect(call('fetsh', [])).toBe("application not-a-method: rex.fetsh is not a function. Did you mean 'fetch'?");
    expect(call('name', [])).toBe(
      'application not-a-method: rex.name is not a function. It is a field: read it without parentheses.',
    );
  });

  test('says that an attribute is missing, as an application object without it would', () => {
    const { host } = load(zoo);
    const rex = object(host.named('rex'));
    const ask = (name: string): string => said(host.answer({ kind: 'attribute', object: rex, name }));
    expect(ask('nam')).toBe("application missing-attribute: nam not found on rex. Did you mean 'name'?");
    expect(ask('speak')).toBe(
      'application missing-attribute: speak not found on rex. It is a method: call it, speak(…).',
    );
    expect(said(host.answer({ kind: 'attribute', object: host.constants.get('nil') as HostObject, name: 'x' }))).toBe(
      'application missing-attribute: x not found on nil.',
    );
  });

  test('makes objects with new, by position in the order of the fields and by name', () => {
    const { host } = load(zoo);
    const make = (name: string, args: HostValue[], keywords?: ReadonlyMap<string, HostValue>): string =>
      said(host.answer({ kind: 'construct', class: name, args, keywords }));
    expect(make('Animal', ['Bo'], new Map([['friend', 'none']]))).toBe('Animal{name: "Bo", friend: "none"}');
    expect(make('Pet', ['a', 'b'])).toBe(
      'exception construct: new Pet was given 2 values, but Pet has 1 field (name).',
    );
    expect(make('Pets', [])).toBe("exception unknown-class: Unregistered class: Pets. Did you mean 'Pet'?");
    expect(make('Pet', [], new Map([['nane', 1]]))).toBe(
      "exception construct: Pet has no field 'nane'. Did you mean 'name'?",
    );
  });

  test('takes objects of one class with equal fields for equal, circles included', () => {
    const ring = (name: string, next: string): object => ({ $class: 'Node', next: { $ref: next }, label: name });
    const { host } = load({
      classes: { Node: {}, Other: {} },
      objects: {
        a: ring('x', 'b'),
        b: ring('x', 'a'),
        c: ring('x', 'c'),
        d: ring('y', 'd'),
        e: { $class: 'Other', label: 'x' },
      },
    });
    const equal = (left: string, right: string): Reply =>
      host.answer({
        kind: 'compare',
        operator: '==',
        left: host.named(left) ?? 0,
        right: host.named(right) ?? 0,
      });
    expect([equal('a', 'b'), equal('a', 'c'), equal('a', 'd'), equal('c', 'e'), equal('nil', 'nil')]).toEqual([
      true,
      true,
      false,
      false,
      true,
    ]);
  });

  test('keeps integers exact up to 64 bits, and tells floats by how they are written', () => {
    const { data, errors } = loadData('{"constants": {"big": 9223372036854775807, "float": 1.0, "small": -0}}');
    expect(errors).toEqual([]);
    expect([...data.host.constants.values()].slice(1)).toEqual([9223372036854775807n, new Float(1), 0]);
  });
});

describe('what is wrong with a data file points into it', () => {
  test.each([
    ['', 'malformed-json at : The file is empty. The least that it may hold is {}.'],
    ['{"objects": {]}', "malformed-json at ]: This is not JSON: ']' is not expected here."],
    ['{"a": 1', 'malformed-json at : This is not JSON: it ends too early.'],
    ['[]', 'wrong-type at []: A data file must be an object, {…}, and this is a list.'],
    ['{"object": {}}', `unknown-key at "object": A data file has no 'object'. Did you mean 'objects'?`],
    [
      '{"classes": {"Actor": {}}}',
      `reserved-class at "Actor": Actor is Polar's name for all actor blocks together. Write 'actor User {}' in the policy, and the class User here.`,
    ],
    [
      '{"classes": {"User": {"extends": "Uesr"}}}',
      `unknown-class at "Uesr": There is no class 'Uesr'. Did you mean 'User'?`,
    ],
    [
      '{"classes": {"A": {"extends": ["B"]}, "B": {"extends": ["A"]}}}',
      `class-cycle at "A": B cannot inherit from A: they inherit from each other (A → B → A). Remove one of these 'extends'.`,
    ],
    [
      '{"classes": {"A": {}, "B": {"extends": "A"}, "C": {"extends": ["A", "B"]}}}',
      `class-order at "C": The supertypes of C (A, B) contradict each other: one of them is before and after another. Change the order in 'extends'.`,
    ],
    [
      '{"classes": {"U": {"fields": 1}}}',
      `wrong-type at 1: 'fields' of U must be a list of names, or an object of names and classes; this is a number.`,
    ],
    ['{"objects": {"a": {"$class": "U"}}}', `unknown-class at "U": There is no class 'U'. Add it to 'classes'.`],
    [
      '{"objects": {"a": {}}}',
      `missing-class at {}: 'a' says no class. Add "$class", the name of its class; if it is a plain dictionary, move it to 'constants'.`,
    ],
    [
      '{"objects": {"a": 1}}',
      `wrong-type at 1: 'a' must be an object with a "$class", and this is a number. A plain value belongs in 'constants'.`,
    ],
    [
      '{"classes": {"U": {}}, "objects": {"larry": {"$class": "U", "b": {"$ref": "lary"}}}}',
      `unknown-reference at "lary": There is no object 'lary'. Did you mean 'larry'?`,
    ],
    [
      '{"constants": {"a": [{"$ref": "a"}]}}',
      `reference-cycle at "a": The constant 'a' refers to itself. Only objects, which have a '$class', can be part of a circle: move it to 'objects'.`,
    ],
    [
      '{"constants": {"a": {"$ref": 1}}}',
      `wrong-type at 1: '$ref' must be the name of an object, a string, and this is a number.`,
    ],
    [
      '{"classes": {"U": {"fields": ["name"]}}, "objects": {"a": {"$class": "U", "nmae": 1}}}',
      `unknown-field at "nmae": U declares no field 'nmae'. Did you mean 'name'?`,
    ],
    [
      '{"constants": {"a": 9223372036854775808}}',
      `integer-overflow at 9223372036854775808: 9223372036854775808 does not fit in 64 bits, and Polar's integers must. Write 9223372036854775808.0 for a float.`,
    ],
    [
      '{"constants": {"my-list": []}}',
      `unusable-name at "my-list": A query cannot name 'my-list': a name has letters, digits and '_'. Call it 'my_list', or use it by '$ref' only.`,
    ],
    ['{"constants": {"a": 1, "a": 2}}', `duplicate-name at "a": 'a' is here twice. Keep one of them.`],
    [
      '{"classes": {"U": {"methods": {"m": [{"args": []}]}}}}',
      `wrong-type at {"args": []}: This answer of 'm' says neither what it 'returns' nor what it 'raises'. Add one of them.`,
    ],
    [
      '{"classes": {"U": {"fields": {"a": 1}}}}',
      `wrong-type at 1: The class of the field 'a' must be a string such as "String", and this is a number.`,
    ],
    [
      '{"classes": {"U": {}}, "objects": {"a": {"$class": 1}}}',
      `wrong-type at 1: '$class' must be the name of a class, a string, and this is a number.`,
    ],
    [
      '{"classes": {"U": {"methods": {"m": true}}}}',
      `wrong-type at true: The method 'm' must be a list of answers, such as [{"args": ["admin"], "returns": true}], and this is true or false.`,
    ],
    [
      '{"classes": {"U": {"methods": {"m": [{"args": "a", "returns": 1}]}}}}',
      `wrong-type at "a": 'args' must be a list of values, and this is a string.`,
    ],
    [
      '{"classes": {"U": {"methods": {"m": [{"raises": 1}]}}}}',
      `wrong-type at 1: 'raises' must be the message of an error, a string.`,
    ],
  ])('%s', (text, finding) => {
    expect(findings(text)).toEqual([finding]);
  });
});

test('classes that the policy has blocks of need not be described, and may be', () => {
  const text =
    '{"classes": {"Admin": {"extends": "User"}}, "objects": {"a": {"$class": "User"}, "b": {"$class": "Admin"}}}';
  expect(loadData(text).errors).toHaveLength(2);
  const { data, errors } = loadData(text, undefined, ['User', 'Admin']);
  expect(errors).toEqual([]);
  expect(data.host.classes.get('Admin')?.ancestry.map(({ name }) => name)).toEqual(['Admin', 'User']);
});
