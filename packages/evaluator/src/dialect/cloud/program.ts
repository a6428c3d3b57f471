import { parseFile, type Rule as RuleNode } from '@polar-tools/language';
import type { Clause, Policy } from '@polar-tools/policy';
import { Relation } from '../../facts/relation.ts';
import { Values } from '../../facts/values.ts';
import { TypeSets } from '../../tables/type-sets.ts';
import { lowerClause } from './lower.ts';
import type { LoweringSetting } from './lowering-setting.ts';
import { constantOf, isConstant, type Rule } from './rule.ts';

/** A Cloud policy made ready to be asked. Its rules are lowered when they are first called, so making one costs almost nothing. */
export interface CloudProgram {
  readonly policy: Policy;
  /** The values that it shares with the facts that it is asked over. */
  readonly values: Values;
}

/** Makes a policy ready to be asked over facts that have the same values: `compileCloud(policy, facts.values)`. */
export function compileCloud(policy: Policy, values: Values = new Values()): CloudProgram {
  return new CompiledCloud(policy, values);
}

/** The rules of one name and arity, and the facts that the policy itself states of it. */
export class CloudPredicate {
  /** From 0 on; -1 for one that no name calls, so that it has no facts: a query's, or a part of a rule. */
  readonly id: number;
  readonly name: string;
  readonly arity: number;
  readonly rules: readonly Rule[];
  /** The policy's own facts, with the clause that states each by row. */
  readonly stated: Relation;
  readonly statedBy: readonly Clause[];
  /** By argument: the values that some rule's head asks for, numbered. */
  readonly constants: readonly ReadonlyMap<number, number>[];
  /** What the evaluator keeps of it. */
  kept: unknown = undefined;

  constructor(id: number, name: string, arity: number, rules: readonly Rule[]) {
    this.id = id;
    this.name = name;
    this.arity = arity;
    this.stated = new Relation(arity);
    const statedBy: Clause[] = [];
    const others: Rule[] = [];
    for (const rule of rules) {
      if (rule.clause === undefined || rule.goals.length > 0 || !rule.head.every(isConstant)) others.push(rule);
      else if (this.stated.add(rule.head.map(constantOf))) statedBy.push(rule.clause);
    }
    this.rules = others;
    this.statedBy = statedBy;
    this.constants = Array.from({ length: arity }, (_, at) => {
      const asked = others.flatMap(({ head }) => (isConstant(head[at]!) ? [constantOf(head[at]!)] : []));
      return new Map([...new Set(asked)].map((value, number) => [value, number]));
    });
  }
}

export class CompiledCloud implements CloudProgram, LoweringSetting {
  readonly policy: Policy;
  readonly values: Values;
  readonly types: TypeSets;
  /** By name, then by arity. */
  readonly #predicates = new Map<string, (CloudPredicate | undefined)[]>();
  #size = 0;
  /** The time that was last asked for: many questions are of the same moment. */
  #time: { readonly seconds: number; readonly number: number } | undefined = undefined;

  constructor(policy: Policy, values: Values) {
    this.policy = policy;
    this.values = values;
    this.types = new TypeSets(policy, values);
  }

  /** What the evaluator keeps with the program. */
  kept: unknown = undefined;

  predicate(name: string, arity: number): CloudPredicate {
    const known = this.#predicates.get(name)?.[arity];
    if (known !== undefined) return known;
    const rules = this.#clauses(name, arity).flatMap((clause) => lowerClause(clause, this));
    const made = new CloudPredicate(this.#size++, name, arity, rules);
    const byArity = this.#predicates.get(name) ?? [];
    while (byArity.length <= arity) byArity.push(undefined);
    byArity[arity] = made;
    this.#predicates.set(name, byArity);
    return made;
  }

  /** The number of a time in seconds, as an Integer. */
  time(seconds: number): number {
    if (this.#time?.seconds !== seconds)
      this.#time = { seconds, number: this.values.number({ type: 'Integer', id: String(Math.trunc(seconds)) }) };
    return this.#time.number;
  }

  #clauses(name: string, arity: number): readonly Clause[] {
    return cloudClauses(this.policy, name, arity);
  }
}

/** The clauses for a predicate of one arity or of any, the implied ones included. */
export function cloudClauses({ predicates }: Policy, name: string, arity?: number): readonly Clause[] {
  const predicate = predicates.get(name);
  const clauses = predicate === undefined && name === 'allow' ? impliedAllow : (predicate?.clauses ?? []);
  return arity === undefined ? clauses : clauses.filter((clause) => clause.arity === arity);
}

/** What `allow` means in a policy that has no rule for it, of whatever arity (docs/language/blocks.md#the-implied-allow). */
export const impliedRules = {
  uri: 'implied',
  text: `allow(actor, action, resource) if has_permission(actor, action, resource);
allow(actor, action) if has_permission(actor, action);
`,
} as const;

const impliedAllow: readonly Clause[] = parseFile(impliedRules.text).statements.map(({ tree }) => {
  const rule = tree as RuleNode;
  return { predicate: 'allow', arity: rule.parameters.length, rule, uri: impliedRules.uri };
});
