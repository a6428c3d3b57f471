import {
  type AsyncHost,
  HostError,
  HostObject,
  type HostValue,
  type Question,
  type Reply,
} from '@polar-tools/evaluator';
import { RemoteApplication, type Variables } from '../remote-application.ts';
import { type Handle, numberOf, read, type Wire, write } from '../wire.ts';
import type { AttachedGreeting } from './messages.ts';

/** Asks the thread of the application that a decision runs in. */
export type Ask = (question: readonly unknown[]) => Promise<unknown>;

/** What is shown of a value that is not known yet. */
const UNKNOWN = '…';

/**
 * A running application as it is between two changes of what it has loaded and registered: its policy, classes and constants. Each of its decisions
 * is answered for by the thread that it runs in.
 */
export class RunningPolicy extends RemoteApplication {
  readonly version: number;
  readonly sources: AttachedGreeting['sources'];

  constructor(greeting: AttachedGreeting) {
    super(greeting);
    this.version = greeting.version;
    this.sources = greeting.sources;
    const { constants, classes } = greeting.values;
    for (const [name, value] of Object.entries(constants)) this.known.constants.set(name, this.read(value));
    for (const [name, value] of Object.entries(classes)) {
      const object = this.read(value);
      if (object instanceof HostObject) this.known.classes.set(name, object);
    }
  }

  /** A value that the application wrote. */
  read(wire: Wire): HostValue {
    return read(wire, this.object, []);
  }

  /** Objects that nobody here can name any more. */
  takeForgotten(): readonly number[] {
    return this.objects.takeForgotten();
  }

  classObject(name: string): HostObject | undefined {
    return this.known.classes.get(name);
  }

  describe(object: HostObject): string {
    return this.written(object);
  }

  inspect(object: HostObject): ReadonlyMap<string, HostValue> | undefined {
    const inside = (object.value as Handle | null | undefined)?.inside;
    return inside && new Map([...inside].map(([name, value]) => [name, value ?? UNKNOWN]));
  }

  /** Who answers the questions of one decision. */
  hostOf(ask: Ask): DecisionHost {
    return new DecisionHost(this, ask);
  }

  /** @returns the reply to a question of a policy */
  async answered(question: Question, ask: Ask): Promise<Reply> {
    const variables: Variables = [];
    const answer = await ask(this.asked(question, variables));
    return this.said(answer, variables) ?? new HostError('exception', 'host-wrote-rubbish', NO_ANSWER);
  }

  /** Gets to know what is stored in an object. */
  async looked(object: HostObject, ask: Ask): Promise<void> {
    if (numberOf(object) === undefined) return;
    const answer = await ask(['f', write(object, [])]);
    const said = this.said(answer, []);
    if (typeof said === 'object' && 'fields' in said) (object.value as Handle).inside = said.fields;
  }

  override close(): void {}
}

const NO_ANSWER = 'The application wrote what is no answer.';

/** Answers for the objects of a running application, in the thread that one decision runs in. */
export class DecisionHost implements AsyncHost {
  readonly #policy: RunningPolicy;
  readonly #ask: Ask;

  constructor(policy: RunningPolicy, ask: Ask) {
    this.#policy = policy;
    this.#ask = ask;
  }

  get classes(): RunningPolicy['classes'] {
    return this.#policy.classes;
  }
  get builtinClasses(): RunningPolicy['builtinClasses'] {
    return this.#policy.builtinClasses;
  }
  get constants(): RunningPolicy['constants'] {
    return this.#policy.constants;
  }
  get howToRegister(): string {
    return this.#policy.howToRegister;
  }
  get failsOnMissing(): boolean {
    return this.#policy.failsOnMissing;
  }
  classObject(name: string): HostObject | undefined {
    return this.#policy.classObject(name);
  }
  describe(object: HostObject): string {
    return this.#policy.describe(object);
  }
  inspect(object: HostObject): ReadonlyMap<string, HostValue> | undefined {
    return this.#policy.inspect(object);
  }
  answer(question: Question): Promise<Reply> {
    return this.#policy.answered(question, this.#ask);
  }
  /** There are no names but those of constants. */
  async meet(): Promise<void> {}
  look(object: HostObject): Promise<void> {
    return this.#policy.looked(object, this.#ask);
  }
  /** The application goes on by itself. */
  close(): void {}
}
