import { canonical } from './canonical.ts';
import { type Case, type CaseOutcome, type LoadFault, type Outcome, unfinished } from './case.ts';
import {
  countReport,
  newReportTally,
  type ReportDifference,
  type ReportTally,
  reportDifferences,
  withAlikeNames,
} from './compare-reports.ts';
import { EngineProcess } from './engine-process.ts';
import { isKnownDifference } from './known-differences.ts';
import { ourEngine } from './our-engine.ts';
import { RecordedEngine } from './recorded-engine.ts';
import { SAME } from './show-reference.ts';

/** The reference and our engine, each in a thread of its own. */
class Engines {
  readonly reference = new EngineProcess(new URL('./oracle-worker.ts', import.meta.url));
  readonly #recorded = new RecordedEngine(this.reference, process.env.CONFORMANCE_RECORDINGS);
  readonly #our = ourEngine();

  /** Runs a case on both, at the same time. */
  ask(asked: Case): Promise<[CaseOutcome, CaseOutcome]> {
    return Promise.all([this.#recorded.ask(asked), this.#our.ask(asked)]);
  }

  async stop(): Promise<void> {
    await Promise.all([this.reference.stop(), this.#our.stop()]);
  }
}

/** Two of each, as a silent reference is waited for: the other one goes on meanwhile. */
const lanes = [new Engines(), new Engines()] as const;

/** Lets the process end. */
export async function stopEngines(): Promise<void> {
  await Promise.all(lanes.map((engines) => engines.stop()));
}

/** Runs a case on the reference and on our engine, at the same time. */
export const ask = (asked: Case): Promise<[CaseOutcome, CaseOutcome]> => lanes[0].ask(asked);

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
  /** By how alike they are. */
  readonly likeness: Map<string, number>;
  /** Not compared, by reason: the oracle did not end, crashed, or cannot hand out its answer; or the difference is a known one. */
  readonly skipped: Map<string, number>;
  /** Of those that raise: what a person reads of the error. */
  readonly reports: ReportTally;
}

export const newTally = (): Tally => ({
  agreed: 0,
  kinds: new Map(),
  likeness: new Map(),
  skipped: new Map(),
  reports: newReportTally(),
});

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

/** The variables of an answer that are one and the same, group by group. */
const groupsOf = (answer: string): string[][] =>
  answer.includes(SAME)
    ? answer
        .slice(answer.indexOf(SAME) + SAME.length)
        .split(`, ${SAME}`)
        .map((group) => group.split(' = '))
    : [];

const withoutGroups = (answer: string): string =>
  answer.includes(SAME) ? answer.slice(0, answer.indexOf(SAME)).replace(/, $/, '') : answer;

const isWithin = (group: readonly string[], other: readonly string[]): boolean =>
  group.every((name) => other.includes(name));

/**
 * Whether two answers say the same. Within a constraint the reference shows a list whose rest has a value as `[1, *_]`; ours
 * shows the whole list. And it does not always notice that two variables are one and the same; ours does.
 */
function sameAnswer(oracle: string, ours: string): boolean {
  if (oracle === ours) return true;
  if (ours.includes(SAME) && groupsOf(oracle).every((group) => groupsOf(ours).some((mine) => isWithin(group, mine))))
    return sameAnswer(withoutGroups(oracle), withoutGroups(ours));
  if (!hasConstraints(oracle) || !oracle.includes('*_]')) return false;
  const pattern = oracle.split(/(?:, )?\*_\]/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${pattern.join('[^=]*\\]')}$`).test(ours);
}

/** How alike two lists of answers are; undefined where they are not. */
type Likeness = 'exactly' | 'up to the form of constraints' | 'up to the order of unions';

function compareAnswers(oracle: readonly string[], ours: readonly string[]): Likeness | undefined {
  if (oracle.length !== ours.length) return undefined;
  const pairs = oracle.map((answer, index) => [answer, ours[index] ?? ''] as const);
  if (pairs.every(([left, right]) => sameAnswer(left, right))) return 'exactly';
  if (pairs.every(([left, right]) => sameAnswer(left, right) || canonical(left) === canonical(right)))
    return 'up to the form of constraints';
  // The reference goes through the classes of a union in the order of a hash table, another one in every policy.
  if (
    oracle.some((answer) => answer.includes('matches')) &&
    same(oracle.map(canonical).sort(), ours.map(canonical).sort())
  )
    return 'up to the order of unions';
  return undefined;
}

/** What is printed of an object is the host's affair, and hosts differ. */
const samePrinted = (oracle: readonly string[], ours: readonly string[]): boolean =>
  oracle.length === ours.length &&
  oracle.every((text, index) => text.includes('TYPE `') || withAlikeNames(text) === withAlikeNames(ours[index] ?? ''));

function agree(oracle: Outcome, ours: Outcome): Likeness | undefined {
  if (unfinished(oracle) || oracle.error === 'serialization') {
    // As far as the oracle got, the answers must be the same; what it could not hand out is no answer to compare.
    const answers = oracle.error === 'serialization' ? oracle.answers.slice(0, -1) : oracle.answers;
    const length = Math.min(answers.length, ours.answers.length);
    return compareAnswers(answers.slice(0, length), ours.answers.slice(0, length));
  }
  if (errorKind(oracle.error) !== errorKind(ours.error) || !samePrinted(oracle.printed, ours.printed)) return undefined;
  return compareAnswers(oracle.answers, ours.answers);
}

/**
 * True if the reference does not agree with itself: it goes through the classes of a union, and through what a negation leaves, in
 * the order of a hash table, which is another one each time, and so may find other answers first, or an error before an answer.
 */
async function isUndecided({ reference }: Engines, asked: Case, before: Outcome): Promise<boolean> {
  for (let tries = 0; tries < 6; tries++) {
    const again = await reference.ask(asked);
    const outcome = again.loaded ? again.outcomes[0] : undefined;
    if (outcome !== undefined && (outcome.error !== before.error || !same(outcome.answers, before.answers)))
      return true;
  }
  return false;
}

const dependsOnOrder = ({ part, code }: ReportDifference): boolean => code === 'unhandled-partial' || part === 'trace';

/**
 * What ours says of an error that the reference never says. Of several variables with constraints that no answer can show, it names the
 * first in the order of a hash table, which also orders what a negation leaves and the blocks of a policy: it is asked again until it says
 * what ours does.
 */
async function differencesOf(
  { reference }: Engines,
  asked: Case,
  oracle: Outcome,
  ours: Outcome,
): Promise<readonly ReportDifference[]> {
  const [query = ''] = asked.queries;
  let differences = reportDifferences(query, oracle, ours);
  for (let tries = 0; tries < 12 && differences.some(dependsOnOrder); tries++) {
    const again = await reference.ask(asked);
    const outcome = again.loaded ? again.outcomes[0] : undefined;
    if (outcome !== undefined && outcome.error === oracle.error) differences = reportDifferences(query, outcome, ours);
  }
  return differences;
}

const faultsOf = (outcome: CaseOutcome): readonly LoadFault[] => (outcome.loaded ? [] : outcome.faults);

/** Whether an inline query ended with an error of the application's own, which hosts tell otherwise. */
const isHosts = ({ error }: LoadFault): boolean => error === 'exception' || error === 'unregistered-class';

/** The fault that the reference tells of a policy must be among ours, in its words and at its place. */
function compareLoads(theirs: CaseOutcome, ours: CaseOutcome, tally: Tally): Disagreement[] {
  const [first] = faultsOf(theirs);
  // The host cannot take an inline query's answer that is a constraint.
  if (
    first !== undefined &&
    (/^(crash|too-long)$/.test(first.error) || /^Received Expression/.test(first.report.words))
  ) {
    count(tally.skipped, `policy: ${first.error}`);
    return [];
  }
  const asOutcome = (faults: readonly LoadFault[]): Outcome => ({
    answers: [],
    printed: [],
    error: faults.map(({ error }) => error).join(', ') || undefined,
    message: faults.map(({ report: { words, position } }) => `${words} at ${position ?? '?'}`).join('; '),
  });
  const [mine] = faultsOf(ours);
  if (first !== undefined && mine !== undefined && isHosts(first) && isHosts(mine)) {
    count(tally.skipped, "policy: the application's own error");
    return [];
  }
  const known = isKnownDifference(asOutcome(faultsOf(theirs)), asOutcome(faultsOf(ours)));
  if (known !== undefined) {
    count(tally.skipped, `policy: ${known}`);
    return [];
  }
  const same = faultsOf(ours).find(({ error }) => error === first?.error);
  if (first === undefined || same === undefined)
    return [{ query: 'the policy', oracle: asOutcome(faultsOf(theirs)), ours: asOutcome(faultsOf(ours)) }];
  tally.agreed++;
  count(tally.kinds, first.error);
  count(tally.likeness, 'exactly');
  const of = ({ error, report }: LoadFault): Outcome => ({
    answers: [],
    printed: [],
    error,
    message: undefined,
    report,
  });
  const differences = faultsOf(ours)
    .filter(({ error }) => error === first.error)
    .map((fault) => reportDifferences('the policy', of(first), of(fault)))
    .sort((left, right) => left.length - right.length);
  countReport(tally.reports, of(first), differences[0] ?? []);
  return [];
}

/**
 * Runs a case on both engines and compares answers in order, what was printed, and errors; of a policy that does not load, why.
 */
export async function compare(asked: Case, tally: Tally, engines: Engines = lanes[0]): Promise<Disagreement[]> {
  const [theirs, ours] = await engines.ask(asked);
  if (!theirs.loaded || !ours.loaded) return compareLoads(theirs, ours, tally);
  const disagreements: Disagreement[] = [];
  for (const [index, query] of asked.queries.entries()) {
    const [oracle, outcome] = [theirs.outcomes[index], ours.outcomes[index]];
    if (oracle === undefined || outcome === undefined) throw new Error(`No outcome of ${query}`);
    const likeness = agree(oracle, outcome);
    const known = isKnownDifference(oracle, outcome);
    if (likeness === undefined && known !== undefined) count(tally.skipped, known);
    else if (likeness === undefined) {
      if (await isUndecided(engines, { ...asked, queries: [query] }, oracle)) count(tally.skipped, 'undecided');
      else disagreements.push({ query, oracle, ours: outcome });
    } else if (unfinished(oracle) || oracle.error === 'serialization') count(tally.skipped, oracle.error ?? '');
    else {
      tally.agreed++;
      count(tally.kinds, kindOf(oracle));
      count(tally.likeness, likeness);
      countReport(tally.reports, oracle, await differencesOf(engines, { ...asked, queries: [query] }, oracle, outcome));
    }
  }
  return disagreements;
}

/** Compares many cases, two at a time. `tell` hears of each disagreement, with the number of its case. */
export async function compareAll(
  cases: readonly Case[],
  tally: Tally,
  tell: (index: number, disagreement: Disagreement) => void,
): Promise<void> {
  let next = 0;
  await Promise.all(
    lanes.map(async (engines) => {
      for (let index = next++; index < cases.length; index = next++) {
        for (const disagreement of await compare(cases[index]!, tally, engines)) tell(index, disagreement);
      }
    }),
  );
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
