import { Oso } from 'oso';

/** What the reference engine says of a text: the first error that it finds while parsing, if any. */
export interface Verdict {
  /** In kebab case: `unrecognized-token`. Undefined where the text parses, whatever the engine thinks of its meaning. */
  readonly code: string | undefined;
  readonly message: string;
  /** Both one-based; the column counts characters. */
  readonly line: number;
  readonly column: number;
}

const KINDS: readonly (readonly [string, RegExp])[] = [
  ['integer-overflow', /caused an integer overflow/],
  ['invalid-token-character', /is not a valid character\. Found in/],
  ['invalid-token', /found an unexpected sequence of characters/],
  ['unrecognized-eof', /hit the end of the file unexpectedly/],
  ['unrecognized-token', /did not expect to find the token/],
  ['reserved-word', /is a reserved Polar word and cannot be used here/],
  ['invalid-float', /was parsed as a float, but is invalid/],
  ['wrong-value-type', /^Wrong value type: /],
  ['duplicate-key', /^Duplicate key: /],
];

/** One engine for all texts: to make one takes longer than to load a text. */
let engine = new Oso();

export async function verdictOf(text: string): Promise<Verdict> {
  try {
    await engine.clearRules();
    await engine.loadStr(text);
  } catch (error) {
    const whole = (error as Error).message;
    // After a panic nothing more is to be had from it.
    if (!/ at line \d+/.test(whole)) engine = new Oso();
    const found = /^([\s\S]*?) at line (\d+), column (\d+)/.exec(whole);
    const message = found?.[1] ?? whole;
    const code = KINDS.find(([, pattern]) => pattern.test(message))?.[0];
    return { code, message, line: Number(found?.[2] ?? 0), column: Number(found?.[3] ?? 0) };
  }
  return { code: undefined, message: '', line: 0, column: 0 };
}
