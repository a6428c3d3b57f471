import { type Case, type Outcome, unfinished } from './case.ts';
import { EngineProcess } from './engine-process.ts';
import { isKnownDifference } from './known-differences.ts';
import { SAME } from './show-reference.ts';

const reference = new EngineProcess(new URL('./oracle-worker.ts', import.meta.url));
const our = new EngineProcess(new URL('./our-worker.ts', import.meta.url));

/** Lets the process end. */
export async function stopEngines(): Promise<void> {
  await Promise.all([reference.stop(), our.stop()]);
}

/** A query about which the two engines do not say the same. */
export interface Disagreement {
  readonly query: string;
  readonly oracle: Outcome;
  readonly ours: Outcome;
}

/** What came of comparing queries: how many, by what the oracle did. */
export interface Tally {
  agreed: number;
  /** By what they did: `answers`, `constraints`, `none`, or the error's kind. */
  readonly kinds: Map<string, number>;
  /** Not compared, by reason: the oracle did not end, crashed, or cannot hand out its answer; or the difference is a known one. */
  readonly skipped: Map<string, number>;
}

export const newTally = (): Tally => ({ agreed: 0, kinds: new Map(), skipped: new Map() });

const count = (into: Map<string, number>, key: string): unknown => into.set(key, (into.get(key) ?? 0) + 1);

/** True if an answer's text has constraints on variables that have no value. */
export const hasConstraints = (answer: string): boolean => / = \(/.test(answer);

/** What a query did, in a word. */
export function kindOf({ error, answers }: Outcome): string {
  if (error !== undefined) return error;
  if (answers.length === 0) return 'none';
  return answers.some(hasConstraints) ? 'constraints' : 'answers';
}

const same = (left: readonly string[], right: readonly string[]): boolean =>
  left.length === right.length && left.every((text, index) => text === right[index]);

/** Host errors are told apart by their words, which differ; their kind is what counts. */
const errorKind = (error: string | undefined): string | undefined =>
  error?.replace(/^validation-error:.*/, 'validation-error');

/** Printed text with the names of temporary variables made alike: both engines number them as they please. */
const printedText = (text: string): string => text.replace(/\b_+(?:[a-z]\w*_)?\d+\b/gi, '_');

/**
 * Whether two answers say the same. Within a constraint the reference shows a list whose rest has a value as `[1, *_]`; ours
 * shows the whole list. And it does not always notice that two variables are one and the same; ours does.
 */
function sameAnswer(oracle: string, ours: string): boolean {
  if (oracle === ours) return true;
  if (!oracle.includes(SAME) && ours.includes(SAME))
    return sameAnswer(oracle, ours.slice(0, ours.indexOf(SAME)).replace(/, $/, ''));
  if (!hasConstraints(oracle) || !oracle.includes('*_]')) return false;
  const pattern = oracle.split(/(?:, )?\*_\]/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${pattern.join('[^=]*\\]')}$`).test(ours);
}

const sameAnswers = (left: readonly string[], right: readonly string[]): boolean =>
  left.length === right.length && left.every((text, index) => sameAnswer(text, right[index] ?? ''));

function agree(oracle: Outcome, ours: Outcome): boolean {
  if (unfinished(oracle) || oracle.error === 'serialization') {
    // As far as the oracle got, the answers must be the same; what it could not hand out is no answer to compare.
    const answers = oracle.error === 'serialization' ? oracle.answers.slice(0, -1) : oracle.answers;
    const length = Math.min(answers.length, ours.answers.length);
    return sameAnswers(answers.slice(0, length), ours.answers.slice(0, length));
  }
  return (
    sameAnswers(oracle.answers, ours.answers) &&
    errorKind(oracle.error) === errorKind(ours.error) &&
    same(oracle.printed.map(printedText), ours.printed.map(printedText))
  );
}

/**
 * Runs a case on both engines and compares answers in order, what was printed, and error kinds.
 * A case whose policy the oracle does not load is an error of the test.
 */
export async function compare(asked: Case, tally: Tally): Promise<Disagreement[]> {
  const [theirs, ours] = await Promise.all([reference.ask(asked), our.ask(asked)]);
  if (!theirs.loaded) {
    if (theirs.error !== 'parse-error')
      throw new Error(`The oracle does not load the policy: ${theirs.message}\n${asked.policy}`);
    count(tally.skipped, 'policy-not-loaded');
    return [];
  }
  if (!ours.loaded) throw new Error(`Our engine does not load the policy: ${ours.message}`);
  const disagreements: Disagreement[] = [];
  for (const [index, query] of asked.queries.entries()) {
    const [oracle, outcome] = [theirs.outcomes[index], ours.outcomes[index]];
    if (oracle === undefined || outcome === undefined) throw new Error(`No outcome of ${query}`);
    const known = isKnownDifference(asked, query, oracle, outcome);
    if (known !== undefined) count(tally.skipped, known);
    else if (!agree(oracle, outcome)) disagreements.push({ query, oracle, ours: outcome });
    else if (unfinished(oracle) || oracle.error === 'serialization') count(tally.skipped, oracle.error ?? '');
    else {
      tally.agreed++;
      count(tally.kinds, kindOf(oracle));
    }
  }
  return disagreements;
}

const showOutcome = ({ answers, printed, error, message }: Outcome): string =>
  [
    answers.length === 0 ? 'no answer' : answers.map((answer) => `{${answer}}`).join(' '),
    printed.length > 0 ? `prints ${printed.join(' | ')}` : '',
    error === undefined
      ? ''
      : `${error}: ${(message ?? '').split('\n').find((line) => /error|supported|unhandled|not/i.test(line)) ?? message ?? ''}`,
  ]
    .filter((part) => part !== '')
    .join('; ');

/** A disagreement for a person to read. */
export const show = ({ query, oracle, ours }: Disagreement): string =>
  `${query}\n    oracle: ${showOutcome(oracle)}\n    ours:   ${showOutcome(ours)}`;
