import { type Assertion, LineIndex, rangeOf } from '@polar-tools/language';
import type { CloudProgram } from '../dialect/cloud/program.ts';
import type { FactStore } from '../facts/fact-store.ts';
import { AskedAssertion, type AssertionOptions, type Beside } from './assertion.ts';

/** The assertions of a test over its facts: those that hold there are to hold with whatever is added for another one. */
export class WholeTest implements Beside {
  readonly #program: CloudProgram;
  readonly #uri: string;
  readonly #assertions: readonly Assertion[];
  readonly #facts: FactStore;
  readonly #options: AssertionOptions;
  #holding: readonly { readonly assertion: Assertion; readonly asked: AskedAssertion }[] | undefined;

  constructor(
    program: CloudProgram,
    uri: string,
    assertions: readonly Assertion[],
    facts: FactStore,
    options: AssertionOptions,
  ) {
    this.#program = program;
    this.#uri = uri;
    this.#assertions = assertions;
    this.#facts = facts;
    this.#options = options;
  }

  /** The first assertion that holds over the test's facts and not over others, as it is written, and its line. */
  brokenBy(facts: FactStore): string | undefined {
    this.#holding ??= this.#assertions
      .filter((assertion) => this.holds(assertion))
      .map((assertion) => ({ assertion, asked: this.#asked(assertion) }));
    const broken = this.#holding.find(({ asked }) => !asked.isSo(facts));
    return broken && this.#written(broken.assertion);
  }

  /** Whether an assertion of the test holds as it is. */
  holds(assertion: Assertion): boolean {
    return this.#asked(assertion).isSo(this.#facts);
  }

  #asked(assertion: Assertion): AskedAssertion {
    return new AskedAssertion(this.#program, assertion, this.#uri, this.#options, { steps: Number.POSITIVE_INFINITY });
  }

  #written(assertion: Assertion): string {
    const { text = '' } = this.#program.policy.files.get(this.#uri) ?? {};
    const { start, end } = rangeOf(assertion);
    const line = new LineIndex(text).positionAt(start).line + 1;
    return `${text.slice(start, end).replace(/\s+/g, ' ').replace(/ ?;$/, '')} (line ${line})`;
  }
}
