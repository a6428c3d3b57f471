import {
  type CloudProgram,
  compileCloud,
  debuggedTest,
  FactStore,
  WholeTest,
  withChangedFacts,
  writeFact,
} from '@polar-tools/evaluator';
import { type Assertion, LineIndex, rangeOf } from '@polar-tools/language';
import type { PolicyTest } from '@polar-tools/policy';
import { shortName, uriOf } from '@polar-tools/project';
import type { Position } from 'vscode-languageserver';
import { configuredFacts } from '../configured-facts.ts';
import { editedFacts, type FactEdit } from '../facts/facts-edit.ts';
import type { Asked, Patience } from '../feature.ts';
import type { TextEdits } from '../protocol.ts';
import { offsetIn } from '../view.ts';
import { addToSetup } from './setup-edit.ts';

/** What a Cloud policy is asked over, and where a change of it is made. */
export interface AskedFacts {
  readonly program: CloudProgram;
  readonly facts: FactStore;
  /** What the changes are of: `the facts`, `facts.json`, `this test's setup`. */
  readonly place: string;
  /** What makes some changes together; or why that is done by hand. */
  editOf(changes: readonly FactEdit[]): Promise<TextEdits | string>;
  /** What else holds there and would not any more, in words; undefined where nothing is meant to hold. */
  brokenBy?(changes: readonly FactEdit[]): string | undefined;
}

/** The facts of the files that are named, else of those that the configuration names. */
export async function factsOfFiles(
  asked: Asked,
  named: readonly string[] | undefined,
  patience: Patience,
): Promise<AskedFacts | readonly string[]> {
  const { view, root } = asked;
  const facts = await configuredFacts(asked, patience, named);
  if (Array.isArray(facts)) return facts;
  const { folder } = root;
  const names = folder === undefined ? [] : (named ?? view.policy.configuration.facts ?? []);
  return {
    program: compileCloud(view.policy, facts.values),
    facts,
    place: names.length === 1 ? shortName(uriOf(names[0]!, folder!)) : 'the facts',
    editOf: async (changes) => {
      for (const name of names) {
        const uri = uriOf(name, folder!);
        const read = await patience.readFile(uri);
        if (!('text' in read)) continue;
        const edited = changes.reduce<string | undefined>(
          (text, change) => (text === undefined ? undefined : editedFacts(shortName(uri), text, change)),
          read.text,
        );
        if (edited !== undefined) return { uri: view.clientUri(uri), edits: [difference(read.text, edited)] };
      }
      return names.length === 0 ? 'polar.config.json names no file of facts.' : 'No file of facts has a place for it.';
    },
  };
}

/**
 * The facts of a test's setup.
 * @param assertion what is asked, where it is an assertion of the test: who asks why it holds does not keep the test as it is
 */
export function factsOfTest(
  { view }: Asked,
  test: PolicyTest,
  now: number,
  assertion?: Assertion,
): AskedFacts | readonly string[] {
  const { policy } = view;
  const base = new FactStore();
  const program = compileCloud(policy, base.values);
  const setup = debuggedTest(program, test, base);
  if ('message' in setup) return [setup.message];
  const text = policy.files.get(test.uri)?.text ?? '';
  const whole = new WholeTest(program, test.uri, test.assertions, setup.facts, { now });
  const isKept = assertion === undefined || !whole.holds(assertion);
  return {
    program,
    facts: setup.facts,
    place: "this test's setup",
    ...(isKept && {
      brokenBy: (changes: readonly FactEdit[]) =>
        withChangedFacts(setup.facts, changes, (facts) => whole.brokenBy(facts)),
    }),
    editOf: async (changes) => {
      const added = changes.flatMap(({ kind, fact }) => (kind === 'add-fact' ? [`${writeFact(fact)};`] : []));
      let edited = text;
      if (added.length > 0) {
        const { offset, text: put } = addToSetup(test, text, added);
        edited = text.slice(0, offset) + put + text.slice(offset);
      }
      for (const { kind, fact } of changes) {
        if (kind === 'add-fact') continue;
        // Of this test alone: a fixture has its facts for others, too.
        const { start, end } = rangeOf(test.test);
        const index = edited.indexOf(`${writeFact(fact)};`, start);
        if (index < 0 || index > end) return 'The fact is not one of this test’s own.';
        const from = edited.slice(0, index).replace(/[ \t]*$/, '').length;
        const after = index + writeFact(fact).length + 1;
        const isLine = edited[from - 1] === '\n' && /^[ \t]*\r?\n/.test(edited.slice(after));
        const to = isLine ? edited.indexOf('\n', after) + 1 : after;
        edited = edited.slice(0, isLine ? from : index) + edited.slice(to);
      }
      return { uri: view.clientUri(test.uri), edits: [difference(text, edited)] };
    },
  };
}

/** The test and the assertion at a position, and what it asks, as text. */
export function assertionAt(
  { view, uri }: Asked,
  position: Position,
): { readonly test: PolicyTest; readonly assertion: Assertion; readonly query: string } | undefined {
  const offset = offsetIn(view, uri, position);
  if (offset === undefined) return undefined;
  for (const test of view.policy.tests) {
    if (test.uri !== uri) continue;
    for (const assertion of test.assertions) {
      const { start, end } = rangeOf(assertion);
      if (start > offset || offset > end) continue;
      return { test, assertion, query: assertionText(assertion, view.policy.files.get(uri)?.text ?? '') };
    }
  }
  return undefined;
}

/** What an assertion asks, as a query: variables without their types. */
function assertionText({ name, parameters }: Assertion, text: string): string {
  const written = parameters.map(({ value, specializer }) => {
    const node = value ?? specializer;
    if (node === undefined) return '_';
    const { start, end } = rangeOf(node);
    return text.slice(start, end);
  });
  return `${name.text}(${written.join(', ')})`;
}

/** The one piece in which two texts differ. */
function difference(before: string, after: string): TextEdits['edits'][number] {
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start++;
  let end = 0;
  while (
    end < before.length - start &&
    end < after.length - start &&
    before[before.length - 1 - end] === after[after.length - 1 - end]
  )
    end++;
  const index = new LineIndex(before);
  return {
    range: { start: index.positionAt(start), end: index.positionAt(before.length - end) },
    newText: after.slice(start, after.length - end),
  };
}
