import type { DebugProtocol } from '@vscode/debugprotocol';
import type { DebugHost } from '../host.ts';
import { isRecord } from '../launch.ts';
import type { DebugTarget } from '../target.ts';
import { defectText } from './answer-texts.ts';
import { Arguments, CANCELLED, Refusal } from './arguments.ts';
import { SessionContext } from './context.ts';
import type { Handler } from './requests/handler.ts';
import { REQUESTS, UNHURRIED } from './requests.ts';
import { runApart } from './run-apart.ts';

export interface SessionOptions {
  /** Takes each message for the client: responses and events, in order. */
  readonly send: (message: DebugProtocol.ProtocolMessage) => void;
  readonly host: DebugHost;
  /** What a configuration must carry as its `token` to be launched; undefined where none is asked for. */
  readonly token?: string | undefined;
  /** What a configuration that names no query is attached to. */
  readonly target?: DebugTarget | undefined;
}

/** One debug session: DAP messages in, DAP messages out. It lives until the client disconnects, whatever comes in. */
export interface Session {
  /** Takes one message as it was decoded; what is no request is answered with a complaint, never with an exception. */
  receive(message: unknown): void;
  /** Tells the client that something came in that could not be read. */
  complain(fault: string): void;
  /** Stops what runs and sends nothing more. */
  dispose(): void;
  /** Settles when the client has disconnected, or the session was disposed of. */
  readonly ended: Promise<void>;
}

/** Starts a session. Nothing happens until a message comes in. */
export function createSession({ send, host, token, target }: SessionOptions): Session {
  let sequence = 0;
  let over = false;
  let end: () => void = () => {};
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  const context = new SessionContext(host, (event, body) => {
    if (!over) send({ seq: ++sequence, type: 'event', event, body } as DebugProtocol.Event);
  });
  context.token = token;
  context.target = target;
  context.apart = (configuration, host, limit) => runApart(createSession, configuration, host, limit);

  const respond = (request: DebugProtocol.Request, rest: Partial<DebugProtocol.Response>): void => {
    if (over) return;
    send({
      seq: ++sequence,
      type: 'response',
      request_seq: request.seq,
      command: request.command,
      success: true,
      ...rest,
    } as DebugProtocol.Response);
  };
  const refuse = (request: DebugProtocol.Request, refusal: Refusal): void =>
    respond(request, {
      success: false,
      message: refusal.message,
      ...(refusal.show && {
        body: { error: { id: 1, ...asFormat(refusal.message), showUser: true, ...refusal.link } },
      }),
    });

  const serve = async (request: DebugProtocol.Request): Promise<void> => {
    const handler = REQUESTS.get(request.command);
    const serving = context.inProgress.begin(request.seq);
    try {
      const args = new Arguments(request.command, request.arguments);
      const served = handler ?? ofTarget(request.command);
      if (!UNHURRIED.has(request.command)) {
        await context.settled();
        await context.threads.of(request.command, args).settled();
      }
      if (serving.signal.aborted) throw new Refusal(CANCELLED);
      const body = await served(context.threads.of(request.command, args), args, serving);
      respond(request, body === undefined ? {} : { body });
    } catch (error) {
      refuse(request, error instanceof Refusal ? error : new Refusal(defectText(`"${request.command}"`, error)));
      return;
    } finally {
      context.inProgress.end(request.seq);
    }
    try {
      for (const work of serving.later) work();
    } catch (error) {
      context.emit('output', { category: 'stderr', output: `${defectText(`"${request.command}"`, error)}\n` });
      context.debugged?.runtime.dispose();
    }
    if (context.disconnected) dispose();
  };

  /** What the debugger itself does not serve may be a request of what it is attached to. */
  const ofTarget =
    (command: string): Handler =>
    async (_, args) => {
      const answer = context.admitted ? await target?.request(command, args.all()) : undefined;
      if (answer === undefined) throw new Refusal(`The Polar debugger does not serve the request "${command}".`);
      if ('problem' in answer) throw new Refusal(String(answer.problem), true);
      return answer;
    };

  const dispose = (): void => {
    if (over) return;
    context.dispose();
    over = true;
    end();
  };

  const complain = (fault: string): void =>
    context.emit('output', { category: 'stderr', output: `Polar debugger: ${fault}.\n` });

  return {
    ended,
    dispose,
    complain,
    receive(message) {
      if (over) return;
      if (isRequest(message)) void serve(message);
      else if (!isRecord(message) || message.type !== 'response') complain('a message that is no request is ignored');
    },
  };
}

/** `format` has variables in braces (DAP, "Message"); a brace that is meant as one is a variable, too. */
function asFormat(message: string): Pick<DebugProtocol.Message, 'format' | 'variables'> {
  if (!/[{}]/.test(message)) return { format: message };
  const format = message.replaceAll(/[{}]/g, (brace) => (brace === '{' ? '{open}' : '{close}'));
  return { format, variables: { open: '{', close: '}' } };
}

function isRequest(message: unknown): message is DebugProtocol.Request {
  return (
    isRecord(message) &&
    message.type === 'request' &&
    typeof message.command === 'string' &&
    typeof message.seq === 'number'
  );
}
