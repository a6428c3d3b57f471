import { expect, it } from 'vitest';
import { type Configuration, check, createPolicy } from '../src/index.ts';

const found = (text: string, configuration: Configuration = {}): string[] =>
  check(createPolicy([{ uri: 'a.polar', text }], { dialect: 'library', ...configuration }))
    .get('a.polar')!
    .filter(({ code }) => code === 'unknown-specializer')
    .map(
      ({ message, fixes }) =>
        `${message} ${(fixes ?? []).map((fix) => (fix.preferred ? '★' : '-') + fix.title).join(' ')}`,
    );

/** What people of other languages write for a built-in class. */
const MEANT: Readonly<Record<string, readonly string[]>> = {
  Integer: ['integer', 'int', 'i32', 'i64', 'u32', 'u64', 'usize', 'size_t'],
  Float: ['float', 'f32', 'f64', 'double'],
  String: ['char', 'str', 'string'],
  List: ['list', 'array'],
  Dictionary: ['dict', 'dictionary', 'hash', 'map', 'hashmap', 'hash_map'],
};

it('a class that another language calls so is told, with the one that is meant', () => {
  for (const [meant, names] of Object.entries(MEANT)) {
    for (const name of names) {
      const told = [`Unknown specializer ${name}, did you mean ${meant}? ★Change to ${meant}`];
      expect(found(`f(x: ${name}) if g(x);\ng(_);`)).toEqual(told);
      expect(found(`f(x) if x matches ${name};`)).toEqual(told);
      expect(found(`f(x: ${name}{a: 1}) if g(x);\ng(_);`)).toEqual(told);
      // Where it is one, nothing is told.
      expect(found(`f(x: ${name}) if g(x);\ng(_);`, { classes: { [name]: { fields: [], extends: [] } } })).toEqual([]);
      expect(found(`resource ${name} {}\nf(x: ${name}) if g(x);\ng(_);`)).toEqual([]);
    }
  }
});

it('another name may be a class of the application, until those are named', () => {
  const classes = { User: { fields: [], extends: [] }, Repo: { fields: [], extends: [] } };
  const text = (name: string): string => `f(x: ${name}) if g(x);\ng(_);`;
  for (const name of ['Array', 'Dict', 'Hash', 'Map', 'HashMap', 'Usr', 'user', 'thing'])
    expect(found(text(name))).toEqual([]);
  for (const name of ['User', 'Integer', 'Actor', 'Resource']) expect(found(text(name), { classes })).toEqual([]);
  expect(found(text('Usr'), { classes })).toEqual(['Unknown specializer Usr, did you mean User? ★Change to User']);
  expect(found(text('Rep'), { classes })).toEqual(['Unknown specializer Rep, did you mean Repo? ★Change to Repo']);
  expect(found(text('Map'), { classes })).toEqual([
    'Unknown specializer Map, did you mean Dictionary? ★Change to Dictionary',
  ]);
  expect(found(text('Array'), { classes })).toEqual(['Unknown specializer Array, did you mean List? ★Change to List']);
  expect(found(text('Thing'), { classes })).toEqual([
    'Unknown specializer Thing. If it is a class of the application, name it under "classes" in polar.config.json. -Name the class Thing in polar.config.json',
  ]);
  expect(found(`resource Thing {}\n${text('Thing')}`, { classes })).toEqual([]);
  // As in the reference, of names that stand once in a rule.
  expect(found('f(x: Usr, y: Rep, z: Usr) if g(x, y, z);\ng(_, _, _);', { classes })).toEqual([
    'Unknown specializer Rep, did you mean Repo? ★Change to Repo',
  ]);
});
