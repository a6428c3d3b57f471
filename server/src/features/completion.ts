import { type BlockName, type DeclarationKind, declaredName, type Policy, relatedType } from '@polar-tools/policy';
import { type CompletionItem, CompletionItemKind, type CompletionList, MarkupKind } from 'vscode-languageserver';
import {
  classItems,
  factItems,
  fieldItems,
  headItems,
  type Item,
  type ItemData,
  MOST_PREDICATES,
  nameItem,
  names,
  objectItems,
  phrases,
  predicateItems,
  quoted,
  variableItems,
  word,
} from '../completion/items.ts';
import { statementStart } from '../completion/statement-start.ts';
import { enclosingCall, type Surroundings, surroundingsOf } from '../completion/surroundings.ts';
import { CONDITIONS, MEMBERS, STATEMENTS, TEST_PARTS } from '../completion/vocabulary.ts';
import type { Asked, AskedAt, Feature } from '../feature.ts';
import { rangeIn } from '../view.ts';
import { clausesText } from './clause-text.ts';

/** What may stand at the cursor, by what is around it. */
export function completions({ view, uri, offset, client }: AskedAt): CompletionList {
  const { policy } = view;
  const file = policy.files.get(uri);
  if (file === undefined) return { isIncomplete: false, items: [] };
  const around = surroundingsOf(file.text, statementStart(file, offset), offset);
  const range = rangeIn(view, uri, { start: around.start, end: offset });
  const items = itemsAt(policy, around, wordsAfter(file.text, offset), view.clientUri(uri));
  return {
    isIncomplete: policy.predicates.size > MOST_PREDICATES,
    items: items.map(({ newText = '', insertTextFormat, ...item }) => {
      if (newText === '') return { ...item, textEdit: { range, newText: item.label } };
      if (insertTextFormat !== undefined && client.snippets)
        return { ...item, insertTextFormat, textEdit: { range, newText } };
      return {
        ...item,
        textEdit: { range, newText: insertTextFormat === undefined ? newText : withoutPlaces(newText) },
      };
    }),
  };
}

/** A snippet's text with what its places suggest. */
function withoutPlaces(snippet: string): string {
  let text = snippet;
  for (let before = ''; before !== text; ) {
    before = text;
    text = text.replace(/\$\{\d+:((?:\\.|[^\\}$])*)\}/g, '$1');
  }
  return text.replace(/\$\d/g, '').replace(/\\([\\$}])/g, '$1');
}

/** Adds an item's documentation, which is not worth sending for every item. */
export function resolveCompletion({ view }: Asked, item: CompletionItem): CompletionItem {
  const { predicate } = (item.data ?? {}) as Partial<ItemData>;
  if (predicate === undefined) return item;
  const text = clausesText(view, predicate);
  if (text === undefined) return item;
  return { ...item, documentation: { kind: MarkupKind.Markdown, value: text } };
}

function itemsAt(policy: Policy, around: Surroundings, after: string, clientUri: string): readonly Item[] {
  const { writing, tokens, open } = around;
  if (writing === 'comment') return [];
  const innermost = open.at(-1);
  const last = tokens.at(-1)?.text;
  const block = blockOf(around);
  if (writing === 'string')
    return block === undefined ? stringArguments(policy, around) : blockStrings(policy, block, around, after);
  if (last === '.') return fieldItems(policy);
  if (block !== undefined && innermost !== undefined) return blockItems(policy, block, around);
  if (last === ':' && innermost?.sign !== '{') return classItems(policy);
  if (['matches', 'matches!', 'extends', 'new'].includes(last ?? '')) return classItems(policy);
  if (tokens[0]?.text === 'extends' || (tokens[2]?.text === 'extends' && innermost === undefined))
    return classItems(policy);
  if (tokens[0]?.text === 'declare' && innermost !== undefined) return classItems(policy);
  if (tokens[0]?.text === 'test') return testItems(policy, around, clientUri);
  if (tokens.length === 0) return [...phrases(policy, STATEMENTS), ...headItems(policy, clientUri, around)];
  if (innermost === undefined && tokens.length === 1 && ['actor', 'resource'].includes(tokens[0]!.text)) {
    return undeclaredTypes(policy);
  }
  const beforeBody = innermost === undefined && !tokens.some(({ text }) => text === 'if' || text === '?=');
  if (beforeBody) return tokens.at(-1)?.text === ')' ? [word('if', 'What follows is the condition')] : [];
  return [
    ...variableItems(around),
    ...predicateItems(policy, clientUri, around),
    ...(policy.configuration.constants ?? []).map((name) =>
      word(name, 'Constant of the application', CompletionItemKind.Constant),
    ),
    ...phrases(policy, CONDITIONS),
  ];
}

// ---- Blocks -----------------------------------------------------------------------------------------------------------

/** The type whose block the cursor is in. */
function blockOf({ tokens, open }: Surroundings): string | undefined {
  const brace = open[0];
  if (brace?.sign !== '{') return undefined;
  const [first, second] = tokens;
  if (first?.text === 'global') return 'global';
  return first?.text === 'actor' || first?.text === 'resource' ? second?.text : undefined;
}

function blockItems(policy: Policy, block: string, around: Surroundings): readonly Item[] {
  const { tokens, open } = around;
  const last = tokens.at(-1)?.text;
  if (open.length > 1) return last === ':' ? classItems(policy) : [];
  const member = tokens.slice(open[0]!.item);
  if (member.length === 0)
    return [...phrases(policy, MEMBERS), ...quoted(namesOf(policy, block, ['permission', 'role']))];
  const previous = member.at(-1)!;
  if (previous.text === 'if' || previous.text === 'or' || previous.text === 'and' || previous.text === 'on') {
    const wanted: DeclarationKind[] = previous.text === 'on' ? ['relation'] : ['role', 'permission', 'relation'];
    const words =
      policy.dialect === 'cloud' && previous.text !== 'on' ? [word('global', 'A global role or permission')] : [];
    return [...quoted(namesOf(policy, block, wanted)), ...words];
  }
  if (previous.kind !== 'string') return [];
  if (member.length === 1) return [word('if', 'Follows from')];
  const combining = policy.dialect === 'cloud' ? [word('or', 'Either'), word('and', 'Both')] : [];
  return [word('on', 'Of a related resource'), ...combining];
}

function blockStrings(policy: Policy, block: string, around: Surroundings, after: string): readonly Item[] {
  const { tokens, open } = around;
  if (open.length > 1 && open.at(-1)!.sign !== '(') return undeclaredNames(policy, block);
  if (open.length > 1) return stringArguments(policy, around);
  const member = tokens.slice(open[0]!.item);
  const previous = member.at(-1)?.text;
  if (previous === 'on') return names(namesOf(policy, block, ['relation']));
  if (previous === 'global') return names(namesOf(policy, 'global', ['role', 'permission']));
  if (member.length === 0) return names(namesOf(policy, block, ['permission', 'role']));
  // `"owner" on "parent"`: the term belongs to the related type, once the relation is known.
  const relation = /^[^";]*"\s*on\s+"([^"]*)"/.exec(after)?.[1];
  const related = relation === undefined ? undefined : relatedType(policy.blocks, block, relation);
  if (related !== undefined) return names(namesOf(policy, related, ['role', 'permission', 'relation']));
  const own = names(namesOf(policy, block, ['role', 'permission', 'relation']));
  const ownLabels = new Set(own.map(({ label }) => label));
  // Terms of related types come with the relation that leads there.
  const throughRelations = namesOf(policy, block, ['relation']).flatMap((each) =>
    each.type === undefined
      ? []
      : namesOf(policy, each.type, ['role', 'permission'])
          .filter(({ name }) => !ownLabels.has(name))
          .map(
            (there): Item => ({
              ...nameItem(there),
              detail: `${there.kind} of ${there.block}, on "${each.name}"`,
              labelDetails: { description: `${there.kind} on "${each.name}"` },
              sortText: `1${there.name}`,
            }),
          ),
  );
  return [...own, ...throughRelations];
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

function undeclaredTypes(policy: Policy): readonly Item[] {
  return Object.keys(policy.configuration.classes ?? {})
    .filter((name) => !policy.blocks.has(name))
    .map((name) => word(name, 'Class of the application', CompletionItemKind.Class));
}

/** The names that a type declares or inherits, of these kinds. */
function namesOf(policy: Policy, block: string, kinds: readonly DeclarationKind[]): readonly BlockName[] {
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

// ---- Strings in calls -------------------------------------------------------------------------------------------------

const KINDS: Readonly<Record<string, readonly DeclarationKind[]>> = {
  has_role: ['role'],
  has_permission: ['permission'],
  has_relation: ['relation'],
  allow: ['permission'],
};

function stringArguments(policy: Policy, around: Surroundings): readonly Item[] {
  const call = enclosingCall(around);
  const kinds = call?.commas === 1 ? KINDS[call.name ?? ''] : undefined;
  const byName = new Map<string, BlockName[]>();
  for (const block of policy.blocks.keys()) {
    for (const declared of namesOf(policy, block, kinds ?? ['role', 'permission', 'relation'])) {
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

function testItems(policy: Policy, around: Surroundings, uri: string): readonly Item[] {
  const { tokens, open } = around;
  const last = tokens.at(-1)?.text;
  if (open.length === 0) return tokens.length === 1 ? [word('fixture', 'Facts that several tests share')] : [];
  if (open.at(-1)!.sign === '(') return [...objectItems(policy), ...variableItems(around)];
  if (last === 'fixture') {
    return [...policy.fixtures.keys()].map((name) => word(name, 'Fixture', CompletionItemKind.Module));
  }
  if (last === 'assert' || last === 'assert_not') return [...predicateItems(policy, uri, around), ...factItems(policy)];
  const itemStart = tokens.length === open.at(-1)!.item;
  if (itemStart || last === '}') {
    const inTest = open.length === 1 && tokens[1]?.kind === 'string';
    if (inTest) return phrases(policy, TEST_PARTS);
    const fixture = tokens[1]?.kind === 'string' ? [word('fixture', 'All facts of a fixture')] : [];
    return [...factItems(policy), ...predicateItems(policy, uri, around), ...fixture];
  }
  if (last === ')') return [word('iff', 'Holds for exactly these values')];
  return [];
}

const wordsAfter = (text: string, offset: number): string => text.slice(offset, offset + 200);

export const completionFeatures: readonly Feature[] = [
  {
    method: 'textDocument/completion',
    capability: { completionProvider: { triggerCharacters: ['"', ':', '.', '(', ','], resolveProvider: true } },
    subject: 'position',
    answer: completions,
  },
  { method: 'completionItem/resolve', capability: {}, subject: 'item', answer: resolveCompletion },
];
