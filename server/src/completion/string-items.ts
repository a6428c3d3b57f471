import type { BlockName, DeclarationKind, Policy } from '@polar-tools/policy';
import { type Item, nameItem } from './items.ts';
import { enclosingCall, type OpenBracket, type Surroundings } from './surroundings.ts';

/** The names that a type declares or inherits, of these kinds. */
export function namesOf(policy: Policy, block: string, kinds: readonly DeclarationKind[]): readonly BlockName[] {
  const seen = new Map<string, BlockName>();
  const visit = (type: string, path: readonly string[]): void => {
    const found = policy.blocks.get(type);
    if (found === undefined || path.includes(type)) return;
    for (const [name, declared] of found.names) if (!seen.has(name)) seen.set(name, declared);
    for (const supertype of found.supertypes) visit(supertype, [...path, type]);
  };
  visit(block, []);
  return [...seen.values()].filter(({ name, kind }) => name !== '' && kinds.includes(kind));
}

const KINDS: Readonly<Record<string, readonly DeclarationKind[]>> = {
  has_role: ['role'],
  has_permission: ['permission'],
  has_relation: ['relation'],
  allow: ['permission'],
};

const ALL: readonly DeclarationKind[] = ['role', 'permission', 'relation'];

/** What a string in a rule, query or test may name: what it names by its place in the call, of the type that the call is about. */
export function stringArguments(policy: Policy, around: Surroundings, after: string): readonly Item[] {
  const call = enclosingCall(around);
  const kinds = call?.commas === 1 ? KINDS[call.name ?? ''] : undefined;
  const type = call === undefined || kinds === undefined ? undefined : typeOfCall(policy, around, call, after);
  const own = type === undefined ? [] : namesOf(policy, type, kinds ?? ALL);
  const byName = new Map<string, BlockName[]>();
  const among = own.length > 0 ? [type!] : [...policy.blocks.keys()];
  for (const block of among) {
    for (const declared of namesOf(policy, block, kinds ?? ALL)) {
      const known = byName.get(declared.name);
      if (known === undefined) byName.set(declared.name, [declared]);
      else if (known.every((each) => each.block !== declared.block)) known.push(declared);
    }
  }
  return [...byName.values()].map((same) => {
    // Which block was written first says nothing.
    const [first, ...others] = same.sort((one, other) => (one.block < other.block ? -1 : 1));
    const item = nameItem(first!);
    return { ...item, detail: [item.detail, ...others.map(({ block }) => block)].join(', ') };
  });
}

/** The type whose role, permission or relation a call names, as far as it is written. */
function typeOfCall(policy: Policy, around: Surroundings, call: OpenBracket, after: string): string | undefined {
  const { tokens } = around;
  if (policy.dialect === 'cloud') {
    if (/^[^"\n]*"\s*\)/.test(after)) return 'global';
    // The resource comes first (docs/language/blocks.md#longhand-in-cloud).
    if (call.name === 'has_relation') {
      const [name, sign, type] = tokens.slice(call.at + 1, call.at + 4).map(({ text }) => text);
      return sign === ':' ? type : sign === '{' ? name : typeIn(around, name);
    }
  }
  const [, name, specializer, brace] =
    /^[^"\n]*"\s*,\s*([\p{L}_][\p{L}\p{N}_:]*?)\s*(?::\s*([\p{L}_][\p{L}\p{N}_:]*)|(\{)|[,)])/u.exec(after) ?? [];
  return specializer ?? (brace === undefined ? typeIn(around, name) : name);
}

/** The class that a variable has by what is written before the cursor: `name: Class`, or `name matches Class`. */
export function typeIn({ tokens }: Surroundings, name: string | undefined): string | undefined {
  const at = tokens.findIndex(
    ({ text }, i) => text === name && (tokens[i + 1]?.text === ':' || tokens[i + 1]?.text === 'matches'),
  );
  return at === -1 || tokens[at + 2]?.kind !== 'word' ? undefined : tokens[at + 2]!.text;
}
