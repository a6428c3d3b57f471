import { expect, it } from 'vitest';
import { check, createPolicy, updatePolicy } from '../src/index.ts';

const rest = 'resource Repo { roles = ["r"]; permissions = ["p"]; "p" if "r"; "r" if global "admin"; }\n';
const block = (word: string): string => `actor User {}\n${word} { roles = ["admin"]; }\n`;

const told = (policy: Parameters<typeof check>[0]): string[] =>
  [...check(policy).values()].flat().map(({ code, message }) => `${code}: ${message}`);

const meant = "resource-block: Expected 'actor' or 'resource' but found nothing. Did you mean 'global'?";

it.each(['globla', 'gobal', 'globall'])('%s is told once, and nothing that follows from it', (word) => {
  const uri = 'a.polar';
  expect(told(createPolicy([{ uri, text: block(word) + rest }], { dialect: 'cloud' }))).toEqual([meant]);
  expect(
    told(createPolicy([{ uri, text: `${word} { roles = ["admin"]; permissions = ["x"]; "x" if "admin"; }` }], {})),
  ).toEqual([meant]);
});

it('a role that nothing declares is told again where the block is gone', () => {
  const [first, second] = ['a.polar', 'b.polar'];
  const policy = createPolicy(
    [
      { uri: first, text: block('globla') },
      { uri: second, text: rest },
    ],
    { dialect: 'cloud' },
  );
  expect(told(policy)).toEqual([meant]);
  const without = updatePolicy(policy, [{ uri: first, text: 'actor User {}\n' }]);
  expect(told(without)).toEqual([expect.stringContaining('There is no global block')]);
});
