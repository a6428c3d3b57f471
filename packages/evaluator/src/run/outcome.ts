import type { Question, Reply } from '../host/host.ts';
import type { Term } from '../terms/term.ts';
import type { RuntimeError } from './runtime-error.ts';

/** One solution of a query. */
export interface Answer {
  /**
   * The query's variables that got a value, in the order in which they first appear; a value may be an expression: the
   * constraints that are left, about `_this` (docs/language/queries.md#constraints).
   */
  readonly bindings: ReadonlyMap<string, Term>;
  /** How it is told, where the variables alone do not say what was found: `allow(User:anne, String:read, Doc:a)`. */
  readonly text?: string;
}

/** Why a machine stopped running. */
export type Outcome =
  | { readonly kind: 'answer'; readonly answer: Answer }
  /** No more answers. */
  | { readonly kind: 'done' }
  | { readonly kind: 'error'; readonly error: RuntimeError }
  /** Give the reply to `answer`, then run again. `later`: the reply of the host that the machine has, which takes a while. */
  | { readonly kind: 'question'; readonly question: Question; readonly later?: Promise<Reply> }
  /** The budget is used up: run again to go on. */
  | { readonly kind: 'paused' };
