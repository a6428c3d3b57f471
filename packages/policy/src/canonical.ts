import type { Node, PolarNode, Rule, ShorthandBody } from '@polar-tools/language';
import { engineText } from './engine-text.ts';
import type { Clause } from './policy.ts';
import { walk } from './walk.ts';

/**
 * A cheap text that two equal clauses share: most clauses differ in it, so that few have to be compared in full.
 */
export function clauseBucket(clause: Clause): string {
  if (clause.shorthand !== undefined) {
    const { head, body } = clause.shorthand;
    return `${clause.block} ${termText(head)} if ${shorthandText(body)}`;
  }
  const { parameters, body } = clause.rule;
  const shapes = parameters.map(({ value, specializer }) => {
    const literal =
      value.$type === 'StringLiteral' || value.$type === 'IntegerLiteral' ? String(value.value) : value.$type;
    return specializer?.$type === 'InstancePattern' ? `${literal}:${specializer.name.text}` : literal;
  });
  return `${shapes.join()} ${body?.$type}`;
}

const texts = new WeakMap<Rule, string>();

/**
 * A rule's text with its variables numbered: equal for rules that differ in the names of variables only. A name that stands once, or begins
 * with a capital letter, may be a constant of the application, and stays what it is.
 */
export function canonicalText(rule: Rule): string {
  const known = texts.get(rule);
  if (known !== undefined) return known;
  const numbers = new Map<string, number>();
  let anonymous = 0;
  const renamed: string[] = [];
  const counts = new Map<string, number>();
  walk(rule, (node: PolarNode) => {
    const name = variableName(node);
    if (name !== undefined) counts.set(name, (counts.get(name) ?? 0) + 1);
  });
  walk(rule, (node: PolarNode) => {
    const name = variableName(node);
    if (name === undefined || (counts.get(name) === 1 && !name.startsWith('_')) || /^\p{Lu}/u.test(name)) return;
    if (name === '_') renamed.push(`_${anonymous++}`);
    else {
      if (!numbers.has(name)) numbers.set(name, numbers.size);
      renamed.push(String(numbers.get(name)));
    }
  });
  // Which variable stands where, and the text without their names, say all there is to say.
  const text = `${engineText(rule).replace(/"(?:[^"\\]|\\.)*"|[\p{L}_][\p{L}\p{N}_]*/gu, (word) => {
    return word !== '_' && numbers.has(word) ? '?' : word;
  })} ${renamed.join()}`;
  texts.set(rule, text);
  return text;
}

function variableName(node: PolarNode): string | undefined {
  if (node.$type === 'Variable') return node.name;
  return node.$type === 'Field' && node.value === undefined ? node.key.text : undefined;
}

/** A shorthand's body as text, parentheses included. */
export function shorthandText(body: ShorthandBody): string {
  switch (body.$type) {
    case 'ShorthandReference':
      return `${body.global ? 'global ' : ''}${termText(body.term)}${body.relation ? ` on ${termText(body.relation)}` : ''}`;
    case 'ShorthandAnd':
      return body.operands.map(shorthandText).join(' and ');
    case 'ShorthandOr':
      return body.operands.map(shorthandText).join(' or ');
    case 'Parentheses':
      return `(${shorthandText(body.inner as ShorthandBody)})`;
    default:
      return engineText(body);
  }
}

function termText(term: Node): string {
  return engineText(term);
}
