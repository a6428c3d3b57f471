import { TOKEN_TEXT } from './generated/tokens.ts';

/** A set of token types: 1 at each type of the set. */
export function tokenSet(types: readonly number[]): Uint8Array {
  const set = new Uint8Array(TOKEN_TEXT.length);
  for (const type of types) set[type] = 1;
  return set;
}
