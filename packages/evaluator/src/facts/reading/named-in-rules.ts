import { type Expression, type Parameter, type PolarNode, type Rule, walk } from '@polar-tools/language';
import { type Clause, isA, type Policy, typeOf, unwrap } from '@polar-tools/policy';

/** Where a rule that is written out speaks of roles or relations: in its head or a call. */
interface Mention {
  /** The type that they are of, `global` for none; undefined for any. */
  readonly type: string | undefined;
  /** The one that is named; undefined where a variable stands for any. */
  readonly name: string | undefined;
}

/** What rules that are written out say of roles and relations, which no block needs to declare then. */
export class NamedInRules {
  readonly #policy: Policy;
  readonly #mentions = new Map<string, readonly Mention[]>();
  readonly #passedOn = new Map<string, boolean>();

  constructor(policy: Policy) {
    this.#policy = policy;
  }

  /** Whether a rule speaks of this role or relation of a type, or of any of that type. */
  has(predicate: 'has_role' | 'has_relation', type: string, name: string): boolean {
    const { blocks } = this.#policy;
    return this.#mentionsOf(predicate).some((mention) => {
      if (mention.name !== undefined && mention.name !== name) return false;
      if ((mention.type === 'global') !== (type === 'global')) return false;
      if (mention.name !== undefined && this.#isPassedOn(predicate)) return true;
      return isA(type, mention.type, blocks) || isA(mention.type, type, blocks);
    });
  }

  #mentionsOf(predicate: string): readonly Mention[] {
    const known = this.#mentions.get(predicate);
    if (known !== undefined) return known;
    const made: Mention[] = [];
    for (const { clauses } of this.#policy.predicates.values())
      for (const clause of clauses) if (clause.shorthand === undefined) made.push(...this.#said(clause, predicate));
    this.#mentions.set(predicate, made);
    return made;
  }

  *#said({ rule }: Clause, predicate: string): Generator<Mention> {
    if (rule.name.text === predicate) yield* this.#mention(predicate, rule.parameters);
    const calls: (readonly Expression[])[] = [];
    walk(rule, (each) => {
      const node = each as PolarNode;
      if (node.$type === 'Call' && node.name.text === predicate) calls.push(node.arguments);
    });
    for (const values of calls) {
      // Whoever asks only whether there is any asks for none that is not declared.
      const name = values[1] && unwrap(values[1]);
      if (name?.$type !== 'Variable' || !name.name.startsWith('_')) yield* this.#mention(predicate, values);
    }
  }

  *#mention(predicate: string, values: readonly (Expression | Parameter)[]): Generator<Mention> {
    const [first, second, last] = values;
    if (values.length < 2 || values.length > 3) return;
    const of = predicate === 'has_relation' ? first! : last;
    yield { type: of === undefined ? 'global' : this.#typeOf(of), name: literal(second!) };
  }

  #typeOf(value: Expression | Parameter): string | undefined {
    if (value.$type !== 'Parameter') return typeOf(this.#policy, value);
    const { specializer } = value;
    return specializer?.$type === 'InstancePattern' ? specializer.name.text : typeOf(this.#policy, value.value);
  }

  /** Whether something gives any role or relation of one type to those of another: then a name may come from anywhere. */
  #isPassedOn(predicate: string): boolean {
    let passed = this.#passedOn.get(predicate);
    if (passed === undefined) {
      passed = (this.#policy.predicates.get(predicate)?.clauses ?? []).some(({ rule }) => givesAny(rule));
      this.#passedOn.set(predicate, passed);
    }
    return passed;
  }
}

const givesAny = ({ parameters }: Rule): boolean => parameters.length === 3 && literal(parameters[1]!) === undefined;

function literal(value: Expression | Parameter): string | undefined {
  if (value.$type !== 'Parameter') {
    const said = unwrap(value);
    return said.$type === 'StringLiteral' ? said.value : undefined;
  }
  if (value.specializer?.$type === 'StringLiteral') return value.specializer.value;
  return literal(value.value);
}
