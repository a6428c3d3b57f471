/** What ships, on the oldest Node that the manifest allows (needs `npm run build`). */
import { execFile, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, describe, expect, it } from 'vitest';
import { lowestNode } from '../../scripts/lowest-node/install.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
const node = lowestNode();
if (node === undefined)
  console.warn(
    'Node 20.0.0 is not installed here (`npm test` installs it on Linux with x64): what ships is not tried on it.',
  );

const folder = mkdtempSync(join(tmpdir(), 'polar-lowest-'));
afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));

const polar = join(root, 'packages', 'cli', 'bin', 'polar.js');
const example = (name: string): string => join(root, 'examples', 'quickstart', name);

/** What a command prints, and its status; colours as on a terminal. */
async function run(...parameters: string[]): Promise<{ readonly status: number; readonly output: string }> {
  const { NODE_OPTIONS: _, NO_COLOR: __, ...rest } = process.env;
  const env = { ...rest, FORCE_COLOR: '1' };
  try {
    const { stdout, stderr } = await promisify(execFile)(node!, [polar, ...parameters], { cwd: root, env });
    return { status: 0, output: stdout + stderr };
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
    return { status: code, output: stdout + stderr };
  }
}

describe.skipIf(node === undefined)('on the oldest Node that is supported', () => {
  it('which is the one of the manifest', async () => {
    const { stdout } = await promisify(execFile)(node!, ['--version']);
    const { engines } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { engines: { node: string } };
    expect(`>=${stdout.trim().slice(1)}`.startsWith(engines.node)).toBe(true);
  });

  it('polar check reports in colours', async () => {
    const file = join(folder, 'main.polar');
    writeFileSync(file, 'allow(actor, _action, resource) if actor = 1;\n');
    const { status, output } = await run('check', file);
    expect(status).toBe(1);
    expect(output).toContain('\u001b[1m\u001b[31merror:\u001b[39m\u001b[22m Singleton variable resource');
  });

  it('polar query answers', async () => {
    const { status, output } = await run(
      'query',
      '--policy',
      example('main.polar'),
      '--data',
      example('data.json'),
      'allow(larry, action, gmail)',
    );
    expect({ status, output }).toEqual({ status: 0, output: 'action = "read"\naction = "push"\naction = "delete"\n' });
  });

  it('polar serve says what --store needs', async () => {
    const { status, output } = await run('serve', '--port', '0', '--store', join(folder, 'facts.db'));
    expect(status).toBe(2);
    expect(output).toContain('--store needs Node 22.13 or later, which has SQLite, and this is v20.0.0.');
  });

  it.each([
    ['the language server of the command', polar, ['lsp', '--stdio']],
    ['the language server of the extension', join(root, 'dist', 'server.cjs'), ['--stdio']],
  ])('%s answers', async (_, program, parameters) => {
    const { NODE_OPTIONS: __, ...env } = process.env;
    const child = spawn(node!, [program, ...parameters], { cwd: root, env, stdio: ['pipe', 'pipe', 'inherit'] });
    try {
      const initialize = {
        jsonrpc: '2.0',
        id: 1,
        method: 'initialize',
        params: { processId: null, rootUri: null, capabilities: {} },
      };
      const body = JSON.stringify(initialize);
      child.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
      let output = '';
      for await (const chunk of child.stdout.setEncoding('utf8')) {
        output += chunk;
        if (output.includes('"capabilities"')) break;
      }
      expect(output).toContain('"hoverProvider"');
    } finally {
      child.kill();
    }
  });
});
