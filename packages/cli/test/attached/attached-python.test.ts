import { describe, expect, test } from 'vitest';
import { pythonWithOso } from '../../../../test/conformance/python/reference-python.ts';
import { folderOf } from '../command.ts';
import { debugClient, recordsFolder } from './debug-client.ts';
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

describe.skipIf(python === undefined)('a running application in Python', () => {
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
});
