import {
  type BlockName,
  type DeclarationKind,
  declaredName,
  isBuiltInClass,
  type Policy,
  relatedType,
} from '@polar-tools/policy';
import { CompletionItemKind, InsertTextFormat } from 'vscode-languageserver';
import {
  blockTypeItems,
  type Item,
  nameItem,
  names,
  objectItems,
  phrases,
  quoted,
  type Writing,
  word,
} from './items.ts';
import type { Seen } from './seen.ts';
import { namesOf, stringArguments } from './string-items.ts';
import type { Surroundings } from './surroundings.ts';
import { MEMBERS, THROUGH_RELATION } from './vocabulary.ts';

/** The type whose block the cursor is in. */
export function blockOf({ tokens, open }: Surroundings): string | undefined {
  const brace = open[0];
  if (brace?.sign !== '{') return undefined;
  const [first, second] = tokens;
  if (first?.text === 'global') return 'global';
  return first?.text === 'actor' || first?.text === 'resource' ? second?.text : undefined;
}

/** What may stand outside of strings in a type's block. */
export function blockItems({ policy, seen, around, after }: Writing, block: string): readonly Item[] {
  const { tokens, open } = around;
  const last = tokens.at(-1)?.text;
  if (open.at(-1)!.sign === '(') return open.length > 1 ? callItems(policy) : [];
  if (open.length > 1) return last === ':' ? blockTypeItems(policy, seen) : [];
  const member = tokens.slice(open[0]!.item);
  if (member.length === 0) {
    const members = MEMBERS.filter(
      ({ label }) =>
        !isDeclaredBefore(around, label) && (block !== 'global' || label === 'roles' || label === 'permissions'),
    );
    const declared = namesOf(policy, block, ['permission', 'role']);
    const through = namesOf(policy, block, ['relation']).length > 0 ? [THROUGH_RELATION] : [];
    return [...phrases(policy, [...members, ...through]), ...quoted(declared), ...declared.map(shorthandItem)];
  }
  const previous = member.at(-1)!;
  if (previous.text === 'global')
    return policy.dialect === 'cloud' ? quoted(namesOf(policy, 'global', ['role', 'permission'])) : [];
  // `| on "parent"`: the term belongs to the related type.
  const followed = /^\s*on\s+"([^"]*)"/.exec(after)?.[1];
  const related = followed === undefined ? undefined : relatedType(policy.blocks, block, followed);
  if (related !== undefined && previous.text !== 'on' && previous.kind === 'word')
    return quoted(namesOf(policy, related, ['role', 'permission', 'relation']));
  if (previous.text === 'if' || previous.text === 'or' || previous.text === 'and' || previous.text === 'on') {
    const wanted: DeclarationKind[] = previous.text === 'on' ? ['relation'] : ['role', 'permission', 'relation'];
    const words =
      policy.dialect === 'cloud' && previous.text !== 'on' ? [word('global', 'A global role or permission')] : [];
    const through =
      previous.text === 'on'
        ? []
        : sameOfRelated(policy, block, around, (name, relation) => `"${name}" on "${relation}"`);
    return [...quoted(conditionNames(policy, block, wanted, around)), ...through, ...words];
  }
  if (previous.kind !== 'string') return [];
  if (member.length === 1) return [word('if', 'Follows from')];
  if (member.at(-2)?.text === 'on' && policy.dialect !== 'cloud') return [];
  const combining = policy.dialect === 'cloud' ? [word('or', 'Either'), word('and', 'Both')] : [];
  const on =
    member.at(-2)?.text === 'on' || member.at(-2)?.text === 'global' ? [] : [word('on', 'Of a related resource')];
  return [...on, ...combining];
}

/** What the condition of a shorthand in a block may name. Not what it is the condition of: `"read" if "read"` says nothing. */
function conditionNames(
  policy: Policy,
  block: string,
  wanted: readonly DeclarationKind[],
  around: Surroundings,
): readonly BlockName[] {
  const given = givenBy(around);
  return namesOf(policy, block, wanted).filter(({ name }) => name !== given);
}

/** What the shorthand around the cursor is to give. */
function givenBy({ tokens, open }: Surroundings): string | undefined {
  const [head, next] = tokens.slice(open[0]!.item);
  return head?.kind === 'string' && next?.text === 'if' ? head.text.replaceAll('"', '') : undefined;
}

/** What a shorthand gives, where it follows from that of the same name on a related resource: `"read" if "read" on "parent"`. */
function sameOfRelated(
  policy: Policy,
  block: string,
  around: Surroundings,
  written: (name: string, relation: string) => string,
): readonly Item[] {
  const given = givenBy(around);
  if (given === undefined) return [];
  return namesOf(policy, block, ['relation']).flatMap(({ name: relation, type }): Item[] => {
    const there = type === undefined ? undefined : declaredName(policy.blocks, type, given);
    if (there === undefined) return [];
    return [
      {
        ...nameItem(there),
        label: `"${given}" on "${relation}"`,
        filterText: written(given, relation),
        newText: written(given, relation),
        detail: `${there.kind} of ${there.block}, on "${relation}"`,
        sortText: `1${given}`,
      },
    ];
  });
}

/** What a call in a shorthand can be about: its two variables, which have no head to stand in. */
const callItems = (policy: Policy): readonly Item[] => [
  word('resource', 'The resource of this shorthand', CompletionItemKind.Variable),
  word('actor', 'The actor of this shorthand', CompletionItemKind.Variable),
  ...objectItems(policy),
];

/** A whole shorthand for what is declared: its condition is to be filled in. */
const shorthandItem = ({ name, kind }: BlockName): Item => ({
  label: `"${name}" if …`,
  filterText: `"${name}" if`,
  detail: `What gives the ${kind} "${name}"`,
  kind: CompletionItemKind.Snippet,
  insertTextFormat: InsertTextFormat.Snippet,
  newText: `"${name.replace(/[\\$}]/g, '\\$&')}" if "\${1:${kind === 'permission' ? 'role' : 'other'}}";$0`,
  sortText: `3${name}`,
});

/** Whether the block has this declaration already, before the cursor: it may have each once. */
const isDeclaredBefore = ({ tokens }: Surroundings, name: string): boolean =>
  tokens.some(({ text }, at) => text === name && tokens[at + 1]?.text === '=');

/** What may stand in a string of a type's block. */
export function blockStrings({ policy, around, after, seen }: Writing, block: string): readonly Item[] {
  const { tokens, open } = around;
  if (open.length > 1 && open.at(-1)!.sign !== '(') return undeclaredNames(policy, block);
  if (open.length > 1) return stringArguments(policy, around, after, seen);
  const member = tokens.slice(open[0]!.item);
  const previous = member.at(-1)?.text;
  if (previous === 'on') return names(namesOf(policy, block, ['relation']));
  if (previous === 'global') return names(namesOf(policy, 'global', ['role', 'permission']));
  if (member.length === 0) return names(namesOf(policy, block, ['permission', 'role']));
  // `"owner" on "parent"`: the term belongs to the related type, once the relation is known.
  const relation = /^[^";]*"\s*on\s+"([^"]*)"/.exec(after)?.[1];
  const related = relation === undefined ? undefined : relatedType(policy.blocks, block, relation);
  if (related !== undefined) return names(namesOf(policy, related, ['role', 'permission', 'relation']));
  const own = names(conditionNames(policy, block, ['role', 'permission', 'relation'], around));
  const ownLabels = new Set(own.map(({ label }) => label));
  const goesOn = /^[^"\n]*"\s*on\b/.test(after);
  const quote = /^[^"\n;]*"/.test(after) ? '' : '"';
  const same = goesOn
    ? []
    : sameOfRelated(policy, block, around, (name, relation) => `${name}" on "${relation}${quote}`);
  const given = goesOn ? undefined : givenBy(around);
  // Terms of related types come with the relation that leads there.
  const throughRelations = namesOf(policy, block, ['relation']).flatMap((each) =>
    each.type === undefined
      ? []
      : namesOf(policy, each.type, ['role', 'permission'])
          .filter(({ name }) => !ownLabels.has(name) && name !== given)
          .map(
            (there): Item => ({
              ...nameItem(there),
              detail: `${there.kind} of ${there.block}, on "${each.name}"`,
              labelDetails: { description: `${there.kind} on "${each.name}"` },
              sortText: `1${there.name}`,
            }),
          ),
  );
  return [...own, ...same, ...throughRelations];
}

/** What shorthands of a block use and nobody declares: likely what is about to be declared. */
function undeclaredNames(policy: Policy, block: string): readonly Item[] {
  const found = new Set<string>();
  for (const { block: part } of policy.blocks.get(block)?.parts ?? []) {
    for (const member of part.members) {
      if (member.$type !== 'Shorthand') continue;
      const { head, body } = member;
      const terms = [head, ...(body.$type === 'ShorthandReference' && body.relation === undefined ? [body.term] : [])];
      for (const term of terms) {
        if (term.$type === 'StringLiteral' && declaredName(policy.blocks, block, term.value) === undefined)
          found.add(term.value);
      }
    }
  }
  found.delete('');
  return [...found].map((name) => word(name, 'Used in this block, not declared yet', CompletionItemKind.EnumMember));
}

/** Types that have no block yet: the application's classes, and those that rules are for. */
export function undeclaredTypes(policy: Policy, seen: Seen): readonly Item[] {
  const found = new Map(
    Object.keys(policy.configuration.classes ?? {}).map((name) => [name, 'Class of the application']),
  );
  for (const { clauses } of policy.predicates.values()) {
    for (const { rule } of clauses.slice(0, MOST_LOOKED_AT)) {
      for (const { specializer } of rule.parameters) {
        if (specializer?.$type !== 'InstancePattern' || isBuiltInClass(specializer.name.text)) continue;
        if (!found.has(specializer.name.text)) found.set(specializer.name.text, 'Rules are for it');
      }
    }
  }
  for (const name of seen.classes)
    if (!isBuiltInClass(name) && !found.has(name)) found.set(name, 'Used in this policy');
  return [...found]
    .filter(([name]) => name !== '' && !policy.blocks.has(name))
    .map(([name, detail]) => word(name, detail, CompletionItemKind.Class));
}

/** Of a predicate with very many clauses. */
const MOST_LOOKED_AT = 200;
