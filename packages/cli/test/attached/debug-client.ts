import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { createSession } from '@polar-tools/debug-adapter';
import { findApplications } from '@polar-tools/host-python/node';
import { nodeFiles } from '@polar-tools/server/node-files';
import type { DebugProtocol } from '@vscode/debugprotocol';
import { onTestFinished } from 'vitest';

/** Where the applications of one test say that they listen. */
export function recordsFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'polar-applications-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Where an application listens, and what it wants to hear. */
export function recordIn(records: string): { readonly port: number; readonly token: string } {
  const [file] = readdirSync(records);
  return JSON.parse(readFileSync(join(records, file!), 'utf8'));
}

/** A client of the debugger that attaches to running applications. */
export function debugClient(folder: string, records: string) {
  const events: DebugProtocol.Event[] = [];
  const waiting = new Map<number, (response: DebugProtocol.Response) => void>();
  const kept: { readonly name: string; readonly text: string }[] = [];
  const session = createSession({
    send: (message) => {
      if (message.type === 'event') events.push(message as DebugProtocol.Event);
      else waiting.get((message as DebugProtocol.Response).request_seq)?.(message as DebugProtocol.Response);
    },
    host: {
      files: nodeFiles(),
      folder: pathToFileURL(folder).href,
      breathe: () => setImmediate(),
      now: () => performance.now(),
      findApplications: (wanted, finder) => findApplications(wanted, finder, records),
      keepRecording: async (name, text) => {
        kept.push({ name, text });
        return `${name}.json`;
      },
    },
  });
  onTestFinished(() => session.dispose());
  let seq = 0;
  const ask = (command: string, args: object = {}): Promise<DebugProtocol.Response> =>
    new Promise((resolve) => {
      waiting.set(++seq, resolve);
      session.receive({ seq, type: 'request', command, arguments: args });
    });
  /** The next event of a name that matches; it is taken. */
  const event = async (name: string, matches: (body: DebugProtocol.Event['body']) => boolean = () => true) => {
    for (;;) {
      const found = events.findIndex((one) => one.event === name && matches(one.body));
      if (found >= 0) return events.splice(found, 1)[0]!.body;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  };
  const said = (text: string) => event('output', ({ output }) => output.includes(text));
  /** Attaches, with breakpoints on lines of files. */
  const attach = async (breakpoints: Readonly<Record<string, readonly number[]>> = {}, more: object = {}) => {
    await ask('initialize', { adapterID: 'polar', supportsVariablePaging: true });
    const attached = await ask('attach', { application: '*', ...more });
    for (const [path, lines] of Object.entries(breakpoints))
      await ask('setBreakpoints', { source: { path }, breakpoints: lines.map((line) => ({ line })) });
    await ask('configurationDone');
    return attached;
  };
  /** What is shown where a thread has stopped: its frames, and the variables of the innermost one. */
  const seen = async (threadId: number) => {
    const { stackFrames } = (await ask('stackTrace', { threadId })).body;
    const { scopes } = (await ask('scopes', { frameId: stackFrames[0].id })).body;
    const variables: Record<string, string> = {};
    for (const { variablesReference } of scopes as DebugProtocol.Scope[])
      for (const { name, value } of (await ask('variables', { variablesReference })).body
        .variables as DebugProtocol.Variable[])
        variables[name] ??= value;
    return { frames: stackFrames as DebugProtocol.StackFrame[], variables };
  };
  return { ask, attach, event, events, kept, said, seen };
}
