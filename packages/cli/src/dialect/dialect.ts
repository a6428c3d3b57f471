import type { FoundDifferences, HeadQuestions, WitnessSearch } from '@polar-tools/evaluator';
import type { Policy } from '@polar-tools/policy';
import type { AskOptions } from '../ask/options.ts';
import type { AskedOf } from '../asked-of.ts';
import type { QueryOptions } from '../commands/query-options.ts';
import type { ExitStatus } from '../exit-status.ts';
import type { ObjectOptions } from '../load-objects.ts';
import type { LoadedPolicy } from '../load-policy.ts';
import type { Surroundings } from '../surroundings.ts';

/** What a conversation is over. */
export interface ConversedOver extends ObjectOptions {
  /** Files of facts (Cloud). */
  readonly facts?: readonly string[];
}

/** What commands do in their own way for each dialect. A command has it from the policy that it is about (`dialectOf`), and asks no more which one that is. */
export interface CommandDialect {
  /**
   * Refuses options that only the other dialect has.
   *
   * @throws Failure
   */
  refuseOthers(options: AskedOf): void;
  /**
   * `polar query`: runs one query, and prints its answers as they are found.
   *
   * @param words the query as one text, or a call in words where the dialect has these
   */
  query(
    words: readonly string[],
    policy: LoadedPolicy,
    options: QueryOptions,
    surroundings: Surroundings,
  ): Promise<ExitStatus>;
  /**
   * `polar repl`: makes a policy ready for a conversation, with what is asked over.
   *
   * @throws Failure
   */
  converse(policy: LoadedPolicy, source: ConversedOver, surroundings: Surroundings): Promise<Conversant>;
  /**
   * `polar ask`: makes a policy ready to be asked over generated worlds.
   *
   * @throws Failure
   */
  worlds(policy: LoadedPolicy, options: AskOptions, surroundings: Surroundings): Promise<Worlds>;
  /** How many arguments the questions of these worlds have. */
  readonly askedArguments: readonly number[];
  /** The types of an argument of `allow` that the policy has not declared. */
  undeclaredTypes(policy: Policy, argument: number): readonly string[];
  /** Questions beside those of declared types, which heads of rules take: of resources as actors, of plain values. */
  headQuestions(policy: Policy): HeadQuestions;
}

/** A policy in a conversation. */
export interface Conversant {
  /** The names of objects that queries may use, and those of their classes. */
  readonly objects: readonly string[];
  readonly classes: readonly string[];
  /** Lines on what is wrong with what the policy itself asks. */
  readonly notes: readonly string[];
  /** @throws Failure for a query that cannot be read, and when it ends with an error */
  ask(text: string, options: ConversationOptions): Promise<Asked>;
  /** To be called at the end. */
  close(): void;
}

export interface ConversationOptions {
  /** Milliseconds; 0 for none. */
  readonly timeout: number;
  readonly signal: AbortSignal;
  /** Print every event of a query, where the dialect tells of them. */
  readonly trace: boolean;
  /** Runs something that waits for an application: Ctrl-C breaks it off, with a failure. */
  readonly interruptible: <Result>(run: () => Result) => Result;
  /** Takes a line that is printed. */
  readonly show: (line: string) => void;
}

/** A query of a conversation. */
export interface Asked {
  /** Lines on what is most likely meant otherwise in it. */
  readonly notes: readonly string[];
  readonly answers: AsyncGenerator<ShownAnswer>;
}

/** An answer as it is shown. */
export interface ShownAnswer {
  readonly text: string;
  /** No other can follow. */
  readonly isLast: boolean;
}

/** Generated worlds in which a policy is asked. */
export interface Worlds {
  /** Made when it is asked for. */
  readonly search: WitnessSearch;
  /** In which of them it answers otherwise than another policy. */
  differences(other: Policy, settings: DifferenceSettings): FoundDifferences;
}

export interface DifferenceSettings {
  readonly clock: () => number;
  readonly limits: { readonly objects: number; readonly time: number };
  /** One difference is enough. */
  readonly first: boolean;
}
