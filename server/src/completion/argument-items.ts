/** Candidates for an argument of which the policy says what it is: a name in quotes, a value of a fact's type. */
import { printString } from '@polar-tools/language';
import type { Policy } from '@polar-tools/policy';
import { type Item, objectItems, type Writing, word } from './items.ts';
import { KINDS_NAMED, stringArguments } from './string-items.ts';
import { enclosingCall } from './surroundings.ts';

/** The roles, permissions or relations that a call's second argument names, in quotes; undefined at other places. */
export function quotedTerms(writing: Writing): readonly Item[] | undefined {
  const { around, after } = writing;
  const call = enclosingCall(around);
  if (call?.commas !== 1 || call !== around.open.at(-1) || !Object.hasOwn(KINDS_NAMED, call.name ?? ''))
    return undefined;
  // Where the call ends here, more arguments may come: an editor writes the parenthesis by itself.
  return quoted(writing, /^\s*\)/.test(after) ? '' : `"${after}`);
}

/** Whether an actor or a resource of Cloud stands here: a value of no other kind. */
export function isOfBlock({ policy, around }: Writing): boolean {
  const call = enclosingCall(around);
  return policy.dialect === 'cloud' && call === around.open.at(-1) && Object.hasOwn(KINDS_NAMED, call?.name ?? '');
}

/** What a variable may be, in quotes: `iff action in [`, where what it is asked for as says that. */
export const quotedValues = (writing: Writing): readonly Item[] => quoted(writing, `"${writing.after}`);

const quoted = ({ policy, around, seen }: Writing, after: string): readonly Item[] =>
  stringArguments(policy, around, after, seen).map((item) => ({ ...item, label: printString(item.label) }));

/** What a fact's argument can be by the types that its predicate has there; any object where that is not known. */
export function factValues({ policy, around }: Writing): readonly Item[] {
  const call = enclosingCall(around);
  const signatures = policy.factSignatures.get(call?.name ?? '') ?? [];
  const types = signatures.flatMap(({ types }) => (types.length > call!.commas ? [types[call!.commas]] : []));
  if (types.length === 0 || types.includes(undefined)) return objectItems(policy);
  const booleans = types.includes('Boolean') ? [word('true', 'Always holds'), word('false', 'Never holds')] : [];
  const fitting = objectItems(policy).filter(({ filterText }) =>
    types.some((type) => isOf(filterText!, type!, policy)),
  );
  return [...fitting, ...booleans];
}

function isOf(name: string, type: string, policy: Policy, below: readonly string[] = []): boolean {
  if (name === type || type === 'Resource') return true;
  const block = policy.blocks.get(name);
  if (block === undefined || below.includes(name)) return false;
  if (type === 'Actor' && block.keyword === 'actor') return true;
  return block.supertypes.some((above) => isOf(above, type, policy, [...below, name]));
}
