import { instanceVariable } from '../../blocks/expand-shorthand.ts';
import { formOf } from '../../blocks/fact-signatures.ts';
import { cloudValueTypes } from '../../dialect/built-in-classes.ts';
import type { FactSignature, Policy } from '../../model/policy.ts';
import type { Supply } from '../conversion.ts';

/** A rule that reads from the application's objects what facts told in Cloud. */
export interface FactField {
  readonly rule: string;
  /** The types of its parameters. */
  readonly types: readonly (string | undefined)[];
  readonly supply: Extract<Supply, { kind: 'fact' }>;
}

/** The predicates that facts are told of: roles and relations, declared ones, and what is asked and has no rule. */
export function isTold(policy: Policy, predicate: string): boolean {
  if (predicate === 'has_role' || predicate === 'has_relation') return true;
  // What is allowed follows from rules.
  if (predicate === 'has_permission' || predicate === 'allow') return false;
  const signatures = policy.factSignatures.get(predicate) ?? [];
  return signatures.some(({ origin }) => origin === 'declared') || !policy.predicates.has(predicate);
}

/** The rules for a policy's facts, each form of fact once. */
export function factFields(policy: Policy): readonly FactField[] {
  const found = new Map<string, FactField>();
  for (const { name, names } of policy.blocks.values()) {
    for (const { kind, name: relation, type } of names.values()) {
      if (kind !== 'relation' || type === undefined || !policy.blocks.has(type)) continue;
      const field = relationField(name, relation, type);
      found.set(field.supply.form, field);
    }
  }
  if ([...policy.blocks.values()].some(({ keyword, names }) => keyword !== 'global' && hasRoles(names)))
    found.set('has_role', roleField);
  for (const [predicate, signatures] of policy.factSignatures) {
    if (predicate === 'has_role' || predicate === 'has_relation' || !isTold(policy, predicate)) continue;
    for (const signature of signatures) {
      const field = otherField(signature);
      if (field !== undefined) found.set(field.supply.form, field);
    }
  }
  return [...found.values()];
}

const hasRoles = (names: ReadonlyMap<string, { readonly kind: string }>): boolean =>
  [...names.values()].some(({ kind }) => kind === 'role');

const roleField: FactField = {
  types: ['Actor', 'String', 'Resource'],
  rule: 'has_role(actor: Actor, name: String, resource: Resource) if\n  [name, resource] in actor.roles;',
  supply: {
    kind: 'fact',
    predicate: 'has_role',
    form: 'has_role(Actor, String, Resource)',
    class: 'Actor',
    field: 'roles',
    shape: 'lists',
  },
};

function relationField(type: string, relation: string, related: string): FactField {
  const variable = instanceVariable(type);
  const other = related === type ? `related_${variable}` : instanceVariable(related);
  const name = JSON.stringify(relation);
  return {
    types: [type, related],
    rule: `has_relation(${other}: ${related}, ${name}, ${variable}: ${type}) if\n  ${other} in ${variable}.${relation};`,
    supply: {
      kind: 'fact',
      predicate: 'has_relation',
      form: `has_relation(${type}, ${name}, ${related})`,
      class: type,
      field: relation,
      shape: 'members',
    },
  };
}

/** The first argument's object has the field; what is told of a value alone has no place. */
function otherField(signature: FactSignature): FactField | undefined {
  const { name, types } = signature;
  const [type] = types;
  if (type === undefined || cloudValueTypes.has(type)) return undefined;
  const names = new Set<string>();
  const variables = types.map((each) =>
    freeName(each === undefined || cloudValueTypes.has(each) ? 'value' : instanceVariable(each), names),
  );
  const parameters = types.map((each, i) => (each === undefined ? variables[i]! : `${variables[i]}: ${each}`));
  const lookup = `${variables[0]}.${name}`;
  const rest = variables.slice(1);
  const body = rest.length === 0 ? lookup : `${rest.length === 1 ? rest[0] : `[${rest.join(', ')}]`} in ${lookup}`;
  const shape = rest.length === 0 ? 'truth' : rest.length === 1 ? 'members' : 'lists';
  return {
    types,
    rule: `${name}(${parameters.join(', ')}) if\n  ${body};`,
    supply: { kind: 'fact', predicate: name, form: formOf(signature), class: type, field: name, shape },
  };
}

function freeName(name: string, taken: Set<string>): string {
  let free = name;
  for (let n = 2; taken.has(free); n++) free = `${name}_${n}`;
  taken.add(free);
  return free;
}
