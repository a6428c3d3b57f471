import type { BlockName, DeclarationKind, Policy } from '@polar-tools/policy';
import { CompletionItemKind } from 'vscode-languageserver';
import { type Item, nameItem, word } from './items.ts';
import type { Seen } from './seen.ts';
import { enclosingCall, type OpenBracket, type Surroundings, surroundingsOf, type Token } from './surroundings.ts';

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

/** What the second argument of these names. */
export const KINDS_NAMED: Readonly<Record<string, readonly DeclarationKind[]>> = {
  has_role: ['role'],
  has_permission: ['permission'],
  has_relation: ['relation'],
  allow: ['permission'],
};

/** So many blocks that declare one name are named with it. */
const MOST_BLOCKS = 10;

const ALL: readonly DeclarationKind[] = ['role', 'permission', 'relation'];

/** What a string in a rule, query or test may name: what it names by its place in the call, of the type that the call is about. */
export function stringArguments(policy: Policy, around: Surroundings, after: string, seen: Seen): readonly Item[] {
  const { tokens, open } = around;
  const innermost = open.at(-1);
  if (innermost?.sign === '{' && innermost.name !== undefined && tokens.length === innermost.at + 1)
    return values(seen.idsOf(innermost.name), `Used as ${innermost.name}`);
  const call = enclosingCall(around);
  const field = call === undefined ? comparedField(tokens) : undefined;
  const asked = field?.startsWith('=') ? askedFor(policy, around, field.slice(1), after) : undefined;
  const kinds = call?.commas === 1 ? KINDS_NAMED[call.name ?? ''] : asked?.kinds;
  const type = call === undefined || kinds === undefined ? asked?.type : typeOfCall(policy, around, call, after);
  const own = type === undefined ? [] : namesOf(policy, type, kinds ?? ALL);
  const byName = new Map<string, Map<string, BlockName>>();
  const among = own.length > 0 ? [type!] : [...policy.blocks.keys()];
  for (const block of among) {
    for (const declared of namesOf(policy, block, kinds ?? ALL)) {
      const known = byName.get(declared.name);
      if (known === undefined) byName.set(declared.name, new Map([[declared.block, declared]]));
      else if (!known.has(declared.block)) known.set(declared.block, declared);
    }
  }
  const declared = [...byName.values()].map((same) => {
    // Which block was written first says nothing.
    const [first, ...others] = [...same.keys()].sort();
    const item = nameItem(same.get(first!)!);
    const more = others.length - MOST_BLOCKS;
    const named = [item.detail, ...others.slice(0, MOST_BLOCKS)].join(', ');
    return { ...item, detail: more > 0 ? `${named} and ${more} more` : named };
  });
  const place = call === undefined ? field : `${call.name}/${call.commas}`;
  const used = values(place === undefined ? undefined : seen.stringsAt(place), 'Used at this place elsewhere');
  const here = new Set([...byName.keys(), ...used.map(({ label }) => label)]);
  const elsewhere = values(seen.stringsAt(''), 'Used in this policy').map((item) => ({
    ...item,
    sortText: `9${item.label}`,
  }));
  // What is compared with the same elsewhere is likelier than what blocks declare.
  const compared = asked === undefined && field !== undefined ? new Set(used.map(({ label }) => label)) : NONE;
  const rank = (item: Item): Item => {
    if (compared.size === 0) return item;
    return { ...item, sortText: `${compared.has(item.label) ? '0' : '5'}${item.label}` };
  };
  return [
    ...used.filter(({ label }) => !byName.has(label)).map(rank),
    ...declared.map(rank),
    // Where a block says what there is, the rest of the policy has nothing to add.
    ...(own.length > 0 || (kinds !== undefined && byName.size > 0)
      ? []
      : elsewhere.filter(({ label }) => !here.has(label))),
  ];
}

const NONE: ReadonlySet<string> = new Set();

/** The field that a string is compared with: `user.kind = "`, `user.kind in ["`. */
function comparedField(tokens: Surroundings['tokens']): string | undefined {
  let at = tokens.length - 1;
  while (at > 2 && (tokens[at]!.kind === 'string' || tokens[at]!.text === ',' || tokens[at]!.text === '[')) at--;
  if (tokens[at]?.kind === 'word' ? tokens[at]!.text !== 'in' : !COMPARES.has(tokens[at]?.text ?? '')) return undefined;
  const [before, name] = [tokens[at - 2]?.text, tokens[at - 1]];
  if (name?.kind !== 'word') return undefined;
  return before === '.' ? `.${name.text}` : `=${name.text}`;
}

/**
 * What a variable is asked for as, in the assertion or rule around the cursor: `assert allow(User{"a"}, action, Doc{"d"}) iff action in ["`, or
 * `role in [""] and has_role(u, role, a)`. Undefined where no call says it.
 */
function askedFor(
  policy: Policy,
  around: Surroundings,
  variable: string,
  after: string,
): { readonly kinds: readonly DeclarationKind[]; readonly type: string | undefined } | undefined {
  const from = around.tokens.findLastIndex(({ text }) => text === 'assert' || text === 'assert_not');
  const tokens = [...around.tokens, { kind: 'string', text: '""' } as const, ...restOf(after)];
  for (let at = Math.max(from, 0); at < tokens.length; at++) {
    const kinds = Object.hasOwn(KINDS_NAMED, tokens[at]!.text) ? KINDS_NAMED[tokens[at]!.text] : undefined;
    if (kinds === undefined || tokens[at + 1]?.text !== '(') continue;
    const values = argumentsFrom(tokens, at + 2);
    const [first, second, third] = values;
    if (second?.[0]?.text !== variable || (second.length > 1 && second[1]!.text !== ':')) continue;
    if (third === undefined) return { kinds, type: policy.dialect === 'cloud' ? 'global' : undefined };
    const resource = tokens[at]!.text === 'has_relation' && policy.dialect === 'cloud' ? first : third;
    const [name, sign, specializer] = resource!.map(({ text }) => text);
    return { kinds, type: sign === ':' ? specializer : sign === '{' ? name : typeIn(around, name) };
  }
  return undefined;
}

/** The tokens of the statement from the end of the string on that is being written. */
function restOf(after: string): Surroundings['tokens'] {
  const rest = after.replace(/^[^"\n]*"/, '');
  const { tokens } = surroundingsOf(`${rest} `, 0, rest.length + 1);
  const end = tokens.findIndex(({ text }) => text === ';');
  return end === -1 ? tokens : tokens.slice(0, end);
}

/** The tokens of each argument of a call, from the first one on. */
function argumentsFrom(tokens: Surroundings['tokens'], from: number): Surroundings['tokens'][] {
  const values: Token[][] = [[]];
  let depth = 0;
  for (const token of tokens.slice(from)) {
    if (token.kind === 'sign' && '([{'.includes(token.text)) depth++;
    else if (token.kind === 'sign' && ')]}'.includes(token.text) && --depth < 0) break;
    if (depth === 0 && token.text === ',') values.push([]);
    else values.at(-1)!.push(token);
  }
  return values;
}

const COMPARES: ReadonlySet<string> = new Set(['=', '==', '!=', ':=']);

const values = (strings: ReadonlySet<string> | undefined, detail: string): Item[] =>
  [...(strings ?? [])]
    .filter((value) => !/["\\\n]/.test(value))
    .sort()
    .map((value) => ({ ...word(value, detail, CompletionItemKind.Value), sortText: `4${value}` }));

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
