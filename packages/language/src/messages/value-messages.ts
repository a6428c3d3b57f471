import type { Node, PolarNode } from '../tree/ast.ts';
import { print } from '../tree/print.ts';
import type { SyntaxFix } from './mending.ts';
import { type Problem, quote } from './messages.ts';
import { didYouMean, wordMeant } from './near-words.ts';

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
export function wrongValueType(
  operand: Node,
  expected: 'value' | 'logical expression',
): Problem & { readonly fix?: SyntaxFix } {
  const said = expected === 'value' ? valueAdvice(operand as PolarNode) : conditionAdvice(operand as PolarNode);
  const { advice, fix } = typeof said === 'string' ? { advice: said, fix: undefined } : said;
  const shown = print(operand).replace(/\s+/g, ' ');
  const message = `Wrong value type: ${shown}. Expected a ${expected}. ${advice}`;
  return { code: 'wrong-value-type', message, ...(fix !== undefined && { fix }) };
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

/** What to say, with what it comes to written in place of a node. */
interface Said {
  readonly advice: string;
  readonly fix: SyntaxFix;
}

/** Words of the language that are names after a `.`: where one has a condition for an argument, what is missing is the name of a field. */
const JOIN = new Set(['and', 'or', 'in', 'matches', 'not', 'if']);

/** What stands where a field's name is missing: `x in P. and (y = 1)` reads as a method `and`. */
export function missingField(operand: Node): { readonly start: number; readonly end: number } | undefined {
  const outer = around(operand as PolarNode);
  if (outer?.$type !== 'MethodCall' || outer.name === undefined || !JOIN.has(outer.name.text)) return undefined;
  return { start: outer.object.$end + 1, end: outer.name.$end };
}

function instead({ $start: start, $end: end }: Node, newText: string, say: (written: string) => string): Said {
  return { advice: say(quote(newText)), fix: { title: `Change to ${newText}`, start, end, newText } };
}

function valueAdvice(node: PolarNode): string | Said {
  const outer = around(node);
  if (node.$type === 'Call' && isInTest(outer) && /^\p{Lu}/u.test(node.name.text)) {
    const identifier = node.arguments[0];
    const say = (object: string): string => `An object is written in braces: ${object}.`;
    if (identifier === undefined || node.arguments.length > 1) return say(quote(`${node.name.text}{"…"}`));
    return instead(node, `${node.name.text}{${print(identifier)}}`, say);
  }
  // `forAll(x in l, x > 0)`, `nto (x = 1)`: what takes conditions is no rule.
  if (outer?.$type === 'Call') {
    const words = outer.arguments.length === 1 ? ['not'] : ['forall'];
    const meant = wordMeant(outer.name.text, words);
    if (meant !== undefined) return instead(outer.name, meant, () => didYouMean(meant));
  }
  if (missingField(node) !== undefined) return `The name of a field is missing after the ${quote('.')}.`;
  if (node.$type === 'Call' && node.name.text === 'new') return `The name of a class is missing after ${quote('new')}.`;
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
        return instead(
          node,
          `${node.left.name}: ${print(node.right)}`,
          (argument) => `An argument with a name is written ${argument}.`,
        );
      }
      if (outer?.$type === 'Binary' && outer.left === node) {
        const both = `${print(node)} and ${print(node.right)} ${outer.operator} ${print(outer.right)}`;
        return instead(outer, both, (conditions) => `Write two conditions: ${conditions}.`);
      }
      return 'A condition gives no value: let it stand by itself.';
    }
    default:
      return 'A condition gives no value: let it stand by itself.';
  }
}

function conditionAdvice(node: PolarNode): string | Said {
  const outer = around(node);
  if (outer?.$type === 'Or') {
    const first = outer.operands[0];
    if (first?.$type === 'Binary' && (first.operator === '=' || first.operator === '==') && node !== (first as Node)) {
      const values = [first.right, ...outer.operands.slice(1)].map(print).join(', ');
      return instead(
        outer,
        `${print(first.left)} in [${values}]`,
        (comparison) => `To compare with several values, write ${comparison}.`,
      );
    }
  }
  if (outer?.$type === 'Not')
    return `After ${quote('not')} stands a condition, such as ${quote(`x = ${print(node)}`)}.`;
  let comparison = `x = ${print(node)}`;
  if (node.$type === 'Binary') comparison = `${print(node)} > 0`;
  if (node.$type === 'List') comparison = `x in ${print(node)}`;
  return `A value alone is neither true nor false: compare it, as in ${quote(comparison)}.`;
}
