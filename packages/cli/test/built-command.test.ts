import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { connect } from 'node:net';
import { fileURLToPath } from 'node:url';
import { describe, expect, onTestFinished, test } from 'vitest';
import { folderOf } from './command.ts';

const root = new URL('../../../', import.meta.url);
const command = fileURLToPath(new URL('packages/cli/bin/polar.js', root));
const built = existsSync(new URL('dist/cli.js', root));
if (!built)
  console.log('The command is not built (dist/cli.js): its tests as a process are left out. Run `npm run build`.');

function start(commandLine: readonly string[], folder: string, options: readonly string[] = []): ChildProcess {
  const child = spawn(process.execPath, [...options, command, ...commandLine], { cwd: folder, stdio: 'pipe' });
  onTestFinished(() => {
    child.kill();
  });
  return child;
}

function run(
  commandLine: readonly string[],
  folder: string,
  options: readonly string[] = [],
  input = '',
): Promise<{ status: number | null; output: string; errors: string }> {
  const child = start(commandLine, folder, options);
  child.stdin?.end(input);
  let output = '';
  let errors = '';
  child.stdout?.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  child.stderr?.on('data', (chunk: Buffer) => {
    errors += chunk.toString();
  });
  return new Promise((resolve) => child.on('close', (status) => resolve({ status, output, errors })));
}

/** One message in the framing that both protocols share. */
const framed = (message: object) => {
  const body = JSON.stringify(message);
  return `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
};

/** What came until a text is in it. */
function until(stream: NodeJS.ReadableStream, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let seen = '';
    stream.on('data', (chunk: Buffer) => {
      seen += chunk.toString();
      if (seen.includes(text)) resolve(seen);
    });
    stream.on('end', () => reject(new Error(`it ended before "${text}": ${seen}`)));
  });
}

/** Starts a query whose answers never end. */
function endless(): ChildProcess {
  const folder = folderOf({ 'main.polar': 'n(0); n(x) if n(y) and x = y + 1;' });
  return start(['query', '--policy', 'main.polar', '--timeout', '0', 'n(x)'], folder);
}

describe.runIf(built)('the built command, as a process', () => {
  test('a query ends when nobody reads its answers any more', async () => {
    const child = endless();
    await until(child.stdout!, 'x = 3');
    child.stdout!.destroy();
    const status = await new Promise((resolve) => child.on('exit', resolve));
    expect(status).toBe(0);
  });

  test('facts that do not fit into memory are told before it ends, with what to do', async () => {
    const lines: string[] = [];
    for (let i = 0; i < 500_000; i++)
      lines.push(
        `["has_role", {"type": "User", "id": "user-number-${i}"}, "reader", {"type": "Repo", "id": "repository-${i}"}]`,
      );
    const folder = folderOf({
      'main.polar': 'actor User {} resource Repo { roles = ["reader"]; permissions = ["read"]; "read" if "reader"; }',
      'facts.jsonl': lines.join('\n'),
    });
    const question = [
      'User:user-number-5',
      'read',
      'Repo:repository-5',
      '--policy',
      'main.polar',
      '--facts',
      'facts.jsonl',
    ];
    const small = await run(['authorize', ...question], folder, ['--max-old-space-size=64']);
    expect(small).toMatchObject({ status: 2, output: '' });
    expect(small.errors).toMatch(
      /^error: The facts do not fit into memory: [\d,]+ of them, up to somewhere in facts\.jsonl, fill the \d+ MB that .* NODE_OPTIONS=--max-old-space-size=\d+, or name fewer facts\.\n$/,
    );
    const large = await run(['authorize', ...question], folder, ['--max-old-space-size=1000']);
    expect(large).toMatchObject({ status: 0, output: 'Allowed\n', errors: '' });
  }, 60_000);

  test.each([
    ['asked by a command', ['query', 'growl([])'], ''],
    ['in a conversation', ['repl'], 'growl([])\n'],
    ['in a conversation, traced', ['repl'], ':trace on\ngrowl([])\n'],
  ])(
    'a term that grows without end is told before memory ends: %s',
    async (_, [name, ...words], input) => {
      const folder = folderOf({ 'main.polar': 'growl(x) if growl([1, *x]);' });
      const commandLine = [name!, ...words, '--policy', 'main.polar', '--timeout', '0'];
      const { output, errors } = await run(commandLine, folder, ['--max-old-space-size=64'], input);
      expect(output + errors).toContain(
        'error: The query takes more memory than this program has. Ask for less, or give it more with NODE_OPTIONS=--max-old-space-size=MEGABYTES.\n',
      );
    },
    60_000,
  );

  test('Ctrl-C ends a query', async () => {
    const child = endless();
    await until(child.stdout!, 'x = 3');
    let errors = '';
    child.stderr!.on('data', (chunk: Buffer) => {
      errors += chunk.toString();
    });
    child.kill('SIGINT');
    // What was written is whole, and the status says that there may be more answers.
    expect(await new Promise((resolve) => child.on('close', resolve))).toBe(2);
    expect(errors).toContain('Interrupted.');
  });

  test('Ctrl-C ends tests, with what ran till then', async () => {
    const facts = Array.from({ length: 3000 }, (_, at) => `n(X{"${at}"});`).join(' ');
    const folder = folderOf({
      'main.polar': `actor X {}
pair(a: X, b: X) if n(a) and n(b);
test "first" { setup { n(X{"1"}); } assert pair(X{"1"}, X{"1"}); }
test "long" { setup { ${facts} } ${'assert pair(a: X, b: X) iff a in ["0"]; '.repeat(20)} }
test "last" { setup { n(X{"1"}); } assert pair(X{"1"}, X{"1"}); }
`,
    });
    const child = start(['test', '--timeout', '0'], folder);
    let output = '';
    let errors = '';
    child.stdout!.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
    child.stderr!.on('data', (chunk: Buffer) => {
      errors += chunk.toString();
    });
    const closed = new Promise((resolve) => child.on('close', resolve));
    await until(child.stdout!, '✓ first');
    child.kill('SIGINT');
    expect(await closed).toBe(2);
    expect(output).toMatch(/^✓ first\n1 passed, 0 failed \(1 assertion/);
    expect(errors).toContain('Interrupted: 2 tests were not run.');
  });

  test('checks a file and exits with its status', async () => {
    const folder = folderOf({ 'bad.polar': 'f(x) if missing(x);\n', 'good.polar': 'allow(_, _, _);\n' });
    const bad = await run(['check', '--format', 'json', 'bad.polar'], folder);
    expect(bad.status).toBe(1);
    expect(JSON.parse(bad.output).files[0].file).toBe('bad.polar');
    expect((await run(['check', 'good.polar'], folder)).status).toBe(0);
    expect((await run(['check', 'none.polar'], folder)).status).toBe(2);
  });

  test.runIf(process.platform === 'linux' && existsSync('/usr/bin/script'))(
    'has colours on a real terminal, and none where NO_COLOR is set',
    async () => {
      const folder = folderOf({ 'a.polar': '\tf("日本", x) if x y;\n' });
      const onTerminal = (environment: Record<string, string>): Promise<string> => {
        const line = `"${process.execPath}" "${command}" check a.polar`;
        const child = spawn('/usr/bin/script', ['-qec', line, '/dev/null'], {
          cwd: folder,
          env: { ...process.env, TERM: 'xterm', FORCE_COLOR: undefined, NO_COLOR: undefined, ...environment },
          stdio: ['ignore', 'pipe', 'inherit'],
        });
        onTestFinished(() => {
          child.kill();
        });
        let output = '';
        child.stdout.on('data', (chunk: Buffer) => {
          output += chunk.toString();
        });
        return new Promise((resolve) => child.on('close', () => resolve(output)));
      };
      const coloured = await onTerminal({});
      expect(coloured).toContain('\u001b[31m');
      const plain = await onTerminal({ NO_COLOR: '1' });
      expect(plain).not.toContain('\u001b');
      // The marks stand below, after a tab and two wide characters.
      expect(plain.replaceAll('\r', '')).toContain(`  1 │     f("日本", x) if x y;\n    │ ${' '.repeat(22)}^\n`);
    },
  );

  test('answers a query', async () => {
    const { status, output } = await run(['query', '--format', 'json', 'x in [1, 2, 3] and x > 1'], folderOf({}));
    expect(output).toBe('{"results": [{"x": 2}, {"x": 3}]}\n');
    expect(status).toBe(0);
  });

  test('is a language server over standard streams', async () => {
    const child = start(['lsp', '--stdio'], folderOf({}));
    const answer = until(child.stdout!, '"capabilities"');
    child.stdin?.write(
      framed({
        jsonrpc: '2.0',
        id: 1,
        method: 'initialize',
        params: { processId: null, rootUri: null, capabilities: {} },
      }),
    );
    expect(await answer).toContain('"hoverProvider"');
  });

  test('is a debug adapter over standard streams', async () => {
    const child = start(['dap'], folderOf({}));
    const answer = until(child.stdout!, '"command":"initialize"');
    child.stdin?.write(framed({ seq: 1, type: 'request', command: 'initialize', arguments: { adapterID: 'polar' } }));
    expect(await answer).toContain('"supportsConditionalBreakpoints":true');
  });

  test('is a debug adapter on a port of this machine', async () => {
    const child = start(['dap', '--port', '0'], folderOf({}));
    const listening = await until(child.stderr!, '\n');
    const port = Number(/127\.0\.0\.1:(\d+)/.exec(listening)?.[1]);
    const socket = connect(port, '127.0.0.1');
    onTestFinished(() => {
      socket.destroy();
    });
    const answer = until(socket, '"command":"initialize"');
    socket.write(framed({ seq: 1, type: 'request', command: 'initialize', arguments: { adapterID: 'polar' } }));
    expect(await answer).toContain('"success":true');
  });
});
