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
    expect(readConfiguration(text)).toEqual({
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
    ['[]', '[]', 'The configuration must be an object'],
    ['{"data": }', '}', 'This is not JSON'],
  ])('says what is wrong in %s, and where', (text, place, message) => {
    const { problems } = readConfiguration(text);
    const found = problems.find((one) => one.message.startsWith(message));
    expect(found, JSON.stringify(problems)).toBeDefined();
    expect(text.slice(found!.start, found!.end)).toBe(place);
  });

  it('keeps what is right beside what is wrong', () => {
    expect(readConfiguration('{"dialect": "cloud", "data": 1}').configuration).toEqual({ dialect: 'cloud' });
  });

  it('takes an empty file for an empty configuration', () => {
    expect(readConfiguration(' \n')).toEqual({ configuration: {}, problems: [] });
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
