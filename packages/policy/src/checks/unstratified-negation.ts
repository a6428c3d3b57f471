import type { Call, Node, PolarNode } from '@polar-tools/language';
import { supertypesOf } from '../blocks/blocks.ts';
import { unions } from '../dialect/built-in-classes.ts';
import type { Clause } from '../model/policy.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { isUnderNot, walk } from '../model/walk.ts';
import { typeOf } from '../names/variable-types.ts';
import { type Check, cloudOnly } from './definition.ts';

/** A rule that depends on its own absence: what it says has no meaning. */
export const unstratifiedNegation: Check = {
  code: 'unstratified-negation',
  severity: 'error',
  dialects: cloudOnly,
  summary: 'A rule that depends on its own absence.',
  policy({ policy, report }) {
    if (policy.negations.size === 0) return;
    const negated: { clause: Clause; call: Call }[] = [];
    for (const { clause, negated: names } of policy.statements()) {
      if (clause === undefined || names.length === 0) continue;
      for (const call of callsBelow(clause.rule, true)) negated.push({ clause, call });
    }
    if (negated.length === 0) return;
    const graph = new Dependencies(policy);
    for (const { clause, call } of negated) {
      if (!graph.reaches(call, clause)) continue;
      report(clause.uri, call, ownAbsence(clause.predicate, call.name.text));
    }
  },
};

/** What is told of a rule that depends on its own absence, by the check and where it is run. */
export function ownAbsence(predicate: string, called: string): string {
  return `This rule of ${predicate} holds only if ${called} does not, and that depends on this rule again. Break the circle: say without "not" what is meant, or use another rule.`;
}

/** The calls in a rule's body: those under `not`, or all. */
function callsBelow(root: Node, negatedOnly: boolean): Call[] {
  const calls: Call[] = [];
  walk(root, (node: PolarNode) => {
    if (node.$type !== 'Call') return;
    if (!negatedOnly || isUnderNot(node)) calls.push(node);
  });
  return calls;
}

/** Which clauses a call may be answered by, and what those call in turn. */
class Dependencies {
  readonly #policy: Snapshot;
  readonly #calls = new Map<Clause, readonly Call[]>();

  constructor(policy: Snapshot) {
    this.#policy = policy;
  }

  /** Whether what answers a call depends on a clause. */
  reaches(call: Call, target: Clause): boolean {
    const seen = new Set<Clause>();
    const waiting = this.#answers(call);
    for (let clause = waiting.pop(); clause !== undefined; clause = waiting.pop()) {
      if (clause === target) return true;
      if (seen.has(clause)) continue;
      seen.add(clause);
      for (const next of this.#callsOf(clause)) waiting.push(...this.#answers(next));
    }
    return false;
  }

  #callsOf(clause: Clause): readonly Call[] {
    const known = this.#calls.get(clause);
    if (known !== undefined) return known;
    const calls = callsBelow(clause.rule, false);
    this.#calls.set(clause, calls);
    return calls;
  }

  #answers({ name, arguments: values }: Call): Clause[] {
    const clauses = this.#policy.predicates.get(name.text)?.clauses ?? [];
    return clauses.filter(({ arity, rule }) => {
      return arity === values.length && values.every((value, i) => this.#mayMeet(value, rule.parameters[i]!.value));
    });
  }

  /** Whether an argument and a parameter may be the same, by what they are and by their types. */
  #mayMeet(argument: Node, parameter: Node): boolean {
    if (argument.$type === 'StringLiteral' && parameter.$type === 'StringLiteral') {
      return (argument as Node & { value: string }).value === (parameter as Node & { value: string }).value;
    }
    const a = typeOf(this.#policy, argument);
    const b = typeOf(this.#policy, parameter);
    if (a === undefined || b === undefined || a === b || unions.has(a) || unions.has(b)) return true;
    const { blocks } = this.#policy;
    return supertypesOf(blocks, a).includes(b) || supertypesOf(blocks, b).includes(a);
  }
}
