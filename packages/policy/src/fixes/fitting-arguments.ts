import { type Node, type PolarNode, print, printString } from '@polar-tools/language';
import type { FindingFix } from '../checks/definition.ts';

/** Whether arguments of such types fit. */
type Fits = (types: readonly (string | undefined)[]) => boolean;

/**
 * What makes the arguments of a fact or an assertion fit: two of them changed for each other, `are_pals(Dog{"d"}, User{"u"})`, or one value written as another type's, `"4"`
 * as `4`. What is the only one is preferred.
 */
export function fittingFixes(
  values: readonly Node[],
  types: readonly (string | undefined)[],
  fits: Fits,
): FindingFix[] {
  const fixes = [...swaps(values, types, fits), ...rewritten(values, types, fits)];
  return fixes.map((fix) => ({ ...fix, preferred: fixes.length === 1 }));
}

function swaps(values: readonly Node[], types: readonly (string | undefined)[], fits: Fits): FindingFix[] {
  const found: FindingFix[] = [];
  for (let i = 0; i < values.length; i++)
    for (let j = i + 1; j < values.length; j++) {
      if (types[i] === types[j] || !fits(types.with(i, types[j]).with(j, types[i]))) continue;
      const [one, other] = [values[i]!, values[j]!];
      found.push({
        title: values.length === 2 ? 'Swap the arguments' : `Swap ${print(one)} and ${print(other)}`,
        edits: [
          { node: one, at: 'instead', newText: print(other) },
          { node: other, at: 'instead', newText: print(one) },
        ],
      });
    }
  return found;
}

function rewritten(values: readonly Node[], types: readonly (string | undefined)[], fits: Fits): FindingFix[] {
  return values.flatMap((node, i) => {
    const other = otherwise(node as PolarNode);
    if (other === undefined || !fits(types.with(i, other.type))) return [];
    return [{ title: `Change to ${other.text}`, edits: [{ node, at: 'instead' as const, newText: other.text }] }];
  });
}

/** The value that a literal was meant for with too many quotes, or too few. */
function otherwise(value: PolarNode): { readonly type: string; readonly text: string } | undefined {
  switch (value.$type) {
    case 'StringLiteral':
      if (/^-?\d{1,15}$/.test(value.value)) return { type: 'Integer', text: value.value };
      return value.value === 'true' || value.value === 'false' ? { type: 'Boolean', text: value.value } : undefined;
    case 'IntegerLiteral':
    case 'BooleanLiteral':
      return { type: 'String', text: printString(print(value)) };
    default:
      return undefined;
  }
}
