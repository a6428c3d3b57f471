/**
 * The base protocol of DAP: each message is `Content-Length: N`, an empty line, then N bytes of JSON in UTF-8
 * (DAP specification, "Base protocol"). Bytes only, so that it serves standard streams, sockets and a browser alike.
 */

/** A header longer than this is no header: the stream is not DAP, or is out of step. */
const LONGEST_HEADER = 8 * 1024;
/** A message longer than this is refused and skipped, so that a wrong length cannot fill the memory. */
export const LONGEST_MESSAGE = 64 * 1024 * 1024;

/**
 * What came out of the stream: a message, or what was wrong with it. After a fault the decoder goes on; after `foreign` nothing more
 * comes, as the other side speaks another protocol.
 */
export type Decoded = { readonly message: unknown } | { readonly fault: string } | { readonly foreign: string };

const HEADERS_BEGIN = 'content-';

/** The headers of the base protocol. */
const KNOWN_HEADER = /^content-(?:length|type)[ \t]*:/i;

/** Takes bytes as they come and gives the messages that are complete. */
export interface Decoder {
  push(bytes: Uint8Array): Decoded[];
}

/** One message, ready to be written to a stream. */
export function encodeMessage(message: object): Uint8Array {
  const body = new TextEncoder().encode(JSON.stringify(message));
  const header = new TextEncoder().encode(`Content-Length: ${body.length}\r\n\r\n`);
  const bytes = new Uint8Array(header.length + body.length);
  bytes.set(header);
  bytes.set(body, header.length);
  return bytes;
}

/** How strictly a stream is read. */
export interface DecoderOptions {
  /** Bytes of a message at most. */
  readonly longest?: number;
  /**
   * Whoever can reach a socket can write to it, a page in a browser too: that sends a request of HTTP, whose body would be a message. With this, a line that
   * is no header of the protocol ends the stream, as does anything else that a client of it would not send.
   */
  readonly strict?: boolean;
}

/** Reads a stream of framed messages. Never throws: what cannot be read is a fault, and reading goes on behind it. */
export function createDecoder({ longest = LONGEST_MESSAGE, strict = false }: DecoderOptions = {}): Decoder {
  let over = false;
  let pending: Uint8Array[] = [];
  let size = 0;
  let wanted: number | undefined;
  let skipping = 0;

  /** The bytes held back, as one array; joined only when there is something to look for in them. */
  const joined = (): Uint8Array => {
    if (pending.length === 1) return pending[0]!;
    const all = new Uint8Array(size);
    let at = 0;
    for (const piece of pending) {
      all.set(piece, at);
      at += piece.length;
    }
    pending = [all];
    return all;
  };
  const drop = (count: number): void => {
    const rest = joined().subarray(count);
    pending = [rest];
    size = rest.length;
  };

  /** What cannot be a header: a fault, or the end where the stream is read strictly. */
  const wrong = (out: Decoded[], fault: string): void => {
    over = strict;
    out.push(strict ? { foreign: fault } : { fault });
  };

  const readHeader = (out: Decoded[]): boolean => {
    const bytes = joined();
    const foreign = strict ? foreignLine(bytes) : undefined;
    if (foreign !== undefined) {
      wrong(out, `this is no header of the protocol: ${JSON.stringify(foreign.slice(0, 80))}`);
      return false;
    }
    const end = endOfHeader(bytes);
    if (end === undefined) {
      if (size > LONGEST_HEADER) {
        wrong(out, `${size} bytes came without the empty line that ends a header; they are dropped`);
        drop(size);
      }
      return false;
    }
    const header = new TextDecoder().decode(bytes.subarray(0, end.start));
    drop(end.end);
    const length = /^content-length:[ \t]*(\d+)[ \t]*$/im.exec(header)?.[1];
    if (length === undefined) {
      wrong(out, `a header without Content-Length is dropped: ${JSON.stringify(header.slice(0, 80))}`);
      return true;
    }
    const count = Number(length);
    if (count > longest) {
      wrong(out, `a message of ${length} bytes is refused; the longest that is read has ${longest}`);
      skipping = count;
      return true;
    }
    wanted = count;
    return true;
  };

  const readBody = (length: number, out: Decoded[]): boolean => {
    if (size < length) return false;
    const text = new TextDecoder().decode(length === 0 ? new Uint8Array() : joined().subarray(0, length));
    if (length > 0) drop(length);
    wanted = undefined;
    try {
      out.push({ message: JSON.parse(text) as unknown });
    } catch (error) {
      out.push({ fault: `a message is not JSON: ${error instanceof Error ? error.message : String(error)}` });
    }
    return true;
  };

  const step = (out: Decoded[]): boolean => {
    if (skipping > 0) {
      const count = Math.min(skipping, size);
      if (count === 0) return false;
      drop(count);
      skipping -= count;
      return true;
    }
    if (wanted !== undefined) return readBody(wanted, out);
    return size > 0 && readHeader(out);
  };

  return {
    push(bytes) {
      if (bytes.length > 0) {
        pending.push(bytes);
        size += bytes.length;
      }
      const out: Decoded[] = [];
      while (!over && step(out));
      return out;
    },
  };
}

/** The first line of a header that is none of the protocol's, as far as lines have come; undefined where there is none. */
function foreignLine(bytes: Uint8Array): string | undefined {
  for (let start = 0; start < bytes.length; ) {
    const end = bytes.indexOf(10, start);
    if (end < 0) {
      const begun = new TextDecoder().decode(bytes.subarray(start, start + HEADERS_BEGIN.length));
      return HEADERS_BEGIN.startsWith(begun.toLowerCase()) ? undefined : begun;
    }
    const line = new TextDecoder().decode(bytes.subarray(start, end)).replace(/\r$/, '');
    if (line === '') return undefined;
    if (!KNOWN_HEADER.test(line)) return line;
    start = end + 1;
  }
  return undefined;
}

/** Where the empty line is that ends a header: `\r\n\r\n`, or `\n\n` from clients that are not strict. */
function endOfHeader(bytes: Uint8Array): { start: number; end: number } | undefined {
  for (let at = 0; at < bytes.length; at++) {
    if (bytes[at] !== 10) continue;
    if (bytes[at + 1] === 10) return { start: at, end: at + 2 };
    if (bytes[at + 1] === 13 && bytes[at + 2] === 10) return { start: at, end: at + 3 };
  }
  return undefined;
}
