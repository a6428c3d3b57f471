import { CloudRun, type Fact, runTests, writeFact, writeValue } from '@polar-tools/evaluator';
import { printString } from '@polar-tools/language';
import { createPolicy, type Policy } from '@polar-tools/policy';
import type { PastQuestion } from './as-it-was.ts';
import { factsRead } from './facts-read.ts';
import { proofFacts } from './rests-on.ts';

/** A test that says what a decision was. */
export interface DecisionTest {
  readonly title: string;
  /** The block, without a line feed at its end. */
  readonly text: string;
  /** The policy's file that it belongs into, and the offset in it. */
  readonly uri: string;
  readonly offset: number;
  /** What a person should know of it. */
  readonly notes: readonly string[];
}

/** Facts of a test that a person still reads, and values of an `iff`. */
const MOST_FACTS = 100;
const MOST_VALUES = 50;

/**
 * A `test` block with just the facts that a decision read, which gives the same answer: it is run before it is given. Of an answer of yes, these are the facts
 * of its proof, where they are enough.
 *
 * @param policy that of now, into which the test is put
 * @returns in a sentence, why there is none
 */
export function decisionTest(past: PastQuestion, policy: Policy, now: number): DecisionTest | string {
  const assertion = assertionOf(past);
  if (typeof assertion === 'string') return assertion;
  const place = placeOf(policy);
  if (place === undefined) return 'The policy has no file that a test could be put into.';
  const title = freeTitle(assertion.title, policy);
  const inProof = assertion.holds ? proofFacts(past) : undefined;
  const read = factsRead(past);
  let why = '';
  for (const facts of [...(inProof === undefined ? [] : [inProof]), read.facts]) {
    if (facts.length > MOST_FACTS) {
      why = `It read more than ${MOST_FACTS} facts: write a test for a smaller question.`;
      continue;
    }
    const text = blockOf(title, facts, assertion.lines);
    const wrong = faultOf(text, title, policy, place, now);
    if (wrong === undefined) {
      const notes = assertion.holds || !read.isBounded ? [] : ['It read more facts than the test has.'];
      return { title, text, ...place, notes };
    }
    why = wrong;
  }
  return why;
}

interface AssertionLines {
  readonly title: string;
  readonly lines: readonly string[];
  readonly holds: boolean;
}

/** What is asserted of the answer, found by asking once more. */
function assertionOf({ query, facts, now, text }: PastQuestion): AssertionLines | string {
  const { asked } = query;
  if (asked === undefined)
    return 'A test asks one thing, and this is a question of several. Write a test for each part.';
  const values = asked.arguments.map((value) => (value.id === undefined ? undefined : value));
  const open = values.flatMap((value, at) => (value === undefined ? [at] : []));
  if (open.length > 1)
    return 'A test leaves one argument open at most, and this question more. Write a test for an answer.';
  const run = new CloudRun(query, { facts, now });
  const found: string[] = [];
  let isOpen = false;
  let isHeld = false;
  for (let outcome = run.run(); outcome.kind !== 'done'; outcome = run.run()) {
    if (outcome.kind === 'error') return `The question ends with an error: ${outcome.error.message}`;
    if (outcome.kind !== 'answer') continue;
    isHeld = true;
    const value = outcome.answer.fact?.arguments[open[0] ?? 0];
    if (value?.id === undefined) isOpen = true;
    else found.push(writeValue(value));
    if (found.length > MOST_VALUES) return `There are more than ${MOST_VALUES} answers. Write a test for one of them.`;
  }
  const title = titleOf(asked.predicate, asked.arguments, isHeld);
  if (open.length === 0) return { title, lines: [`  ${isHeld ? 'assert' : 'assert_not'} ${text};`], holds: isHeld };
  if (isOpen) return 'The rules leave its answer open, which a test cannot say. Write a test for one answer.';
  const at = open[0]!;
  const { type = 'String' } = asked.arguments[at]!;
  const name = asked.predicate === 'allow' ? (['actor', 'action', 'resource'][at] ?? 'value') : 'value';
  const written = values.map((value) => (value === undefined ? `${name}: ${type}` : writeValue(value)));
  const call = `${asked.predicate}(${written.join(', ')})`;
  return { title, lines: [`  assert ${call} iff ${name} in [${found.join(', ')}];`], holds: isHeld };
}

type Arguments = NonNullable<PastQuestion['query']['asked']>['arguments'];

/** `User anne may read Document sketch` */
function titleOf(predicate: string, all: Arguments, isHeld: boolean): string {
  const [actor, action, resource] = all;
  const shown = (value: Arguments[number] | undefined, otherwise: string): string =>
    value === undefined
      ? otherwise
      : value.type === 'String' && value.id !== undefined
        ? value.id
        : [value.type, value.id].filter((part) => part !== undefined).join(' ') || otherwise;
  if (predicate !== 'allow' || all.length !== 3)
    return `${predicate} of ${all.map((each) => shown(each, 'any')).join(', ')}`;
  if (action?.id === undefined) return `what ${shown(actor, 'anybody')} may do to ${shown(resource, 'anything')}`;
  if (resource?.id === undefined)
    return `what ${shown(actor, 'anybody')} may ${action.id}: ${shown(resource, 'anything')}`;
  if (actor?.id === undefined) return `who may ${action.id} ${shown(resource, 'anything')}`;
  return `${shown(actor, 'anybody')} ${isHeld ? 'may' : 'may not'} ${action.id} ${shown(resource, 'anything')}`;
}

function freeTitle(title: string, { tests }: Policy): string {
  const taken = new Set(tests.map((test) => test.title));
  for (let count = 1; ; count++) {
    const tried = count === 1 ? title : `${title} (${count})`;
    if (!taken.has(tried)) return tried;
  }
}

function blockOf(title: string, facts: readonly Fact[], assertions: readonly string[]): string {
  const setup = facts.length === 0 ? [] : ['  setup {', ...facts.map((fact) => `    ${writeFact(fact)};`), '  }', ''];
  return [`test ${printString(title)} {`, ...setup, ...assertions, '}'].join('\n');
}

/** The file with most of the tests, behind the last of them; else the end of the policy's last file. */
function placeOf({ tests, files }: Policy): Pick<DecisionTest, 'uri' | 'offset'> | undefined {
  const counts = new Map<string, number>();
  for (const { uri } of tests) counts.set(uri, (counts.get(uri) ?? 0) + 1);
  const [most] = [...counts].sort(([, one], [, other]) => other - one);
  const uri = most?.[0] ?? [...files.keys()].at(-1);
  const file = uri === undefined ? undefined : files.get(uri);
  return file === undefined ? undefined : { uri: uri!, offset: file.text.trimEnd().length };
}

/** Runs the test in the policy. Why it does not pass, in a sentence. */
function faultOf(
  text: string,
  title: string,
  policy: Policy,
  { uri, offset }: Pick<DecisionTest, 'uri' | 'offset'>,
  now: number,
): string | undefined {
  const files = [...policy.files].map(([each, file]) => ({
    uri: each,
    text: each === uri ? `${file.text.slice(0, offset)}\n\n${text}\n` : file.text,
  }));
  const tried = createPolicy(files, { dialect: 'cloud' });
  const [result] = runTests(tried, { filter: ({ name }) => name === title, now });
  if (result === undefined) return 'The test could not be written.';
  if (result.status === 'passed') return undefined;
  const [message] = result.assertions.flatMap((each) => (each.status === 'passed' ? [] : [each.message]));
  return `By the policy of now and the facts that were read the answer is another one, so no test was made. ${result.message || (message ?? '')}`.trim();
}
