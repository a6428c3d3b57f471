import { reservedWords } from '@polar-tools/policy';
import type { OpenBracket, Surroundings, Token } from './surroundings.ts';

/**
 * What can come next in a rule: a parameter of its head; a condition; a value, as an argument or beside a comparison; or what joins an
 * operand that is complete to another.
 */
export type Expected = 'parameter' | 'condition' | 'value' | 'operator';

const BEFORE_VALUES: ReadonlySet<string> = new Set([
  ...['in', 'mod', 'rem', 'new'],
  ...['=', ':=', '==', '!=', '<', '<=', '>', '>=', '+', '-', '*', '/'],
]);
/** Words that are operands by themselves. */
const OPERANDS: ReadonlySet<string> = new Set(['true', 'false', 'cut', 'inf', 'nan']);
/** Words before a parenthesis in which conditions stand. */
const BEFORE_CONDITIONS: ReadonlySet<string> = new Set(['if', 'iff', 'and', 'or', 'not', 'forall']);

/** Reads it from what stands before the cursor. */
export function expectedAt({ tokens, open }: Surroundings): Expected {
  const last = tokens.at(-1);
  const innermost = open.at(-1);
  if (endsOperand(last)) return 'operator';
  if (innermost !== undefined && isHead(innermost, tokens)) return 'parameter';
  if (last !== undefined && BEFORE_VALUES.has(last.text)) return 'value';
  return innermost === undefined || holdsConditions(innermost, tokens) ? 'condition' : 'value';
}

function endsOperand(token: Token | undefined): boolean {
  switch (token?.kind) {
    case 'string':
    case 'number':
      return true;
    case 'word':
      return !reservedWords.has(token.text) || OPERANDS.has(token.text);
    case 'sign':
      return token.text === ')' || token.text === ']' || token.text === '}';
    default:
      return false;
  }
}

/** Whether a bracket is the one of a rule's head: `name(`, or `type name(`. */
export function isHead({ sign, at }: OpenBracket, tokens: readonly Token[]): boolean {
  if (sign !== '(' || tokens[0]?.kind !== 'word') return false;
  return tokens[0].text === 'type' ? at === 2 : at === 1 && !reservedWords.has(tokens[0].text);
}

/**
 * Whether a value follows the `:` before the cursor, as after the key of a dictionary, `{a: 1}`, and of an argument, `new Point(x: 1)`. After other colons a
 * class or a pattern follows.
 */
export function givesKey({ tokens, open }: Surroundings): boolean {
  const innermost = open.at(-1);
  if (innermost === undefined || tokens[0]?.text === 'test' || tokens[0]?.text === 'declare') return false;
  if (innermost.sign === '(') return !isHead(innermost, tokens);
  if (isHead(open[0]!, tokens)) return false;
  return !open.some(({ sign, at }) => {
    const before = tokens[at - 1];
    const afterClass = before?.kind === 'word' && !reservedWords.has(before.text);
    return sign === '{' && (afterClass || before?.text === 'matches');
  });
}

/** A parenthesis that groups conditions, or whose arguments are such. */
function holdsConditions({ sign, name, at }: OpenBracket, tokens: readonly Token[]): boolean {
  if (sign !== '(') return false;
  return name === undefined ? !BEFORE_VALUES.has(tokens[at - 1]?.text ?? '') : BEFORE_CONDITIONS.has(name);
}

const COMPARISONS: ReadonlySet<string> = new Set([
  '=',
  ':=',
  '==',
  '!=',
  '<',
  '<=',
  '>',
  '>=',
  'in',
  'matches',
  'matches!',
]);

/** Whether what stands before the cursor is a whole goal already, a call or a comparison, with which only `and` and `or` go on. */
export function completesGoal({ tokens, open }: Surroundings): boolean {
  const from = open.at(-1)?.at ?? -1;
  let depth = 0;
  for (let i = tokens.length - 1; i > from; i--) {
    const { text } = tokens[i]!;
    if (text === ')' || text === ']' || text === '}') depth++;
    else if (text === '(' || text === '[' || text === '{') depth--;
    if (depth > 0 || text === '(' || text === '[' || text === '{') {
      const named =
        text === '(' && depth === 0 && tokens[i - 1]?.kind === 'word' && !reservedWords.has(tokens[i - 1]!.text);
      if (named && tokens[i - 2]?.text !== '.' && tokens[i - 2]?.text !== 'new') return true;
      continue;
    }
    if (COMPARISONS.has(text)) return true;
    if (BEFORE_CONDITIONS.has(text) || text === ';' || text === '?=') return false;
  }
  return false;
}
