import { SAME } from './show-reference.ts';

const CLOSES: Record<string, string> = { '(': ')', '[': ']', '{': '}' };

/** Splits text at a separator, but not within brackets or strings. */
function split(text: string, separator: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let i = 0; i < text.length; i++) {
    const character = text[i] ?? '';
    if (character === '"') {
      for (i++; i < text.length && text[i] !== '"'; i++) if (text[i] === '\\') i++;
    } else if (character in CLOSES) depth++;
    else if (Object.values(CLOSES).includes(character)) depth--;
    else if (depth === 0 && text.startsWith(separator, i)) {
      parts.push(text.slice(start, i));
      start = i + separator.length;
      i = start - 1;
    }
  }
  return [...parts, text.slice(start)].filter((part) => part !== '');
}

/** Replaces names that stand outside of strings. */
const rename = (text: string, to: (name: string) => string): string =>
  text.replace(/"(?:[^"\\]|\\.)*"|[\p{L}_][\p{L}\p{N}_]*/gu, (token) => (token.startsWith('"') ? token : to(token)));

/** `(= a b)` and `(!= a b)` with their sides in order, here and in all that is inside. */
function sidesInOrder(text: string): string {
  if (!text.startsWith('(')) return text;
  const [operator = '', ...operands] = split(text.slice(1, -1), ' ').map(sidesInOrder);
  const inOrder = /^(=|!=|==|and|or)$/.test(operator) ? operands.sort() : operands;
  return `(${[operator, ...inOrder].join(' ')})`;
}

/**
 * An answer with constraints in a form that does not depend on which of several equal variables they are written about, nor
 * on the order of constraints and of their sides: the reference writes `u = v` into the constraints of both, in an order that says nothing.
 */
export function canonical(answer: string): string {
  const representative = new Map<string, string>();
  const find = (name: string): string => {
    const next = representative.get(name);
    return next === undefined || next === name ? name : find(next);
  };
  const unite = (left: string, right: string): void => {
    const [first, second] = [find(left), find(right)].sort() as [string, string];
    if (first !== second) representative.set(second, first);
  };
  const values: [name: string, value: string][] = [];
  const constraints: string[] = [];
  for (const entry of split(answer, ', ')) {
    if (entry.startsWith(SAME)) {
      const [first = '', ...others] = entry.slice(SAME.length).split(' = ');
      for (const other of others) unite(first, other);
      continue;
    }
    const [name = '', ...rest] = entry.split(' = ');
    const value = rest.join(' = ');
    if (!value.startsWith('(and')) {
      values.push([name, value]);
      continue;
    }
    for (const conjunct of split(value.slice(4, -1), ' ').map((text) =>
      rename(text, (token) => (token === '_this' ? name : token)),
    )) {
      const same = /^\(= ([\p{L}]\w*) ([\p{L}]\w*)\)$/u.exec(conjunct);
      if (same?.[1] !== undefined && same[2] !== undefined && !/^(true|false|nil)$/.test(`${same[1]}|${same[2]}`))
        unite(same[1], same[2]);
      else constraints.push(conjunct);
    }
  }
  const named = (text: string): string =>
    sidesInOrder(rename(text, (token) => (/^(and|or|not|matches|in|mod|rem)$/.test(token) ? token : find(token))));
  const shown = [
    ...values.map(([name, value]) => `${find(name)} = ${value}`),
    ...constraints.map(named),
    ...[...representative.keys()].filter((name) => find(name) !== name).map((name) => `${name} is ${find(name)}`),
  ];
  return [...new Set(shown)].sort().join(', ');
}
