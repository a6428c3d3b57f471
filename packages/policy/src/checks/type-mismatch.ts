import type { Binary, Node } from '@polar-tools/language';
import { valueClassNames } from '../dialect/built-in-classes.ts';
import { typeByFacts } from '../names/declared-types.ts';
import { typeOf } from '../names/variable-types.ts';
import { both, type Check, type StatementContext } from './definition.ts';

const comparisons = new Set(['=', '==', '!=', '<', '<=', '>', '>=']);
const orders = new Set(['<', '<=', '>', '>=']);

/** A comparison of two values that are never of one type. */
export const typeMismatch: Check = {
  code: 'type-mismatch',
  severity: 'warning',
  dialects: both,
  summary: 'A comparison of two values that are never of one type.',
  nodes: { Binary: compare },
};

function compare(binary: Binary, context: StatementContext): void {
  const { left, operator, right } = binary;
  if (!comparisons.has(operator) || context.model.tree?.$type === 'InlineQuery') return;
  const { policy, dialect, report } = context;
  if (dialect === 'library' && (isUntyped(left) || isUntyped(right))) return;
  const known = dialect === 'cloud' ? typeByFacts : typeOf;
  const a = known(policy, left);
  const b = known(policy, right);
  const always = operator === '!=' ? 'always true' : 'never true';
  if (dialect === 'cloud' && orders.has(operator)) {
    const wrong = [a, b].find((type) => type === 'String' || type === 'Boolean');
    if (wrong !== undefined)
      report(
        binary,
        `${operator} compares integers, and one side is of type ${wrong}. Use = or !=, or compare integers.`,
      );
    return;
  }
  if (a === undefined || b === undefined || a === b || (isNumber(a) && isNumber(b))) return;
  if (!valueClassNames.has(a) || !valueClassNames.has(b)) {
    if (
      !(isObject(left) && isObject(right)) &&
      !((valueClassNames.has(a) && isObject(right)) || (valueClassNames.has(b) && isObject(left)))
    )
      return;
  }
  report(
    binary,
    `One side is of type ${a} and the other of type ${b}, so this is ${always}. Compare values of one type.`,
  );
}

/** Nothing is known of what the application answers: no need to find the type of the other side. */
const isUntyped = ({ $type }: Node): boolean => $type === 'Lookup' || $type === 'MethodCall';
const isNumber = (type: string): boolean => type === 'Integer' || type === 'Float';
const isObject = ({ $type }: Node): boolean => $type === 'ObjectLiteral';
