import type { Call } from '@polar-tools/language';
import { isA } from '../blocks/is-a.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { builtInMeantBy } from '../names/built-in-names.ts';
import { isPlainSlip } from '../names/plain-slip.ts';
import { editDistance, isSlip } from '../names/suggestions.ts';
import { termPredicates } from '../names/term-uses.ts';
import { typeOf } from '../names/variable-types.ts';
import { both, type Check, type RelatedNode, type StatementContext } from './definition.ts';

/**
 * A call of what no rule, no declaration and no fact of a test has, beside a rule of nearly that name, or a fact of nearly that name and the same types that is
 * declared, that a test or a file of facts tells, or that several statements ask for. In Cloud any other name is a fact that the application tells.
 * And a rule that nothing calls of nearly the name of one that the language asks for, in both dialects.
 */
export const unknownPredicate: Check = {
  code: 'unknown-predicate',
  severity: 'warning',
  dialects: both,
  summary:
    'A call of nearly the name of a rule, or of a fact that is declared, told by a test, or asked for several times; a rule of nearly the name of has_role and the like.',
  predicate({ name, rules }, { policy, report }) {
    if (policy.callers.has(name) || policy.ruleTypes.has(name) || policy.told.has(name)) return;
    const [first] = rules;
    const meant = first && builtInMeantBy(name, first.rule.parameters);
    if (meant === undefined) return;
    report(first!.uri, first!.rule.name, `Nothing in the policy calls ${name}. Did you mean ${meant}?`, {
      // A rule that granted nothing would grant from then on: a person has to want that.
      fixes: (newest) => {
        const edits = (newest.predicates.get(name)?.rules ?? []).map(({ rule, uri }) => ({
          node: rule.name,
          at: 'instead' as const,
          newText: meant,
          uri,
        }));
        return [{ title: `Change to ${meant}`, edits }];
      },
    });
  },
  nodes: {
    Call(call, context) {
      if (context.dialect === 'library') return;
      if (context.model.tree?.$type !== 'Rule' && context.model.tree?.$type !== 'Block') return;
      const builtIn = builtInMeantBy(call.name.text, call.arguments);
      if (builtIn !== undefined && isNowhere(call.name.text, context.policy)) {
        reportCall(call, builtIn, context);
        return;
      }
      if (!isUnknown(call.name.text, context.policy)) return;
      const rule = ruleMeantBy(call, context);
      const fact = factMeantBy(call, context);
      const meant = nearer(call.name.text, rule, fact);
      if (meant !== undefined) reportCall(call, meant, context);
    },
  },
};

/** Of a rule and a fact that may be meant, the one that is nearer, and of two that are as near the rule. */
function nearer(name: string, rule: string | undefined, fact: string | undefined): string | undefined {
  if (rule === undefined || fact === undefined) return rule ?? fact;
  return editDistance(name, fact, 4) < editDistance(name, rule, 4) ? fact : rule;
}

function reportCall({ name }: Call, meant: string, { policy, report }: StatementContext): void {
  const { predicates, declaredSignatures } = policy;
  // What a test alone tells, or only other rules ask for, may be what is misspelt.
  const isCertain = predicates.has(meant) || declaredSignatures.has(meant) || termPredicates.includes(meant);
  const where = policy.told.has(meant) ? 'told' : 'asked for';
  const which = isCertain ? '' : ` Correct the one that is misspelt, here or where it is ${where}.`;
  report(name, `No rule and no fact of a test is named ${name.text}. Did you mean ${meant}?${which}`, {
    fixes: [
      { title: `Change to ${meant}`, preferred: isCertain, edits: [{ node: name, at: 'instead', newText: meant }] },
    ],
    related: (newest) =>
      newest.predicates.has(meant) || termPredicates.includes(meant) ? [] : placesOfFact(meant, newest),
  });
}

/** What several statements ask for is meant. */
const isUnknown = (name: string, policy: Snapshot): boolean =>
  isNowhere(name, policy) && (policy.callers.get(name) ?? 0) <= 1;

/** Whether no rule, declaration or fact has the name. */
const isNowhere = (name: string, { predicates, guessed, declaredSignatures, told, configuration }: Snapshot): boolean =>
  !predicates.has(name) &&
  !guessed.has(name) &&
  !declaredSignatures.has(name) &&
  !told.has(name) &&
  configuration.toldPredicates?.includes(name) !== true &&
  !termPredicates.includes(name);

function ruleMeantBy({ name, arguments: values }: Call, context: StatementContext): string | undefined {
  const meant = context.suggestions.nearest(name.text);
  if (meant === undefined || !context.policy.predicates.get(meant)!.hasArity(values.length)) return undefined;
  return isSlip(name.text, meant) ? meant : undefined;
}

function factMeantBy({ name, arguments: values }: Call, { policy, facts }: StatementContext): string | undefined {
  const meant = facts.nearest(name.text);
  if (meant === undefined || termPredicates.includes(meant) || !isPlainSlip(name.text, meant)) return undefined;
  const asked = values.map((value) => typeOf(policy, value));
  return formsOf(meant, policy).some((types) => mayBeOf(asked, types, policy)) ? meant : undefined;
}

type Types = readonly (string | undefined)[];

/** Whether there may be values of both: a rule may ask for some subtype, or for any type. */
const mayBeOf = (asked: Types, types: Types, { blocks }: Snapshot): boolean =>
  asked.length === types.length && asked.every((type, i) => isA(type, types[i], blocks) || isA(types[i], type, blocks));

/** The types of a fact's arguments, as they are declared, as rules ask for them, and as tests tell them. */
function formsOf(name: string, policy: Snapshot): readonly Types[] {
  const declared = (policy.factSignatures.get(name) ?? []).map(({ types }) => types);
  const told = toldFacts(name, policy).map(({ node }) => node.arguments.map((argument) => typeOf(policy, argument)));
  return [...declared, ...told];
}

function placesOfFact(name: string, policy: Snapshot): readonly RelatedNode[] {
  const declared = (policy.factSignatures.get(name) ?? []).flatMap(({ uri, node, origin }) =>
    uri === undefined || node === undefined
      ? []
      : [{ uri, node, message: origin === 'declared' ? 'Declared here' : 'Asked for here' }],
  );
  const told = toldFacts(name, policy).map(({ uri, node }) => ({ uri, node, message: 'Told here' }));
  return [...declared, ...told].slice(0, MOST_PLACES);
}

/** More are no help to compare with. */
const MOST_PLACES = 3;

function toldFacts(name: string, { models, told }: Snapshot) {
  if (!told.has(name)) return [];
  return [...models.values()].flatMap(({ uri, statements }) =>
    statements
      .filter(({ facts }) => facts.includes(name))
      .flatMap(({ nodes }) => nodes)
      .flatMap((node) => (node.$type === 'Fact' && node.name.text === name ? [{ uri, node }] : [])),
  );
}
