import type { Assertion } from '@polar-tools/language';
import { rangeOf } from '@polar-tools/language';
import type { CompiledCloudQuery } from '../dialect/cloud/query.ts';
import { prepareCloud } from '../dialect/cloud/query.ts';
import { CloudRun } from '../dialect/cloud/run.ts';
import { undeclaredNote } from '../dialect/cloud/undeclared-note.ts';
import { unknownNames } from '../dialect/cloud/unknown-names.ts';
import type { FactStore } from '../facts/fact-store.ts';
import { type FactPattern, writeFact } from '../facts/value.ts';
import type { WhyNotLine, Wording } from '../proof/why-not-lines.ts';
import { AskedAssertion } from '../tests/assertion.ts';
import { chainOf } from '../tests/chain.ts';
import { missingFor } from '../tests/missing.ts';
import type { AssertionResult, ChainLink } from '../tests/result.ts';
import type { Slice } from '../tests/slice.ts';
import { WholeTest } from '../tests/whole-test.ts';
import type { CloudDebuggee } from './cloud-debuggee.ts';
import { valueOfTerm } from './cloud-terms.ts';
import { failedRules } from './failed-rules.ts';

/** Steps between pauses. */
const STEPS = 50_000;

/** Facts that are derived to explain something; what takes more is not explained. */
const MOST_FACTS = 500_000;

/**
 * Why the assertions of a test fail, a query has no answer, or the goal at whose `fail` event a debuggee stands does not hold: the rules that
 * were tried, what each lacked, and the nearest facts with which it would hold, each tried.
 */
export function* explainCloud(run: CloudDebuggee, wording: Wording): Generator<void, readonly WhyNotLine[], void> {
  const { view, setting } = run;
  const item = run.item;
  const asked = setting.asked[item];
  if (view.port === 'end') {
    const lines: WhyNotLine[] = [];
    const judged = run.judged ?? [];
    for (const [at, { holds }] of judged.entries()) {
      const one = setting.asked[at]!;
      if (holds || one.assertion === undefined) continue;
      lines.push(...assertionLines(yield* judgeAssertion(run, at), at, run, wording));
    }
    if (asked?.assertion === undefined && run.rawAnswers.length === 0)
      lines.push(...(yield* noAnswerLines(run, wording)));
    return lines;
  }
  if (view.port !== 'fail' || asked === undefined) return [];
  if (run.wasLetFail(view.activation)) return [{ text: 'You let it fail: the facts do not say so.', place: undefined }];
  if (view.goal?.node.$type === 'Assertion' && asked.assertion !== undefined)
    return assertionLines(yield* judgeAssertion(run, item), item, run, wording);
  const lines = yield* failedRules(run, wording);
  const wanted = factOfGoal(run);
  if (wanted === undefined) return lines;
  return [...lines, ...missingLines(run, wanted, (facts) => holds(run, writeFact(wanted), facts))];
}

/** The goal's call as a fact, with its values. */
function factOfGoal(run: CloudDebuggee): FactPattern | undefined {
  const { predicate } = run.view;
  if (predicate === undefined || run.isNegated) return undefined;
  return {
    predicate,
    arguments: run.callArguments.map((term) => valueOfTerm(term) ?? { type: undefined }),
  };
}

function* noAnswerLines(run: CloudDebuggee, wording: Wording): Generator<void, readonly WhyNotLine[], void> {
  const [asked] = run.setting.asked;
  const { asked: wanted, text } = (asked?.query ?? {}) as Partial<CompiledCloudQuery>;
  const lines = yield* failedRules(run, wording);
  if (wanted === undefined || text === undefined) return lines;
  if (run.changes.length > 0 && holds(run, text, run.setting.facts))
    return [...lines, { text: 'It holds by the facts, but not with what you changed in this run.', place: undefined }];
  const notes = notesOn(run, text, new Map()).map((note): WhyNotLine => ({ text: note, place: undefined }));
  return [...lines, ...missingLines(run, wanted, (facts) => holds(run, text, facts)), ...notes];
}

/** Whether a query has an answer over other facts. */
function holds({ setting }: CloudDebuggee, text: string, facts: FactStore): boolean {
  const { query } = prepareCloud(setting.program, text);
  if (query === undefined) return false;
  const plain = new CloudRun(query, { facts, now: nowOf(setting), order: 'found', limits: { facts: MOST_FACTS } });
  return plain.run().kind === 'answer';
}

const nowOf = ({ program, now }: CloudDebuggee['setting']): number => Number(program.values.value(now).id);

function missingLines(
  { setting }: CloudDebuggee,
  wanted: FactPattern,
  holdsWith: (facts: FactStore) => boolean,
): readonly WhyNotLine[] {
  const { suggestions, hint } = missingFor(setting.program, wanted, setting.facts, nowOf(setting), {
    holdsWith,
    write: writeFact,
  });
  const line = (text: string): WhyNotLine => ({ text, place: undefined });
  const found = suggestions.map((facts) => line(`It would hold with ${facts.map(writeFact).join(' and ')}.`));
  return hint === '' ? found : [...found, line(hint.trim())];
}

/** What a plain run says of an assertion. */
export function* judgeAssertion(run: CloudDebuggee, at: number): Generator<void, AssertionResult, void> {
  const { setting } = run;
  const { node, uri } = setting.asked[at]!;
  const assertion = node as Assertion;
  const slice: Slice = { steps: STEPS };
  const options = { now: nowOf(setting), limits: { facts: MOST_FACTS } };
  const all = setting.asked.flatMap((one) => (one.assertion === undefined ? [] : [one.node as Assertion]));
  const whole = new WholeTest(setting.program, uri!, all, setting.facts, options);
  const judging = new AskedAssertion(setting.program, assertion, uri!, options, slice).judge(setting.facts, whole);
  for (let step = judging.next(); ; step = judging.next()) {
    if (step.done === true) return { ...step.value, location: { uri: uri!, ...rangeOf(assertion) } };
    slice.steps = STEPS;
    yield;
  }
}

function assertionLines(
  { status, message, location, suggestions = [], chain = [] }: AssertionResult,
  at: number,
  run: CloudDebuggee,
  wording: Wording,
): readonly WhyNotLine[] {
  const where = wording.where(location);
  const told = run.setting.asked.length > 1 || run.view.port === 'end' ? ` (${where ?? `assertion ${at + 1}`})` : '';
  // What a person has changed in the run is no fact: over the facts alone it may be otherwise.
  if (status === 'passed')
    return [{ text: `It holds by the facts, but not with what you changed in this run.${told}`, place: location }];
  return [
    { text: `${message}${told}`, place: location },
    ...suggestions.map((facts) => ({
      text: `  It would hold with ${facts.map(writeFact).join(' and ')}.`,
      place: undefined,
    })),
    ...chainLines(chain, wording, 1),
  ];
}

/** Why something holds, line by line, each indented below what it explains. */
export function chainLines(chain: readonly ChainLink[], wording: Wording, indent: number): readonly WhyNotLine[] {
  return chain.map(({ fact, depth, location, told }) => {
    const where = location && wording.where(location);
    const by = told ? ' (fact)' : where === undefined ? '' : ` (${where})`;
    return { text: `${'  '.repeat(depth + indent)}${writeFact(fact)}${by}`, place: location };
  });
}

/** What a person who asks a query should know of its names: no block, rule or fact has them. As the command line tells it. */
export function notesOn(
  { setting }: CloudDebuggee,
  text: string,
  known: Parameters<typeof prepareCloud>[2],
): readonly string[] {
  const { policy } = setting.program;
  const { query } = prepareCloud(setting.program, text, known);
  const undeclared = undeclaredNote(policy, query?.asked, setting.facts);
  return [
    ...unknownNames(policy, text).map(({ message }) => message),
    ...(undeclared === undefined ? [] : [undeclared]),
  ];
}

/** Why the first answers of a query hold, or why it has none; undefined where the text is no query. */
export function explainQuery(
  { setting }: CloudDebuggee,
  text: string,
  known: Parameters<typeof prepareCloud>[2],
  wording: Wording,
): readonly WhyNotLine[] | undefined {
  const { query } = prepareCloud(setting.program, text, known);
  if (query === undefined) return undefined;
  const now = nowOf(setting);
  const plain = new CloudRun(query, { facts: setting.facts, now, limits: { facts: MOST_FACTS } });
  const outcome = plain.run(2_000_000);
  if (outcome.kind === 'answer') {
    const derivation = plain.derivationOf(outcome.answer);
    return derivation === undefined ? [] : chainLines(chainOf(derivation, setting.program.policy), wording, 0);
  }
  if (outcome.kind === 'error') return [{ text: outcome.error.message, place: undefined }];
  if (outcome.kind === 'paused') return [{ text: 'This takes too long. Ask for less.', place: undefined }];
  const { asked } = query;
  if (asked === undefined) return [{ text: 'It does not hold.', place: undefined }];
  const holdsWith = (facts: FactStore): boolean =>
    new CloudRun(query, { facts, now, order: 'found', limits: { facts: MOST_FACTS } }).run().kind === 'answer';
  const { suggestions, hint } = missingFor(setting.program, asked, setting.facts, now, { holdsWith, write: writeFact });
  return [
    { text: `${writeFact(asked)} does not hold.${hint}`, place: undefined },
    ...suggestions.map((facts) => ({
      text: `  It would hold with ${facts.map(writeFact).join(' and ')}.`,
      place: undefined,
    })),
  ];
}
