import {
  type Clause,
  declaredName,
  type FactSignature,
  impliedRules,
  isA,
  nearestOf,
  type Policy,
  typeOf,
} from '@polar-tools/policy';
import { type CloudValue, type Fact, printFact, writeFact } from '../value.ts';
import { valueFault } from '../value-fault.ts';
import { NamedInRules } from './named-in-rules.ts';

const plainTypes = ['String', 'Integer', 'Boolean'];
const plain: ReadonlySet<string> = new Set(plainTypes);

/** What the second argument of these is declared as. */
const kinds = { has_role: 'role', has_relation: 'relation' } as const;

/** What Cloud stores of a value at most, in bytes of UTF-8 (docs/language/cloud-decisions.md). */
const MOST_BYTES = 384;
const MOST_ARGUMENTS = 5;

/**
 * Says what is wrong with facts from outside, by a policy: a predicate that no rule asks for, arguments of other types than it asks for, a type,
 * role or relation that nothing declares, and what passes Cloud's own limits. Undefined for a fact that fits.
 */
export function factChecker(policy: Policy): (fact: Fact) => string | undefined {
  const byForm = new Map<string, string | undefined>();
  const rules = new NamedInRules(policy);
  return (fact) => {
    const { predicate, arguments: values } = fact;
    let form = predicate;
    for (const { type } of values) form += `,${type}`;
    if (!byForm.has(form)) byForm.set(form, formFault(policy, fact));
    return byForm.get(form) ?? typedFault(fact) ?? nameFault(policy, rules, fact) ?? sizeFault(values);
  };
}

/** What is wrong with a fact's predicate and the types of its arguments. */
function formFault(policy: Policy, fact: Fact): string | undefined {
  const { predicate, arguments: values } = fact;
  if (values.length > MOST_ARGUMENTS)
    return `A fact has at most ${MOST_ARGUMENTS} arguments, and this has ${values.length}.`;
  for (const { type } of values) {
    if (plain.has(type) || policy.blocks.has(type)) continue;
    const meant = nearestOf(type, [...policy.blocks.keys(), ...plainTypes]);
    return `The policy declares no type ${type}. ${meant === undefined ? `Declare it, or correct the fact: ${writeFact(fact)}` : `Did you mean ${meant}?`}`;
  }
  const signatures = policy.factSignatures.get(predicate) ?? [];
  const hasRules =
    policy.predicates.get(predicate)?.clauses.some((clause) => fitsHead(values, clause, policy)) === true;
  if (hasRules || signatures.some(({ types }) => fits(values, types, policy.blocks))) return undefined;
  if (predicate === 'has_permission' && impliedRules(policy.dialect, policy.predicates).length > 0) {
    if (impliedPermissions.some((types) => fits(values, types, policy.blocks))) return undefined;
  }
  if (signatures.length === 0) {
    const meant = nearestOf(predicate, [...policy.factSignatures.keys(), ...policy.predicates.keys()]);
    return `No rule of the policy asks for ${predicate}. ${meant === undefined ? 'Correct the name, or declare it.' : `Did you mean ${meant}?`}`;
  }
  const forms = [
    ...new Set(signatures.map(({ name, types }) => `${name}(${types.map((type) => type ?? '_').join(', ')})`)),
  ];
  return `${writeFact(fact)} does not fit what the policy asks for: ${forms.join(' or ')}.`;
}

/** What the implied `allow` asks for. */
const impliedPermissions = [
  ['Actor', 'String'],
  ['Actor', 'String', 'Resource'],
];

function fits(values: readonly CloudValue[], types: FactSignature['types'], blocks: Policy['blocks']): boolean {
  return types.length === values.length && values.every(({ type }, i) => isA(type, types[i], blocks));
}

/** Whether a fact is one that a rule's head may give: a rule may stand for facts of its name, of the types that it asks for. */
function fitsHead(values: readonly CloudValue[], { arity, rule }: Clause, policy: Policy): boolean {
  if (arity !== values.length) return false;
  return rule.parameters.every(({ value, specializer }, at) => {
    const { type } = values[at]!;
    if (specializer?.$type === 'InstancePattern') return isA(type, specializer.name.text, policy.blocks);
    const asked = typeOf(policy, value);
    return asked === undefined || isA(type, asked, policy.blocks);
  });
}

/** A role or relation that the block does not declare and no rule that is written out speaks of. */
function nameFault(policy: Policy, rules: NamedInRules, { predicate, arguments: values }: Fact): string | undefined {
  if (predicate !== 'has_role' && predicate !== 'has_relation') return undefined;
  const kind = kinds[predicate];
  const [first, term, last] = values;
  if (term?.type !== 'String') return undefined;
  // A global role is one of nothing.
  const { type } = kind === 'role' ? (last ?? { type: 'global' }) : first!;
  const block = policy.blocks.get(type);
  if (block === undefined || declaredName(policy.blocks, type, term.id)?.kind === kind) return undefined;
  if (rules.has(predicate, type, term.id)) return undefined;
  const names = [...block.names.values()].filter((one) => one.kind === kind).map(({ name }) => name);
  const meant = nearestOf(term.id, names);
  const who = type === 'global' ? 'The global block' : type;
  return `${who} declares no ${kind} "${term.id}". ${meant === undefined ? 'Declare it, or correct the fact.' : `Did you mean "${meant}"?`}`;
}

/** A value that its built-in type does not have: `Integer{"1.5"}`. */
function typedFault(fact: Fact): string | undefined {
  for (const value of fact.arguments) {
    const fault = valueFault(value);
    if (fault !== undefined) return `${fault} Correct the fact: ${printFact(fact)}.`;
  }
  return undefined;
}

function sizeFault(values: readonly CloudValue[]): string | undefined {
  for (const { id } of values) {
    // A UTF-16 unit takes three bytes of UTF-8 at most.
    if (id.length * 3 <= MOST_BYTES) continue;
    const bytes = new TextEncoder().encode(id).length;
    if (bytes > MOST_BYTES)
      return `A value of a fact has at most ${MOST_BYTES} bytes, and this has ${bytes}: ${id.slice(0, 40)}…`;
  }
  return undefined;
}
