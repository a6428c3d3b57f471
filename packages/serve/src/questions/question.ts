import { type AnswerValue, type CloudProgram, unknownType } from '@polar-tools/evaluator';
import { Refusal } from '../exchange.ts';
import type { ServedPolicy } from '../served-policy.ts';
import { withContextFacts } from '../wire/context-facts.ts';
import type { Fields } from '../wire/json.ts';
import type { Asking } from './ask.ts';

/** What a question is put to: a policy over facts. */
export interface Setting extends Asking {
  readonly policy: ServedPolicy;
}

/** The same with the context facts that a question brings. */
export function settingWith(fields: Fields, setting: Setting): Setting & { readonly program: CloudProgram } {
  const facts = withContextFacts(setting.facts, fields, setting.policy);
  return { ...setting, facts, program: setting.policy.program(facts.values) };
}

/** A question about a type that the policy does not have is a slip: its answer, that nothing is allowed, would say nothing. */
export function refuseUnknownTypes({ policy: { policy } }: Setting, values: readonly AnswerValue[]): void {
  for (const { type } of values) {
    const unknown = type === undefined ? undefined : unknownType(policy, type);
    if (unknown !== undefined) throw new Refusal(400, unknown);
  }
}
