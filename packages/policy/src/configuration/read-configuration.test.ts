import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { checks, readConfiguration } from '../index.ts';

const schema = JSON.parse(readFileSync(new URL('../../polar.config.schema.json', import.meta.url), 'utf8')) as {
  properties: { checks: { properties: object } };
};

describe('readConfiguration', () => {
  it('reads every setting', () => {
    const text = `{
      // Comments and trailing commas are allowed.
      "$schema": "polar.config.schema.json",
      "dialect": "library",
      "include": ["a/*.polar"],
      "classes": { "User": { "fields": ["name"], "extends": ["Person"] }, "Person": {}, },
      "constants": ["nil"],
      "data": "data.json",
      "host": { "kind": "python", "module": "app", "interpreter": "python3" },
      "checks": { "unused-rule": "off", "open-allow": "error" },
    }`;
    expect(readConfiguration(text)).toMatchObject({
      configuration: {
        dialect: 'library',
        include: ['a/*.polar'],
        classes: { User: { fields: ['name'], extends: ['Person'] }, Person: { fields: [], extends: [] } },
        constants: ['nil'],
        data: 'data.json',
        host: { kind: 'python', module: 'app', interpreter: 'python3' },
        checks: { 'unused-rule': 'off', 'open-allow': 'error' },
      },
      problems: [],
    });
  });

  it.each([
    ['{"dialekt": "cloud"}', '"dialekt"', '"dialekt" is not a setting. Did you mean "dialect"?'],
    ['{"dialect": "prolog"}', '"prolog"', '"dialect" must be "library", "cloud" or "auto".'],
    ['{"include": "*.polar"}', '"*.polar"', '"include" must be a list of strings'],
    ['{"include": [1]}', '1', '"include" must hold strings only'],
    ['{"classes": {"User": []}}', '[]', 'The class "User" must be an object'],
    ['{"classes": {"User": {"field": []}}}', '"field"', '"field" is not known of a class. Did you mean "fields"?'],
    ['{"host": {"kind": "python"}}', '{"kind": "python"}', '"host" needs "module".'],
    ['{"checks": {"unused-rul": "off"}}', '"unused-rul"', '"unused-rul" is not a check. Did you mean "unused-rule"?'],
    ['{"checks": {"unused-rule": "no"}}', '"no"', '"unused-rule" must be'],
    ['{"data": 1, "data": "x"}', '"data"', '"data" stands here twice'],
    ['{"include": ["../*.polar"]}', '"../*.polar"', '"include" takes files in this folder and below it'],
    ['{"include": ["a/../../b.polar"]}', '"a/../../b.polar"', '"include" takes files in this folder and below it'],
    ['{"include": ["{a,..}/*.polar"]}', '"{a,..}/*.polar"', '"include" takes files in this folder and below it'],
    ['{"include": ["..\\\\x.polar"]}', '"..\\\\x.polar"', '"include" takes files in this folder and below it'],
    ['{"include": ["/etc/**"]}', '"/etc/**"', '"include" takes files from this folder on.'],
    ['{"include": ["file:///etc/x.polar"]}', '"file:///etc/x.polar"', '"include" takes files from this folder on.'],
    ['{"include": ["C:/x.polar"]}', '"C:/x.polar"', '"include" takes files from this folder on.'],
    ['{"include": ["!a.polar"]}', '"!a.polar"', '"include" names what belongs to the policy'],
    ['{"data": "/etc/passwd"}', '"/etc/passwd"', '"data" names a file from this folder on'],
    ['{"data": "\\\\\\\\server\\\\x.json"}', '"\\\\\\\\server\\\\x.json"', '"data" names a file from this folder on'],
    ['{"data": "//server/x.json"}', '"//server/x.json"', '"data" names a file from this folder on'],
    ['{"data": "c:x.json"}', '"c:x.json"', '"data" names a file from this folder on'],
    ['{"facts": "https://x/facts.json"}', '"https://x/facts.json"', '"facts" names a file from this folder on'],
    ['{"facts": ["a.json", "/b.json"]}', '"/b.json"', '"facts" names a file from this folder on'],
    ['[]', '[]', 'The configuration must be an object'],
    ['{"data": }', '}', 'This is not JSON'],
  ])('says what is wrong in %s, and where', (text, place, message) => {
    const { problems } = readConfiguration(text);
    const found = problems.find((one) => one.message.startsWith(message));
    expect(found, JSON.stringify(problems)).toBeDefined();
    expect(text.slice(found!.start, found!.end)).toBe(place);
  });

  it.each(['{"dialect": ', '{"dialect":\n', '{"dialect"', '{"include": [', '{"include": ["a", ', '{', '{"a": 1, '])(
    'says where %s ends too early: at its end',
    (text) => {
      const { problems } = readConfiguration(text);
      expect(problems.map(({ code, start, end }) => [code, start, end])).toEqual([
        ['malformed-json', text.trimEnd().length, text.trimEnd().length],
      ]);
    },
  );

  it('keeps nothing of what leads elsewhere', () => {
    const text = '{"include": ["../x", "a.polar"], "data": "/x", "facts": ["//s/x", "f.json"]}';
    expect(readConfiguration(text).configuration).toEqual({ include: ['a.polar'], facts: ['f.json'] });
    expect(readConfiguration('{"data": "../data.json"}').problems).toEqual([]);
  });

  it('takes the names of classes for names', () => {
    const { configuration, problems } = readConfiguration(
      '{"classes": {"__proto__": {"fields": ["a"]}, "constructor": {}}}',
    );
    expect(problems).toEqual([]);
    expect(Object.keys(configuration.classes ?? {})).toEqual(['__proto__', 'constructor']);
    expect(configuration.classes?.toString).toBeUndefined();
  });

  it('keeps what is right beside what is wrong', () => {
    expect(readConfiguration('{"dialect": "cloud", "data": 1}').configuration).toEqual({ dialect: 'cloud' });
  });

  it('takes an empty file for an empty configuration', () => {
    expect(readConfiguration(' \n')).toMatchObject({ configuration: {}, problems: [] });
  });
});

describe('the schema of the configuration', () => {
  const validate = new Ajv({ strict: false }).compile(schema);

  it('knows every check', () => {
    expect(Object.keys(schema.properties.checks.properties).sort()).toEqual(checks.map(({ code }) => code).sort());
  });

  it.each([
    '{"dialect": "auto", "checks": {"open-allow": "hint"}}',
    '{"classes": {"User": {}}, "host": {"kind": "node", "module": "m"}}',
  ])('accepts what is read without a problem: %s', (text) => {
    expect(readConfiguration(text).problems).toEqual([]);
    expect(validate(JSON.parse(text))).toBe(true);
  });

  it.each([
    '{"dialekt": "cloud"}',
    '{"include": "a"}',
    '{"host": {"kind": "node"}}',
    '{"checks": {"open-allow": "no"}}',
  ])('refuses what is read with a problem: %s', (text) => {
    expect(readConfiguration(text).problems.length).toBeGreaterThan(0);
    expect(validate(JSON.parse(text))).toBe(false);
  });
});

describe('a class that extends another', () => {
  const problems = (classes: object): string[] =>
    readConfiguration(JSON.stringify({ classes })).problems.map(({ message }) => message);

  it('is held to the classes that are named', () => {
    expect(problems({ User: { extends: ['Persn'] }, Person: {} })).toEqual([
      'No class "Persn" is named under "classes". Did you mean "Person"?',
    ]);
    expect(problems({ User: { extends: ['Thing'] } })).toEqual([
      'No class "Thing" is named under "classes". Name it too, without fields if you like: {}.',
    ]);
  });

  it('may come before it, and extend what is built in', () => {
    expect(problems({ User: { extends: ['Person'] }, Person: { extends: ['Dictionary'] } })).toEqual([]);
  });
});

it.each(['a b', '', '1x', 'in', 'a-b', 'a.b', '*'])(
  'refuses %j as a constant and as a class: no rule can name it',
  (name) => {
    const words = `has "${name}", which no rule can name.`;
    const constants = readConfiguration(JSON.stringify({ constants: ['MAX', name] }));
    expect(constants.problems.map(({ message }) => message)).toEqual([expect.stringContaining(`"constants" ${words}`)]);
    expect(constants.configuration.constants).toEqual(['MAX']);
    const classes = readConfiguration(JSON.stringify({ classes: { User: {}, [name]: {} } }));
    expect(classes.problems.map(({ message }) => message)).toEqual([expect.stringContaining(`"classes" ${words}`)]);
  },
);

it.each(['nil', 'MAX_SIZE', 'models::User', 'größe', '_x'])('takes %j as a constant and as a class', (name) => {
  expect(readConfiguration(JSON.stringify({ constants: [name], classes: { [name]: {} } })).problems).toEqual([]);
});
