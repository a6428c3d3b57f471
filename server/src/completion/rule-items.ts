import { CompletionItemKind } from 'vscode-languageserver';
import { signaturesOf, USUAL } from '../features/clause-text.ts';
import { expectedAt } from './expected.ts';
import {
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
      return enclosingCall(around) === undefined && around.open.at(-1)?.sign !== '[' ? words : [];
    case 'value':
      return [
        ...variableItems(around),
        ...constantItems(writing),
        ...(policy.dialect === 'cloud' ? objectItems(policy) : []),
        ...words,
      ];
    case 'condition':
      return [
        ...variableItems(around),
        ...predicateItems(writing),
        ...(policy.dialect === 'cloud' ? factItems(policy) : []),
        ...constantItems(writing),
        ...words,
      ];
  }
}

const constantItems = ({ policy }: Writing): readonly Item[] =>
  (policy.configuration.constants ?? []).map((name) =>
    word(name, 'Constant of the application', CompletionItemKind.Constant),
  );

/** What the other rules of this name call the parameter that is being written, with and without its class. */
function parameterItems({ policy, around, unfinished }: Writing): readonly Item[] {
  const head = around.open[0];
  if (head?.name === undefined || around.open.length > 1) return [];
  const found = new Map<string, Item>();
  for (const { names, parameters } of signaturesOf(policy, head.name, unfinished)) {
    for (const text of [names[head.commas], parameters[head.commas]]) {
      if (text === undefined || text === '' || found.has(text)) continue;
      found.set(text, word(text, `Parameter of ${head.name}`, CompletionItemKind.Variable));
    }
  }
  const usual = USUAL[head.name]?.[head.commas];
  if (found.size === 0 && usual !== undefined) {
    found.set(usual, word(usual, `Parameter of ${head.name}`, CompletionItemKind.Variable));
  }
  return [...found.values()];
}
