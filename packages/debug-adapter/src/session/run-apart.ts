import type { DebugProtocol } from '@vscode/debugprotocol';
import type { DebugHost } from '../host.ts';

/** A line of a debug console. */
export interface ConsoleLine {
  readonly category: string;
  readonly text: string;
}

/** What came of a run that nobody watched. */
export interface RanApart {
  readonly lines: readonly ConsoleLine[];
  /** As `polar query` has it: 0 answers, 1 none, 2 an error. */
  readonly code: number;
}

/** Begins a session, as {@link createSession} does: it is passed in, as sessions themselves run something apart. */
export type BeginSession = (options: {
  readonly send: (message: DebugProtocol.ProtocolMessage) => void;
  readonly host: DebugHost;
}) => { receive(message: unknown): void; dispose(): void; readonly ended: Promise<void> };

/** Runs a configuration in a session of its own, for so many milliseconds at most. */
export type RunApart = (
  configuration: Readonly<Record<string, unknown>>,
  host: DebugHost,
  limit: number,
) => Promise<RanApart>;

/** Runs what a launch configuration asks in a session of its own, without stopping anywhere. It is given up after `limit` milliseconds of running. */
export async function runApart(
  begin: BeginSession,
  configuration: Readonly<Record<string, unknown>>,
  host: DebugHost,
  limit: number,
): Promise<RanApart> {
  const lines: ConsoleLine[] = [];
  let code = 2;
  const session = await new Promise<ReturnType<BeginSession>>((resolve) => {
    let seq = 0;
    const ask = (command: string, arguments_: object = {}): void =>
      session.receive({ seq: ++seq, type: 'request', command, arguments: arguments_ });
    const heard = (message: DebugProtocol.ProtocolMessage): void => {
      if (message.type === 'response') {
        const { success, message: fault } = message as DebugProtocol.Response;
        if (success) return;
        lines.push({ category: 'stderr', text: fault ?? '' });
        resolve(session);
      }
      if (message.type !== 'event') return;
      const { event, body } = message as DebugProtocol.Event;
      if (event === 'output') lines.push({ category: body.category, text: String(body.output).trimEnd() });
      if (event === 'exited') code = body.exitCode;
      if (event === 'terminated') resolve(session);
      if (event === 'initialized') ask('configurationDone');
    };
    const session = begin({ host, send: heard });
    void session.ended.then(() => resolve(session));
    ask('initialize', { adapterID: 'polar' });
    ask('launch', { ...configuration, limits: { time: limit }, noDebug: true });
    // Its last event may come before what it answers with; nothing is heard after this.
  });
  const told = [...lines];
  session.dispose();
  return { lines: told, code };
}
