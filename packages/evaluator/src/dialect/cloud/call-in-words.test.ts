import { expect, test } from 'vitest';
import { callText, isCallInWords } from './call-in-words.ts';

test.each([
  ['allow User:bob read Repository:_', 'allow(User:bob, "read", Repository:_)'],
  ['allow User{"bob"} _ Repository:acme', 'allow(User{"bob"}, _, Repository:acme)'],
  // A number without a type is a text, as on the command line.
  ['level User:bob 3', 'level(User:bob, "3")'],
  ['level User:bob Integer:3', 'level(User:bob, Integer:3)'],
  ['x = 1', undefined],
  ['allow(User:bob, "read", x) and x = Repository:acme', undefined],
  ['not is_public(x)', undefined],
  ['allow', undefined],
])('%s', (text, query) => {
  const words = text.split(' ');
  expect(isCallInWords(words) ? callText(words) : undefined).toBe(query);
});
