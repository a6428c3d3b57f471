import type { Location } from '@polar-tools/policy';
import type { AnswerValue, Fact, FactPattern } from '../facts/value.ts';
import type { NamedTest } from './named-test.ts';

/** `error`: it could not be run, so nobody knows whether it holds. */
export type TestStatus = 'passed' | 'failed' | 'error';

/** A step of the chain that gives what should not hold: it holds by the rule at a place, or it is a fact. */
export interface ChainLink {
  readonly fact: FactPattern;
  /** How far it is from what was asked. */
  readonly depth: number;
  /** The rule or the statement in the policy; undefined for a fact that was told, and for what no file says. */
  readonly location: Location | undefined;
  readonly told: boolean;
}

/** What became of one assertion. */
export interface AssertionResult {
  readonly status: TestStatus;
  /** The assertion. */
  readonly location: Location;
  /** What was expected and what held, in the user's terms. Empty where it passed. */
  readonly message: string;
  /**
   * Why nothing in the policy can give what it asks for: an `assert_not` of that passes whatever the policy allows. With the first that fails of a test, also a
   * fact of the setup that the policy has no place for.
   */
  readonly warning?: string;
  /** Of an error in a rule that it asks for: the goal which could not be run. */
  readonly cause?: Location;
  /** Of an `iff`: the values that are listed, and those that hold, sorted. */
  readonly expected?: readonly AnswerValue[];
  readonly actual?: readonly AnswerValue[];
  /**
   * Of an assertion that fails for want of something: facts that would make it pass, fewest first. Each list was tried: with its facts
   * in the setup the assertion holds, and so does what else of the test holds without them.
   */
  readonly suggestions?: readonly (readonly Fact[])[];
  /** Of an assertion that fails because something holds: why it does, from what was asked down to the facts. */
  readonly chain?: readonly ChainLink[];
}

/** What became of one test: plain data, which can be sent to another thread. */
export interface TestResult {
  readonly kind: NamedTest['kind'];
  readonly name: string;
  readonly status: TestStatus;
  /** The whole test; where its setup is wrong, the place in it. */
  readonly location: Location;
  /** Why it could not be run, where its assertions do not say that. */
  readonly message: string;
  /** The assertions that were run, in the order of the text. Of an inline query, the query itself. */
  readonly assertions: readonly AssertionResult[];
}

/** A test that could not be run. */
export function unrun({ name, kind, location }: NamedTest, message: string): TestResult {
  return { name, kind, status: 'error', location, message, assertions: [] };
}
