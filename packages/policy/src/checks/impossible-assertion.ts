import type { Assertion } from '@polar-tools/language';
import { formOf } from '../blocks/fact-signatures.ts';
import { formsOf, givers } from '../blocks/given-forms.ts';
import { isA } from '../blocks/is-a.ts';
import { secondArguments } from '../blocks/second-arguments.ts';
import { factsTold } from '../blocks/told-facts.ts';
import { cloudValueTypes, unions } from '../dialect/built-in-classes.ts';
import { fittingFixes } from '../fixes/fitting-arguments.ts';
import { hasBrokenBlock } from '../model/broken-blocks.ts';
import { snapshotOf } from '../model/create.ts';
import type { Policy } from '../model/policy.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { isDeclaredByType } from '../names/declared-terms.ts';
import { nearestOf } from '../names/suggestions.ts';
import { type TermUse, termPredicates, termUse } from '../names/term-uses.ts';
import { typeOfArgument } from '../names/variable-types.ts';
import { type Check, cloudOnly, type FindingFix } from './definition.ts';
import { isSwapped } from './relation-order.ts';

/**
 * An assertion of what nothing in the policy can give: its name is misspelt, or it has another number of arguments or other types than any rule's head and
 * any fact. The worst is `assert_not`, which then passes whatever the policy allows.
 */
export const impossibleAssertion: Check = {
  code: 'impossible-assertion',
  severity: 'warning',
  dialects: cloudOnly,
  summary: 'An assertion of what no rule and no fact can give.',
  concerns: ({ tree }) => tree?.$type === 'Test',
  nodes: {
    Assertion(assertion, { policy, report }) {
      const fault = faultOf(assertion, policy);
      if (fault === undefined) return;
      const { meant, message, lacksImplied = false, fixes = [] } = fault;
      const { name } = assertion;
      if (meant === undefined) report(assertion, message, { fixes: lacksImplied ? addedImplied : fixes });
      else
        report(name, message, {
          fixes: [
            { title: `Change to ${meant}`, preferred: true, edits: [{ node: name, at: 'instead', newText: meant }] },
          ],
        });
    },
  },
};

interface Fault {
  readonly message: string;
  /** The name that was meant, where another one is near. */
  readonly meant?: string;
  /** Whether the policy's own rules stand for one that it would have by itself. */
  readonly lacksImplied?: true;
  /** What makes the arguments fit. */
  readonly fixes?: readonly FindingFix[];
}

/** The rule that a policy without one for `allow` has by itself, beside the policy's own. */
function addedImplied({ predicates }: Snapshot): FindingFix[] {
  const last = predicates.get('allow')?.rules.at(-1);
  if (last === undefined) return [];
  return [
    {
      title: 'Add the rule for allow',
      edits: [{ node: last.rule, at: 'after', newText: `\n${IMPLIED}`, uri: last.uri }],
    },
  ];
}

/** Why nothing in a policy can give what an assertion asks for; undefined where something may. */
export const impossibleFor = (policy: Policy, assertion: Assertion): string | undefined =>
  faultOf(assertion, snapshotOf(policy))?.message;

function faultOf(assertion: Assertion, policy: Snapshot): Fault | undefined {
  const { name, parameters } = assertion;
  const { text } = name;
  if (text === '' || isUncertain(text, policy)) return undefined;
  const types = parameters.map((parameter) => typeOfArgument(policy, parameter));
  // A type that is not there is told by itself.
  if (policy.blocks.size > 0 && types.some((type) => type !== undefined && !isType(type, policy))) return undefined;
  const use = termUse(assertion, 'cloud');
  const consequence = consequenceOf(assertion);
  const forms = formsOf(text, policy);
  const fits = (given: readonly (string | undefined)[]): boolean =>
    forms.some((form) => form.length === given.length && form.every((type, at) => isA(given[at], type, policy.blocks)));
  if (fits(types)) return use === undefined ? undefined : replacedAllow(use, consequence, policy);
  if (forms.length === 0) {
    if (termPredicates.includes(text)) return undefined;
    const meant = nearestOf(text, [...policy.predicates.keys(), ...policy.factSignatures.keys(), ...termPredicates]);
    const advice = meant === undefined ? 'Correct the name, or write a rule for it.' : `Did you mean ${meant}?`;
    const message = `No rule gives ${text}, and no rule or test has a fact of that name, ${consequence}. ${advice}`;
    return { message, ...(meant !== undefined && { meant }) };
  }
  const sameArity = forms.filter(({ length }) => length === types.length);
  if (use !== undefined && isSwapped(use, policy)) return undefined;
  const asked = formOf({ name: text, types });
  const had = [
    ...new Set((sameArity.length > 0 ? sameArity : forms).map((form) => formOf({ name: text, types: form }))),
  ];
  const shown = had.length > MOST_SHOWN ? [...had.slice(0, MOST_SHOWN), `${had.length - MOST_SHOWN} more`] : had;
  const message = `This asks for ${asked}, and the policy has only ${listed(shown)}, ${consequence}. Correct the arguments.`;
  return { message, fixes: fittingFixes(parameters, types, fits) };
}

/**
 * A permission of a block, where the policy has its own rules for `allow`, and all of them name other actions: a written `allow` takes the place of the implied one
 * (docs/language/cloud-decisions.md), so that nothing gives the permissions of blocks any more.
 */
function replacedAllow(use: TermUse, consequence: string, policy: Snapshot): Fault | undefined {
  const { predicate, string } = use;
  if (predicate !== 'allow' || !policy.predicates.has('allow') || !isDeclaredByType(use, policy)) return undefined;
  const { any, permissions, values } = secondArguments(policy, 'allow');
  if (any || permissions || values.size === 0 || values.has(string.value)) return undefined;
  // A test may tell it as a fact.
  if (!factsTold('allow', policy).next().done || policy.declaredSignatures.has('allow')) return undefined;
  const actions = [...values].sort().map((value) => `"${value}"`);
  const shown =
    actions.length > MOST_SHOWN ? [...actions.slice(0, MOST_SHOWN), `${actions.length - MOST_SHOWN} more`] : actions;
  return {
    message: `The policy's own rules for allow give only ${listed(shown)}, and a written allow replaces the implied one, which would give "${string.value}" by has_permission, ${consequence}. Add a rule: ${IMPLIED}`,
    lacksImplied: true,
  };
}

/** The rule that a policy without one of that name has by itself. */
const IMPLIED = 'allow(actor, action, resource) if has_permission(actor, action, resource);';

const MOST_SHOWN = 3;

const listed = (forms: readonly string[]): string =>
  forms.length === 1 ? forms[0]! : `${forms.slice(0, -1).join(', ')} and ${forms.at(-1)}`;

function consequenceOf({ negated, iff }: Assertion): string {
  if (iff !== undefined) return 'so it holds for nothing';
  return negated ? 'so this passes whatever the policy allows' : 'so this never passes';
}

/** Whether what could give it cannot be read. */
function isUncertain(name: string, policy: Snapshot): boolean {
  if (hasBrokenBlock(policy)) return true;
  return givers(name, policy).some((each) => policy.guessed.has(each) || policy.predicates.get(each)?.broken === true);
}

const isType = (type: string, { blocks }: Snapshot): boolean =>
  blocks.has(type) || cloudValueTypes.has(type) || unions.has(type);
