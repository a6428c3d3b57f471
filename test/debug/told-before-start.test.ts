import type { DebugProtocol } from '@vscode/debugprotocol';
import { describe, expect, it } from 'vitest';
import { consoleOf, debugging, stopsOf } from './debug-run.ts';
import { InProcessClient } from './in-process-client.ts';
import { memoryHost } from './test-host.ts';

type Output = DebugProtocol.OutputEvent['body'];

const outputs = (client: InProcessClient): Output[] =>
  client.received
    .flatMap((one) => ((one as DebugProtocol.Event).event === 'output' ? [one as never] : []))
    .map(({ body }: DebugProtocol.OutputEvent) => body);

describe('an inline query that fails', () => {
  const POLICY = 'f(1);\nf(2);\n?= f(3);\n?= f(1);\n?= 1 = 2;\n';
  const FAILS = 'This inline query has no answer, so the library will not load the policy.';

  it('is told with its place before the first answer, as the library would not load the policy', async () => {
    const client = await debugging({ policy: POLICY, query: 'f(1)' });
    await stopsOf(client);
    const told = outputs(client);
    expect(told.slice(0, 2)).toMatchObject([
      { category: 'important', source: { path: '/w/main.polar' }, line: 3, column: 4 },
      { category: 'important', source: { path: '/w/main.polar' }, line: 5, column: 4 },
    ]);
    for (const { output } of told.slice(0, 2)) expect(output).toContain(FAILS);
    expect(told.slice(2).map(({ output }) => output)).toEqual(['true\n', 'One answer.\n']);
  });

  it('is not told of when it is the one that is debugged', async () => {
    const client = new InProcessClient(memoryHost({ 'main.polar': POLICY }));
    await client.request('initialize', {});
    await client.request('launch', { policies: 'main.polar', query: { file: 'main.polar', line: 3 } });
    await client.request('configurationDone');
    await stopsOf(client);
    expect(outputs(client).filter(({ output }) => output.includes('inline query'))).toMatchObject([{ line: 5 }]);
  });

  it('is told of in a run without debugging, and at a restart', async () => {
    const client = await debugging({ policy: '?= 1 = 2;', query: '1 = 1', launch: { noDebug: true } });
    await stopsOf(client);
    expect(consoleOf(client)[0]).toContain(FAILS);
    await client.request('restart');
    await stopsOf(client);
    expect(consoleOf(client).filter((line) => line.includes(FAILS))).toHaveLength(2);
  });

  it.each([
    ['an object', 'f(x) if x.y;\n?= f(nobody);'],
    ['a constant', 'f(x) if x = LIMIT and x <= LIMIT;\ng(x) if f(x) and x = 3;\n?= not g(3);'],
    ['a class', 'f(x) if x matches Folder;\n?= f(nobody);'],
  ])('is not told of where it hangs on %s of the application', async (_name, policy) => {
    const client = await debugging({ policy, query: '1 = 1' });
    await stopsOf(client);
    expect(consoleOf(client)).toEqual(['true', 'One answer.']);
  });

  it('is told of where the data answers it', async () => {
    const policy = 'f(x) if x.y = 1;\n?= f(one);\n?= f(two);';
    const data = {
      classes: { Thing: {} },
      objects: { one: { $class: 'Thing', y: 1 }, two: { $class: 'Thing', y: 2 } },
    };
    const client = await debugging({ policy, query: '1 = 1', data });
    await stopsOf(client);
    expect(outputs(client)[0]).toMatchObject({ category: 'important', line: 3 });
    expect(consoleOf(client)[0]).toContain('has no answer with the data that is configured');
    expect(consoleOf(client)).toHaveLength(3);
  });
});

describe('what is wrong with a breakpoint is told in the console, once, with its place', () => {
  const POLICY = 'f(x) if\n  g(x);\ng(1);\n';

  it.each([
    [
      'a name that nobody has',
      { condition: 'y = 1' },
      'There is no variable "y" in the rule, only x. A string is written in quotes, "y"; _y stands for anything.',
    ],
    ['a condition that is half written', { condition: 'x = ' }, 'The condition is no Polar query: '],
    ['a hit count that is none', { hitCondition: 'often' }, '"often" is no hit count.'],
    ['a log message with no expression', { logMessage: 'x is {x +}' }, '"{x +}" in the message is no Polar expression'],
  ])('%s', async (_name, text, fault) => {
    const client = await debugging({ policy: POLICY, query: 'f(1)', breakpoints: [{ line: 2, ...text }] });
    await stopsOf(client);
    const [first] = outputs(client);
    expect(first).toMatchObject({ category: 'important', source: { path: '/w/main.polar' }, line: 2, column: 3 });
    expect(first?.output).toContain(`The breakpoint never stops: ${fault}`);
    await client.request('restart');
    await stopsOf(client);
    expect(consoleOf(client).filter((line) => line.includes('never stops'))).toHaveLength(1);
  });

  it('one on a function, and a filter', async () => {
    const functions = [{ name: 'g', condition: 'zzz = 1' }];
    const client = await debugging({ policy: POLICY, query: 'f(1)', functions, launch: { stopOnEntry: true } });
    await client.next('stopped');
    const told = () => consoleOf(client).filter((line) => line.includes('never stops'));
    expect(told()).toEqual([
      'The breakpoint on g never stops: There is no variable "zzz" in the parameters of g, or in a rule that calls it, only x. A string is written in quotes, "zzz"; _zzz stands for anything.',
    ]);
    const filterOptions = [{ filterId: 'fail', condition: 'no name' }];
    for (let times = 0; times < 2; times++)
      await client.request('setExceptionBreakpoints', { filters: [], filterOptions });
    expect(told().slice(1)).toEqual([
      'The filter "Failed goals" never stops: "no name" is no name of a rule. Use names such as: allow, has_role/3.',
    ]);
  });

  it('one that is mended while the query stands still is told no more, and one that is new is', async () => {
    const client = await debugging({ policy: POLICY, query: 'f(1)', launch: { stopOnEntry: true } });
    await client.next('stopped');
    const source = { path: '/w/main.polar' };
    const set = (condition: string) =>
      client.request('setBreakpoints', { source, breakpoints: [{ line: 2, condition }] });
    await set('y = 1');
    await set('y = 1');
    await set('x = 1');
    await set('z = 1');
    const told = consoleOf(client).filter((line) => line.includes('never stops'));
    expect(told.map((line) => /variable "(.)"/.exec(line)?.[1])).toEqual(['y', 'z']);
  });

  it('nothing is told of one that a run does not look at, and of a file that is none of the policy', async () => {
    const breakpoints = [{ line: 2, condition: 'y = 1' }];
    const free = await debugging({ policy: POLICY, query: 'f(1)', breakpoints, launch: { noDebug: true } });
    await stopsOf(free);
    expect(consoleOf(free)).toEqual(['true', 'One answer.']);
    const other = await debugging({ policy: POLICY, query: 'f(1)', launch: { stopOnEntry: true } });
    await other.next('stopped');
    await other.request('setBreakpoints', { source: { path: '/w/other.polar' }, breakpoints });
    expect(consoleOf(other)).toEqual([]);
  });
});

describe('what a policy is refused with', () => {
  const refused = async (policy: string, configuration: object) => {
    const files = { 'main.polar': policy, 'polar.config.json': JSON.stringify(configuration) };
    const client = new InProcessClient(memoryHost(files));
    await client.request('initialize', {});
    const { body, message } = await client.request('launch', { policies: 'main.polar', query: '1 = 1' });
    return { message, error: body.error as DebugProtocol.Message };
  };

  it('is shown as it is written, braces included', async () => {
    const { error, message } = await refused('resource R { roles = ["{x}"]; }\nactor User {}\n', {
      dialect: 'library',
    });
    // As DAP has it: what stands in braces is a variable.
    const shown = error.format.replaceAll(/\{([^}]+)\}/g, (_, name: string) => error.variables?.[name] ?? '');
    expect(shown).toBe(message);
    expect(shown).toContain('has_role(actor: Actor{}, role: String{}, resource: Resource{})');
  });

  it('ends with one full stop', async () => {
    const policy =
      'resource F { roles=["a"]; permissions=["p"]; "p" if "a"; }\nactor User{}\nhas_role(_:User,_,_:F);\n';
    const { message } = await refused(policy, {});
    expect(message).not.toMatch(/[.!?][)"'`]\.(\n|$)/);
    expect(message).toMatch(/\.\)(\n|$)/);
  });
});

it.each([
  ['a pattern', 'f(x) if x matches Folder;', 'f(ann)'],
  ['a specializer', 'f(_: Folder);', 'f(ann)'],
  ['a specializer over a plain value', 'f(_: Folder);', 'f(1)'],
  ['a new object', 'f(x) if x = new Folder();', 'f(ann)'],
  ['a constrained variable', 'f(x) if x matches User and x matches Folder;', 'f(x)'],
])('a class that is missing in the data ends the query with what to do about it: %s', async (_name, policy, query) => {
  const data = { classes: { User: {} }, objects: { ann: { $class: 'User' } } };
  const client = await debugging({ policy, query, data });
  await stopsOf(client);
  expect(consoleOf(client).join('\n')).toContain("Unregistered class: Folder. Add it to 'classes' in the data file.");
  const near = await debugging({ policy: policy.replace('Folder', 'Usr'), query, data });
  await stopsOf(near);
  expect(consoleOf(near).join('\n')).toContain("Unregistered class: Usr. Did you mean 'User'?");
});

it.each([
  ['a specializer', 'g(1);\nf(_: Folder);\n', 2, 6],
  ['one with fields', 'g(1);\n\nf(1, x: Folder{a: 1}) if x = 1;\nf(1);', 3, 9],
  ['one in a block of the rule types', 'type f(x: Folder);\nf(_: Folder);\n', 1, 11],
])('and the console leads to where it is named, though no goal does: %s', async (_name, policy, line, column) => {
  const query = policy.includes('f(1, x') ? 'f(1, 1)' : 'f(1)';
  const client = await debugging({ policy, query, data: {} });
  await stopsOf(client);
  const told = client.received.find((message) =>
    JSON.stringify(message).includes('Unregistered class: Folder'),
  ) as DebugProtocol.OutputEvent;
  expect(told.body).toMatchObject({ line, column, source: { path: '/w/main.polar' } });
});
