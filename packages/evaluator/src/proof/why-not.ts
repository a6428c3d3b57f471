import type { Call, Forall, Node } from '@polar-tools/language';
import type { Clause } from '@polar-tools/policy';
import type { Debuggee } from '../debug/debuggee.ts';
import { constraintsOn } from '../debug/known.ts';
import type { Candidate, GoalSite, WhyFailed } from '../debug/view.ts';
import { printTerm } from '../terms/print.ts';
import type { Term } from '../terms/term.ts';
import { type CutCall, type CutOff, cutOff, cutsBefore, scopeWithin } from './cuts.ts';
import { membersOf } from './forall-members.ts';
import { type GoalReason, goalReason, kept } from './goal-reason.ts';
import { type Failed, goThrough, type Stretch } from './stretch.ts';

/** Events that are looked at for what failed, the last ones: some tenths of a second. */
const MOST_EVENTS = 200_000;
/** Goals and rules that are explained, and how far in they go: who wants more steps through it. */
const MOST_EXPLAINED = 41;
const MOST_INDENTED = 8;
/** Characters of each value by which calls are told apart. */
const LONGEST_KEY = 1_000;

/** Why a query has no answer, or a goal no solution. */
export type WhyNot =
  /** The goals of the query that kept it from being true. */
  | { readonly kind: 'query'; readonly goals: readonly FailedGoal[] }
  /** The goal at whose `fail` event the run stands. */
  | { readonly kind: 'goal'; readonly cause: Cause };

/** A goal that had to hold. */
export interface FailedGoal {
  readonly goal: GoalSite;
  /** What it calls, where it calls a rule, and with what. */
  readonly call: FailedCall | undefined;
  /** How often it was tried: this is about the last time. `allTries`: there are no others. */
  readonly tries: number;
  readonly allTries: boolean;
  readonly cause: Cause;
  /** Each `cut` before it that kept other solutions from being tried. */
  readonly before: readonly CutBefore[];
}

/** A `cut` before a goal, and what it kept from being tried. */
export interface CutBefore extends CutOff {
  /** The call that held, in which it stands; undefined where it stands before the goal itself. */
  readonly call: FailedCall | undefined;
}

export interface FailedCall {
  readonly node: Call;
  readonly predicate: string;
  readonly arguments: readonly Term[];
}

/** Why a goal failed. */
export type Cause =
  | { readonly kind: 'let-fail' }
  /** It calls no rule. `demanded`: what an action of a `forall` needed. */
  | { readonly kind: 'reason'; readonly reason: GoalReason; readonly demanded: readonly FailedGoal[] }
  /** No rule has its name and so many parameters. */
  | { readonly kind: 'no-rules'; readonly reason: string; readonly arities: readonly number[] }
  /** The same call was explained before. */
  | { readonly kind: 'explained' }
  /** The goal that is the reason for all of it is so many calls further in. */
  | { readonly kind: 'further-in'; readonly calls: number; readonly goal: FailedGoal }
  | {
      readonly kind: 'rules';
      readonly rules: readonly TriedRule[];
      /** What a `cut` in the last of them kept from being tried. */
      readonly cutOff: CutOff | undefined;
      readonly misfits: readonly Misfit[];
    };

/** A rule whose head fitted. */
export interface TriedRule {
  readonly clause: Clause;
  readonly outcome: /** It had a solution, and no further one. */
    | { readonly kind: 'held' }
    /** What happened in it is too long ago. */
    | { readonly kind: 'forgotten' }
    /** Its body was left before it had a solution. */
    | { readonly kind: 'given-up' }
    /** One of these goals had to hold. */
    | { readonly kind: 'needs'; readonly goals: readonly FailedGoal[] };
}

/** A rule whose head does not fit. */
export interface Misfit {
  readonly clause: Clause;
  readonly mismatch: Candidate['mismatch'];
  /** Where each parameter by itself fits: what is known of arguments without a value, by number from 1. */
  readonly known: readonly { readonly parameter: number; readonly value: Term }[];
}

/**
 * Why the query has no answer, or why the goal failed at whose `fail` event the debuggee stands: for each rule whose head fitted,
 * the goal at which its body gave up, and so on down to values. The debuggee keeps a recording, and stands at the end of the query or at a
 * `fail` event. Yields now and then; until it is done the debuggee stands anywhere, then where it stood.
 */
export function* whyNot(debuggee: Debuggee): Generator<void, WhyNot, void> {
  const { event } = debuggee;
  const { port, activation } = debuggee.view;
  try {
    const from = Math.max(port === 'fail' ? activation : 0, event - MOST_EVENTS);
    const happened = yield* goThrough(debuggee, from, event - 1);
    return new Explanation(debuggee, happened, from).of(event);
  } finally {
    debuggee.jump(event);
  }
}

/** The goals at which the bodies of one call gave up. */
type Failures = ReadonlyMap<Node, readonly Failed[]>;

class Explanation {
  readonly #debuggee: Debuggee;
  readonly #entered: Stretch['entered'];
  readonly #solvedBy: Stretch['solvedBy'];
  readonly #enteredAt: Stretch['enteredAt'];
  readonly #course: Stretch['course'];
  readonly #inForall: Stretch['inForall'];
  /** What happened before this event is not known. */
  readonly #from: number;
  readonly #byFrame = new Map<number, Map<Node, Failed[]>>();
  /** Calls that were explained, with their values. */
  readonly #explained = new Set<string>();
  #count = 0;

  constructor(debuggee: Debuggee, { failures, entered, solvedBy, enteredAt, inForall, course }: Stretch, from: number) {
    this.#debuggee = debuggee;
    this.#from = from;
    this.#entered = entered;
    this.#solvedBy = solvedBy;
    this.#enteredAt = enteredAt;
    this.#course = course;
    this.#inForall = inForall;
    for (const failure of failures) {
      let goals = this.#byFrame.get(failure.frame);
      if (goals === undefined) {
        goals = new Map();
        this.#byFrame.set(failure.frame, goals);
      }
      const { node } = failure.goal;
      const known = goals.get(node);
      if (known === undefined) goals.set(node, [failure]);
      else known.push(failure);
    }
  }

  of(event: number): WhyNot {
    this.#debuggee.jump(event);
    const { port, activation } = this.#debuggee.view;
    if (port !== 'fail') {
      const { expression } = this.#debuggee.query;
      return { kind: 'query', goals: this.#goals(gaveUpAt(expression, this.#byFrame.get(0)), 0) };
    }
    if (this.#debuggee.wasLetFail(event - 1)) return { kind: 'goal', cause: { kind: 'let-fail' } };
    return { kind: 'goal', cause: this.#rules(this.#debuggee.whyFailed()!, activation, true, 0) };
  }

  /** As many as there is room for. */
  #goals(all: readonly (readonly Failed[])[], depth: number): readonly FailedGoal[] {
    const explained: FailedGoal[] = [];
    for (const failures of all) {
      if (this.#count >= MOST_EXPLAINED) break;
      explained.push(this.#goal(failures, depth));
    }
    return explained;
  }

  #goal(failures: readonly Failed[], depth: number): FailedGoal {
    this.#count++;
    const last = failures[failures.length - 1]!;
    this.#debuggee.jump(last.event);
    const why = this.#debuggee.whyFailed()!;
    const { node } = last.goal;
    return {
      goal: last.goal,
      call:
        why.predicate === undefined
          ? undefined
          : { node: node as Call, predicate: why.predicate, arguments: why.arguments.map(kept) },
      tries: failures.length,
      // Of a rule that was called before what is known there may have been more tries.
      allTries: last.frame >= this.#from,
      cause: this.#debuggee.wasLetFail(last.event - 1) ? { kind: 'let-fail' } : this.#cause(last, why, depth),
      before: this.#before(last),
    };
  }

  #before({ goal, activation: event, frame, within: call }: Failed): readonly CutBefore[] {
    const whole = frame === 0 ? this.#debuggee.query.expression : goal.clause?.rule.body;
    const body = call === frame ? whole : scopeWithin(goal.node)?.body;
    if (body === undefined) return [];
    const place = { body, call, from: call === frame ? (this.#enteredAt.get(call) ?? this.#from) : call };
    const found = cutsBefore(this.#debuggee, this.#course, place, { event, node: goal.node });
    return found.flatMap((one) => this.#cutBefore(one));
  }

  #cutBefore({ held, ...off }: CutCall): readonly CutBefore[] {
    if (held === undefined) return [{ ...off, call: undefined }];
    this.#debuggee.jump(held.exit);
    const why = this.#debuggee.whyFailed();
    if (why?.predicate === undefined) return [];
    const { goal, predicate } = why;
    return [{ ...off, call: { node: goal.node as Call, predicate, arguments: why.arguments.map(kept) } }];
  }

  #cause(last: Failed, why: WhyFailed, depth: number): Cause {
    const { node } = last.goal;
    if (why.predicate === undefined) {
      const reason = goalReason(this.#debuggee, why);
      const demanded = node.$type === 'Forall' ? this.#demanded(node as Forall, last) : [];
      return { kind: 'reason', reason, demanded: this.#goals(demanded, depth + 1) };
    }
    if (why.candidates.length === 0)
      return { kind: 'no-rules', reason: why.reason, arities: this.#arities(why.predicate) };
    const key = `${why.predicate}(${why.arguments.map((term) => printTerm(term, { longest: LONGEST_KEY })).join()})`;
    if (this.#explained.has(key)) return { kind: 'explained' };
    this.#explained.add(key);
    return depth < MOST_INDENTED
      ? this.#rules(why, last.activation, false, depth + 1)
      : this.#bottom(last, why, depth + 1);
  }

  /** The goals at which the action of a `forall` gave up for the first solution of its condition that it has none for. */
  #demanded(forall: Forall, { activation, event, frame }: Failed): readonly (readonly Failed[])[] {
    const members = membersOf(forall, this.#inForall.get(activation) ?? [], event);
    const member = members.find(({ solvedAt }) => solvedAt === undefined);
    if (member === undefined) return [];
    const failures = [...(this.#byFrame.get(frame) ?? [])].flatMap(([node, all]): [Node, Failed[]][] => {
      const some = all.filter((one) => one.activation >= member.from && one.event <= member.to);
      return some.length === 0 ? [] : [[node, some]];
    });
    return gaveUpAt(forall.action, new Map(failures));
  }

  #arities(predicate: string): readonly number[] {
    const clauses = this.#debuggee.query.program.policy.predicates.get(predicate)?.clauses ?? [];
    return [...new Set(clauses.map(({ arity }) => arity))].sort((a, b) => a - b);
  }

  /** What is far in is left out, down to the goal that is the reason for all of it. */
  #bottom(goal: Failed, why: WhyFailed, depth: number): Cause {
    let lowest = goal;
    let left = -1;
    for (let next: Failed | undefined = goal; next !== undefined; left++) {
      lowest = next;
      next = this.#below(lowest).findLast(({ activation }) => this.#entered.has(activation));
    }
    if (left <= 0) return this.#rules(why, goal.activation, false, depth);
    this.#count++;
    return { kind: 'further-in', calls: left, goal: this.#goal([lowest], depth) };
  }

  /** The goals at which the bodies of the rules gave up that a goal had entered. */
  #below({ activation }: Failed): readonly Failed[] {
    return [...(this.#entered.get(activation) ?? [])].flatMap(({ rule: { body } }) =>
      body === undefined ? [] : gaveUpAt(body, this.#byFrame.get(activation)).flatMap((failures) => failures.slice(-1)),
    );
  }

  /**
   * The rules that could have answered a call.
   * @param all those that do not fit, too, though others do
   */
  #rules({ candidates, arguments: args }: WhyFailed, activation: number, all: boolean, depth: number): Cause {
    const entered = this.#entered.get(activation);
    const fits = ({ clause, mismatch }: Candidate): boolean =>
      entered?.has(clause) ?? (activation < this.#from && mismatch === undefined);
    const known = args.flatMap((arg, at) =>
      constraintsOn(arg) === undefined ? [] : [{ parameter: at + 1, value: kept(arg) }],
    );
    const fitting = candidates.filter(fits);
    const off = this.#cutOff(activation);
    const isDropped = ({ clause }: Candidate): boolean => off?.clauses.includes(clause) === true;
    const others = candidates.filter((candidate) => !fits(candidate) && !isDropped(candidate));
    const misfits = fitting.length > 0 && !all ? [] : others;
    return {
      kind: 'rules',
      rules: fitting.map(({ clause }) => this.#rule(clause, activation, depth)),
      cutOff: off,
      misfits: misfits.map(({ clause, mismatch }) => ({ clause, mismatch, known })),
    };
  }

  #cutOff(activation: number): CutOff | undefined {
    const entered = this.#enteredAt.get(activation);
    if (entered === undefined) return undefined;
    const cut = this.#course.cuts.find(({ event, within }) => within === activation && event > entered);
    return cut && cutOff(this.#debuggee, this.#course, cut);
  }

  #rule(clause: Clause, activation: number, depth: number): TriedRule {
    const { body } = clause.rule;
    // Where it had a solution, what failed later only ends it.
    if (body === undefined || this.#solvedBy.get(activation)?.has(clause) === true)
      return { clause, outcome: { kind: 'held' } };
    const gaveUp = gaveUpAt(body, this.#byFrame.get(activation));
    if (gaveUp.length === 0) return { clause, outcome: { kind: activation < this.#from ? 'forgotten' : 'given-up' } };
    // One goal is told beside the rule that needs it.
    const goals = this.#goals(gaveUp, gaveUp.length === 1 ? depth : depth + 1);
    return { clause, outcome: { kind: 'needs', goals } };
  }
}

/**
 * The goals of a body that kept it from being true: of goals that all had to hold the one furthest on, of alternatives all. Those
 * within a negation may fail.
 */
function gaveUpAt(body: Node, failures: Failures | undefined): readonly (readonly Failed[])[] {
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
