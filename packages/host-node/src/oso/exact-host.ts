import { type HostValue, JavaScriptHost, UnboundArgument } from '@polar-tools/evaluator';
import { Variable } from './terms.ts';
import { unrepresentable } from './unrepresentable.ts';

/**
 * Gives the application variables as the reference's class has them, and no other integer than the policy has, and takes none from it that a number cannot hold
 * exactly: such a one is an error, in the reference's words.
 */
export class ExactHost extends JavaScriptHost {
  readonly #variables = new WeakMap<UnboundArgument, Variable>();
  readonly #unbound = new WeakMap<Variable, UnboundArgument>();

  /** @throws for a whole number beyond 2^53, also in a list or a dictionary */
  override toPolar(value: unknown, before?: Map<unknown, HostValue>): HostValue {
    if (Number.isInteger(value) && !Number.isSafeInteger(value))
      throw new Error(`invalid type: floating point \`${digitsOf(value as number)}\`, expected i64`);
    if (value instanceof Variable) return this.#unbound.get(value) ?? new UnboundArgument(value.name);
    return super.toPolar(value, before);
  }

  /** @throws for an integer beyond 2^53, also in a list or a dictionary */
  override toJavaScript(value: HostValue, before?: Map<HostValue, unknown>): unknown {
    const isInteger = typeof value === 'bigint' || typeof value === 'number';
    if (isInteger && !Number.isSafeInteger(Number(value))) throw unrepresentable(value);
    if (value instanceof UnboundArgument) return this.#variableFor(value);
    return super.toJavaScript(value, before);
  }

  /** One for each, so that it is the same variable again when the application gives it back. */
  #variableFor(unbound: UnboundArgument): Variable {
    const known = this.#variables.get(unbound);
    if (known !== undefined) return known;
    const made = new Variable(unbound.name);
    this.#variables.set(unbound, made);
    this.#unbound.set(made, unbound);
    return made;
  }
}

/** A large whole number without an exponent: the digits that tell it from others, then zeros. */
function digitsOf(value: number): string {
  const [digits = '', exponent = '0'] = Math.abs(value).toExponential().split('e+');
  return `${value < 0 ? '-' : ''}${digits.replace('.', '').padEnd(Number(exponent) + 1, '0')}`;
}
