import { createDecoder, encodeMessage } from './framing.ts';
import type { DebugHost } from './host.ts';
import { createSession } from './session/session.ts';
import type { DebugTarget } from './target.ts';

/** Who may use a stream. */
export interface StreamOptions {
  /** Others can reach it: what is not the protocol ends it. */
  readonly strict?: boolean;
  /** What a configuration must carry to start a session; undefined where anybody may. */
  readonly token?: string | undefined;
  /** What a configuration that names no query is attached to. */
  readonly target?: DebugTarget | undefined;
}

/**
 * Serves one debug session over a stream of bytes: standard streams, or one connection of a socket.
 * @param input the bytes that come in, in pieces of any size; a Node stream is one.
 * @param write takes bytes that go out; it may buffer them.
 * @returns when the session has ended, or nothing more can come in.
 */
export async function serveStream(
  input: AsyncIterable<Uint8Array>,
  write: (bytes: Uint8Array) => void,
  host: DebugHost,
  { strict = false, token, target }: StreamOptions = {},
): Promise<void> {
  const session = createSession({ send: (message) => write(encodeMessage(message)), host, token, target });
  const decoder = createDecoder({ strict });
  const reader = input[Symbol.asyncIterator]();
  const over = session.ended.then(() => 'ended' as const);
  try {
    while (true) {
      const next = await Promise.race([reader.next(), over]);
      if (next === 'ended' || next.done === true) return;
      for (const decoded of decoder.push(next.value)) {
        // Nothing is answered to whom the debugger was not meant for.
        if ('foreign' in decoded) return;
        if ('message' in decoded) session.receive(decoded.message);
        else session.complain(decoded.fault);
      }
    }
  } finally {
    session.dispose();
  }
}
