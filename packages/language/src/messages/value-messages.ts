import type { Node, PolarNode } from '../tree/ast.ts';
import { print } from '../tree/print.ts';
import { type Problem, quote } from './messages.ts';

export function duplicateKey(key: string): Problem {
  return { code: 'duplicate-key', message: `Duplicate key: ${key}. Remove one of the two, or rename it.` };
}

/** `reader if "writer";` */
export function unquotedHead(name: string): Problem {
  return {
    code: 'unrecognized-token',
    message: `did not expect to find the token '${name}'. The name that a shorthand rule gives is a string: ${quote(`"${name}"`)}.`,
  };
}

/** An operand of the wrong kind: the engine's words, with the operand as it would print it, then what would fix it. */
export function wrongValueType(operand: Node, expected: 'value' | 'logical expression'): Problem {
  const advice = expected === 'value' ? valueAdvice(operand as PolarNode) : conditionAdvice(operand as PolarNode);
  const shown = print(operand).replace(/\s+/g, ' ');
  return { code: 'wrong-value-type', message: `Wrong value type: ${shown}. Expected a ${expected}. ${advice}` };
}

/** The node around it, but for parentheses. */
function around(node: PolarNode): PolarNode | undefined {
  let at = node.$container as PolarNode | undefined;
  while (at?.$type === 'Parentheses') at = at.$container as PolarNode | undefined;
  return at;
}

function isInTest(node: PolarNode | undefined): boolean {
  return node?.$type === 'Fact' || node?.$container?.$type === 'Assertion';
}

function valueAdvice(node: PolarNode): string {
  const outer = around(node);
  if (node.$type === 'Call' && isInTest(outer) && /^\p{Lu}/u.test(node.name.text)) {
    const identifier = node.arguments[0];
    return `An object is written in braces: ${quote(`${node.name.text}{${identifier === undefined ? '"…"' : print(identifier)}}`)}.`;
  }
  if (outer?.$type === 'Parameter') return `Put the condition after ${quote('if')}.`;
  switch (node.$type) {
    case 'Call': {
      const call = quote(`${node.name.text}(…, result)`);
      return `A rule gives no value back: bind a variable with it, as in ${call}, and use that.`;
    }
    case 'Cut':
    case 'Print':
    case 'Forall':
      return `Join it to the other conditions with ${quote('and')}.`;
    case 'Not':
      return `Put ${quote('not')} before the whole condition.`;
    case 'Binary': {
      const named = outer?.$type === 'New' || outer?.$type === 'Call' || outer?.$type === 'MethodCall';
      if (named && node.operator === '=' && node.left.$type === 'Variable') {
        return `An argument with a name is written ${quote(`${node.left.name}: ${print(node.right)}`)}.`;
      }
      if (outer?.$type === 'Binary' && outer.left === node) {
        return `Write two conditions: ${quote(`${print(node)} and ${print(node.right)} ${outer.operator} ${print(outer.right)}`)}.`;
      }
      return 'A condition gives no value: let it stand by itself.';
    }
    default:
      return 'A condition gives no value: let it stand by itself.';
  }
}

function conditionAdvice(node: PolarNode): string {
  const outer = around(node);
  if (outer?.$type === 'Or') {
    const first = outer.operands[0];
    if (first?.$type === 'Binary' && (first.operator === '=' || first.operator === '==') && node !== (first as Node)) {
      const values = [first.right, ...outer.operands.slice(1)].map(print).join(', ');
      return `To compare with several values, write ${quote(`${print(first.left)} in [${values}]`)}.`;
    }
  }
  if (outer?.$type === 'Not')
    return `After ${quote('not')} stands a condition, such as ${quote(`x = ${print(node)}`)}.`;
  let comparison = `x = ${print(node)}`;
  if (node.$type === 'Binary') comparison = `${print(node)} > 0`;
  if (node.$type === 'List') comparison = `x in ${print(node)}`;
  return `A value alone is neither true nor false: compare it, as in ${quote(comparison)}.`;
}
