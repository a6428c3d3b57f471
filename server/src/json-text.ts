/**
 * An answer whose JSON is known already, as it is put together from pieces that were kept: texts, and what was encoded before. A connection that writes with
 * `bytesOf` sends it as it is; any other writer would read it first (`toJSON`).
 */
export class JsonText {
  readonly pieces: readonly (string | Uint8Array)[];

  constructor(pieces: readonly (string | Uint8Array)[]) {
    this.pieces = pieces;
  }

  get text(): string {
    const decoder = new TextDecoder();
    return this.pieces.map((piece) => (typeof piece === 'string' ? piece : decoder.decode(piece))).join('');
  }

  toJSON(): unknown {
    return JSON.parse(this.text);
  }
}

const encoder = new TextEncoder();

/** What stands between pieces, encoded once: an answer about hundreds of files has as many commas. */
export const written = {
  opening: encoder.encode('['),
  comma: encoder.encode(','),
  closing: encoder.encode(']'),
} as const;

/** The JSON of a message in UTF-8, in which a result may be one that is written already. */
export function bytesOf(message: object): readonly Uint8Array[] {
  if (!('result' in message) || !(message.result instanceof JsonText)) return [encoder.encode(JSON.stringify(message))];
  const { result, ...rest } = message;
  // An object with a member at least: every message says which JSON-RPC it is.
  const before = `${JSON.stringify(rest).slice(0, -1)},"result":`;
  return [before, ...result.pieces, '}'].map((piece) => (typeof piece === 'string' ? encoder.encode(piece) : piece));
}
