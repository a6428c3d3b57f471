/** A debug session as the specs see it: what VS Code's own debugger receives from the adapter. */
import assert from 'node:assert/strict';
import type { DebugProtocol } from '@vscode/debugprotocol';
import * as vscode from 'vscode';
import { until } from './editor.ts';

export interface Debugging {
  readonly session: vscode.DebugSession;
  /** Waits for the next stop and answers why the adapter stopped. */
  stopped(): Promise<DebugProtocol.StoppedEvent['body']>;
  /** The call stack, innermost first. */
  frames(): Promise<readonly DebugProtocol.StackFrame[]>;
  /** The variables of a scope of a frame, name to printed value. */
  variables(scope: string, frame?: number): Promise<Readonly<Record<string, string>>>;
  /** What the console shows for an expression in a frame. */
  evaluate(expression: string, frame?: number): Promise<string>;
  /** Presses a button of the debug toolbar. */
  press(button: 'continue' | 'stepOver' | 'stepInto' | 'stepOut'): Promise<void>;
  /** Waits for the end and answers all that was printed. */
  ended(): Promise<string>;
}

/** Starts a session and waits until the adapter has taken the launch configuration. */
export const debug = async (
  configuration: Record<string, unknown>,
  options: vscode.DebugSessionOptions = {},
): Promise<Debugging> => {
  const watched = watch();
  const folder = vscode.workspace.workspaceFolders?.[0];
  const launch = { type: 'polar', request: 'launch', name: 'test', ...configuration };
  assert.ok(await vscode.debug.startDebugging(folder, launch, options), 'the session starts');
  return watched.debugging();
};

/** Follows the next session that starts, whoever starts it. */
export const watch = (): { debugging(): Promise<Debugging> } => {
  const messages: DebugProtocol.ProtocolMessage[] = [];
  let session: vscode.DebugSession | undefined;
  let over = false;
  const tracker = vscode.debug.registerDebugAdapterTrackerFactory('polar', {
    createDebugAdapterTracker: (started) => {
      session = started;
      return { onDidSendMessage: (message) => messages.push(message) };
    },
  });
  const end = vscode.debug.onDidTerminateDebugSession((ended) => {
    if (ended.id === session?.id) over = true;
  });
  const events = <E extends DebugProtocol.Event>(name: string): E[] =>
    messages.filter(
      (message): message is E => message.type === 'event' && (message as DebugProtocol.Event).event === name,
    );
  return {
    async debugging() {
      const started = await until('a debug session', () => session);
      let stops = 0;
      const frames = async (): Promise<readonly DebugProtocol.StackFrame[]> =>
        ((await started.customRequest('stackTrace', { threadId: 1 })) as DebugProtocol.StackTraceResponse['body'])
          .stackFrames;
      const frameId = async (index: number): Promise<number> => {
        const frame = (await frames())[index];
        assert.ok(frame, `frame ${index}`);
        return frame.id;
      };
      return {
        session: started,
        async stopped() {
          const stop = await until('a stop', () => {
            if (over)
              throw new Error(
                `the session ended: ${events<DebugProtocol.OutputEvent>('output').map(({ body }) => body.output)}`,
              );
            return events<DebugProtocol.StoppedEvent>('stopped')[stops];
          });
          stops++;
          // The editor's own view of the stop follows the message.
          await until(
            'the editor to show the stop',
            () => vscode.debug.activeStackItem instanceof vscode.DebugStackFrame,
          );
          return stop.body;
        },
        frames,
        async variables(scope, frame = 0) {
          const { scopes } = (await started.customRequest('scopes', {
            frameId: await frameId(frame),
          })) as DebugProtocol.ScopesResponse['body'];
          const found = scopes.find(({ name }) => name === scope);
          assert.ok(found, `a scope ${scope} among ${scopes.map(({ name }) => name)}`);
          const { variables } = (await started.customRequest('variables', {
            variablesReference: found.variablesReference,
          })) as DebugProtocol.VariablesResponse['body'];
          return Object.fromEntries(variables.map(({ name, value }) => [name, value]));
        },
        async evaluate(expression, frame = 0) {
          const before = events<DebugProtocol.OutputEvent>('output').length;
          const { result } = (await started.customRequest('evaluate', {
            expression,
            context: 'repl',
            frameId: await frameId(frame),
          })) as DebugProtocol.EvaluateResponse['body'];
          const printed = events<DebugProtocol.OutputEvent>('output').slice(before);
          return [...printed.map(({ body }) => body.output), result].join('\n');
        },
        async press(button) {
          await vscode.commands.executeCommand(`workbench.action.debug.${button}`);
        },
        async ended() {
          await until('the session to end', () => over);
          tracker.dispose();
          end.dispose();
          return events<DebugProtocol.OutputEvent>('output')
            .filter(({ body }) => body.category !== 'telemetry')
            .map(({ body }) => body.output)
            .join('');
        },
      };
    },
  };
};

/** Sets breakpoints on lines (from 1) of a file; they are gone after `clear`. */
export const breakpoints = (uri: vscode.Uri, positions: readonly vscode.Position[]): { clear(): void } => {
  const added = positions.map((position) => new vscode.SourceBreakpoint(new vscode.Location(uri, position)));
  vscode.debug.addBreakpoints(added);
  return { clear: () => vscode.debug.removeBreakpoints(added) };
};
