import type { Parameter, Rule } from '@polar-tools/language';
import { classOfValue } from '../blocks/rule-fits-type.ts';
import { sameTerm } from '../checking/same-term.ts';
import type { Clause } from '../model/policy.ts';
import { walk } from '../model/walk.ts';
import { comparable, isCopy } from './comparable.ts';
import { both, type Check, type PolicyContext } from './definition.ts';
import { isUnconditional } from './unconditional.ts';

/** How many unconditional rules of a predicate are compared with its others: facts come by the thousand. */
const comparedAtMost = 20;

/** A rule for what another rule already allows without condition. */
export const shadowedRule: Check = {
  code: 'shadowed-rule',
  severity: 'information',
  dialects: both,
  summary: 'A rule that adds nothing, because a more general one holds without condition.',
  predicate(predicate, context) {
    for (const rules of comparable(predicate, context)) findShadowed(predicate.name, rules, context);
  },
};

function findShadowed(name: string, rules: readonly Clause[], context: PolicyContext): void {
  if (rules.length < 2) return;
  // Of a broken rule, the condition may be what could not be read.
  const general = rules.filter(({ rule, broken }) => !broken && isUnconditional(rule) && hasVariable(rule));
  if (general.length === 0 || general.length > comparedAtMost) return;
  for (const clause of rules) {
    if (clause.broken || hasEffect(clause.rule)) continue;
    const wider = general.find((other) => other !== clause && covers(other, clause) && !covers(clause, other));
    if (wider === undefined || isCopy(clause.uri, wider.uri, context)) continue;
    context.report(
      clause.uri,
      clause.rule.name,
      `This rule of ${name} adds nothing: a more general one holds without condition. Remove one of the two.`,
      {
        unnecessary: true,
        fixes: [{ title: 'Remove it', edits: [{ node: clause.rule, at: 'line', newText: '' }] }],
        related: [{ uri: wider.uri, node: wider.rule, message: 'Holds for all that this rule is for' }],
      },
    );
  }
}

const hasVariable = ({ parameters }: Rule): boolean => parameters.some(({ value }) => value.$type === 'Variable');

function hasEffect(rule: Rule): boolean {
  let found = false;
  walk(rule, ({ $type }) => {
    if ($type === 'Cut' || $type === 'Print') found = true;
  });
  return found;
}

/** Whether the head of one rule takes all that the head of another takes. */
function covers(general: Clause, special: Clause): boolean {
  if (general.arity !== special.arity) return false;
  const bound = new Set<string>();
  return general.rule.parameters.every((parameter, i) => {
    const { value } = parameter;
    if (value.$type === 'Variable' && value.name !== '_') {
      // A variable that stands twice asks for two equal arguments.
      if (bound.has(value.name)) return false;
      bound.add(value.name);
    }
    return takesAll(parameter, special.rule.parameters[i]!);
  });
}

function takesAll({ value, specializer }: Parameter, special: Parameter): boolean {
  if (value.$type !== 'Variable') return special.specializer === undefined && sameTerm(value, special.value);
  if (specializer === undefined) return true;
  if (special.value.$type === 'Variable')
    return special.specializer !== undefined && sameTerm(specializer, special.specializer);
  return (
    specializer.$type === 'InstancePattern' &&
    !specializer.fields?.length &&
    classOfValue(special.value) === specializer.name.text
  );
}
