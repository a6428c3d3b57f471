/**
 * An answer whose JSON is known already, as it is put together from pieces that were kept. A connection that writes with `jsonOf` sends it as it is; any
 * other writer would read it first (`toJSON`).
 */
export class JsonText {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  toJSON(): unknown {
    return JSON.parse(this.text);
  }
}

/** The JSON of a message, in which a result may be one that is written already. */
export function jsonOf(message: object): string {
  if (!('result' in message) || !(message.result instanceof JsonText)) return JSON.stringify(message);
  const { result, ...rest } = message;
  // An object with a member at least: every message says which JSON-RPC it is.
  return `${JSON.stringify(rest).slice(0, -1)},"result":${result.text}}`;
}
