import { type Expression, type Node, type Parameter, print, type Rule, rangeOf } from '@polar-tools/language';
import { unwrap } from '../../model/walk.ts';
import { headSource, variablesIn } from '../../refactorings/clause-parts.ts';
import { sourceOf } from '../../refactorings/source-text.ts';
import type { Unit } from '../unit.ts';
import { type CloudSetting, Goals, obstacleOf, swapped } from './goals.ts';

/** Says a rule of the Library in Cloud's words. */
export function ruleToCloud(unit: Unit, rule: Rule, setting: CloudSetting): void {
  const goals = new Goals(unit, setting, variablesIn(rule));
  const conditions = rule.parameters.flatMap((parameter) => head(unit, goals, parameter));
  const { parameters } = rule;
  if (swapped(rule.name.text, parameters) !== parameters) {
    const texts = parameters.map((parameter) => parameterText(unit, parameter));
    for (const [i, parameter] of parameters.entries()) unit.replace(parameter, texts.at(-1 - i)!);
  } else {
    for (const parameter of parameters) unit.replace(parameter, parameterText(unit, parameter));
  }
  if (rule.body !== undefined) goals.goal(rule.body);
  if (conditions.length > 0) addConditions(unit, rule, conditions);
}

/** What a parameter's pattern asks, as goals. */
function head(unit: Unit, goals: Goals, { value, specializer }: Parameter): readonly string[] {
  const literal = ['StringLiteral', 'IntegerLiteral', 'BooleanLiteral'];
  if (value.$type !== 'Variable') {
    if (!literal.includes(value.$type)) unit.leave(value, obstacleOf(value));
    return [];
  }
  if (specializer === undefined) return [];
  if (specializer.$type === 'InstancePattern') {
    goals.classNamed(specializer);
    return goals.fieldGoals(value.name, specializer.fields ?? []);
  }
  if (!literal.includes(specializer.$type)) {
    unit.leave(specializer, obstacleOf(specializer));
    return [];
  }
  return [`${value.name} = ${sourceOf(unit.text, specializer)}`];
}

function parameterText(unit: Unit, { value, specializer }: Parameter): string {
  const text = sourceOf(unit.text, value);
  return specializer?.$type === 'InstancePattern' ? `${text}: ${specializer.name.text}` : text;
}

/** Conditions of the head come before the body's. */
function addConditions(unit: Unit, rule: Rule, conditions: readonly string[]): void {
  const text = conditions.join(' and ');
  if (rule.body === undefined) {
    const { start } = rangeOf(rule);
    const end = start + headSource(unit.text, rule).length;
    unit.edit({ start: end, end }, ` if ${text}`);
    return;
  }
  const { start, end } = rangeOf(rule.body);
  const choice = unwrap<Expression>(rule.body).$type === 'Or' && rule.body.$type === 'Or';
  unit.edit({ start, end: start }, `${text} and ${choice ? '(' : ''}`);
  if (choice) unit.edit({ start: end, end }, ')');
}

/** Whether it is the rule that Cloud has without its being written: `allow(a, b, c) if has_permission(a, b, c)`. */
export function isImpliedAllow({ name, parameters, body, flags }: Rule): boolean {
  if (name.text !== 'allow' || parameters.length !== 3 || flags.length > 0 || body === undefined) return false;
  const names = parameters.map(({ value, specializer }) =>
    value.$type === 'Variable' && specializer === undefined ? value.name : undefined,
  );
  if (names.includes(undefined) || names.includes('_') || new Set(names).size < 3) return false;
  return print(unwrap<Node>(body)) === `has_permission(${names.join(', ')})`;
}
