import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { describe, expect, onTestFinished, test } from 'vitest';
import { pythonWithOso } from '../../../../test/conformance/python/reference-python.ts';
import { folderOf } from '../command.ts';
import { debugClient, recordsFolder } from './debug-client.ts';
import { programThat } from './program.ts';

const python = pythonWithOso(['fastapi', 'uvicorn', 'django', 'gunicorn']);
const library = fileURLToPath(new URL('../../../host-python/python', import.meta.url));

const policy = `allow(name, "read", _page) if
  reader(name) and
  name != "bob";

reader("ann");
reader("eve");
`;

/** What every server has: an `Oso` that is attached when the module is imported. */
const access = `
from oso import Oso
import polar_debug

oso = Oso()
polar_debug.attach(oso)
oso.load_files(["main.polar"])
`;

const fastapi = `
import os
from access import oso
from fastapi import FastAPI
app = FastAPI()

@app.get("/task/{name}")
async def task(name: str):
    return {"allowed": oso.is_allowed(name, "read", "page"), "pid": os.getpid()}

@app.get("/thread/{name}")
def thread(name: str):
    return {"allowed": oso.is_allowed(name, "read", "page"), "pid": os.getpid()}

@app.get("/free")
async def free():
    return {"allowed": None, "pid": os.getpid()}
`;

/** One file is a whole Django project. */
const django = `
import os, sys
from django.conf import settings
settings.configure(DEBUG=True, ROOT_URLCONF=__name__, ALLOWED_HOSTS=["*"], SECRET_KEY="x")
from django.http import JsonResponse
from django.urls import path
from access import oso

def page(request, name):
    return JsonResponse({"allowed": oso.is_allowed(name, "read", "page"), "pid": os.getpid()})

urlpatterns = [path("thread/<str:name>", page)]
if __name__ == "__main__":
    from django.core.management import execute_from_command_line
    execute_from_command_line(sys.argv)
`;

const wsgi = `
import json, os
from access import oso

def app(environ, start):
    allowed = oso.is_allowed(environ["PATH_INFO"].rpartition("/")[2], "read", "page")
    start("200 OK", [("Content-Type", "application/json")])
    return [json.dumps({"allowed": allowed, "pid": os.getpid()}).encode()]
`;

/** Forks when it is told to; its child serves, and it asks its policy itself. */
const forking = `
import json, os, signal, sys
from http.server import BaseHTTPRequestHandler, HTTPServer
from access import oso

class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        allowed = oso.is_allowed(self.path.rpartition("/")[2], "read", "page")
        self.send_response(200)
        self.end_headers()
        self.wfile.write(json.dumps({"allowed": allowed, "pid": os.getpid()}).encode())

server = HTTPServer(("127.0.0.1", int(os.environ["PORT"])), Handler)
print("ready", flush=True)
sys.stdin.readline()
if os.fork() == 0:
    server.serve_forever()
print("=", oso.is_allowed("eve", "read", "page"), flush=True)
sys.stdin.readline()
`;

const files = {
  'access.py': access,
  'fast.py': fastapi,
  'manage.py': django,
  'plain.py': wsgi,
  'forking.py': forking,
  'main.polar': policy,
};

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });

/** A server of `files`; `words` with PORT in place of its port. */
async function served(words: readonly string[], environment: Readonly<Record<string, string>> = {}) {
  const port = `${await freePort()}`;
  const folder = folderOf(files);
  const records = recordsFolder();
  const child = spawn(
    python!,
    words.map((word) => word.replace('PORT', port)),
    {
      cwd: folder,
      env: {
        ...process.env,
        PORT: port,
        PYTHONPATH: library,
        POLAR_APPLICATIONS: records,
        PYTHONDONTWRITEBYTECODE: '1',
        ...environment,
      },
      stdio: ['pipe', 'pipe', 'pipe'],
      // Its workers end with it.
      detached: true,
    },
  );
  onTestFinished(() => {
    try {
      process.kill(-child.pid!, 'SIGKILL');
    } catch {
      // It has ended.
    }
  });
  const program = programThat(child);
  const asked = async (path: string): Promise<{ allowed: boolean | null; pid: number }> => {
    for (;;)
      try {
        return (await (await fetch(`http://127.0.0.1:${port}/${path}`)).json()) as { allowed: boolean; pid: number };
      } catch (error) {
        if (child.exitCode !== null) throw new Error(`The server ended:\n${program.printed()}`, { cause: error });
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
  };
  return { port, folder, records, program, child, asked, client: debugClient(folder, records) };
}

describe.skipIf(python === undefined)('servers in Python', () => {
  test.each([
    ['Django, its own server with threads and reloading', ['manage.py', 'runserver', '127.0.0.1:PORT'], 'manage.py', 2],
    ['gunicorn with threads', ['-m', 'gunicorn', '-b', '127.0.0.1:PORT', '--threads', '4', 'plain:app'], 'gunicorn', 1],
    ['uvicorn with functions that are not asynchronous', ['-m', 'uvicorn', '--port', 'PORT', 'fast:app'], 'uvicorn', 1],
  ])(
    '%s: two requests at a time are two threads of one session; others go on',
    async (_what, words, name, processes) => {
      const { client, asked } = await served(words);
      expect(await asked('thread/bob')).toMatchObject({ allowed: false });
      await client.attach({ 'main.polar': [3] });
      // Django's reloading has a process that serves, and one that starts it anew.
      for (let attached = 0; attached < processes; attached++) await client.said(`Attached to ${name}`);
      const requests = [asked('thread/ann'), asked('thread/eve')];
      const stops = [await client.event('stopped'), await client.event('stopped')];
      const { threads } = (await client.ask('threads')).body;
      expect(threads.map(({ name }: { name: string }) => name).toSorted()).toEqual([
        'is_allowed("ann", "read", "page")',
        'is_allowed("eve", "read", "page")',
      ]);
      expect(await asked('thread/bob')).toMatchObject({ allowed: false });
      for (const stop of stops) await client.ask('continue', stop);
      expect((await Promise.all(requests)).map(({ allowed }) => allowed)).toEqual([true, true]);
    },
  );

  test.each([
    [
      'gunicorn that loads the application before it forks',
      ['-m', 'gunicorn', '-b', '127.0.0.1:PORT', '--workers', '2', '--preload', 'plain:app'],
      'gunicorn',
      3,
    ],
    ['uvicorn with workers', ['-m', 'uvicorn', '--port', 'PORT', '--workers', '2', 'fast:app'], 'uvicorn', 2],
  ])('%s: each worker comes into the session by itself', async (_what, words, name, processes) => {
    const { client, asked } = await served(words);
    await client.attach({ 'main.polar': [3] });
    for (let attached = 0; attached < processes; attached++) await client.said(`Attached to ${name}`);
    // While one worker stands, the other takes the next request.
    const first = asked('task/ann');
    const one = await client.event('stopped');
    const second = asked('task/eve');
    const other = await client.event('stopped');
    expect(other.threadId).not.toBe(one.threadId);
    for (const stop of [other, one]) await client.ask('continue', stop);
    const answers = await Promise.all([first, second]);
    expect(answers.map(({ allowed }) => allowed)).toEqual([true, true]);
    expect(new Set(answers.map(({ pid }) => pid)).size).toBe(2);
  });

  test('an asynchronous function stops its process alone, and its requests are answered afterwards', async () => {
    const { client, asked } = await served(['-m', 'uvicorn', '--port', 'PORT', 'fast:app']);
    await client.attach({ 'main.polar': [3] });
    await client.said('Attached to uvicorn');
    const order: string[] = [];
    const requests = ['task/ann', 'free', 'task/eve'].map((path) =>
      asked(path).then((answer) => {
        order.push(path);
        return answer.allowed;
      }),
    );
    const first = await client.event('stopped');
    expect(order).not.toContain('task/ann');
    // The editor is answered meanwhile, by the thread that stands.
    expect((await client.seen(first.threadId)).variables).toMatchObject({ name: expect.stringMatching(/ann|eve/) });
    await client.ask('continue', first);
    await client.ask('continue', await client.event('stopped'));
    expect(await Promise.all(requests)).toEqual([true, null, true]);
  });

  test('a process that forks while an editor is attached: the child has a connection of its own, and the parent keeps its', async () => {
    const { client, program, asked } = await served(['forking.py'], { POLAR_DEBUG_PORT: `${await freePort()}` });
    await client.attach({ 'main.polar': [3] });
    await client.said('Attached to forking.py');
    await program.prints('ready');
    program.tell('fork');
    const own = await client.event('stopped');
    await client.said('Attached to forking.py');
    const request = asked('ann');
    const childs = await client.event('stopped');
    await client.ask('continue', childs);
    expect(await request).toMatchObject({ allowed: true });
    await client.ask('continue', own);
    await program.prints('= True');
    expect(client.kept).toEqual([]);
  });
});
