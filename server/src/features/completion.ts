import { isName, printString } from '@polar-tools/language';
import { type Policy, unions } from '@polar-tools/policy';
import { type CompletionItem, CompletionItemKind, type CompletionList, MarkupKind } from 'vscode-languageserver';
import { heldBefore } from '../application/chains.ts';
import { memberItems } from '../application/member-items.ts';
import { blockItems, blockOf, blockStrings, undeclaredTypes } from '../completion/block-items.ts';
import { givesKey } from '../completion/expected.ts';
import {
  blockTypeItems,
  calledItems,
  classItems,
  fieldItems,
  headItems,
  type Item,
  type ItemData,
  MOST_PREDICATES,
  phrases,
  predicateItems,
  typeRuleItems,
  undeclaredFacts,
  variableItems,
  type Writing,
  word,
} from '../completion/items.ts';
import { likeliest } from '../completion/likeliest.ts';
import { ruleItems } from '../completion/rule-items.ts';
import { seenIn } from '../completion/seen.ts';
import { statementStart } from '../completion/statement-start.ts';
import { stringArguments, typeIn } from '../completion/string-items.ts';
import { type OpenBracket, surroundingsOf, type Token } from '../completion/surroundings.ts';
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
  const all = itemsAt({
    policy,
    around,
    after: wordsAfter(file.text, offset),
    rest: restOfStatement(file.text, offset),
    seen: seenIn(policy, uri),
    application: view.application,
    uri: view.clientUri(uri),
    unfinished: unfinishedRule(file, offset, around),
  });
  const further = (around.writing === 'string' ? /^[^"\n]*/ : /^[\p{L}\p{N}_:?]*/u).exec(
    file.text.slice(offset, offset + LONGEST_WORD),
  )![0];
  const { items, isCut } = likeliest(each(all, around.prefix + further), around.prefix);
  return {
    isIncomplete: isCut || policy.predicates.size > MOST_PREDICATES,
    items: items.map(({ newText = '', insertTextFormat, ...item }) => {
      // What is inserted before a bracket brings none of its own.
      if (newText === '' || /^[\p{L}\p{N}_:?]*[({]/u.test(file.text.slice(offset, offset + LONGEST_WORD))) {
        const bare = newText === '' ? item.label : item.label.replace(/\{.*$/, '');
        return { ...item, textEdit: { range, newText: bare } };
      }
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

const KNOWN_FROM_TEXT = /^(Used|Called|Compared|Looked up) /;

/** Each item once, and none that is known only from what is being written. */
function each(items: readonly Item[], written: string): readonly Item[] {
  const seen = new Set<string>();
  return items.filter(({ label, labelDetails, detail = '', newText = label }) => {
    const key = `${newText} ${labelDetails?.detail ?? ''}`;
    if (seen.has(key) || (label === written && KNOWN_FROM_TEXT.test(detail))) return false;
    seen.add(key);
    return true;
  });
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
  const { policy, around, after, seen } = writing;
  const { tokens, open } = around;
  if (around.writing === 'comment') return [];
  const innermost = open.at(-1);
  const last = tokens.at(-1)?.text;
  const first = tokens[0]?.text;
  const block = blockOf(around);
  if (around.writing === 'string')
    return block === undefined ? stringArguments(policy, around, after, seen) : blockStrings(writing, block);
  if (last === '@') return tokens.length > 1 && policy.dialect === 'cloud' ? [TIME] : [];
  if (last === '.') return isValue(tokens.at(-2)) ? [] : lookedUp(writing);
  if (block !== undefined && innermost !== undefined) return blockItems(writing, block);
  if (last === ':' && innermost?.sign !== '{') return givesKey(around) ? ruleItems(writing) : classItems(policy, seen);
  if (last === 'matches' || last === 'matches!') return classItems(policy, seen);
  if (last === 'new') return blockTypeItems(policy, seen).filter(({ label }) => !unions.has(label));
  const inBraces =
    innermost?.sign === '{' && !BODIES.has(innermost.name ?? '') && (first !== 'test' || open.length > 1);
  if (inBraces) return braceItems(writing, innermost);
  if (last === 'extends' || (tokens[2]?.text === 'extends' && innermost === undefined)) {
    return blockTypeItems(policy, seen).filter(({ label }) => label !== tokens[1]?.text);
  }
  if (first === 'declare') {
    if (innermost !== undefined) return classItems(policy, seen);
    return tokens.length === 1 ? undeclaredFacts(policy) : [];
  }
  if (first === 'test') return testItems(writing);
  if (tokens.length === 0)
    return [...phrases(policy, STATEMENTS), ...typeRuleItems(writing), ...headItems(writing), ...calledItems(writing)];
  if (innermost === undefined && (first === 'actor' || first === 'resource')) {
    if (tokens.length === 1) return undeclaredTypes(policy, seen);
    return tokens.length === 2 && policy.dialect === 'cloud' ? [word('extends', 'Has all that another type has')] : [];
  }
  if (innermost === undefined && first === 'type') return tokens.length === 1 ? predicateItems(writing) : [];
  const beforeBody = innermost === undefined && !tokens.some(({ text }) => text === 'if' || text === '?=');
  if (beforeBody) return tokens.at(-1)?.text === ')' ? [word('if', 'What follows is the condition')] : [];
  return ruleItems(writing);
}

/** Longer words are not looked through. */
const LONGEST_WORD = 200;

/** What stands for itself, and has no fields that a policy looks up: `1`, `"abc"`, a list. */
function isValue(token: Token | undefined): boolean {
  if (token === undefined || token.kind === 'string' || token.kind === 'number') return true;
  return token.text === ']' || VALUES.has(token.text);
}

const VALUES = new Set(['true', 'false', 'inf', 'nan']);

/** Words before a brace that opens a body. */
const BODIES = new Set(['setup']);

const TIME = word('current_unix_time', "The query's time in seconds");

/** Fields, then what one may be called: often as what it is compared with, `role.name = name`. */
function lookedUp(writing: Writing): readonly Item[] {
  const { policy, around, seen, application } = writing;
  const { tokens } = around;
  const held = application && heldBefore({ application, policy, around }, tokens.length - 2).itself;
  const declared = application === undefined ? [] : memberItems(application, held ?? []);
  const type = tokens.at(-3)?.text === '.' ? undefined : typeIn(around, tokens.at(-2)?.text);
  const fields = withDeclared(declared, fieldItems(policy, type, seen, declared.length === 0));
  const offered = new Set(fields.map(({ label }) => label));
  // What the sources declare of the object is all that it has, as far as anybody knows.
  if (declared.length > 0) return fields;
  // Where the configuration says what there is, nothing is guessed.
  if (fields.some(({ detail }) => detail?.startsWith('field of'))) return fields;
  const related = relationsOf(policy, type).filter((name) => !offered.has(name));
  const guesses = namesLookedUp(writing).filter(
    (name) =>
      name !== tokens.at(-2)?.text &&
      !offered.has(name) &&
      !related.includes(name) &&
      !name.startsWith('_') &&
      !name.includes('::'),
  );
  return [
    ...fields,
    ...related.map((name) => ({
      ...word(name, `Relation of ${type}`, CompletionItemKind.Field),
      sortText: `6${name}`,
    })),
    ...guesses.map((name) => ({
      ...word(name, 'Called as what it may be compared with', CompletionItemKind.Field),
      sortText: `7${name}`,
    })),
  ];
}

/** The relations of a type's block: an application mostly keeps one in a field of its name. */
const relationsOf = (policy: Policy, type: string | undefined): readonly string[] =>
  [...(policy.blocks.get(type ?? '')?.names ?? [])].flatMap(([name, { kind }]) =>
    kind === 'relation' && isName(name) ? [name] : [],
  );

/**
 * What a field may be called by the words around it: as the variable that it is compared with, or as a parameter of the rule that its body has not
 * used yet (`role.name = name`), as the plural of the variable that is one of it (`role in user.roles`), or as a key of a dictionary in the rule. As the application
 * spells fields, where it begins them with capitals.
 */
function namesLookedUp({ around, rest, seen }: Writing): readonly string[] {
  const { tokens } = around;
  // What a dictionary has under a key is looked up by it.
  let braces = 0;
  const keys = tokens.flatMap(({ kind, text }, at) => {
    if (text === '{') braces++;
    else if (text === '}') braces--;
    return braces > 0 && kind === 'word' && tokens[at + 1]?.text === ':' ? [text] : [];
  });
  const variables = new Set(variableItems(around, rest).map(({ label }) => label));
  const [one, joins] = [tokens.at(-4), tokens.at(-3)];
  const several = joins?.text === 'in' && one?.kind === 'word' ? [`${one.text}s`] : [];
  const compared = [COMPARED_AFTER.exec(rest)?.[1], COMPARISONS.has(joins?.text ?? '') ? one?.text : undefined];
  const body = tokens.findIndex(({ text }) => text === 'if');
  const used = new Set(tokens.slice(body + 1).map(({ text }) => text));
  const unused = tokens.slice(0, Math.max(body, 0)).flatMap(({ text }) => (used.has(text) ? [] : [text]));
  const names = [
    ...several,
    ...[...compared, ...unused].filter((name) => variables.has(name ?? '')),
    ...keys,
  ] as string[];
  const fields = [...seen.fields.values()].flatMap((each) => [...each]);
  const isCapital = fields.some((name) => /^\p{Lu}/u.test(name));
  const capitals = isCapital ? names.map((name) => name.charAt(0).toUpperCase() + name.slice(1)) : [];
  return [...new Set([...names, ...capitals])];
}

const COMPARISONS: ReadonlySet<string> = new Set(['=', '==', '!=', ':=']);
/** A variable on the other side of what is being written. */
const COMPARED_AFTER = /^\s*(?::=|==|!=|=)\s*([\p{L}_][\p{L}\p{N}_]*)(?![\p{L}\p{N}_(.{:])/u;

/** The members that the application's sources declare, then what else is known of fields, each name once. */
function withDeclared(declared: readonly Item[], others: readonly Item[]): readonly Item[] {
  const names = new Set(declared.map(({ label }) => label));
  return [...declared, ...others.filter(({ label }) => !names.has(label))];
}

/** In the braces of an object, its identifier; of a pattern or dictionary, keys, and values after their colon. */
function braceItems(writing: Writing, { name }: OpenBracket): readonly Item[] {
  const { policy, around, seen, rest } = writing;
  const last = around.tokens.at(-1)?.text;
  if (last === ':') {
    if (givesKey(around)) return ruleItems(writing);
    return [...variableItems(around, rest), ...classItems(policy, seen)];
  }
  if (last !== '{' && last !== ',') return [];
  if (policy.dialect === 'cloud') {
    if (name === undefined || last === ',') return [];
    return [...seen.idsOf(name)].sort().map((id) => word(printString(id), `Used as ${name}`, CompletionItemKind.Value));
  }
  const { application } = writing;
  const classes = application === undefined || name === undefined ? [] : application.typed(policy, name);
  // A pattern compares what is there: it calls nothing.
  const declared =
    application === undefined
      ? []
      : memberItems(application, classes).filter(({ kind }) => kind !== CompletionItemKind.Method);
  return withDeclared(declared, fieldItems(policy, name, seen, declared.length === 0)).map((item) => ({
    ...item,
    newText: `${item.label}: `,
  }));
}

/** The text after the cursor to the end of the statement, or to what begins another on a line of its own. */
function restOfStatement(text: string, offset: number): string {
  const rest = text.slice(offset, offset + LONGEST_REST).replace(/^[\p{L}\p{N}_:?]+/u, '');
  const end = /;|\n(?=[^\s#})\]])/.exec(
    rest.replace(/"(?:\\.|[^"\\\n])*"|#[^\n]*/g, (piece) => ' '.repeat(piece.length)),
  );
  return rest.slice(0, end?.index ?? rest.length);
}

/** A statement is looked through so far. */
const LONGEST_REST = 3000;

const wordsAfter = (text: string, offset: number): string => text.slice(offset, offset + 200);

export const completionFeatures: readonly Feature[] = [
  {
    method: 'textDocument/completion',
    capability: { completionProvider: { triggerCharacters: ['"', ':', '.', '(', ',', '@'], resolveProvider: true } },
    subject: 'position',
    answer: completions,
  },
  { method: 'completionItem/resolve', capability: {}, subject: 'item', answer: resolveCompletion },
];
