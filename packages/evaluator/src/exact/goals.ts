import type { Box, Term } from '../terms/term.ts';
import type { ClauseFrame, GoalActivation } from './activation.ts';
import type { Queries, Trace } from './progress.ts';
import type { Rule } from './rules.ts';
import type { Source } from './sources.ts';

/** What is to be done next. Goals never change. */
export type Goal =
  | { readonly kind: 'query'; readonly term: Term; readonly source: Source | undefined }
  /** Under a debugger: a goal as it is written is called, a rule's body begins, a goal is left. */
  | {
      readonly kind: 'call';
      readonly term: Term;
      readonly source: Source | undefined;
      readonly site: number;
      readonly frame: ClauseFrame;
    }
  | { readonly kind: 'enter'; readonly frame: ClauseFrame }
  | { readonly kind: 'exit'; readonly activation: GoalActivation }
  | {
      readonly kind: 'unify' | 'matches';
      readonly left: Term;
      readonly right: Term;
      /** Where the two are written. */
      readonly leftSource?: Source | undefined;
      readonly rightSource?: Source | undefined;
      /**
       * One of the two, or both, are the rests of lists, without a value when they were taken apart. Both, as long as neither has one, have nothing to do
       * with each other where they are matched, as in the reference.
       */
      readonly rests?: 'one' | 'both' | undefined;
    }
  | { readonly kind: 'constrain'; readonly term: Box }
  | { readonly kind: 'cut'; readonly choices: number }
  | { readonly kind: 'backtrack' | 'halt' }
  /** What was in progress before some goals is again; what is undefined stays. */
  | { readonly kind: 'restore'; readonly queries: Queries | null | undefined; readonly trace: Trace | undefined }
  /** Tries a rule. */
  | { readonly kind: 'rule'; readonly call: Box; readonly rule: Rule }
  /** Which rules fit: those before `index` are still to be looked at. */
  | {
      readonly kind: 'filter';
      readonly call: Box;
      readonly rules: readonly Rule[];
      readonly index: number;
      readonly fitting: Rules | null;
    }
  /** Those that fit, in the order in which they are written: the most specific comes first. */
  | {
      readonly kind: 'sort';
      readonly call: Box;
      readonly rules: readonly Rule[];
    }
  /** A field of a dictionary whose key may be a variable. */
  | {
      readonly kind: 'lookup';
      readonly dictionary: Box;
      readonly key: Term;
      readonly keySource: Source | undefined;
      readonly value: Term;
    }
  /** Questions to the application. `use`: what the attribute is wanted for. */
  | {
      readonly kind: 'attribute';
      readonly object: Term;
      readonly field: Term;
      readonly fieldSource: Source | undefined;
      readonly use: Use;
    }
  | { readonly kind: 'is-instance'; readonly object: Term; readonly name: string }
  | { readonly kind: 'compare'; readonly operator: string; readonly left: Term; readonly right: Term }
  | { readonly kind: 'new'; readonly call: Box; readonly result: Term }
  | {
      readonly kind: 'next';
      readonly object: Box;
      readonly item: Term;
      readonly iteration: number;
      readonly index: number;
    }
  /** Runs a goal apart and finds out what its negation leaves: `into`. */
  | { readonly kind: 'negate'; readonly goal: Goal; readonly into: Left }
  | { readonly kind: 'constrain-all'; readonly left: Left }
  /** Whether a class goes together with those that a variable is known to have. */
  | {
      readonly kind: 'check-class';
      readonly proposed: Box;
      readonly existing: readonly Term[];
      readonly names: ReadonlySet<Box>;
    };

/** What an attribute is wanted for: to be unified with a value, or matched with a pattern. */
export type Use =
  | { readonly kind: 'unify'; readonly left: Term }
  | { readonly kind: 'matches'; readonly right: Term; readonly rightSource: Source | undefined };

/** The constraints that a negation leaves. */
export interface Left {
  constraints: readonly Box[];
}

/** A linked list of rules. */
export interface Rules {
  readonly rule: Rule;
  readonly next: Rules | null;
}

/** Goals to do, as a linked list that choice points share. */
export interface GoalStack {
  readonly goal: Goal;
  readonly next: GoalStack | null;
  readonly depth: number;
}
