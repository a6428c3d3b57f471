import type { Policy } from '@polar-tools/policy';
import { CompletionItemKind, InsertTextFormat } from 'vscode-languageserver';
import { factValues, quotedTerms, quotedValues } from './argument-items.ts';
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
import { TEST_PARTS } from './vocabulary.ts';

/** What may stand in a test or fixture. */
export function testItems(writing: Writing): readonly Item[] {
  const { policy, around } = writing;
  const { tokens, open } = around;
  const last = tokens.at(-1)?.text;
  if (open.length === 0) return tokens.length === 1 ? [word('fixture', 'Facts that several tests share')] : [];
  const asserts = tokens.some(({ text }) => text === 'assert' || text === 'assert_not');
  if (open.at(-1)!.sign === '(') {
    if (last === ')' || last === '}') return [];
    const values = quotedTerms(writing) ?? (asserts ? objectItems(policy) : factValues(writing));
    return [...values, ...(asserts ? variableItems(around, writing.rest) : [])];
  }
  if (open.at(-1)!.sign === '[') return last === '[' || last === ',' ? quotedValues(writing) : [];
  if (last === 'fixture') {
    return [...policy.fixtures.keys()].map((name) => word(name, 'Fixture', CompletionItemKind.Module));
  }
  if (last === 'assert' || last === 'assert_not')
    return [...predicateItems(writing), ...impliedAllow(policy), ...factItems(policy), ...calledItems(writing)];
  const itemStart = tokens.length === open.at(-1)!.item;
  if (itemStart || last === '}') {
    const inTest = open.length === 1 && tokens[1]?.kind === 'string';
    // The setup stands first, and once.
    const isBegun = tokens.some(({ kind, text }) => kind === 'word' && /^(setup|assert|assert_not)$/.test(text));
    if (inTest)
      return phrases(
        policy,
        TEST_PARTS.filter(({ label }) => label !== 'setup' || !isBegun),
      );
    const fixture = tokens[1]?.kind === 'string' ? fixtureItems(policy) : [];
    return [...factItems(policy), ...predicateItems(writing), ...calledItems(writing), ...fixture];
  }
  if (last === ')') return [iffItem(writing)];
  if (last === 'iff') return variableItems(around, writing.rest);
  if (tokens.at(-2)?.text === 'iff') return [word('in', 'One of a list of values')];
  return [];
}

/** The facts of a fixture: its name is chosen among those that there are. */
const fixtureItems = ({ fixtures }: Policy): readonly Item[] => [
  {
    ...word('fixture', 'All facts of a fixture'),
    ...(fixtures.size > 0 && {
      insertTextFormat: InsertTextFormat.Snippet,
      newText: `fixture \${1|${[...fixtures.keys()].join(',')}|};`,
    }),
  },
];

/** Which values a variable of the assertion has, exactly. */
function iffItem({ around, rest }: Writing): Item {
  const item = word('iff', 'Holds for exactly these values');
  const [variable] = variableItems(around, rest);
  if (variable === undefined) return item;
  return {
    ...item,
    insertTextFormat: InsertTextFormat.Snippet,
    newText: `iff ${variable.label} in ["\${1:value}"]`,
  };
}

/** What a test asks most, though the policy need not have a rule for it (docs/language/facts-and-tests.md#assertions). */
function impliedAllow(policy: Policy): readonly Item[] {
  if (policy.predicates.has('allow')) return [];
  return [
    {
      label: 'allow',
      labelDetails: { detail: '(actor, action, resource)' },
      detail: 'Implied by has_permission',
      kind: CompletionItemKind.Function,
      insertTextFormat: InsertTextFormat.Snippet,
      // biome-ignore lint/suspicious/noTemplateCurlyInString: the places to fill in of an LSP snippet
      newText: 'allow(${1:actor}, ${2:action}, ${3:resource})',
    },
  ];
}
