import type { Greeting } from '../greeting.ts';
import type { Wire } from '../wire.ts';

/** What an application says that an editor attaches to: `python/polar_debug/editor.py` writes it. */
export interface AttachedGreeting extends Greeting {
  readonly attached: 1;
  /** Of what is loaded and registered: a later greeting has a higher one. */
  readonly version: number;
  readonly program: string;
  readonly pid: number;
  readonly folder: string;
  /** The policy as it was loaded: paths, or null for a text, and texts. Null where it was loaded before anybody noted it. */
  readonly sources: readonly (readonly [path: string | null, text: string])[] | null;
  readonly values: {
    readonly constants: Readonly<Record<string, Wire>>;
    readonly classes: Readonly<Record<string, Wire>>;
  };
}

/** A question that the application asks its policy. */
export interface Begun {
  readonly version: number;
  /** The method that was called: `authorize`. */
  readonly label: string;
  readonly thread: string;
  readonly task: string | null;
  /** A query that is a text. */
  readonly text?: string;
  /** A call: its name and arguments, where `{"v": […]}` is a variable. */
  readonly name?: string;
  readonly args?: readonly Wire[];
  readonly bindings: Readonly<Record<string, Wire | { readonly isa: string }>>;
  /** Answers may hold under conditions, as data filtering wants them. */
  readonly conditions: boolean;
}

/** What the application's own engine says. */
export interface Own {
  readonly answer?: Readonly<Record<string, string>>;
  readonly error?: string;
  readonly done?: true;
}

export type FromApplication =
  | AttachedGreeting
  | { readonly refused: 'wrong-token' | 'busy' }
  | readonly ['begin', number, Begun]
  | readonly ['reply', number, unknown]
  | readonly ['next', number]
  | readonly ['own', number, Own, string | null]
  | readonly ['end', number]
  | readonly ['waiting', number, string]
  | readonly ['note', string];

export type ToApplication =
  | { readonly 'polar-attach': 1; readonly token: string }
  | readonly ['ask', number, readonly unknown[]]
  | readonly ['answer', number, Readonly<Record<string, Wire>>]
  | readonly ['done', number]
  | readonly ['error', number, string]
  | readonly ['leave', number]
  | readonly ['names', readonly string[]]
  | readonly ['forget', number, readonly number[]];
