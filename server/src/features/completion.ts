import { type CompletionItem, type CompletionList, MarkupKind } from 'vscode-languageserver';
import { blockItems, blockOf, blockStrings, undeclaredTypes } from '../completion/block-items.ts';
import {
  blockTypeItems,
  classItems,
  fieldItems,
  headItems,
  type Item,
  type ItemData,
  MOST_PREDICATES,
  phrases,
  predicateItems,
  undeclaredFacts,
  type Writing,
  word,
} from '../completion/items.ts';
import { ruleItems } from '../completion/rule-items.ts';
import { statementStart } from '../completion/statement-start.ts';
import { stringArguments, typeIn } from '../completion/string-items.ts';
import { surroundingsOf } from '../completion/surroundings.ts';
import { testItems } from '../completion/test-items.ts';
import { unfinishedRule } from '../completion/unfinished-rule.ts';
import { STATEMENTS } from '../completion/vocabulary.ts';
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
  const items = itemsAt({
    policy,
    around,
    after: wordsAfter(file.text, offset),
    uri: view.clientUri(uri),
    unfinished: unfinishedRule(file, offset, around),
  });
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

function itemsAt(writing: Writing): readonly Item[] {
  const { policy, around, after } = writing;
  const { tokens, open } = around;
  if (around.writing === 'comment') return [];
  const innermost = open.at(-1);
  const last = tokens.at(-1)?.text;
  const first = tokens[0]?.text;
  const block = blockOf(around);
  if (around.writing === 'string')
    return block === undefined ? stringArguments(policy, around, after) : blockStrings(policy, block, around, after);
  if (last === '.') return fieldItems(policy, typeIn(around, tokens.at(-2)?.text));
  if (block !== undefined && innermost !== undefined) return blockItems(policy, block, around);
  if (last === ':' && innermost?.sign !== '{') return classItems(policy);
  if (last === 'matches' || last === 'matches!' || last === 'new') return classItems(policy);
  if (last === 'extends' || (tokens[2]?.text === 'extends' && innermost === undefined)) {
    return blockTypeItems(policy).filter(({ label }) => label !== tokens[1]?.text);
  }
  if (first === 'declare') {
    if (innermost !== undefined) return classItems(policy);
    return tokens.length === 1 ? undeclaredFacts(policy) : [];
  }
  if (first === 'test') return testItems(writing);
  if (tokens.length === 0) return [...phrases(policy, STATEMENTS), ...headItems(writing)];
  if (innermost === undefined && (first === 'actor' || first === 'resource')) {
    if (tokens.length === 1) return undeclaredTypes(policy);
    return tokens.length === 2 && policy.dialect === 'cloud' ? [word('extends', 'Has all that another type has')] : [];
  }
  if (innermost === undefined && first === 'type') return tokens.length === 1 ? predicateItems(writing) : [];
  const beforeBody = innermost === undefined && !tokens.some(({ text }) => text === 'if' || text === '?=');
  if (beforeBody) return tokens.at(-1)?.text === ')' ? [word('if', 'What follows is the condition')] : [];
  return ruleItems(writing);
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
