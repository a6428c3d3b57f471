import { type Candidate, constraintsOn, type Term, type WhyFailed } from '@polar-tools/evaluator';
import { type Call, type Forall, type Node, rangeOf } from '@polar-tools/language';
import type { Clause } from '@polar-tools/policy';
import { goalText } from '../runtime/goal-text.ts';
import type { Effort } from '../runtime/run.ts';
import type { Runtime } from '../runtime/runtime.ts';
import type { Failure, Stretch } from '../runtime/search.ts';
import type { SessionContext, Shown } from './context.ts';
import { callReason, type Here, mismatchText, shortReason } from './failure-texts.ts';
import { callText, clauseText } from './scopes.ts';

/** Events that are looked at for what failed, the last ones: some tenths of a second. */
const MOST_EVENTS = 200_000;
/** Lines of an explanation, and how far in they go: who wants more steps through it. */
const MOST_LINES = 40;
const MOST_INDENTED = 8;
/** Rules that are listed where none of them fits. */
const MOST_MISFITS = 5;
const MOST_EXPECTED = 12;
/** Characters of a goal that is written beside its reason. */
const LONGEST_GOAL = 80;

const LET_FAIL = 'a person let it fail here.';

/** A line of an explanation. */
export interface WhyNotLine {
  /** Indented below what it explains. */
  readonly text: string;
  /** What it speaks of. */
  readonly place: Shown | undefined;
}

/**
 * Why the query has no answer, or why the goal failed at whose `fail` event the run stands: for each rule whose head fitted, the
 * goal at which its body gave up, and so on down to values. While it looks the run stands anywhere: nobody else may look.
 */
export async function whyNot(
  context: SessionContext,
  runtime: Runtime,
  effort: Effort,
): Promise<readonly WhyNotLine[]> {
  const { event, port, activation } = runtime.view;
  if (!runtime.recording) return [];
  const from = Math.max(port === 'fail' ? activation : 0, event - MOST_EVENTS);
  const happened = await runtime.goThrough(from, event - 1, effort);
  return runtime.lookAround((goTo) => new Explanation({ context, runtime }, happened, from, goTo).of(event));
}

/** The same for the run of a session that has ended without an answer; one that kept no recording is run once more with one. */
export async function whyNoAnswer(context: SessionContext): Promise<readonly WhyNotLine[]> {
  const { runtime } = context.running();
  const { standing } = runtime;
  const explain = (run: Runtime): Promise<readonly WhyNotLine[]> =>
    whyNot(context, run, { signal: standing, goesOn: () => {} });
  const lines = runtime.recording ? await explain(runtime) : await runtime.again(explain);
  return standing.aborted ? [] : (lines ?? []);
}

/** The goals at which the bodies of one call gave up. */
type Failures = ReadonlyMap<Node, readonly Failure[]>;

class Explanation {
  private readonly lines: WhyNotLine[] = [];
  private readonly here: Here;
  private readonly goTo: (event: number) => void;
  private readonly entered: Stretch['entered'];
  private readonly solvedBy: Stretch['solvedBy'];
  /** What happened before this event is not known. */
  private readonly from: number;
  private readonly byFrame = new Map<number, Map<Node, Failure[]>>();
  /** Goals that were explained, as they are written with their values. */
  private readonly explained = new Set<string>();

  constructor(here: Here, { failures, entered, solvedBy }: Stretch, from: number, goTo: (event: number) => void) {
    this.here = here;
    this.from = from;
    this.entered = entered;
    this.solvedBy = solvedBy;
    this.goTo = goTo;
    for (const failure of failures) {
      let goals = this.byFrame.get(failure.frame);
      if (goals === undefined) {
        goals = new Map();
        this.byFrame.set(failure.frame, goals);
      }
      const { node } = failure.goal;
      const known = goals.get(node);
      if (known === undefined) goals.set(node, [failure]);
      else known.push(failure);
    }
  }

  of(event: number): readonly WhyNotLine[] {
    this.goTo(event);
    const { context, runtime } = this.here;
    if (runtime.view.port !== 'fail') {
      const { expression } = context.running().loaded.query;
      for (const goal of gaveUpAt(expression, this.byFrame.get(0))) this.goal('', goal, 0);
    } else {
      const why = runtime.whyFailed();
      if (runtime.wasLetFail(event - 1)) this.say(LET_FAIL, undefined, 0);
      else if (why !== undefined) this.rules(why, runtime.view.activation, true, 0);
    }
    return this.lines;
  }

  /** A goal that had to hold, then why it does not. */
  private goal(before: string, failures: readonly Failure[], indent: number): void {
    if (this.lines.length > MOST_LINES) return;
    const { context, runtime } = this.here;
    const last = failures[failures.length - 1]!;
    this.goTo(last.event);
    const { node } = last.goal;
    const range = rangeOf(node);
    const place = context.shown(last.goal.uri, range.start, range.end);
    // Of a rule that was called before what is known there may have been more tries.
    const counted = last.frame < this.from ? `at least ${failures.length}` : failures.length;
    const tries = failures.length === 1 ? '' : ` (the last of ${counted} tries)`;
    const why = runtime.whyFailed();
    const text = why === undefined ? '' : callIn(context, why);
    if (runtime.wasLetFail(last.event - 1)) {
      const goal = why?.predicate === undefined ? shortGoal(node) : text;
      this.say(`${before}${goal}${whereOf(place)}: ${LET_FAIL}`, place, indent);
    } else if (why?.predicate === undefined) {
      const reason = why === undefined ? 'it has no solution.' : shortReason(this.here, why);
      this.say(`${before}${shortGoal(node)}${whereOf(place)}: ${reason.replace(/\.$/, '')}${tries}.`, place, indent);
      if (node.$type !== 'Forall') return;
      const { action } = node as Forall;
      for (const demanded of gaveUpAt(action, this.byFrame.get(last.frame))) this.goal('', demanded, indent + 1);
    } else if (why.candidates.length === 0) {
      this.say(`${before}${text}${whereOf(place)}: ${callReason(this.here, why, why.predicate)}`, place, indent);
    } else if (this.explained.has(text)) {
      this.say(`${before}${text}, which fails${tries}, as above.`, place, indent);
    } else {
      this.explained.add(text);
      this.say(`${before}${text}${before === '' ? ' fails' : ', which fails'}${tries}:`, place, indent);
      if (indent < MOST_INDENTED) this.rules(why, last.activation, false, indent + 1);
      else this.bottom(last, why, indent + 1);
    }
  }

  /** What is far in is left out, down to the goal that is the reason for all of it. */
  private bottom(goal: Failure, why: WhyFailed, indent: number): void {
    let lowest = goal;
    let left = -1;
    for (let next: Failure | undefined = goal; next !== undefined; left++) {
      lowest = next;
      next = this.below(lowest).findLast(({ activation }) => this.entered.has(activation));
    }
    if (left <= 0) this.rules(why, goal.activation, false, indent);
    else {
      this.say(`… and so on, ${left} further in:`, undefined, indent);
      this.goal('', [lowest], indent);
    }
  }

  /** The goals at which the bodies of the rules gave up that a goal had entered. */
  private below({ activation }: Failure): readonly Failure[] {
    return [...(this.entered.get(activation) ?? [])].flatMap(({ rule: { body } }) =>
      body === undefined ? [] : gaveUpAt(body, this.byFrame.get(activation)).flatMap((failures) => failures.slice(-1)),
    );
  }

  /**
   * The rules that could have answered a call.
   * @param all those that do not fit, too, though others do
   */
  private rules({ candidates, arguments: args }: WhyFailed, activation: number, all: boolean, indent: number): void {
    const entered = this.entered.get(activation);
    const fits = ({ clause, mismatch }: Candidate): boolean =>
      entered?.has(clause) ?? (activation < this.from && mismatch === undefined);
    const fitting = candidates.filter(fits);
    const misfits = candidates.filter((candidate) => !fits(candidate));
    for (const { clause } of fitting) this.rule(clause, activation, indent);
    if (fitting.length > 0 && !all) return;
    const summary = all ? undefined : summaryOf(misfits);
    if (summary !== undefined) {
      this.say(summary, undefined, indent);
      return;
    }
    const shown = all ? misfits : misfits.slice(0, MOST_MISFITS);
    for (const candidate of shown) this.misfit(candidate, args, indent);
    const rest = misfits.length - shown.length;
    if (rest > 0) this.say(`… and ${rest} more that do not fit.`, undefined, indent);
  }

  private rule(clause: Clause, activation: number, indent: number): void {
    const head = clauseText(this.here.context, clause);
    const { body } = clause.rule;
    // Where it had a solution, what failed later only ends it.
    const held = body === undefined || this.solvedBy.get(activation)?.has(clause) === true;
    const gaveUp = held ? [] : gaveUpAt(body, this.byFrame.get(activation));
    const [only] = gaveUp;
    if (only !== undefined && gaveUp.length === 1) this.goal(`${head} needs `, only, indent);
    else {
      const what = held
        ? ' holds, but not once more.'
        : only === undefined
          ? `: ${this.unknownIn(activation)}`
          : ' needs one of these:';
      this.say(`${head}${what}`, this.placeOf(clause), indent);
      for (const goal of gaveUp) this.goal('', goal, indent + 1);
    }
  }

  /** Why a rule's body has no solution where none of its goals has failed. */
  private unknownIn(activation: number): string {
    if (activation < this.from) return 'what became of its body happened too long ago.';
    return 'its body was given up before it had a solution.';
  }

  private misfit({ clause, mismatch }: Candidate, args: readonly Term[], indent: number): void {
    const { context } = this.here;
    const head = clauseText(context, clause);
    if (mismatch !== undefined) {
      const why = mismatchText(mismatch.parameter + 1, mismatch.reason);
      this.say(`${head} does not fit: ${why}`, this.placeOf(clause), indent);
      return;
    }
    // Each parameter by itself fits: then what is known of arguments without a value rules it out, or nobody got so far.
    const known = args.flatMap((arg, at) =>
      constraintsOn(arg) === undefined ? [] : [`parameter ${at + 1} is ${context.write(arg)}`],
    );
    const why = known.length === 0 ? 'was not tried.' : `does not fit: ${known.join(', ')}.`;
    this.say(`${head} ${why}`, this.placeOf(clause), indent);
  }

  private placeOf(clause: Clause): Shown {
    const { context } = this.here;
    const { start, end } = context.running().sources.headOf(clause);
    return context.shown(clause.uri, start, end);
  }

  private say(text: string, place: Shown | undefined, indent: number): void {
    const { length } = this.lines;
    if (length > MOST_LINES) return;
    if (length === MOST_LINES) this.lines.push({ text: '… and more.', place: undefined });
    else this.lines.push({ text: '  '.repeat(indent) + text, place });
  }
}

/**
 * The goals of a body that kept it from being true: of goals that all had to hold the one furthest on, of alternatives all. Those
 * within a negation may fail.
 */
function gaveUpAt(body: Node, failures: Failures | undefined): readonly (readonly Failure[])[] {
  if (failures === undefined) return [];
  const operands = (body as { readonly operands?: readonly Node[] }).operands ?? [];
  switch (body.$type) {
    case 'Parentheses':
      return gaveUpAt((body as Node & { readonly inner: Node }).inner, failures);
    case 'Or':
      return operands.flatMap((alternative) => gaveUpAt(alternative, failures));
    case 'And': {
      for (const goal of operands.toReversed()) {
        const found = gaveUpAt(goal, failures);
        if (found.length > 0) return found;
      }
      return [];
    }
    default: {
      const found = failures.get(body);
      return found === undefined ? [] : [found];
    }
  }
}

/** Where many rules expect another value of the same parameter: one line for all of them. */
function summaryOf(misfits: readonly Candidate[]): string | undefined {
  const [first] = misfits;
  if (first?.mismatch === undefined || misfits.length <= MOST_MISFITS) return undefined;
  const { parameter } = first.mismatch;
  const expected = new Set<string>();
  let is = '';
  for (const { mismatch } of misfits) {
    const [, value, other] = /^It is (.*), and (.*) is expected\.$/s.exec(mismatch?.reason ?? '') ?? [];
    if (value === undefined || other === undefined || mismatch?.parameter !== parameter) return undefined;
    is = value;
    expected.add(other);
  }
  const some = [...expected].slice(0, MOST_EXPECTED);
  const more = expected.size > some.length ? ', …' : '';
  return `none of its ${misfits.length} rules fits: parameter ${parameter + 1} is ${is}, and they expect ${some.join(', ')}${more}.`;
}

/** A call with its values; what has none as it is written. */
function callIn(context: SessionContext, { goal: { node }, predicate, arguments: values }: WhyFailed): string {
  if (predicate === undefined) return goalText(node);
  return callText(context, predicate, values, (at) => goalText((node as Call).arguments[at] ?? node));
}

const whereOf = ({ source, line }: Shown): string =>
  source.sourceReference === undefined ? ` (${source.name}:${line})` : '';

function shortGoal(node: Node): string {
  const text = goalText(node);
  return text.length > LONGEST_GOAL ? `${text.slice(0, LONGEST_GOAL - 3)}...` : text;
}
