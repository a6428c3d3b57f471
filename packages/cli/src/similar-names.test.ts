import { expect, test } from 'vitest';
import { similarNames } from './similar-names.ts';

test.each([
  ['lary', 'larry'],
  ['larrry', 'larry'],
  ['lurry', 'larry'],
  ['alrry', 'larry'],
  ['Larry', 'larry'],
])('`%s` may be a slip for the object `%s`', (variable, object) => {
  expect(similarNames([variable], ['gmail', object])).toEqual([
    `note: \`${variable}\` is a variable here: the data has no object of that name. Did you mean \`${object}\`?`,
  ]);
});

test.each([
  ['action', 'larry'],
  ['x', 'y'],
  ['user', 'repository'],
  ['repo', 'repo1'],
  ['repo3', 'repo1'],
])('`%s` is no slip for `%s`', (variable, object) => {
  expect(similarNames([variable], [object])).toEqual([]);
});
