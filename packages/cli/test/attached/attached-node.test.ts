import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, onTestFinished, test } from 'vitest';
import { folderOf } from '../command.ts';
import { debugClient, recordsFolder } from './debug-client.ts';
import { programThat } from './program.ts';

const at = (path: string): string => JSON.stringify(fileURLToPath(new URL(path, import.meta.url)));

/** Evaluates each line that it is told; none waits for another. */
const appWith = (library: string): string => `
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';
import { attach } from ${at('../../../host-node/src/attach/attach.ts')};
${library}

class Repository { constructor(name) { this.name = name; } }
class User {
  constructor(name, roles = []) { this.name = name; this.roles = roles; }
  async asked() { return this.name; }
  never() { return new Promise(() => {}); }
  get bad() { throw new Error('bad'); }
}
const oso = new Oso();
await attach(oso);
oso.registerClass(User);
oso.registerClass(Repository, { fields: { name: String } });
const side = (datum) => datum.fieldName ?? datum.value ?? datum;
oso.setDataFilteringAdapter({ buildQuery: (filter) => filter, executeQuery: ({ conditions }) => conditions.map((all) => all.map(({ lhs, cmp, rhs }) => [cmp, ...[side(lhs), side(rhs)].sort()].join(' ')).join(' and ')).sort() });
oso.registerConstant('acme', 'COMPANY');
await oso.loadFiles(['main.polar']);
const ann = new User('ann', ['reader']), gmail = new Repository('gmail');
const all = async (answers) => { const found = []; for await (const one of answers) found.push(Object.fromEntries([...one].sort())); return found; };
console.log('ready');
for await (const line of createInterface({ input: process.stdin }))
  Promise.resolve().then(() => eval(line)).then((value) => console.log('=', JSON.stringify(value instanceof Set ? [...value].sort() : value)), (error) => console.log('!', error.constructor.name));
`;

const policy = `allow(actor: User, action, resource: Repository) if
  role in actor.roles and
  permits(role, action) and
  resource.name != COMPANY;

permits("reader", "read");
permits("reader", "list");
named(user: User, name) if name = user.asked();
slow(user: User) if user.never() = 1;
bad(user: User) if user.bad = 1;
allow(user: User, "see", repository: Repository) if
  repository.name = user.name or
  repository.name in ["gmail", "docs"];
`;

/** Where the application has its `Oso` from. */
const libraries = {
  "npm's oso": `const { Oso, Variable } = createRequire(${at('../../../../package.json')})('oso');`,
  'the class that stands in for it': `import { Oso, Variable } from ${at('../../../host-node/src/index.ts')};`,
};

function setUp(library: string) {
  const folder = folderOf({ 'app.mjs': appWith(library), 'main.polar': policy });
  const records = recordsFolder();
  const child = spawn(process.execPath, ['app.mjs'], {
    cwd: folder,
    env: { ...process.env, POLAR_APPLICATIONS: records },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  return { folder, records, program: programThat(child), client: debugClient(folder, records) };
}

describe.each(Object.entries(libraries))('a running application in Node, with %s', (_name, library) => {
  test('stops at a breakpoint with its own objects, and goes on with its own answer', async () => {
    const { program, client } = setUp(library);
    expect(await client.attach({ 'main.polar': [3] })).toMatchObject({ success: true });
    await client.said('Attached to app.mjs');
    program.tell('oso.authorize(ann, "read", gmail)');
    const stop = await client.event('stopped');
    const { threads } = (await client.ask('threads')).body;
    expect(threads).toMatchObject([{ id: stop.threadId, name: expect.stringMatching(/^authorize\(User \{/) }]);
    const { frames, variables } = await client.seen(stop.threadId);
    expect(frames[0]).toMatchObject({ line: 3, source: { name: 'main.polar' } });
    expect(variables).toMatchObject({ actor: "User { name: 'ann', roles: [ 'reader' ] }", role: '"reader"' });
    // Others go on.
    program.tell('oso.isAllowed(new User("bob"), "read", gmail)');
    await program.prints('= false');
    await client.ask('continue', stop);
    await program.prints('= undefined');
    expect(client.kept).toEqual([]);
  });

  const calls = [
    ['oso.authorize(ann, "write", gmail)', '! ForbiddenError'],
    ['oso.authorize(new User("bob"), "write", gmail)', '! NotFoundError'],
    ['oso.authorizedActions(ann, gmail)', '= ["list","read","see"]'],
    ['all(oso.queryRule("permits", new Variable("r"), "list"))', '= [{"r":"reader"}]'],
    ['all(oso.queryRule("named", ann, new Variable("n")))', '= [{"n":"ann"}]'],
    ['all(oso.query("permits(x, y)"))', '= [{"x":"reader","y":"read"},{"x":"reader","y":"list"}]'],
    ['all(oso.query("nothing(1)"))', '! Error'],
    ['all(oso.queryRule("bad", ann))', '! Error'],
    ['oso.authorizedResources(ann, "see", Repository)', '= ["Eq ann name","Eq docs name","Eq gmail name"]'],
    ['oso.authorizedResources(ann, "nothing", Repository)', '= ["Eq false true"]'],
    ['oso.isAllowed({ a: [1, 2.5, null] }, "read", gmail)', '= false'],
  ] as const;

  test('has its own answers, and the evaluator has the same', async () => {
    const { program, client } = setUp(library);
    await client.ask('initialize', { adapterID: 'polar' });
    await client.ask('attach', { application: '*' });
    await client.ask('setExceptionBreakpoints', { filters: [] });
    await client.ask('configurationDone');
    await client.said('Attached to app.mjs');
    await program.prints('ready\n');
    const answers: string[] = [];
    for (const [call] of calls) {
      const before = program.printed().length;
      program.tell(call);
      await program.prints('\n');
      answers.push(program.printed().slice(before).trim());
    }
    expect(answers).toEqual(calls.map(([, answer]) => answer));
    expect(client.kept).toEqual([]);
    expect(client.events.filter(({ body }) => body?.category === 'important')).toEqual([]);
  });

  test('ends by itself where an editor has gone in the middle of a decision', async () => {
    const { records, program, client } = setUp(library);
    await client.attach({ 'main.polar': [3] });
    await client.said('Attached to app.mjs');
    program.tell('oso.isAllowed(ann, "read", gmail)');
    await client.event('stopped');
    await client.ask('disconnect');
    await program.prints('= true');
    program.child.stdin!.end();
    expect(await program.ended).toBe(0);
    expect(readdirSync(records)).toEqual([]);
  });
});
