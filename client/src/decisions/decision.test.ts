import { expect, it } from 'vitest';
import { answerWords, factText } from './decision.ts';

it.each([
  [{ allowed: true }, 'allowed'],
  [{ allowed: false }, 'denied'],
  [{ results: [] }, 'nothing'],
  [{ results: ['read', 'write'] }, '2: read, write'],
  [{ results: ['a', 'b', 'c', 'd', 'e'] }, '5: a, b, c, d, …'],
  [{ results: 400 }, '400 answers'],
  [{ results: [{ user: 'anne' }] }, '1: {"user":"anne"}'],
  [[{ results: [] }, { results: ['a'] }], '2 answers'],
  [{ error: 'too deep' }, 'error: too deep'],
  [null, 'null'],
])('the answer %j in words', (answer, words) => expect(answerWords({ answer })).toBe(words));

it('a fact as a policy writes it', () => {
  const args = [
    { type: 'User', id: 'o"hara' },
    { type: 'String', id: 'owner' },
    { type: 'Integer', id: '3' },
  ];
  expect(factText({ predicate: 'has_role', args })).toBe('has_role(User{"o\\"hara"}, "owner", 3)');
});
