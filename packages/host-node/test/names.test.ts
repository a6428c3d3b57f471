import { Oso, Variable } from '@polar-tools/host-node';
import { expect, it } from 'vitest';

const POLICY = 'secret("s3cret");\nsp("u");\ntp(x) if x in [1, 2, 3];\n';

async function answersOf(name: string, ...args: unknown[]): Promise<unknown[]> {
  const oso = new Oso();
  await oso.loadStr(POLICY);
  const found: unknown[] = [];
  for await (const answer of oso.queryRule(name, ...args)) found.push(answer);
  return found;
}

it.each(['secret(y) and sp', 'print("hi") or sp', 'foo-bar', 'true', 'not', '', 'sp(x) or tp'])(
  'the name of a rule is no condition of its own: %j',
  async (name) => {
    await expect(answersOf(name, new Variable('x'))).rejects.toThrow(`Query for undefined rule \`${name}\``);
    await expect(answersOf(name, 'a value')).rejects.toThrow(`Query for undefined rule \`${name}\``);
  },
);

it.each(['true', 'inf', 'x) or (1=1', 'user-id', 'x y', '1', ''])('that of a variable is one: %j', async (name) => {
  await expect(answersOf('tp', new Variable(name))).rejects.toThrow('is no name of a variable');
});

it.each(['x', '_x', 'größe', 'a::b'])('any name of a variable has its answers: %j', async (name) => {
  expect(await answersOf('tp', new Variable(name))).toHaveLength(3);
});
