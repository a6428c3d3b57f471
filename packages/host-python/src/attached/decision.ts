import type { HostValue } from '@polar-tools/evaluator';
import { type Wire, write } from '../wire.ts';
import type { Begun, Own, ToApplication } from './messages.ts';
import type { DecisionHost, RunningPolicy } from './running-policy.ts';

/** An argument of a question: a value, or a variable by its name. */
export type Argument = { readonly value: HostValue } | { readonly variable: string };

/** Why nothing more is answered: the application has gone on, or is gone. */
const LEFT = [1, 'exception', 'host-ended', 'The application has gone on.'] as const;

/** One question that a running application asks its policy. It waits until it is told an answer, or that there is none. */
export class RunningDecision {
  readonly number: number;
  readonly policy: RunningPolicy;
  readonly host: DecisionHost;
  readonly label: string;
  readonly thread: string;
  readonly task: string | undefined;
  readonly text: string | undefined;
  readonly name: string | undefined;
  readonly args: readonly Argument[];
  /** Values of its variables. */
  readonly bindings: ReadonlyMap<string, HostValue>;
  /** The classes that its variables are of, where that is all that is known of them. */
  readonly classes: ReadonlyMap<string, string>;
  readonly takesConditions: boolean;
  /** Told what the application's own engine says after each answer, and in what that differs. */
  compared: (own: Own, difference: string | undefined) => void = () => {};
  /** Told that the application has what it asked for. */
  ended: () => void = () => {};
  /** Told what the application is busy with, where that takes long. */
  waiting: (text: string) => void = () => {};
  readonly #send: (message: ToApplication) => void;
  #reply: ((answer: unknown) => void) | undefined;
  #turn: Promise<unknown> = Promise.resolve();
  #goesOn: ((more: boolean) => void) | undefined;
  #isOver = false;
  /** The application took too long for a reply: what follows from that is no answer. */
  isGivenUp = false;

  constructor(number: number, begun: Begun, policy: RunningPolicy, send: (message: ToApplication) => void) {
    this.number = number;
    this.policy = policy;
    this.#send = send;
    this.host = policy.hostOf((question) => this.#asked(question));
    this.label = begun.label;
    this.thread = begun.thread;
    this.task = begun.task ?? undefined;
    this.text = begun.text;
    this.name = begun.name;
    this.args = (begun.args ?? []).map((wire) => argument(wire, policy));
    const bindings = new Map<string, HostValue>();
    const classes = new Map<string, string>();
    for (const [name, wire] of Object.entries(begun.bindings)) {
      if (isConstraint(wire)) classes.set(name, wire.isa);
      else bindings.set(name, policy.read(wire));
    }
    this.bindings = bindings;
    this.classes = classes;
    this.takesConditions = begun.conditions;
  }

  /** Gives an answer. Settles when the application has asked for the next one, or wants none: false. */
  answer(values: ReadonlyMap<string, HostValue>): Promise<boolean> {
    if (this.#isOver) return Promise.resolve(false);
    const written = Object.fromEntries([...values].map(([name, value]) => [name, write(value, [])]));
    return new Promise((resolve) => {
      this.#goesOn = resolve;
      this.#send(['answer', this.number, written]);
    });
  }

  /** There are no more answers. */
  done(): void {
    if (!this.#isOver) this.#send(['done', this.number]);
  }

  /** The question has an error. */
  failed(message: string): void {
    if (!this.#isOver) this.#send(['error', this.number, message]);
  }

  /** Lets the application go on by itself: it waits for nothing any more, and nothing is compared. */
  leave(): void {
    if (!this.#isOver) this.#send(['leave', this.number]);
  }

  // ---- What the application says ------------------------------------------------------------------------------------

  replied(answer: unknown): void {
    if (Array.isArray(answer) && answer[2] === 'too-slow') this.isGivenUp = true;
    this.#reply?.(answer);
    this.#reply = undefined;
  }

  next(): void {
    this.#goesOn?.(true);
    this.#goesOn = undefined;
  }

  over(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#reply?.(LEFT);
    this.#goesOn?.(false);
    this.ended();
  }

  /** Questions of one thread are asked in turn. */
  #asked(question: readonly unknown[]): Promise<unknown> {
    const answer = this.#turn.then(() => {
      if (this.#isOver) return LEFT;
      return new Promise<unknown>((resolve) => {
        this.#reply = resolve;
        this.#send(['ask', this.number, question]);
      });
    });
    this.#turn = answer;
    return answer;
  }
}

type Constraint = { readonly isa: string };

const isConstraint = (wire: Wire | Constraint): wire is Constraint =>
  typeof wire === 'object' && wire !== null && 'isa' in wire;

function argument(wire: Wire, policy: RunningPolicy): Argument {
  if (typeof wire === 'object' && wire !== null && 'v' in wire) return { variable: wire.v[0] };
  return { value: policy.read(wire) };
}
