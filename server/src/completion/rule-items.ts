import { print, printString } from '@polar-tools/language';
import { CompletionItemKind } from 'vscode-languageserver';
import { signaturesOf, USUAL } from '../features/clause-text.ts';
import { isOfBlock, quotedTerms } from './argument-items.ts';
import { completesGoal, expectedAt } from './expected.ts';
import {
  calledItems,
  factItems,
  type Item,
  objectItems,
  phrases,
  predicateItems,
  variableItems,
  type Writing,
  word,
} from './items.ts';
import { enclosingCall } from './surroundings.ts';
import { CONDITIONS } from './vocabulary.ts';

/** Of a predicate with very many clauses. */
const MOST_LOOKED_AT = 100;

/** What may stand in a rule's head or body, or in an inline query. */
export function ruleItems(writing: Writing): readonly Item[] {
  const { policy, around } = writing;
  const expected = expectedAt(around);
  const words = phrases(
    policy,
    CONDITIONS.filter(({ where }) => where.includes(expected)),
  );
  switch (expected) {
    case 'parameter':
      return parameterItems(writing);
    case 'operator':
      // Arguments and members are joined by commas.
      if (enclosingCall(around) !== undefined || around.open.at(-1)?.sign === '[') return [];
      return completesGoal(around) ? words.filter(({ label }) => !GOES_ON.has(label)) : words;
    case 'value': {
      const terms = quotedTerms(writing);
      if (terms !== undefined) return [...variableItems(around, writing.rest), ...terms];
      if (isOfBlock(writing)) return [...variableItems(around, writing.rest), ...objectItems(policy)];
      // In Cloud these compare integers.
      if (policy.dialect === 'cloud' && ORDERS.has(around.tokens.at(-1)?.text ?? ''))
        return [...variableItems(around, writing.rest), ...words.filter(({ label }) => label.startsWith('@'))];
      return [
        ...variableItems(around, writing.rest),
        ...constantItems(writing),
        ...stringItems(writing),
        ...(policy.dialect === 'cloud' ? objectItems(policy) : []),
        ...words,
      ];
    }
    case 'condition':
      return [
        ...variableItems(around, writing.rest),
        ...predicateItems(writing),
        ...(policy.dialect === 'cloud' ? factItems(policy) : []),
        ...calledItems(writing),
        ...constantItems(writing),
        ...words,
      ];
  }
}

const ORDERS: ReadonlySet<string> = new Set(['<', '<=', '>', '>=']);

/** What goes on with a value, and not with a goal. */
const GOES_ON = new Set(['in', 'matches', 'mod', 'rem']);

/** Constants that the configuration names, and those that the policy uses. */
function constantItems({ policy, seen }: Writing): readonly Item[] {
  const named = new Set(policy.configuration.constants ?? []);
  const used = [...seen.constants].filter((name) => !named.has(name) && !policy.blocks.has(name)).sort();
  return [
    ...[...named].map((name) => word(name, 'Constant of the application', CompletionItemKind.Constant)),
    ...used.map((name) => ({
      ...word(name, 'Used in this policy', CompletionItemKind.Constant),
      sortText: `4${name}`,
    })),
  ];
}

/** The strings that a field is compared with elsewhere: `user.kind = `. */
function stringItems({ around: { tokens }, seen }: Writing): readonly Item[] {
  const [dot, field] = [tokens.at(-3)?.text, tokens.at(-2)?.text];
  if (!COMPARES.has(tokens.at(-1)?.text ?? '')) return [];
  return [...seen.stringsAt(`${dot === '.' ? '.' : '='}${field}`)].sort().map((value) => ({
    ...word(printString(value), `Compared with ${field}`, CompletionItemKind.Value),
    sortText: `0${value}`,
  }));
}

const COMPARES = new Set(['=', '==', '!=', ':=']);

/** What the other rules of this name call the parameter that is being written, with and without its class. */
function parameterItems({ policy, around, unfinished, rest }: Writing): readonly Item[] {
  const head = around.open[0];
  if (head?.name === undefined || around.open.length > 1) return [];
  const found = new Map<string, Item>();
  for (const { names, parameters } of signaturesOf(policy, head.name, unfinished)) {
    for (const text of [names[head.commas], parameters[head.commas]]) {
      if (text === undefined || text === '' || found.has(text)) continue;
      found.set(text, word(text, `Parameter of ${head.name}`, CompletionItemKind.Variable));
    }
  }
  for (const { rule } of policy.predicates.get(head.name)?.clauses.slice(0, MOST_LOOKED_AT) ?? []) {
    const parameter = rule === unfinished ? undefined : rule.parameters[head.commas];
    if (parameter === undefined) continue;
    const names = parameter.value.$type === 'Variable' ? [parameter.value.name] : [];
    for (const text of [...names, print(parameter)]) {
      if (text !== '' && !found.has(text))
        found.set(text, {
          ...word(text, `Parameter of ${head.name}`, CompletionItemKind.Variable),
          sortText: `5${text}`,
        });
    }
  }
  for (const item of variableItems({ tokens: [] }, rest)) if (!found.has(item.label)) found.set(item.label, item);
  const usual = USUAL[head.name]?.[head.commas];
  if (found.size === 0 && usual !== undefined) {
    found.set(usual, word(usual, `Parameter of ${head.name}`, CompletionItemKind.Variable));
  }
  return [...found.values()];
}
