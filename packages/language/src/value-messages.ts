import type { PolarNode } from './ast.ts';
import type { Problem } from './messages.ts';

export function duplicateKey(key: string): Problem {
  return { code: 'duplicate-key', message: `Duplicate key: ${key}. Remove one of the two, or rename it.` };
}

/** `text` is the operand as the engine would print it. */
export function wrongValueType(_node: PolarNode, text: string, expected: 'value' | 'logical expression'): Problem {
  return { code: 'wrong-value-type', message: `Wrong value type: ${text}. Expected a ${expected}` };
}
