import type { Node, Parameter, PolarNode, Rule, Shorthand, ShorthandBody, StringLiteral } from '@polar-tools/language';
import { unwrap, walk } from '../model/walk.ts';
import { engineText } from './engine-text.ts';
import { sameTerm } from './same-term.ts';

/** What two rules that say the same have in common, by their heads: classes and strings, and what else stands there. */
export function headKey({ parameters }: Rule): string {
  let key = '';
  for (let i = 0; i < parameters.length; i++) {
    const { value, specializer } = parameters[i]!;
    key += value.$type === 'Variable' ? ',' : value.$type === 'StringLiteral' ? `,"${value.value}"` : `,${value.$type}`;
    if (specializer !== undefined) key += specializer.$type === 'InstancePattern' ? specializer.name.text : ':';
  }
  return key;
}

/** Whether two rules may say the same, as far as their heads and the kinds of their bodies tell. */
export function mayBeSame(a: Rule, b: Rule): boolean {
  if (a.parameters.length !== b.parameters.length || bodyType(a) !== bodyType(b)) return false;
  return headKey(a) === headKey(b);
}

const bodyType = ({ body }: Rule): string | undefined => (body === undefined ? undefined : unwrap(body).$type);

const signatures = new WeakMap<Rule, number>();

/**
 * A number for all of a rule but what its variables are called and in which order it stands: two rules are the same if they share it and `sameRule`
 * holds. The names that must be the same are in it, or thousands of rules for one thing each would be compared with one another. One is kept for each
 * rule that has others like it, so it is a number and no text.
 */
export function ruleSignature(rule: Rule): number {
  const known = signatures.get(rule);
  if (known !== undefined) return known;
  const said: string[] = [];
  walk(rule, (node: PolarNode) => {
    if (node.$type === 'Parentheses') return;
    const { name, value, operator } = node as { name?: string | { text: string }; value?: unknown; operator?: string };
    const text = typeof name === 'object' ? name.text : '';
    said.push(`${node.$type}${operator ?? ''}${text}${typeof value === 'object' ? '' : (value ?? '')}`);
  });
  said.push(...fixedNames(rule));
  // Fields may stand in any order.
  const signature = hash(said.sort().join(' '));
  signatures.set(rule, signature);
  return signature;
}

/** Of 30 bits, which V8 keeps without an object. */
function hash(text: string): number {
  let hash = text.length;
  for (let i = 0; i < text.length; i++) hash = (Math.imul(hash, 31) + text.charCodeAt(i)) | 0;
  return hash >> 2;
}

/** All that a shorthand says, in a form to compare. */
export function shorthandKey({ head, body }: Shorthand): string {
  if (head.$type === 'StringLiteral' && body.$type === 'ShorthandReference' && !body.global) {
    const { term, relation } = body;
    if (term.$type === 'StringLiteral' && relation === undefined) return `${counted(head)}${counted(term)}`;
    if (term.$type === 'StringLiteral' && relation!.$type === 'StringLiteral')
      return `${counted(head)}${counted(term)}${counted(relation as StringLiteral)}`;
  }
  return `${engineText(head)} if ${shorthandText(body)}`;
}

/** Any character may stand in a string, so that only its length tells where it ends. */
const counted = ({ value }: StringLiteral): string => `${value.length} ${value}`;

/**
 * Whether two rules differ in the names of their variables at most. A name that stands once, or begins with a capital letter, may be a
 * constant of the application, and stays what it is.
 */
export function sameRule(a: Rule, b: Rule): boolean {
  // Copies are the most usual.
  return sameClause(a, b, (x, y) => x === y) || sameClause(a, b, variablesOf(a));
}

function sameClause(a: Rule, b: Rule, variables: (x: string, y: string) => boolean): boolean {
  const same = (x: Node | undefined, y: Node | undefined): boolean => {
    return x === undefined || y === undefined ? x === y : sameTerm(x, y, variables);
  };
  const sameParameter = (x: Parameter, y: Parameter): boolean =>
    same(x.value, y.value) && same(x.specializer, y.specializer);
  return (
    a.parameters.length === b.parameters.length &&
    a.parameters.every((parameter, i) => sameParameter(parameter, b.parameters[i]!)) &&
    same(a.body, b.body)
  );
}

/** Whether a variable of a rule stands for one of another, as far as they were met. */
function variablesOf(a: Rule): (x: string, y: string) => boolean {
  const forth = new Map<string, string>();
  const back = new Map<string, string>();
  const fixed = fixedNames(a);
  return (x, y) => {
    if (x === '_' || y === '_' || fixed.has(x)) return x === y;
    if (!forth.has(x) && !back.has(y)) {
      forth.set(x, y);
      back.set(y, x);
    }
    return forth.get(x) === y && back.get(y) === x;
  };
}

function fixedNames(rule: Rule): ReadonlySet<string> {
  const once = new Set<string>();
  const seen = new Set<string>();
  walk(rule, (node: PolarNode) => {
    const name =
      node.$type === 'Variable'
        ? node.name
        : node.$type === 'Field' && node.value === undefined
          ? node.key.text
          : undefined;
    if (name === undefined) return;
    if (seen.has(name) && !/^\p{Lu}/u.test(name)) once.delete(name);
    else if (!name.startsWith('_')) once.add(name);
    seen.add(name);
  });
  return once;
}

/** A shorthand's body as text, parentheses included. */
function shorthandText(body: ShorthandBody): string {
  switch (body.$type) {
    case 'ShorthandReference': {
      const term = `${body.global ? 'global ' : ''}${engineText(body.term)}`;
      return body.relation === undefined ? term : `${term} on ${engineText(body.relation)}`;
    }
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
