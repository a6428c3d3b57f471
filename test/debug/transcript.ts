import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { DebugHost } from '@polar-tools/debug-adapter';
import type { DebugProtocol } from '@vscode/debugprotocol';
import { expect } from 'vitest';
import { InProcessClient } from './in-process-client.ts';
import { ROOT } from './test-host.ts';

const FOLDER = dirname(fileURLToPath(import.meta.url));

/** A debug session that is written down as it goes, in words that stay the same from run to run. */
export class Transcript {
  readonly client: InProcessClient;
  readonly #lines: string[] = [];

  constructor(host: DebugHost) {
    this.client = new InProcessClient(host);
    this.client.listen((message) => {
      if (message.type === 'event') this.#writeEvent(message as DebugProtocol.Event);
    });
  }

  /** A remark, for whoever reads the transcript. */
  remark(text: string): void {
    this.#lines.push('', `# ${text}`);
  }

  /** Sends a request; writes it down with its response. */
  async send(command: string, args?: object): Promise<DebugProtocol.Response['body']> {
    this.#lines.push(`→ ${command}${args === undefined ? '' : ` ${json(args)}`}`);
    const at = this.#lines.length;
    const response = await this.client.request(command, args);
    const text = response.success
      ? `← ${response.body === undefined ? 'ok' : json(response.body)}`
      : `← refused: ${response.message}`;
    this.#lines.splice(at, 0, ...text.split('\n').map((line, index) => (index === 0 ? line : `    ${line}`)));
    return response.body;
  }

  /** Begins as editors do: initialize, launch, breakpoints, configurationDone. */
  async launch(args: object, breakpoints: Readonly<Record<string, readonly object[]>> = {}): Promise<void> {
    await this.client.request('initialize', { adapterID: 'polar', supportsInvalidatedEvent: true });
    await this.send('launch', args);
    for (const [path, list] of Object.entries(breakpoints)) {
      await this.send('setBreakpoints', { source: { path }, breakpoints: list });
    }
    await this.send('configurationDone');
  }

  /** Waits until it stops or ends. */
  async rest(): Promise<DebugProtocol.Event> {
    return this.client.next('stopped', 'terminated');
  }

  /** Sends a request after which the query runs, and waits until it stops or ends. */
  async go(command: string, args: object = { threadId: 1 }): Promise<DebugProtocol.Event> {
    await this.send(command, args);
    return this.rest();
  }

  /** Writes down the call stack, with the scopes of the innermost frame (or of all of them). */
  async look(depth = 1): Promise<void> {
    const { stackFrames } = (await this.#ask('stackTrace', {
      threadId: 1,
    })) as DebugProtocol.StackTraceResponse['body'];
    for (const [index, frame] of stackFrames.entries()) {
      const { name, source, line, column, endLine, endColumn } = frame;
      this.#lines.push(`  ${name}  ${source?.name}:${line}:${column}-${endLine}:${endColumn}`);
      if (index >= depth) continue;
      const { scopes } = (await this.#ask('scopes', { frameId: frame.id })) as DebugProtocol.ScopesResponse['body'];
      for (const scope of scopes) {
        const rows = await this.rows(scope.variablesReference);
        this.#lines.push(`    ${scope.name}: ${rows.map((row) => `${row.name} = ${row.value}`).join(' | ')}`);
      }
    }
  }

  /** The lines under a reference, without writing them down. */
  async rows(variablesReference: number): Promise<DebugProtocol.Variable[]> {
    const body = (await this.#ask('variables', { variablesReference })) as DebugProtocol.VariablesResponse['body'];
    return body.variables;
  }

  async #ask(command: string, args: object): Promise<unknown> {
    const response = await this.client.request(command, args);
    expect(response.success, `${command}: ${response.message}`).toBe(true);
    return response.body;
  }

  #writeEvent({ event, body }: DebugProtocol.Event): void {
    if (event === 'output') {
      const { category, output } = body as DebugProtocol.OutputEvent['body'];
      for (const line of output.trimEnd().split('\n')) this.#lines.push(`${category}| ${line}`);
    } else
      this.#lines.push(`! ${event}${body === undefined || Object.keys(body).length === 0 ? '' : ` ${json(body)}`}`);
  }

  /** Compares with `test/debug/NAME.transcript`. One that is missing is written, but not in CI: there it is an error. */
  async check(name: string): Promise<void> {
    await this.client.request('disconnect');
    const text = `${stable(this.#lines.join('\n')).trim()}\n`;
    const path = join(FOLDER, `${name}.transcript`);
    if (process.env.POLAR_GOLDEN === 'write' || (!existsSync(path) && process.env.CI === undefined)) {
      writeFileSync(path, text);
      return;
    }
    expect(existsSync(path), `${name}.transcript is missing: run "npm run golden" and read what it writes`).toBe(true);
    expect(text).toBe(readFileSync(path, 'utf8'));
  }
}

/** One line of JSON with spaces, as people write it. */
function json(value: unknown): string {
  return JSON.stringify(value, null, 1).replaceAll(/\n\s*/g, ' ');
}

/** Nothing of this machine stands in a transcript. */
function stable(text: string): string {
  return text.replaceAll(`${pathToFileURL(ROOT).href}/`, '').replaceAll(`${ROOT}/`, '');
}
