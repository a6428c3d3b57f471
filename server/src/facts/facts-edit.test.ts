import { type Fact, FactReader, factFormatOf, writeFact } from '@polar-tools/evaluator';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { editedFacts } from './facts-edit.ts';

const role = (user: string, name: string, org: string): Fact => ({
  predicate: 'has_role',
  arguments: [
    { type: 'User', id: user },
    { type: 'String', id: name },
    { type: 'Org', id: org },
  ],
});

/** What a file says, fact by fact. */
function factsIn(name: string, text: string): readonly string[] {
  const facts: string[] = [];
  const reader = new FactReader(factFormatOf(name)!, (fact) => {
    facts.push(writeFact(fact));
    return undefined;
  });
  reader.push(new TextEncoder().encode(text));
  expect(reader.end().problems).toEqual([]);
  return facts;
}

test.each([
  ['a row as the others', 'has_role,User,String,Org\nann,r,a\n', 'has_role,User,String,Org\nann,r,a\nbob,admin,acme\n'],
  [
    'rows that say their predicate',
    'has_role,User,String,Org\nhas_role,ann,r,a',
    'has_role,User,String,Org\nhas_role,ann,r,a\nhas_role,bob,admin,acme\n',
  ],
  [
    'a table of several predicates, with line ends of Windows',
    'predicate,User,String,Org\r\nowns,ann,r,a\r\n',
    'predicate,User,String,Org\r\nowns,ann,r,a\r\nhas_role,bob,admin,acme\r\n',
  ],
  ['a table with nothing but its header', 'has_role,User,String,Org', 'has_role,User,String,Org\nbob,admin,acme\n'],
  ['a table of other facts', 'has_role,User,String,Repo\n', undefined],
  ['a table of another predicate', 'is_admin,User,String,Org\n', undefined],
  ['an empty file', '', undefined],
])('a fact is put into a table: %s', (_, text, expected) => {
  expect(editedFacts('facts.csv', text, { kind: 'add-fact', fact: role('bob', 'admin', 'acme') })).toBe(expected);
});

const text = fc.string({ unit: fc.constantFrom('a', 'b', ',', '"', ' ', '\n', 'é') });
// An object without an id is no fact.
const id = text.filter((one) => one !== '');
const facts = fc.array(
  fc.tuple(id, text, id).map(([user, name, org]) => role(user, name, org)),
  { maxLength: 4 },
);

test('a table has what was added, and lacks what was taken away, and nothing else changes', () => {
  fc.assert(
    fc.property(facts, fc.tuple(id, text, id), fc.constantFrom('\n', '\r\n'), (before, [user, name, org], lineEnd) => {
      const header = `has_role,User,String,Org${lineEnd}`;
      const add = (text: string, fact: Fact): string => editedFacts('f.csv', text, { kind: 'add-fact', fact })!;
      const text = before.reduce(add, header);
      expect(factsIn('f.csv', text)).toEqual(before.map(writeFact));
      const fact = role(user, name, org);
      const added = add(text, fact);
      expect(factsIn('f.csv', added)).toEqual([...before, fact].map(writeFact));
      const without = editedFacts('f.csv', added, { kind: 'remove-fact', fact })!;
      expect(factsIn('f.csv', without)).toEqual(before.map(writeFact).filter((one) => one !== writeFact(fact)));
      expect(editedFacts('f.csv', without, { kind: 'remove-fact', fact })).toBeUndefined();
    }),
  );
});
