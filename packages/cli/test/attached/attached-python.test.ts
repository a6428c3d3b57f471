import { describe, expect, test } from 'vitest';
import { pythonWithOso } from '../../../../test/conformance/python/reference-python.ts';
import { folderOf } from '../command.ts';
import { debugClient, recordIn, recordsFolder } from './debug-client.ts';
import { pythonProgram } from './python-program.ts';

const python = pythonWithOso();

/** Evaluates each line that it is told, in a thread of its own where it begins with `&`. */
const app = `
import sys, threading
from dataclasses import dataclass, field
from oso import Oso, Variable
import polar_debug

@dataclass
class Repository:
    name: str

@dataclass
class User:
    name: str
    roles: list = field(default_factory=list)

oso = Oso()
polar_debug.attach(oso)
oso.register_class(User)
oso.register_class(Repository)
oso.register_constant("acme", "COMPANY")
oso.load_files(["main.polar"])
ann, gmail = User("ann", ["reader"]), Repository("gmail")

def run(text):
    try:
        print("=", eval(text), flush=True)
    except Exception as error:
        print("!", type(error).__name__, flush=True)

print("ready", flush=True)
for line in sys.stdin:
    line = line.strip()
    if line.startswith("&"):
        threading.Thread(target=run, args=(line[1:],), name="request", daemon=True).start()
    else:
        run(line)
`;

const policy = `allow(actor: User, action, resource: Repository) if
  role in actor.roles and
  permits(role, action) and
  resource.name != COMPANY;

permits("reader", "read");
permits("reader", "list");
`;

function setUp(files: Readonly<Record<string, string>> = {}) {
  const folder = folderOf({ 'app.py': app, 'main.polar': policy, ...files });
  const records = recordsFolder();
  return { folder, records, program: pythonProgram(python!, folder, records), client: debugClient(folder, records) };
}

/** Data filtering over a list in memory. */
const filtering = `
from polar.data.adapter import DataAdapter
from polar.data.filter import Projection

class InMemory(DataAdapter):
    def build_query(self, filter):
        return filter
    def execute_query(self, filter):
        def value(side, row):
            return (getattr(row, side.field) if side.field else row) if isinstance(side, Projection) else side
        def holds(one, row):
            left, right = value(one.left, row), value(one.right, row)
            return left in right if one.cmp == "In" else left not in right if one.cmp == "Nin" else (left == right) == (one.cmp == "Eq")
        return [row for row in (gmail, docs, own) if any(all(holds(one, row) for one in each) for each in filter.conditions)]

oso.set_data_filtering_adapter(InMemory())
docs, own = Repository("docs"), Repository("ann")
def names(found):
    return sorted(one.name for one in found)
def conditions(filter):
    def side(one):
        return one.field if isinstance(one, Projection) else one
    return [[sorted([side(one.left), one.cmp, side(one.right)]) for one in each] for each in filter.conditions]
`;

const filteredPolicy = `
allow(actor: User, "see", resource: Repository) if
  resource.name = actor.name;
allow(actor: User, "see", resource: Repository) if
  role in actor.roles and
  resource.name != role and
  resource.name in ["gmail", "docs"];
`;

describe.skipIf(python === undefined)('a running application in Python', () => {
  test('data filtering stops and has its own answer, and a breakpoint shows the condition so far', async () => {
    const { program, client } = setUp({
      'app.py': app
        .replace('oso.register_class(Repository)', 'oso.register_class(Repository, fields={"name": str})')
        .replace('print("ready"', `${filtering}\nprint("ready"`),
      'main.polar': policy + filteredPolicy,
    });
    await client.attach({ 'main.polar': [13] });
    await client.said('Attached to app.py');
    program.tell('names(oso.authorized_resources(ann, "see", Repository))');
    const stop = await client.event('stopped');
    expect((await client.ask('threads')).body.threads[0].name).toMatch(/^authorized_resources\(User/);
    expect((await client.seen(stop.threadId)).variables).toMatchObject({
      role: '"reader"',
      resource: expect.stringContaining('Repository'),
    });
    await client.ask('continue', stop);
    await program.prints("= ['ann', 'docs', 'gmail']");
    await client.ask('setBreakpoints', { source: { path: 'main.polar' }, breakpoints: [] });
    for (const [call, printed] of [
      ['conditions(oso.authorized_query(User("x"), "see", Repository))', "= [[['Eq', 'name', 'x']]]"],
      ['names(oso.authorized_resources(User("docs"), "see", Repository))', "= ['docs']"],
      ['names(oso.authorized_resources(User("x", ["gmail"]), "see", Repository))', "= ['docs']"],
      ['names(oso.authorized_resources(ann, "nothing", Repository))', '= []'],
    ] as const) {
      program.tell(call);
      await program.prints(printed);
    }
    expect(client.kept).toEqual([]);
    expect(client.events.filter(({ body }) => body?.category === 'important')).toEqual([]);
  });

  test('stops at a breakpoint with its own objects, and goes on with its own answer', async () => {
    const { program, client } = setUp();
    expect(await client.attach({ 'main.polar': [3] })).toMatchObject({ success: true });
    await client.said('Attached to app.py');
    program.tell('oso.is_allowed(ann, "read", gmail)');
    const { threadId } = await client.event('stopped');
    const { threads } = (await client.ask('threads')).body;
    expect(threads).toEqual([
      { id: threadId, name: `is_allowed(User(name='ann', roles=['reader']), "read", Repository(name='gmail'))` },
    ]);
    const { frames, variables } = await client.seen(threadId);
    expect(frames[0]).toMatchObject({ line: 3, source: { name: 'main.polar' } });
    expect(variables).toMatchObject({
      actor: "User(name='ann', roles=['reader'])",
      role: '"reader"',
      action: '"read"',
    });
    const evaluated = await client.ask('evaluate', {
      expression: 'actor.roles',
      frameId: frames[0]!.id,
      context: 'repl',
    });
    expect(evaluated.body.result).toBe('["reader"]');
    await client.ask('continue', { threadId });
    await program.prints('= True');
    await client.event('thread', ({ reason }) => reason === 'exited');
    program.tell('sorted(oso.authorized_actions(ann, gmail))');
    for (let stops = 0; stops < 2; stops++) await client.ask('continue', await client.event('stopped'));
    await program.prints("= ['list', 'read']");
    expect(client.kept).toEqual([]);
  });

  test('has a thread for each request that stops, and the others go on', async () => {
    const { program, client } = setUp();
    await client.attach({ 'main.polar': [3] });
    await client.said('Attached to app.py');
    program.tell('&oso.is_allowed(ann, "read", gmail)');
    program.tell('&oso.is_allowed(ann, "write", gmail)');
    const stops = [await client.event('stopped'), await client.event('stopped')];
    expect(stops[0]!.threadId).not.toBe(stops[1]!.threadId);
    expect((await client.ask('threads')).body.threads).toHaveLength(2);
    program.tell('oso.is_allowed(User("bob"), "read", gmail)');
    await program.prints('= False');
    const actions = await Promise.all(
      stops.map(async ({ threadId }) => (await client.seen(threadId)).variables.action),
    );
    expect(actions.toSorted()).toEqual(['"read"', '"write"']);
    for (const { threadId } of stops) await client.ask('continue', { threadId });
    await program.prints('= ');
    await program.prints('= ');
    expect(
      program
        .printed()
        .match(/= (True|False)/g)
        ?.toSorted(),
    ).toEqual(['= False', '= False', '= True']);
  });

  test.each([
    ['oso.authorize(ann, "read", gmail)', '= None'],
    ['oso.authorize(ann, "write", gmail)', '! ForbiddenError'],
    ['oso.authorize(User("bob"), "write", gmail)', '! NotFoundError'],
    ['sorted(oso.authorized_actions(ann, gmail))', "= ['list', 'read']"],
    ['list(r["bindings"] for r in oso.query_rule("permits", Variable("r"), "list"))', "= [{'r': 'reader'}]"],
    // The engine's own bindings come in any order.
    ['sorted(next(oso.query("permits(x, y)"))["bindings"].items())', "= [('x', 'reader'), ('y', 'read')]"],
    ['len(list(oso.query("x = new User(\\"eve\\")")))', '= 1'],
    ['list(oso.query("nothing(1)"))', '! PolarRuntimeError'],
    ['oso.is_allowed(ann, "read", 7)', '= False'],
    ['oso.is_allowed({"a": [1, 2.5, None]}, "read", gmail)', '= False'],
  ])('%s: its own answer, and the evaluator has the same', async (call, printed) => {
    const { program, client } = setUp();
    // An exception of the policy is a stop of its own: not here.
    await client.ask('initialize', { adapterID: 'polar' });
    await client.ask('attach', { application: '*' });
    await client.ask('setExceptionBreakpoints', { filters: [] });
    await client.ask('configurationDone');
    await client.said('Attached to app.py');
    program.tell(call);
    await program.prints(printed);
    program.tell('"over"');
    await program.prints('= over');
    expect(client.kept).toEqual([]);
    expect(client.events.filter(({ body }) => body?.category === 'important')).toEqual([]);
  });

  test('a policy that is loaded after an editor has come, and constants of it', async () => {
    const { program, client } = setUp({ 'app.py': app.replace('oso.load_files(["main.polar"])', '') });
    await client.attach({ 'main.polar': [3] });
    await client.said('Attached to app.py');
    await program.prints('ready');
    program.tell('oso.load_files(["main.polar"])');
    await program.prints('= None');
    program.tell('oso.is_allowed(ann, "read", gmail)');
    const stop = await client.event('stopped');
    expect((await client.seen(stop.threadId)).frames[0]).toMatchObject({ line: 3 });
    await client.ask('continue', stop);
    await program.prints('= True');
  });

  test('a policy that was loaded before: the files of the folder are debugged, and that is said', async () => {
    const late = app
      .replace('polar_debug.attach(oso)\n', '')
      .replace('ann, gmail =', 'polar_debug.attach(oso)\nann, gmail =');
    const { program, client } = setUp({ 'app.py': late });
    await client.attach({ 'main.polar': [3] });
    await client.said('Call attach before load_files');
    program.tell('oso.is_allowed(ann, "read", gmail)');
    await client.ask('continue', await client.event('stopped'));
    await program.prints('= True');
  });

  test('where the engines differ, that is told and recorded, and the application has its own answer', async () => {
    const { program, client } = setUp();
    await client.attach();
    await client.said('Attached to app.py');
    // A getter that answers the editor and the engine differently.
    program.tell(
      'globals().update(ODD=[], Odd=type("Odd", (User,), {"__init__": lambda self: None, "name": "odd", "__repr__": lambda self: "odd", "roles": property(lambda self: ODD.append(1) or (["reader"] if len(ODD) % 2 == 0 else []))}))',
    );
    await program.prints('= None');
    program.tell('oso.is_allowed(Odd(), "read", gmail)');
    await program.prints('= True');
    await client.said(
      'The engines differ on is_allowed(odd, "read", Repository(name=\'gmail\')): Polar Tools: no more answers. The application: an answer.',
    );
    expect(JSON.parse(client.kept[0]!.text)).toMatchObject({
      version: 1,
      kind: 'difference',
      query: 'allow(actor, "read", resource)',
      engine: { answer: {} },
      policy: [{ text: policy }],
    });
  });

  test('an application that ends in the middle of a decision ends its threads, and a new one is attached to', async () => {
    const { folder, records, program, client } = setUp();
    await client.attach({ 'main.polar': [3] });
    await client.said('Attached to app.py');
    program.tell('oso.is_allowed(ann, "read", gmail)');
    const { threadId } = await client.event('stopped');
    program.child.kill('SIGKILL');
    expect(await client.event('thread', ({ reason }) => reason === 'exited')).toMatchObject({ threadId });
    await client.said('has ended');
    expect(await client.ask('stackTrace', { threadId })).toMatchObject({ success: false });
    const again = pythonProgram(python!, folder, records);
    await client.said('Attached to app.py');
    again.tell('oso.is_allowed(ann, "read", gmail)');
    await client.ask('continue', await client.event('stopped'));
    await again.prints('= True');
  });

  test('port and token of the environment, of which a configuration knows', async () => {
    const { records, program, client } = setUp();
    await program.prints('ready');
    const { port, token } = recordIn(records);
    await client.attach({ 'main.polar': [3] }, { application: { port, token } });
    await client.said('Attached to app.py');
    program.tell('oso.is_allowed(ann, "read", gmail)');
    await client.ask('continue', await client.event('stopped'));
    await program.prints('= True');
  });

  test('a getter that raises ends the question in both engines; one that hangs is told of, interrupted, and asked of no more', async () => {
    const { program, client } = setUp();
    await client.ask('initialize', { adapterID: 'polar' });
    await client.ask('attach', { application: '*' });
    await client.ask('setExceptionBreakpoints', { filters: [] });
    await client.ask('configurationDone');
    await client.said('Attached to app.py');
    program.tell(
      'globals().update(Bad=type("Bad", (User,), {"__init__": lambda self: None, "__repr__": lambda self: "bad", "roles": property(lambda self: 1 / 0)}))',
    );
    await program.prints('= None');
    program.tell('oso.is_allowed(Bad(), "read", gmail)');
    await program.prints('! ZeroDivisionError');
    program.tell(
      'globals().update(SEEN=[], Slow=type("Slow", (User,), {"__init__": lambda self: None, "__repr__": lambda self: "slow", "roles": property(lambda self: (SEEN.append(1), [sum(range(10**6)) for _ in range(10**9 if len(SEEN) == 1 else 0)], ["reader"])[2])}))',
    );
    await program.prints('= None');
    program.tell('oso.is_allowed(Slow(), "read", gmail)');
    await client.said('Waiting for the application: the attribute roles');
    await client.said('The application goes on with its own engine');
    await program.prints('= True');
    expect(client.kept).toEqual([]);
  });
});
