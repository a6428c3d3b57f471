import { TOKEN_TEXT } from '../generated/tokens.ts';

/** A set of token types: 1 at each type of the set. */
export function tokenSet(types: readonly number[]): Uint8Array {
  const set = new Uint8Array(TOKEN_TEXT.length);
  for (const type of types) set[type] = 1;
  return set;
}

/** By token type the number of the group that has it, from 1; 0 for those in none. */
export function tokenGroups(groups: readonly (readonly number[])[]): Uint8Array {
  const numbers = new Uint8Array(TOKEN_TEXT.length);
  for (const [i, types] of groups.entries()) for (const type of types) numbers[type] = i + 1;
  return numbers;
}
