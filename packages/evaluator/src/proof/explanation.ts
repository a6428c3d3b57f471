import type { Place } from './why-not-lines.ts';

/**
 * Why a query holds, or why it does not: the same shape for both dialects, and nothing in it but texts, numbers and places, so that it can be
 * written down as it is. A door words it and shows the places.
 */
export interface Explanation {
  readonly dialect: 'library' | 'cloud';
  /** As it was asked. */
  readonly query: string;
  /** `unknown`: the search was given up before it had an answer, see `bounds`. */
  readonly outcome: 'holds' | 'fails' | 'unknown';
  /** The first answers, each with its proof. */
  readonly answers: readonly AnswerProof[];
  /** Where there is no answer: the goals of the query that kept it from being true, the nearest first. */
  readonly failure: readonly Step[];
  /** What was left out. Where this is empty, the explanation is whole. */
  readonly bounds: readonly Bound[];
}

export interface AnswerProof {
  /** The query's variables with their values, as they are written. */
  readonly bindings: Readonly<Record<string, string>>;
  /** The goals of the query, in their order. */
  readonly steps: readonly Step[];
}

/** What an explanation leaves out. */
export type Bound =
  /** The search went on after so many events: what is told is about those. */
  | { readonly kind: 'events'; readonly events: number }
  /** The time was over. */
  | { readonly kind: 'time' }
  /** So many goals are told, and there were more. */
  | { readonly kind: 'steps'; readonly steps: number }
  /** So many answers are proved, and there may be more. */
  | { readonly kind: 'answers'; readonly answers: number }
  /** The search for more answers ended with an error. */
  | { readonly kind: 'error'; readonly message: string };

/** A goal, and what became of it. */
export interface Step {
  readonly kind:
    | 'call'
    /** A call that a fact answers: one that was told, or that the policy states. */
    | 'fact'
    /** `not` */
    | 'negation'
    | 'forall'
    /** What calls no rule: a comparison, a unification, a lookup, a membership. */
    | 'test';
  readonly held: boolean;
  /** With its values, on one line. */
  readonly goal: string;
  /** As it is written, where that is something else and no call. */
  readonly written?: string;
  /** Where it is written; undefined in what no file has. */
  readonly place: Place | undefined;
  readonly seen?: Seen;
  /** Why it does not hold, in a sentence; of a negation that holds, why nothing was found. */
  readonly reason?: string;
  /** Of a call that holds, the rule that gave it. Of one that does not, those that could have, the nearest first. */
  readonly rules: readonly RuleStep[];
  /** Of a call that does not hold: how many rules have heads that do not fit. Where others do, these are only some. */
  readonly misfits?: number;
  /** Of a negation: what of the goals within it held, or failed. Of a `forall`: the condition and the action for the first member that failed, or for each one. */
  readonly within: readonly Step[];
  /** The same goal is told elsewhere, with its rules. */
  readonly again?: true;
  /** Of one that does not hold. */
  readonly nearness?: Nearness;
  /** What a `cut` before it kept from being tried. */
  readonly cutsBefore?: readonly CutBeforeStep[];
  /** So many other tries of it failed in the same way, or were left out. */
  readonly others?: number;
  /** Of a goal with variables, told to who looks for a fault: the solutions that it had, where the rule needed another one. */
  readonly found?: readonly string[];
}

/** A `cut` before a goal that does not hold. */
export interface CutBeforeStep {
  /** The call that held in which it stands, with its values; none where it stands before the goal itself, in a query, `not` or `forall`. */
  readonly goal?: string;
  /** Heads of rules that were not tried; none where it dropped other alternatives alone. */
  readonly dropped: readonly string[];
  /** Goals beside it of which more could have been tried, as they are written. */
  readonly further?: readonly string[];
  readonly cut: Place;
}

/** What a debugger shows where something happened; told only where that is asked for. */
export interface Seen {
  /** The event of the run; undefined where the explanation comes from no run (Cloud). */
  readonly event?: number;
  /** Variables with their values, as they are written. */
  readonly bindings: Readonly<Record<string, string>>;
}

/** A rule for a call. */
export interface RuleStep {
  readonly outcome: /** It gave the answer. */
    | 'gave'
    /** Its head fits, and one of its goals had to hold. */
    | 'needs'
    /** It had a solution, and what had to hold after the call did not. */
    | 'held'
    /** Its head does not fit. */
    | 'misfit'
    /** A `cut` dropped it before it was tried. */
    | 'dropped'
    /** Its body was left before it had a solution, or what became of it is not known. */
    | 'left';
  /** Its head, or the shorthand, as it is written. */
  readonly head: string;
  readonly place: Place | undefined;
  readonly seen?: Seen;
  readonly reason?: string;
  /** Of one that gave the answer: its goals, in their order. Else those that failed, the nearest first. */
  readonly goals: readonly Step[];
  /** Of one that failed, told to who looks for a fault: what held on the way, where that may be why. */
  readonly before?: readonly Step[];
  /** All of the goals had to hold; else one of them. */
  readonly together?: boolean;
  /** The `cut` that dropped it, or that kept other rules from being tried. */
  readonly cut?: Place;
  /** Goals of it, before the `cut`, of which more could have been tried, as they are written. */
  readonly further?: readonly string[];
  readonly nearness?: Nearness;
}

/** How near something came to holding. */
export interface Nearness {
  /** How many goals still had to hold, at least. */
  readonly missing: number;
  /** How much of the head fitted: 1 where all did. */
  readonly fits: number;
  /** How many calls further in the reason lies. */
  readonly depth: number;
}

/** The nearest first: what misses least, then what fits best, then what came deepest. */
export function byNearness(a: { readonly nearness?: Nearness }, b: { readonly nearness?: Nearness }): number {
  const one = a.nearness ?? NOWHERE;
  const other = b.nearness ?? NOWHERE;
  return one.missing - other.missing || other.fits - one.fits || other.depth - one.depth;
}

const NOWHERE: Nearness = { missing: Number.MAX_SAFE_INTEGER, fits: 0, depth: 0 };

/** What a call misses by the nearest of its rules. */
export function nearestOf(rules: readonly RuleStep[]): Nearness {
  const [nearest] = rules
    .flatMap((rule) => rule.nearness ?? [])
    .sort((a, b) => byNearness({ nearness: a }, { nearness: b }));
  // A goal without any rule is a fact that is missing.
  return nearest === undefined ? { missing: 1, fits: 0, depth: 0 } : { ...nearest, depth: nearest.depth + 1 };
}
