import { Oso } from 'oso-cloud';
import { expect, test } from 'vitest';
import { folderOf } from '../command.ts';
import { organization, send, serving, withPolicy } from './serving.ts';

const passing = `test "owners delete" {
  setup { has_role(User{"anne"}, "owner", Repository{"anvil"}); }
  assert allow(User{"anne"}, "delete", Repository{"anvil"});
}`;
const failing = `test "readers delete" {
  setup { has_role(User{"anne"}, "reader", Repository{"anvil"}); }
  assert_not allow(User{"anne"}, "read", Repository{"anvil"});
}
`;

test('a policy whose tests fail is refused as in Oso Cloud, told to the official client, and the one before goes on', async () => {
  const { url } = await serving(folderOf(withPolicy), ['.']);
  const oso = new Oso(url, 'key');
  const before = (await send(url, '/api/policy', { method: 'GET' })).body;
  const refused = await oso.policy(`${organization}\n${passing}\n${failing}`).catch((error: Error) => error);
  expect(String(refused)).toMatch(/A test of the policy fails, so it was not taken/);
  expect(String(refused)).toMatch(/policy\.polar:\d+: test "readers delete"/);
  expect((await send(url, '/api/policy', { method: 'GET' })).body).toEqual(before);
  expect(await oso.policy(`${organization}\n${passing}`)).toBeUndefined();
  expect((await send(url, '/api/policy', { method: 'GET' })).body).not.toEqual(before);
});

test('what fails has its type and place; many are told together; force takes it all the same', async () => {
  const { url } = await serving(folderOf(withPolicy), ['.']);
  const many = Array.from({ length: 12 }, (_, at) => failing.replace('readers delete', `test ${at}`)).join('\n');
  const upload = (src: string, parameters = '') =>
    send(url, `/api/policy${parameters}`, { body: { filename: 'upload.polar', src } });
  const { status, body } = await upload(`${organization}\n${passing}\n${many}`);
  expect([status, (body as { error_type: string }).error_type]).toEqual([400, 'TestsFailed']);
  const { message } = body as { message: string };
  expect(message).toMatch(/^12 of 13 tests of the policy fail/);
  expect(message).toMatch(/upload\.polar:\d+: test "test 9"/);
  expect(message).toContain('… and 2 more');
  expect((await upload(`${organization}\n${failing}`, '?force=true')).status).toBe(200);
  // A wrong setup, and one that never ends, are no passes.
  const wrong = failing.replace('has_role(User{"anne"}', 'has_role(who');
  expect((await upload(`${organization}\n${wrong}`)).status).toBe(400);
});
