import type { DebugProtocol } from '@vscode/debugprotocol';
import { expect, it } from 'vitest';
import { consoleOf, debugging } from './debug-run.ts';
import type { InProcessClient } from './in-process-client.ts';

/** What a rule's variables are, in each rule in progress. */
async function shown(client: InProcessClient): Promise<string[]> {
  const { stackFrames } = (await client.request('stackTrace', { threadId: 1 })).body;
  const lines: string[] = [];
  for (const { id, name } of stackFrames) {
    const { scopes } = (await client.request('scopes', { frameId: id })).body;
    const { variablesReference } = scopes[0];
    const { variables } = (await client.request('variables', { variablesReference })).body;
    const values = variables.map((one: DebugProtocol.Variable) => `${one.name} = ${one.value}`);
    lines.push(`${name}: ${values.join(', ')}`);
  }
  return lines;
}

/** Sets `y` where the goal `g(x)` of a policy is called. */
async function setAtG(policy: string, query: string, value: string) {
  const column = policy.split('\n')[0]!.indexOf('g(x)') + 1;
  const client = await debugging({ policy, query, breakpoints: [{ line: 1, column }] });
  await client.next('stopped');
  const { stackFrames } = (await client.request('stackTrace', { threadId: 1 })).body;
  const { scopes } = (await client.request('scopes', { frameId: stackFrames[0].id })).body;
  const { variablesReference } = scopes[0];
  const response = await client.request('setVariable', { variablesReference, name: 'y', value });
  return { client, response };
}

async function toTheEnd(client: InProcessClient): Promise<string[]> {
  await client.request('setBreakpoints', { source: { path: '/w/main.polar' }, breakpoints: [] });
  await client.request('continue', { threadId: 1 });
  await client.next('terminated');
  return consoleOf(client);
}

const ABOVE_ONE = 'm(x, y) if y > 1 and g(x);\ng(1); g(2); g(3);\n';
const NOT_NIL = 'm(x, y) if y != "a" and y.size = 1 and g(x);\ng(1);\n';
const OF_CLASS = 'm(x, y) if y matches Integer and g(x);\ng(1);\n';
const SAME = 'm(x, y) if z = y and z > 1 and g(x) and y < 9;\ng(1);\n';
const ABOVE = 'm(x, y, z) if z > y and y > 1 and g(x) and z = 5;\ng(1);\n';

it.each([
  [ABOVE_ONE, '0', 'y cannot be 0: what is known of it is _this > 1.'],
  [ABOVE_ONE, '"a"', 'y cannot be "a": what is known of it is _this > 1. Not supported: "a" > 1.'],
  [ABOVE_ONE, '[1]', 'y cannot be [1]: what is known of it is _this > 1. Not supported: [1] > 1.'],
  [ABOVE_ONE, 'nil', 'y cannot be nil: what is known of it is _this > 1.'],
  [SAME, '1', 'y cannot be 1: what is known of it is z = _this and z > 1.'],
  [OF_CLASS, '"a"', 'y cannot be "a": what is known of it is _this matches Integer{}.'],
  [NOT_NIL, '"a"', 'y cannot be "a": what is known of it is _this != "a" and 1 = _this.size.'],
])('a value that contradicts what is known is refused, and nothing has changed (%s %s)', async (policy, value, why) => {
  const { client, response } = await setAtG(policy, 'm(x, y)', value);
  expect(response).toMatchObject({ success: false, message: why });
  const before = await shown(client);
  const untouched = await setAtG(policy, 'm(x, y)', '(');
  expect(before).toEqual(await shown(untouched.client));
  expect(await toTheEnd(client)).toEqual(await toTheEnd(untouched.client));
});

it('what is set is shown at once, wherever the variable is the same one', async () => {
  const { client, response } = await setAtG(ABOVE_ONE, 'm(x, y)', '4');
  expect(response.body).toMatchObject({ value: '4' });
  expect(await shown(client)).toEqual(['m(_, 4): x = unbound, y = 4', 'query: x = unbound, y = 4']);
  expect(await toTheEnd(client)).toEqual(['x = 1, y = 4', 'x = 2, y = 4', 'x = 3, y = 4', '3 answers.']);
});

it.each([
  ['5', ['x = 1, y = 5', 'One answer.']],
  ['9', ['No answer: the query is false.']],
])('what was set counts for what follows (y = %s)', async (value, answers) => {
  const { client, response } = await setAtG(SAME, 'm(x, y)', value);
  expect(response.body).toMatchObject({ value });
  expect((await toTheEnd(client)).slice(0, answers.length)).toEqual(answers);
});

it('what is known of another variable through it stays known', async () => {
  const { client, response } = await setAtG(ABOVE, 'm(x, y, z)', '4');
  expect(response.message).toBeUndefined();
  expect((await shown(client))[0]).toBe('m(_, 4, _): x = unbound, y = 4, z = _this > y and y > 1');
  expect((await toTheEnd(client))[0]).toBe('x = 1, y = 4, z = 5');
});

it('what was set is gone before that, and set again where a run comes by once more', async () => {
  const policy = 'm(x, y) if k(1) and g(x) and y > 0;\nk(1); g(1); g(2);\n';
  const { client, response } = await setAtG(policy, 'm(x, y)', '7');
  expect(response.body).toMatchObject({ value: '7' });
  const there = await shown(client);
  expect(there.join()).toContain('y = 7');
  for (let turn = 0; turn < 2; turn++) {
    await client.request('stepBack', { threadId: 1 });
    await client.next('stopped');
    expect((await shown(client)).join()).not.toContain('y = 7');
    await client.request('continue', { threadId: 1 });
    await client.next('stopped');
    expect(await shown(client)).toEqual(there);
  }
  expect(await toTheEnd(client)).toEqual(['x = 1, y = 7', 'x = 2, y = 7', '2 answers.']);
});

it('a goal is no value', async () => {
  const { response } = await setAtG(ABOVE_ONE, 'm(x, y)', 'g(1)');
  expect(response).toMatchObject({ success: false, message: 'This is a goal. Write a value.' });
});
