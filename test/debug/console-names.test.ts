import { describe, expect, it } from 'vitest';
import { debugging } from './debug-run.ts';

const POLICY = `allow(user, "read", repo) if
  role in user.roles and
  role.name = "admin" and
  repo.isPublic = false;
`;
const DATA = {
  classes: { User: {}, Repo: {}, Role: {} },
  objects: {
    anvil: { $class: 'Repo', isPublic: false },
    ann: { $class: 'User', name: 'ann', roles: [{ $class: 'Role', name: 'admin' }] },
  },
};

async function asked(expression: string, context = 'repl'): Promise<string> {
  const client = await debugging({
    policy: POLICY,
    query: 'allow(ann, "read", anvil)',
    data: DATA,
    breakpoints: [{ line: 3 }],
  });
  await client.next('stopped');
  const { success, message, body } = await client.request('evaluate', { expression, context });
  return success ? body.result : (message ?? '');
}

const usr = 'There is no variable "usr" in the rule. Did you mean "user"?';

describe('the console of a Library session tells a name that nobody has', () => {
  it.each([
    ['usr.name', usr],
    ['usr = user', usr],
    ['usr', usr],
    ['x in usr.roles', usr],
    ['usr.name = "ann" and usr.name != "bob"', usr],
    ['anvl.isPublic', 'There is no variable "anvl" in the rule. Did you mean "anvil"?'],
    ['allow(usr, "read", repo)', usr],
    ['whoever.name', 'There is no variable "whoever" in the rule, only user, repo, role.'],
  ])('%s', async (expression, told) => {
    expect((await asked(expression)).split('\n').at(-1)).toContain(told);
  });

  it.each([
    ['user.name', '"ann"'],
    ['x in [1, 2]', 'x = 1\nx = 2'],
    ['other in user.roles and other.name = name', expect.stringMatching(/^.*name = "admin"$/)],
    ['ann.name', '"ann"'],
    ['_usr = 1', expect.not.stringContaining('There is no')],
    ['y = new User()', expect.not.stringContaining('There is no')],
  ])('%s: nothing is told of names', async (expression, answer) => {
    expect(await asked(expression)).toEqual(answer);
  });

  it.each(['watch', 'hover', 'clipboard'])('a %s has its value and no more', async (context) => {
    expect(await asked('usr = user', context)).not.toContain('There is no');
  });
});

it.each([
  ['why allow(user, "push", repo)', true],
  ['why not allow(user, "push", repo)?', true],
  ['why = 1', false],
  ['why in [1]', false],
])('of %s the console says how a query is explained: %s', async (expression, is) => {
  const answer = await asked(expression);
  expect(answer.includes('"Polar: Explain a Query"')).toBe(is);
  expect(answer).not.toContain('This is no Polar');
});
