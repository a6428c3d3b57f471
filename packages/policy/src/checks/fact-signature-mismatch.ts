import type { Call, Expression, Fact, Node } from '@polar-tools/language';
import { declaredName } from '../blocks/blocks.ts';
import { formOf, headSignature } from '../blocks/fact-signatures.ts';
import { isA } from '../blocks/is-a.ts';
import { areApart } from '../blocks/types-apart.ts';
import { cloudValueTypes, unions } from '../dialect/built-in-classes.ts';
import { statementOf } from '../fixes/declare.ts';
import { fittingFixes } from '../fixes/fitting-arguments.ts';
import { hasBrokenBlock } from '../model/broken-blocks.ts';
import type { FactSignature } from '../model/policy.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { StatementModel } from '../model/statement-model.ts';
import { declaredForms } from '../names/declared-types.ts';
import { mayLeadElsewhere, typesLedTo } from '../names/related-types.ts';
import { isSlip, nearestOf } from '../names/suggestions.ts';
import { type TermUse, termPredicates, termUse } from '../names/term-uses.ts';
import { typeOf, typeOfArgument } from '../names/variable-types.ts';
import { isOutOfOrder } from './argument-order.ts';
import { type Check, cloudOnly, type FindingFix, type RelatedNode, type StatementContext } from './definition.ts';
import { isActorLast, isSwapped } from './relation-order.ts';

/**
 * A fact in a test or fixture that the policy's signatures have no place for: nothing will ever ask for it, and Cloud refuses it. And a call or a
 * head of a rule that no form fits which the policy declares: a value of another type stands there.
 */
export const factSignatureMismatch: Check = {
  code: 'fact-signature-mismatch',
  severity: 'warning',
  dialects: cloudOnly,
  summary: 'A fact that no rule asks for, or whose arguments do not fit its signatures.',
  nodes: {
    Call(call, context) {
      if (!isInRule(context.model)) return;
      const { policy } = context;
      checkRelation(call, context);
      const { name, arguments: values } = call;
      const { text } = name;
      if (!policy.declaredSignatures.has(text)) return;
      const types = values.map((value) => (mayLeadElsewhere(policy, value) ? undefined : typeOf(policy, value)));
      checkDeclared(text, values, types, declaredForms(policy, text, values.length), 'This asks for', context);
    },
    Rule({ name: { text }, parameters }, context) {
      const { policy } = context;
      const declared = policy.declaredSignatures.get(text) ?? [];
      const forms = declared.filter((form) => form.types.length === parameters.length);
      const types = parameters.map((parameter) => typeOfArgument(policy, parameter));
      checkDeclared(text, parameters, types, forms, 'This rule gives', context);
    },
    Fact(fact, context) {
      const { policy } = context;
      if (hasBrokenBlock(policy)) return;
      const types = fact.arguments.map((argument) => typeOf(policy, argument));
      // A type that is not there is told by itself.
      if (policy.blocks.size > 0 && types.some((type) => type !== undefined && !isType(type, policy))) return;
      const use = termUse(fact, 'cloud');
      if (use !== undefined) checkTerm(fact, use, types, context);
      else if (!isOutOfOrder(fact, policy)) checkPredicate(fact, types, context);
    },
  },
};

const isType = (type: string, { blocks }: Snapshot): boolean =>
  blocks.has(type) || cloudValueTypes.has(type) || unions.has(type);

const isNearlyValueType = (type: string | undefined): boolean =>
  type !== undefined && !cloudValueTypes.has(type) && [...cloudValueTypes].some((known) => isSlip(type, known));

/** What a test asks is held to its facts by other checks. */
const isInRule = ({ tree }: StatementModel): boolean => tree?.$type === 'Rule' || tree?.$type === 'Block';

/**
 * Whether a string, an integer or a boolean stands for something else. What a rule asks for adds to what is declared
 * (docs/language/facts-and-tests.md): another type of object is a form of its own, and what is none of a form's values is a slip.
 */
const isAnotherValue = (type: string | undefined, declared: string | undefined, { blocks }: Snapshot): boolean =>
  [type, declared].some((each) => each !== undefined && cloudValueTypes.has(each)) && areApart(type, declared, blocks);

/** A call or a head of which each declared form has a value of another type in some place. */
function checkDeclared(
  name: string,
  values: readonly Node[],
  types: Types,
  forms: readonly FactSignature[],
  what: string,
  { policy, report }: StatementContext,
): void {
  if (forms.length === 0 || termPredicates.includes(name)) return;
  // A slip in the declaration is told there.
  if (forms.some((form) => form.types.some(isNearlyValueType))) return;
  const wrong = forms.map((form) => types.findIndex((type, at) => isAnotherValue(type, form.types[at], policy)));
  if (wrong.includes(-1) || isUnsure(types, policy)) return;
  const form = `${name}(${types.map((type, at) => type ?? forms[0]!.types[at]).join(', ')})`;
  const declared = forms.map(formOf).join(' or ');
  report(
    values[wrong[0]!]!,
    `${what} ${form}, and what is declared is ${declared}. Correct the value, or declare this form too: declare ${form};`,
    { related: (newest) => placesOf(name, newest).filter(({ message }) => message === 'Declared here') },
  );
}

/** Whether a type that is no value's may be one of a block that cannot be read. */
const isUnsure = (types: Types, policy: Snapshot): boolean =>
  types.some((type) => type !== undefined && !cloudValueTypes.has(type)) && hasBrokenBlock(policy);

/** A relation that a rule asks for with a value of a type that nothing leads to. */
function checkRelation(call: Call, { policy, report }: StatementContext): void {
  const use = termUse(call, 'cloud');
  if (use?.as !== 'relation' || use.of === undefined || isSwapped(use, policy)) return;
  const { string, of, other } = use;
  const type = typeOf(policy, of as Expression);
  const declared = type === undefined ? undefined : declaredName(policy.blocks, type, string.value);
  if (declared?.kind !== 'relation') return;
  const given = typeOf(policy, other as Expression);
  const led = typesLedTo(policy, type!, string.value);
  if (!led.every((one) => areApart(given, one, policy.blocks)) || hasBrokenBlock(policy)) return;
  report(other, relationFault(string.value, type!, declared.type!, given!), {
    related: ({ blocks }) => {
      const found = declaredName(blocks, type!, string.value);
      return found ? [{ uri: found.uri, node: found.node, message: 'Declared here' }] : [];
    },
  });
}

const relationFault = (relation: string, type: string, to: string, given: string): string =>
  `The relation "${relation}" of ${type} leads to ${to}, and this is of type ${given}. Correct one of the two.`;

type Types = readonly (string | undefined)[];

const fits = (types: Types, signature: FactSignature, { blocks }: Snapshot): boolean =>
  types.length === signature.types.length && types.every((type, i) => isA(type, signature.types[i], blocks));

/** A role or relation that blocks declare; another is told as an undeclared one. */
function checkTerm(fact: Fact, use: TermUse, types: Types, { policy, report }: StatementContext): void {
  const { as, string, of, other } = use;
  if (of === undefined) {
    if (policy.blocks.size > 0 && !policy.blocks.has('global') && !asksGlobally(use.predicate, policy))
      report(
        fact,
        `A ${as} without a resource is one of the global block, and there is none. Name the resource, or declare the ${as} in a global block.`,
      );
    return;
  }
  if (as === 'permission' || isSwapped(use, policy)) return;
  const type = typeOf(policy, of as Expression);
  const declared = type === undefined ? undefined : declaredName(policy.blocks, type, string.value);
  const { blocks, factSignatures } = policy;
  const given = typeOf(policy, other as Expression);
  // A string or a number in the place of an object is told as such.
  if (given !== undefined && cloudValueTypes.has(given)) return;
  if (declared?.kind !== as) {
    if (!isActorLast(use, policy)) return;
    const fixes = fittingFixes(fact.arguments, types, ([first, , third]) => first === type && third === given);
    report(fact, `The actor stands first: has_role(${type}, "${string.value}", ${given}).`, { fixes });
    return;
  }
  // What the block itself says: of many, no other signature has to be looked at.
  if (isA(given, as === 'relation' ? declared.type : 'Actor', blocks)) return;
  // A block's own signatures say of a relation only what some relation of the type leads to.
  const signatures = (factSignatures.get(use.predicate) ?? []).filter(
    ({ origin }) => as === 'role' || origin !== 'built-in',
  );
  if (signatures.some((signature) => fits(types, signature, policy))) return;
  const message =
    as === 'relation'
      ? relationFault(string.value, type!, declared.type!, given!)
      : `Roles are of actors, and ${given} is none. Name an actor first, or make ${given} one: actor ${given} { … }`;
  report(other, message, {
    related: ({ blocks }) => {
      const found = declaredName(blocks, type!, string.value);
      return found ? [{ uri: found.uri, node: found.node, message: 'Declared here' }] : [];
    },
  });
}

/** Whether a rule asks for global roles or permissions, or gives some. */
const asksGlobally = (predicate: string, policy: Snapshot): boolean =>
  policy.guessed.has(predicate) ||
  [...(policy.factSignatures.get(predicate) ?? []), ...headsOf(predicate, policy)].some(
    ({ types }) => types.length === 2,
  );

function checkPredicate(fact: Fact, types: Types, context: StatementContext): void {
  const { policy, report } = context;
  const { name, arguments: values } = fact;
  const { text } = name;
  if (policy.guessed.has(text) || (termPredicates.includes(text) && !values.some(isText))) return;
  const signatures = [...asked(text, values.length, policy), ...headsOf(text, policy)];
  if (signatures.length === 0) {
    reportUnknown(fact, context);
    return;
  }
  const sameArity = signatures.filter((signature) => signature.types.length === values.length);
  if (sameArity.some((signature) => fits(types, signature, policy))) return;
  // Where a rule asks for just this, the declaration may be what is wrong.
  const isAsked = (policy.factSignatures.get(text) ?? []).some((signature) => fits(types, signature, policy));
  const fitting = isAsked
    ? []
    : fittingFixes(values, types, (others) => sameArity.some((signature) => fits(others, signature, policy)));
  // What a rule gives besides what blocks declare may have other arguments.
  if (termPredicates.includes(text) && fitting.length === 0 && sameArity.length > 0) return;
  const shown = [...new Set((sameArity.length > 0 ? sameArity : signatures).map(formOf))].join(' or ');
  const form = `${text}(${types.map((type) => type ?? '_').join(', ')})`;
  // With a first declaration, what rules ask for with other values has to be declared as well.
  const isHeld = !policy.declaredSignatures.has(text) && !policy.predicates.has(text);
  const known = isHeld ? sameArity.filter((each) => isWholeForm(each, policy)) : [];
  const declarations = [...new Set([...known.map(formOf), form])].map((each) => `declare ${each};`);
  const declare: FindingFix = {
    title: `Declare ${form}`,
    edits: [{ node: statementOf(fact), at: 'before', newText: `${declarations.join('\n')}\n\n` }],
  };
  const isDeclarable = !types.includes(undefined) && !termPredicates.includes(text);
  const advice = isDeclarable ? `, or declare this form too: declare ${form};` : '.';
  report(fact, `This fact is ${form}, and the policy asks for ${shown}. Correct its arguments${advice}`, {
    fixes: [...fitting, ...(isDeclarable ? [declare] : [])],
    related: (newest) => placesOf(text, newest),
  });
}

/** The signatures of a fact but those of calls that ask for what no declared form has: such a call is told itself. */
function asked(name: string, arity: number, policy: Snapshot): readonly FactSignature[] {
  const signatures = policy.factSignatures.get(name) ?? [];
  const forms = declaredForms(policy, name, arity);
  if (forms.length === 0) return signatures;
  return signatures.filter(
    ({ origin, types }) =>
      origin !== 'inferred' ||
      types.length !== arity ||
      forms.some((form) => !types.some((type, at) => isAnotherValue(type, form.types[at], policy))),
  );
}

/** A form of which the type of every argument is known, and there. */
const isWholeForm = ({ types }: FactSignature, policy: Snapshot): boolean =>
  types.every((type) => type !== undefined && isType(type, policy));

/** A value in quotes: a role or relation, where it stands in another place than the second. */
const isText = ({ $type }: Expression): boolean => $type === 'StringLiteral';

/** Where a fact of this name is declared, and where rules ask for it. */
const placesOf = (name: string, { factSignatures }: Snapshot): readonly RelatedNode[] =>
  (factSignatures.get(name) ?? []).flatMap(({ uri, node, origin }) =>
    uri === undefined || node === undefined
      ? []
      : [{ uri, node, message: origin === 'declared' ? 'Declared here' : 'Asked for here' }],
  );

function headsOf(name: string, policy: Snapshot): readonly FactSignature[] {
  const rules = policy.predicates.get(name)?.rules ?? [];
  return rules.flatMap((clause) => headSignature({ uri: clause.uri, clause }, policy) ?? []);
}

function reportUnknown(fact: Fact, { policy, report }: StatementContext): void {
  const { name } = fact;
  const { text } = name;
  const meant = nearestOf(text, [...policy.factSignatures.keys(), ...policy.predicates.keys()]);
  // What a test asks for by itself is of use to the test.
  if (meant === undefined && policy.callers.has(text)) return;
  const change: FindingFix = {
    title: `Change to ${meant}`,
    preferred: meant !== undefined && isCertain(meant, policy) && isSlip(text, meant),
    edits: [{ node: name, at: 'instead', newText: meant ?? '' }],
  };
  const remove: FindingFix = { title: 'Remove it', edits: [{ node: fact, at: 'line', newText: '' }] };
  const said = `No rule asks for the fact ${text}.`;
  if (meant === undefined) report(name, `${said} Ask for it in a rule, or remove it.`, { fixes: [remove] });
  else if (isCertain(meant, policy)) report(name, `${said} Did you mean ${meant}?`, { fixes: [change] });
  else
    report(name, `${said} Did you mean ${meant}? Correct the one that is misspelt, here or where it is asked for.`, {
      fixes: [change],
      related: (newest) => placesOf(meant, newest).slice(0, MOST_PLACES),
    });
}

/** More are no help to compare with. */
const MOST_PLACES = 3;

/** What a rule only asks for may be what is misspelt; what is declared, or has a rule, is not. */
const isCertain = (name: string, { predicates, declaredSignatures }: Snapshot): boolean =>
  termPredicates.includes(name) || predicates.has(name) || declaredSignatures.has(name);
