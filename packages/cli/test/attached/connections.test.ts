import { spawn } from 'node:child_process';
import { connect, createServer, type Socket } from 'node:net';
import { fileURLToPath } from 'node:url';
import { describe, expect, onTestFinished, test } from 'vitest';
import { pythonWithOso } from '../../../../test/conformance/python/reference-python.ts';
import { folderOf } from '../command.ts';
import { debugClient, recordIn, recordsFolder } from './debug-client.ts';
import { programThat } from './program.ts';
import { pythonProgram } from './python-program.ts';

const python = pythonWithOso();
const at = (path: string): string => JSON.stringify(fileURLToPath(new URL(path, import.meta.url)));

const policy = `allow(actor: User, "read", _) if
  actor.name = "ann";
`;

/** Applications that ask their policy about the names that they read, and print the answers. */
const inNode = `
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';
import { attach } from ${at('../../../host-node/src/attach/attach.ts')};
const { Oso } = createRequire(${at('../../../../package.json')})('oso');
class User { constructor(name) { this.name = name; } }
const oso = new Oso();
await attach(oso);
oso.registerClass(User);
await oso.loadFiles(['main.polar']);
console.log('ready');
for await (const name of createInterface({ input: process.stdin }))
  console.log('=', await oso.isAllowed(new User(name), 'read', 1));
`;
const inPython = `
import sys
from oso import Oso
import polar_debug
class User:
    def __init__(self, name):
        self.name = name
oso = Oso()
polar_debug.attach(oso)
oso.register_class(User)
oso.load_files(["main.polar"])
print("ready", flush=True)
for name in sys.stdin:
    print("=", str(oso.is_allowed(User(name.strip()), "read", 1)).lower(), flush=True)
`;

const programs = {
  Node: (folder: string, records: string) => {
    const env = { ...process.env, POLAR_APPLICATIONS: records };
    const child = spawn(process.execPath, ['app.mjs'], { cwd: folder, env, stdio: ['pipe', 'pipe', 'pipe'] });
    onTestFinished(() => void child.kill('SIGKILL'));
    return programThat(child);
  },
  Python: (folder: string, records: string) => pythonProgram(python!, folder, records),
};

describe.each(['Node', 'Python'] as const)('who connects to an application in %s', (language) => {
  const it = test.skipIf(language === 'Python' && python === undefined);

  async function setUp() {
    const folder = folderOf({ 'app.mjs': inNode, 'app.py': inPython, 'main.polar': policy });
    const records = recordsFolder();
    const program = programs[language](folder, records);
    await program.prints('ready');
    const editor = () => debugClient(folder, records);
    return { program, editor, ...recordIn(records) };
  }

  type Application = Awaited<ReturnType<typeof setUp>>;

  /** The application answers, and an editor that comes sees it do so. */
  async function goesOn({ program, editor, port, token }: Application): Promise<void> {
    const next = editor();
    await next.attach({ 'main.polar': [2] }, { application: { port, token } });
    await next.said('Attached to app');
    program.tell('ann');
    const stop = await next.event('stopped');
    expect((await next.seen(stop.threadId)).frames[0]).toMatchObject({ line: 2 });
    await next.ask('continue', stop);
    await program.prints('= true');
  }

  const refused: readonly (readonly [string, (token: string) => string, string])[] = [
    ['a web page', () => 'GET / HTTP/1.1\r\nHost: localhost\r\n\r\n', ''],
    ['no token', () => '{"polar-attach":1}\n', WRONG_TOKEN],
    ['a guessed token', () => greeting('guessed'), WRONG_TOKEN],
    ['a token that begins well', (token) => greeting(token.slice(0, -1)), WRONG_TOKEN],
    ['a token that is no text', (token) => `{"polar-attach":1,"token":["${token}"]}\n`, WRONG_TOKEN],
    ['another version', (token) => greeting(token).replace('1', '2'), ''],
    ['what is no JSON', () => '{"polar-attach":1\n', ''],
    ['a null', () => 'null\n', ''],
    ['a list', () => '[{"polar-attach":1}]\n', ''],
    ['bytes of anything', () => '\u0000\u0007\ud83d\ude00\n', ''],
    ['a line without an end', () => '{'.repeat(9_000), ''],
  ];

  it('whoever does not say the right thing is not let in, and the application goes on', async () => {
    const application = await setUp();
    const heard: Record<string, string> = {};
    for (const [who, text] of refused) heard[who] = await spoken(application.port, text(application.token));
    expect(heard).toEqual(Object.fromEntries(refused.map(([who, , answer]) => [who, answer])));
    await goesOn(application);
  });

  it('an editor with a wrong token is told so', async () => {
    const application = await setUp();
    const editor = application.editor();
    await editor.attach({}, { application: { port: application.port, token: 'guessed' } });
    await editor.said('does not take this token');
    await goesOn(application);
  });

  it('a second editor is told that there is one already, and comes in when that has left', async () => {
    const { program, editor } = await setUp();
    const first = editor();
    await first.attach();
    await first.said('Attached to app');
    const second = editor();
    await second.attach({ 'main.polar': [2] });
    await second.said('Another editor is attached to app');
    program.tell('ann');
    await program.prints('= true');
    await first.ask('disconnect');
    await second.said('Attached to app');
    program.tell('ann');
    await second.ask('continue', await second.event('stopped'));
    await program.prints('= true');
  });

  it('an editor that goes in the middle of a decision lets it go on', async () => {
    const application = await setUp();
    const editor = application.editor();
    await editor.attach({ 'main.polar': [2] });
    await editor.said('Attached to app');
    application.program.tell('ann');
    await editor.event('stopped');
    await editor.ask('disconnect');
    await application.program.prints('= true');
    application.program.tell('bob');
    await application.program.prints('= false');
    await goesOn(application);
  });

  it('a connection that breaks in the middle of a decision: it goes on, its thread ends, and the editor says so', async () => {
    const application = await setUp();
    const { port, token, program } = application;
    const between = await relay(port);
    const editor = application.editor();
    await editor.attach({ 'main.polar': [2] }, { application: { port: between.port, token } });
    await editor.said('Attached to app');
    program.tell('ann');
    const { threadId } = await editor.event('stopped');
    between.cut();
    await program.prints('= true');
    expect(await editor.event('thread', ({ reason }) => reason === 'exited')).toMatchObject({ threadId });
    await editor.said('has ended');
    await goesOn(application);
  });

  const rubbish = [
    'no JSON',
    '{',
    'null',
    '7',
    '[]',
    '["ask",1]',
    '["ask",1,["get"]]',
    '["ask",1,["what?",{"o":99999}]]',
    '["answer",1]',
    '["answer",1,{"x":{"o":99999}}]',
    '["forget",99,[1]]',
    '["forget"]',
    '["what?",1]',
    '\ud800',
  ];

  it('an editor that writes rubbish in the middle of a decision: the application has its own answer', async () => {
    const application = await setUp();
    const { port, token, program } = application;
    for (const line of rubbish) {
      const editor = await connected(port, greeting(token));
      await editor.hears('"attached":1');
      program.tell('ann');
      await editor.hears('["begin",1,');
      // Whether or not it is taken for a message, it is the last one.
      editor.socket.end(`${line}\n`);
      await program.prints('= true');
      await editor.closed;
    }
    expect(program.printed()).toContain('the editor wrote what is no message, and is not listened to any more');
    await goesOn(application);
  });
});

const WRONG_TOKEN = '{"refused":"wrong-token"}\n';
const greeting = (token: string): string => `${JSON.stringify({ 'polar-attach': 1, token })}\n`;

/** Somebody at a port that has said something, and what is heard there. */
async function connected(port: number, text: string) {
  let heard = '';
  const socket = connect(port, '127.0.0.1', () => socket.write(text));
  socket.setEncoding('utf8').on('data', (more: string) => {
    heard += more;
  });
  // One that is left with unread bytes is reset.
  socket.on('error', () => {});
  const closed = new Promise<string>((resolve) => socket.on('close', () => resolve(heard)));
  onTestFinished(() => void socket.destroy());
  const hears = async (part: string): Promise<void> => {
    while (!heard.includes(part)) await new Promise((resolve) => setTimeout(resolve, 5));
  };
  return { socket, closed, hears };
}

/** All that a program hears that says something to a port. */
const spoken = async (port: number, text: string): Promise<string> => (await connected(port, text)).closed;

/** A port that leads to another, until that is cut. */
async function relay(to: number): Promise<{ readonly port: number; cut(): void }> {
  const ends: Socket[] = [];
  const server = createServer((near) => {
    const far = connect(to, '127.0.0.1');
    near.pipe(far).pipe(near);
    for (const end of [near, far]) ends.push(end.on('error', () => {}));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const cut = (): void => {
    server.close();
    for (const end of ends) end.resetAndDestroy();
  };
  onTestFinished(cut);
  const address = server.address();
  return { port: typeof address === 'object' && address !== null ? address.port : 0, cut };
}
