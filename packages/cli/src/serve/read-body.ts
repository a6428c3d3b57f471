import type { IncomingMessage } from 'node:http';
import { Refusal } from '@polar-tools/serve';

/** What the client libraries send at most: 10 MiB. */
export const MOST_BYTES = 10 * 1024 * 1024;

const tooLarge = (): Refusal =>
  new Refusal(413, 'The body has more than 10 MiB, which is the most that a request may have. Send it in parts.');

/**
 * Reads a body. One that is too large is not kept: what still comes of it is thrown away, so that the client reads the answer.
 *
 * @param done is given the text, or why there is none; called once, or never where the client goes away
 */
export function readBody(request: IncomingMessage, done: (body: string | Refusal) => void): void {
  const { 'content-length': length, 'content-encoding': encoding } = request.headers;
  const refusal =
    length !== undefined && Number(length) > MOST_BYTES
      ? tooLarge()
      : encoding !== undefined && encoding !== 'identity'
        ? new Refusal(415, `The body is packed with ${encoding}. Send it plain.`)
        : undefined;
  if (refusal !== undefined) {
    request.resume();
    done(refusal);
    return;
  }
  const chunks: Buffer[] = [];
  let bytes = 0;
  const take = (chunk: Buffer): void => {
    bytes += chunk.length;
    if (bytes <= MOST_BYTES) {
      chunks.push(chunk);
      return;
    }
    request.off('data', take);
    request.off('end', end);
    request.resume();
    done(tooLarge());
  };
  const end = (): void => done(textOf(chunks));
  request.on('data', take);
  request.on('end', end);
}

const decoder = new TextDecoder('utf-8', { fatal: true });

function textOf(chunks: readonly Buffer[]): string | Refusal {
  const [only] = chunks;
  try {
    return only === undefined ? '' : decoder.decode(chunks.length === 1 ? only : Buffer.concat(chunks));
  } catch {
    return new Refusal(400, 'The body is no UTF-8.');
  }
}
